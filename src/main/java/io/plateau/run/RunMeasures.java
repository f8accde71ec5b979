package io.plateau.run;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.plateau.data.JobData;
import io.plateau.data.Prepared;
import io.plateau.data.Scores;
import io.plateau.data.Task;
import io.plateau.evaluation.DataProfile;
import io.plateau.evaluation.Evaluation;
import io.plateau.evaluation.Layers;
import io.plateau.ml.NetworkModel;
import io.plateau.report.RunFiles;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.storage.StorageLevel;

/**
 * What a report tells beyond the history: {@code evaluation.json}, {@code layers.json}, {@code
 * importance.json} and {@code profile.json}, aggregated on executors.
 */
final class RunMeasures {
  /** With more features the passes for their importance would outlast many a training. */
  private static final int MOST_FEATURES = 64;

  /**
   * About so many rows are looked at for the layers and for importance, which runs the network once
   * a feature and row.
   */
  static final long SAMPLE = 20_000;

  /** Fewer where they are wide: the sample is kept in memory or on disk while it is used. */
  private static final long SAMPLE_VALUES = 8_000_000;

  private static final String ACTUAL = "plateau__actual";
  private static final String PROBABILITY = "probability";

  private final JobData data;
  private final Prepared prepared;
  private final PipelineModel pipeline;
  private final NetworkModel<?> network;

  RunMeasures(JobData data, Prepared prepared, PipelineModel pipeline, NetworkModel<?> network) {
    this.data = data;
    this.prepared = prepared;
    this.pipeline = pipeline;
    this.network = network;
  }

  /** On the test rows; without any on the validation rows, and then on those trained on. */
  void write(RunFolder run) {
    String part = data.test() != null ? "test" : data.validation() != null ? "validation" : "train";
    Dataset<Row> rows = rows(part);
    ObjectNode evaluation = JsonNodeFactory.instance.objectNode();
    evaluation.set(part, evaluation(rows));
    run.writePart(RunFiles.EVALUATION, evaluation);
    Map<String, Long> counts = new LinkedHashMap<>();
    for (String each : List.of("train", "validation", "test")) {
      if (rows(each) != null) {
        counts.put(each, rows(each).count());
      }
    }
    run.writePart(
        RunFiles.PROFILE,
        DataProfile.of(
            data.training(),
            data.columns().features(),
            data.columns().labels(),
            prepared.classes(),
            counts));
    long all = counts.get(part);
    Dataset<Row> sample = prepared.frame(sample(rows, all)).persist(StorageLevel.MEMORY_AND_DISK());
    try {
      long looked = sample.count();
      run.writePart(RunFiles.LAYERS, layers(sample, looked));
      List<String> features = data.columns().features();
      if (features.size() == network.network().inputs()
          && features.size() <= MOST_FEATURES
          && looked > 0) {
        run.writePart(RunFiles.IMPORTANCE, importance(indicated(sample), features, looked, all));
      }
    } finally {
      sample.unpersist();
    }
  }

  /**
   * Rows that their features choose, whatever the partitions; all where there are few. Chosen
   * before they are prepared, which costs more than to read them.
   */
  private Dataset<Row> sample(Dataset<Row> rows, long count) {
    long most = Math.min(SAMPLE, SAMPLE_VALUES / network.network().inputs());
    long every = Math.max(1, count / Math.max(1, most));
    Column[] features =
        data.columns().features().stream()
            .map(name -> functions.col("`" + name.replace("`", "``") + "`"))
            .toArray(Column[]::new);
    return every == 1
        ? rows
        : rows.filter(
            functions.pmod(functions.xxhash64(features), functions.lit(every)).equalTo(0));
  }

  private Dataset<Row> rows(String part) {
    return switch (part) {
      case "test" -> data.test();
      case "validation" -> data.validation();
      default -> data.training();
    };
  }

  private ObjectNode evaluation(Dataset<Row> rows) {
    Dataset<Row> predicted = pipeline.transform(rows);
    boolean probabilities = Arrays.asList(predicted.columns()).contains(PROBABILITY);
    if (prepared.classes() != null) {
      return Evaluation.ofClasses(
          predicted,
          new Evaluation.Columns(
              prepared.labelColumn(),
              prepared.predictionColumn(),
              probabilities ? PROBABILITY : null,
              prepared.weightColumn()),
          prepared.classes());
    }
    List<String> labels = data.columns().labels();
    Dataset<Row> both = Scores.withActual(predicted, ACTUAL, labels);
    boolean yesOrNo = prepared.task() == Task.MULTI_LABEL;
    Evaluation.Columns columns =
        new Evaluation.Columns(
            ACTUAL,
            Prepared.PREDICTION,
            yesOrNo && probabilities ? PROBABILITY : null,
            prepared.weightColumn());
    return yesOrNo
        ? Evaluation.ofLabels(both, columns, labels)
        : Evaluation.ofNumbers(both, columns, labels);
  }

  private ObjectNode layers(Dataset<Row> frame, long rows) {
    double[] weights = network.weights().toArray();
    float[] theta = new float[weights.length];
    for (int i = 0; i < theta.length; i++) {
      theta[i] = (float) weights[i];
    }
    return Layers.of(
        frame.select(prepared.featuresColumn()).toJavaRDD().map(row -> (Vector) row.get(0)),
        rows,
        network.network(),
        theta);
  }

  /** A network that was fitted with validation rows looks for their column. */
  private Dataset<Row> indicated(Dataset<Row> frame) {
    return data.validation() == null
        ? frame
        : frame.withColumn(Estimators.VALIDATION, functions.lit(false));
  }

  private ObjectNode importance(Dataset<Row> frame, List<String> features, long looked, long rows) {
    Vector rises = network.featureImportances(frame);
    ObjectNode importance =
        JsonNodeFactory.instance
            .objectNode()
            .put(
                "method",
                "By how much the mean loss rises when a feature's values come from other rows%s."
                    .formatted(looked < rows ? ", on %d of %d rows".formatted(looked, rows) : ""));
    ArrayNode all = importance.putArray("features");
    for (int i = 0; i < features.size(); i++) {
      all.addObject().put("name", features.get(i)).put("importance", rises.apply(i));
    }
    return importance;
  }
}
