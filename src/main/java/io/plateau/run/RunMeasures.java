package io.plateau.run;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.plateau.data.JobData;
import io.plateau.data.Prepared;
import io.plateau.engine.LabelScale;
import io.plateau.engine.shard.DealtRows;
import io.plateau.engine.shard.JobDescription;
import io.plateau.engine.shard.ShardedRows;
import io.plateau.evaluation.Evaluation;
import io.plateau.evaluation.FeatureImportance;
import io.plateau.evaluation.Layers;
import io.plateau.evaluation.PredictedRows;
import io.plateau.evaluation.RowSample;
import io.plateau.nn.TrainedNetwork;
import io.plateau.report.RunFiles;
import io.plateau.run.folder.RunFolder;
import io.plateau.store.Json;
import io.plateau.table.FittedColumn;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.api.java.JavaRDD;

/**
 * Measures of a trained network on the packed rows of its job: metrics of each part, and for the
 * report {@code evaluation.json}, {@code layers.json}, {@code importance.json}, {@code
 * dependence.json}, {@code embeddings.json} and {@code profile.json}.
 */
final class RunMeasures {
  /** With more features the passes for their importance would outlast many a training. */
  private static final int MOST_FEATURES = 64;

  /** Importance runs the network once a feature and row, on about so many rows. */
  static final long SAMPLE = 20_000;

  /** Fewer rows where they are wide. */
  private static final long SAMPLE_VALUES = 8_000_000;

  private final JobData data;
  private final Prepared prepared;
  private final TrainedNetwork network;
  private final long seed;
  private final Map<String, ShardedRows> parts = new LinkedHashMap<>();
  private final String reported;
  private ObjectNode evaluation;

  /**
   * @param network as it was trained, with labels of the scale of the packed rows
   */
  RunMeasures(JobData data, Prepared prepared, DealtRows rows, TrainedNetwork network, long seed) {
    this.data = data;
    this.prepared = prepared;
    this.network = network;
    this.seed = seed;
    parts.put("train", rows.training());
    rows.validation().ifPresent(part -> parts.put("validation", part));
    data.packedTest().ifPresent(part -> parts.put("test", part));
    reported =
        parts.containsKey("test")
            ? "test"
            : parts.containsKey("validation") ? "validation" : "train";
  }

  /** Metrics of each part; keeps the report of the test rows, else of the validation rows. */
  Map<String, Map<String, Double>> metrics() {
    List<String> names = new ArrayList<>(parts.keySet());
    LabelScale scale = prepared.labelScale().orElse(null);
    List<JavaRDD<PredictedRows>> predicted =
        parts.values().stream().map(part -> PredictedRows.of(part, network, scale)).toList();
    List<Evaluation.Result> results = kind().of(predicted, names.indexOf(reported));
    Map<String, Map<String, Double>> metrics = new LinkedHashMap<>();
    for (int i = 0; i < names.size(); i++) {
      metrics.put(names.get(i), results.get(i).metrics());
    }
    evaluation = Json.object();
    evaluation.set(reported, results.get(names.indexOf(reported)).report());
    return metrics;
  }

  private Evaluation kind() {
    return Evaluation.ofNetwork(
        network, prepared.classes(), data.columns().labels(), network.network().members() > 1);
  }

  /** Writes the files of the report, on the test rows or what stands for them. */
  void write(RunFolder run) {
    run.writePart(RunFiles.EVALUATION, evaluation);
    run.writePart(RunFiles.PROFILE, prepared.profile().json());
    ShardedRows rows = parts.get(reported);
    int width = network.inputs();
    int most = (int) Math.min(Layers.SAMPLE, Math.max(1, SAMPLE_VALUES / width));
    RowSample sample =
        RowSample.of(rows.examples(), rows.rows(), width, most, FeatureImportance.key(seed));
    run.writePart(
        RunFiles.LAYERS, Layers.of(sample.features(most), network.network(), network.weights()));
    List<String> features = prepared.table().columns().stream().map(FittedColumn::name).toList();
    if (features.size() == width && features.size() <= MOST_FEATURES) {
      FeatureImportance.Measured importance = importance(rows, sample);
      run.writePart(RunFiles.IMPORTANCE, importance(importance, rows, features));
      DependenceFile dependence = new DependenceFile(prepared, data.columns().labels(), network);
      run.writePart(RunFiles.DEPENDENCE, dependence.of(sample, importance.rises()));
    }
    ObjectNode embeddings =
        EmbeddingsFile.of(prepared.table(), prepared.profile().columns(), network);
    if (!embeddings.path("columns").isEmpty()) {
      run.writePart(RunFiles.EMBEDDINGS, embeddings);
    }
  }

  private FeatureImportance.Measured importance(ShardedRows rows, RowSample donors) {
    long most = Math.max(1, Math.min(SAMPLE, SAMPLE_VALUES / network.inputs()));
    long measured = rows.rows() < 2 * most ? rows.rows() : most;
    return JobDescription.during(
        rows.examples().context(),
        FeatureImportance.JOBS,
        () -> FeatureImportance.of(network, donors, rows.examples(), measured));
  }

  private static ObjectNode importance(
      FeatureImportance.Measured measured, ShardedRows rows, List<String> features) {
    ObjectNode importance =
        Json.object()
            .put(
                "method",
                "By how much the mean loss rises when a feature's values come from other rows%s."
                    .formatted(
                        measured.rows() < rows.rows()
                            ? ", on %d of %d rows".formatted(measured.rows(), rows.rows())
                            : ""));
    ArrayNode all = importance.putArray("features");
    for (int i = 0; i < features.size(); i++) {
      all.addObject().put("name", features.get(i)).put("importance", measured.rises()[i]);
    }
    return importance;
  }
}
