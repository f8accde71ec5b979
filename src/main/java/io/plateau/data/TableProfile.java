package io.plateau.data;

import io.plateau.data.column.JobColumns;
import io.plateau.data.column.ScanPlan;
import io.plateau.data.column.Task;
import io.plateau.evaluation.Bins;
import io.plateau.evaluation.ColumnProfile;
import io.plateau.evaluation.DataProfile;
import io.plateau.math.Moments;
import io.plateau.table.ColumnNote;
import io.plateau.table.fit.ColumnStatistics;
import io.plateau.table.fit.Measured;
import io.plateau.table.fit.NumberStatistics;
import io.plateau.table.fit.TextStatistics;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Profile of the training rows, from the statistics that were gathered to encode them. */
record TableProfile(
    JobColumns columns, ScanPlan plan, Preparation preparation, Preparation.Learned learned) {

  /** Bins of the labels that are numbers. */
  List<Bins> bins(Task task) {
    List<Bins> bins = new ArrayList<>();
    for (int l = 0; l < plan.labels() && task != Task.CLASSIFICATION; l++) {
      NumberStatistics label = (NumberStatistics) preparation.label(l);
      bins.add(DataProfile.bins(label.least(), label.most()));
    }
    return bins;
  }

  /**
   * The profile.
   *
   * @param rows by part
   */
  DataProfile of(Task task, PartCounts counts, Map<String, Long> rows) {
    List<Bins> bins = bins(task);
    List<DataProfile.Label> labels = new ArrayList<>();
    for (int l = 0; l < columns.labels().size(); l++) {
      String name = columns.labels().get(l);
      labels.add(
          task == Task.CLASSIFICATION
              ? DataProfile.Label.of(
                  name, learned.encoder().labeling().classes().names(), classes())
              : DataProfile.Label.of(name, bins.get(l), counts.labels[l]));
    }
    List<ColumnProfile> features = new ArrayList<>();
    List<ColumnNote> notes = learned.encoder().table().notes();
    for (int i = 0; i < notes.size(); i++) {
      features.add(feature(notes.get(i), preparation.fit().read()[i]));
    }
    return new DataProfile(rows, labels, features);
  }

  /** Training rows by class. */
  private Map<String, Long> classes() {
    return preparation.label(0) instanceof TextStatistics texts
        ? texts.counts()
        : ((NumberStatistics) preparation.label(0)).counts(columns.labelNames());
  }

  private ColumnProfile feature(ColumnNote note, int slot) {
    ColumnProfile profile = ColumnProfile.of(note);
    if (note.treatment().isEmpty()) {
      return profile;
    }
    ColumnStatistics values = preparation.fit().learned().get(slot).orElseThrow();
    if (values instanceof TextStatistics texts) {
      return profile.withValues(texts.counts());
    }
    Measured measured = learned.measured();
    if (measured.numbers().get(slot).isPresent()) {
      profile = profile.withHistogram(measured.numbers().get(slot).get());
    }
    if (values instanceof NumberStatistics) {
      int place = measured.starts()[slot];
      Moments moments = measured.moments();
      profile = profile.withMoments(moments.mean()[place], moments.populationDeviation(place));
    }
    return profile;
  }
}
