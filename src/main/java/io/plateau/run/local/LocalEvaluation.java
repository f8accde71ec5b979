package io.plateau.run.local;

import io.plateau.data.column.Classes;
import io.plateau.evaluation.Evaluation;
import io.plateau.evaluation.Predicted;
import io.plateau.job.Job;
import io.plateau.model.SavedModel;
import io.plateau.run.folder.RunRows;
import io.plateau.score.Score;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.spark.sql.catalyst.InternalRow;

/**
 * Metrics of a run's model on a csv file that one machine holds, as {@link
 * io.plateau.run.PipelineMetrics} has them on Spark.
 */
public final class LocalEvaluation {
  private final ScoredCsv rows;
  private final SavedModel model;
  private final List<String> labels;
  private final int[] labelPlaces;

  /** Empty where each row weighs 1. */
  private final Optional<Integer> weightPlace;

  private final Classes classes;

  /** Whether labels must be at least 0. */
  private final boolean counts;

  private LocalEvaluation(ScoredCsv rows, Job job) {
    List<String> names = Arrays.asList(rows.file().schema().fieldNames());
    this.rows = rows;
    this.model = rows.scorer().model();
    this.labels = job.data().label();
    this.labelPlaces = labels.stream().mapToInt(names::indexOf).toArray();
    this.weightPlace = Optional.ofNullable(job.data().weight()).map(names::indexOf);
    this.classes = Classes.ofNumbers(model.labels());
    this.counts = job.spec().loss().takesCounts();
  }

  /**
   * Metrics of the model on the rows, by name.
   *
   * @return empty where it is left to Spark
   */
  public static Optional<Map<String, Double>> of(RunRows other) {
    return ScoredCsv.use(other, rows -> new LocalEvaluation(rows, other.job()).metrics());
  }

  private Optional<Map<String, Double>> metrics() {
    boolean plain =
        IntStream.concat(
                Arrays.stream(labelPlaces), weightPlace.stream().mapToInt(Integer::intValue))
            .allMatch(place -> place >= 0 && !rows.file().hasOddValue(place));
    return plain
        ? Optional.of(
            Evaluation.ofNetwork(model.network(), model.labels(), labels, false)
                .metrics(rows.rows().map(this::predicted).iterator()))
        : Optional.empty();
  }

  private Predicted predicted(ScoredCsv.Scored scored) {
    InternalRow row = scored.row();
    Score score = scored.score();
    double weight = weightPlace.map(place -> weight(row, place)).orElse(1.0);
    if (model.predictsClass()) {
      double[] prediction = {score.index()};
      return new Predicted(classOf(row), prediction, score.probabilities(), null, weight);
    }
    double[] label = Arrays.stream(labelPlaces).mapToDouble(place -> number(row, place)).toArray();
    if (model.predictsLabels() && !Arrays.stream(label).allMatch(p -> p >= 0 && p <= 1)) {
      throw new IllegalArgumentException("a label is not from 0 to 1");
    }
    if (counts && !Arrays.stream(label).allMatch(count -> count >= 0)) {
      throw new IllegalArgumentException("a label is below 0");
    }
    return model.predictsLabels()
        ? new Predicted(label, scored.applied(), score.probabilities(), null, weight)
        : new Predicted(label, score.values(), null, null, weight);
  }

  /** The index of the class that the label names: by its string, a number also by its value. */
  private double[] classOf(InternalRow row) {
    Object value = rows.value(row, labelPlaces[0]);
    boolean named = value instanceof Number || value instanceof Boolean || value instanceof String;
    int index = named ? classes.byName().getOrDefault(value.toString(), -1) : -1;
    if (index < 0 && value instanceof Number number) {
      index = classes.indexOf(number.doubleValue());
    }
    if (index < 0) {
      throw new IllegalArgumentException("no training row has the label " + value);
    }
    return new double[] {index};
  }

  private double number(InternalRow row, int place) {
    if (rows.value(row, place) instanceof Number number) {
      return number.doubleValue();
    }
    throw new IllegalArgumentException("a label is no number");
  }

  private double weight(InternalRow row, int place) {
    double weight = number(row, place);
    if (weight < 0) {
      throw new IllegalArgumentException("a weight must be at least 0, got " + weight);
    }
    return weight;
  }
}
