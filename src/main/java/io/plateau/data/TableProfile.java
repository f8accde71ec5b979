package io.plateau.data;

import io.plateau.evaluation.Bins;
import io.plateau.evaluation.DataProfile;
import io.plateau.math.Moments;
import io.plateau.table.Form;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Profile of the training rows, from the statistics that were gathered to encode them. */
record TableProfile(Columns columns, ScanPlan plan, Layout layout, Survey survey) {

  /** Bins of the labels that are numbers. */
  List<Bins> bins(Task task) {
    List<Bins> bins = new ArrayList<>();
    for (int l = 0; l < plan.labels() && task != Task.CLASSIFICATION; l++) {
      int place = layout.starts()[plan.label(l)];
      bins.add(DataProfile.bins(survey.range.least(place), survey.range.most(place)));
    }
    return bins;
  }

  /**
   * The profile.
   *
   * @param rows by part
   */
  DataProfile of(
      Preparation.Learned learned, PartCounts counts, List<Bins> bins, Map<String, Long> rows) {
    List<DataProfile.Label> labels = new ArrayList<>();
    for (int l = 0; l < columns.labels().size(); l++) {
      String name = columns.labels().get(l);
      labels.add(
          learned.classes() != null
              ? DataProfile.Label.of(name, learned.classes(), survey.texts[plan.label(l)])
              : DataProfile.Label.of(name, bins.get(l), counts.labels[l]));
    }
    List<DataProfile.Column> features = new ArrayList<>();
    for (int f = 0; f < plan.features(); f++) {
      String name = columns.features().get(f);
      if (plan.slots().get(f).form() == Form.TEXT) {
        features.add(DataProfile.Column.text(name, survey.missing[f], survey.texts[f].size()));
      } else if (plan.slots().get(f).form() == Form.NUMBER) {
        features.add(number(f, learned.moments()));
      }
    }
    return new DataProfile(rows, labels, features);
  }

  private DataProfile.Column number(int feature, Moments moments) {
    int place = layout.starts()[feature];
    return new DataProfile.Column(
        columns.features().get(feature),
        survey.missing[feature],
        -1,
        survey.range.least(place),
        moments.mean()[place],
        survey.range.most(place),
        moments.populationDeviation(place));
  }
}
