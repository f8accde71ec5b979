package io.plateau.ml.fit;

import io.plateau.engine.CycleTrials;
import io.plateau.engine.LabelRange;
import io.plateau.engine.LabelScale;
import io.plateau.engine.RunControl;
import io.plateau.engine.RunOptions;
import io.plateau.engine.SparkTraining;
import io.plateau.engine.Temperature;
import io.plateau.engine.TrainingResult;
import io.plateau.engine.shard.DealtRows;
import io.plateau.engine.shard.ShardLayout;
import io.plateau.frame.Packing;
import io.plateau.ml.params.HasNetworkParams;
import io.plateau.nn.Network;
import io.plateau.nn.TrainedNetwork;
import io.plateau.nn.loss.LabelType;
import io.plateau.spec.Calibration;
import io.plateau.spec.ClassShares;
import io.plateau.spec.DataFacts;
import io.plateau.spec.TrainingPlan;
import io.plateau.spec.TrainingSpec;
import io.plateau.train.DataException;
import io.plateau.train.DivergedException;
import io.plateau.train.InterruptedTrainingException;
import io.plateau.train.Stage;
import io.plateau.train.Stop;
import io.plateau.train.TrainingListener;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.spark.SparkContext;
import org.apache.spark.ml.param.shared.HasThresholds;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * From rows and params to a trained network: checks and measures the rows, plans, trains.
 *
 * @param classFactors what the weights of a class are multiplied by, from the measures
 * @param initial a model to go on from, or null
 * @param control checkpoints, and how to stop it
 */
public record Fit(
    TrainingSpec spec,
    HasNetworkParams params,
    FitColumns columns,
    ClassFactors classFactors,
    TrainedNetwork initial,
    TrainingListener listener,
    RunControl control) {
  private static final Logger LOG = LoggerFactory.getLogger(Fit.class);

  private static final String BY_ROWS =
      "; with recipe tabular, hiddenLayers and members that are not set follow from the number of rows";

  /** What comes of a fit. */
  public record Outcome(TrainedNetwork network, TrainingResult result) {}

  /** Makes the factors of class weights, once the classes are counted; null for none. */
  @FunctionalInterface
  public interface ClassFactors {
    double[] of(Measures measures, int classes);
  }

  public Outcome run(Dataset<?> dataset) {
    columns.check(dataset.schema());
    int[] layers = params.isDefined(params.layers()) ? params.getLayers() : new int[0];
    Widths known = Widths.known(layers, spec, columns, dataset.schema());
    StructField vectors = dataset.schema().apply(columns.features());
    FeatureColumns features = layers.length > 0 ? FeatureColumns.NUMBERS : features(vectors);
    RowCheck check = new RowCheck(columns, known.classes(), features, spec.loss().takesCounts());
    boolean skip = !params.getHandleInvalid().equals("error");
    int outputs = columns.target().isVector() ? known.outputs() : 0;
    try (CheckedRows rows =
        listener.during(
            Stage.CHECK,
            "",
            () -> CheckedRows.read(dataset, check, known.inputs(), outputs, skip))) {
      rows.requireTraining(columns);
      warn(rows.measures(), dataset.schema());
      return train(rows, known, features);
    }
  }

  private FeatureColumns features(StructField vectors) {
    TrainingSpec resolved = resolved(FeatureColumns.isTable(vectors), ClassShares.NONE, 0, 0);
    return FeatureColumns.of(vectors, resolved.network().columns());
  }

  private TrainingSpec resolved(boolean table, ClassShares shares, long count, long validation) {
    return spec.on(new DataFacts(table, Optional.of(columns.target()), shares, count, validation));
  }

  private Outcome train(CheckedRows rows, Widths known, FeatureColumns features) {
    Measures measures = rows.measures();
    boolean validation = measures.validated > 0;
    if (columns.validation() != null && !validation) {
      throw new DataException(
          RowCheck.complaint(columns.validation(), "true in at least one row", "none"));
    }
    int classes =
        columns.target() == LabelType.CLASS
            ? Math.max(known.classes(), measures.classes.size())
            : 0;
    int outputs = known.outputs(columns.target(), measures);
    if (params instanceof HasThresholds classifier) {
      Thresholds.require(
          classifier, columns.target() == LabelType.CLASS ? Math.max(2, outputs) : outputs);
    }
    double[] factors = classes > 0 ? classFactors.of(measures, classes) : null;
    boolean weighs = columns.weight() != null || factors != null;
    ClassShares shares =
        classes == 0
            ? ClassShares.NONE
            : weighs ? ClassShares.weighted(classes) : measures.shares(classes);
    TrainingSpec resolved =
        resolved(features.isTable(), shares, rows.census().rows(), measures.validated);
    SpreadColumn.require(params, resolved.network().members().count());
    TrainingPlan plan =
        resolved.plan(features.columns(measures.width), outputs, columns.target(), validation);
    LabelScale scale =
        resolved.loss().standardizes(columns.target()) ? rows.labelScale(columns) : null;
    boolean clamps = resolved.network().clamps(columns.target());
    LabelRange range = clamps ? LabelRange.of(measures.labels) : null;
    try (DealtRows dealt = rows.deal(layout(rows, plan), scale, factors, listener)) {
      rows.close();
      Outcome outcome =
          train(dealt, scale == null ? plan : plan.in(scale.unit()), scale, resolved.calibration());
      return range == null
          ? outcome
          : new Outcome(range.limit(outcome.network()), outcome.result());
    }
  }

  private ShardLayout layout(CheckedRows rows, TrainingPlan plan) {
    return SparkTraining.layout(
        plan, rows.census(), control, SparkContext.getOrCreate().hadoopConfiguration());
  }

  private Outcome train(
      DealtRows dealt, TrainingPlan plan, LabelScale scale, Calibration calibration) {
    Network network = plan.network();
    Optional<float[]> start = Optional.ofNullable(start(network, scale));
    // Rows that trials hold out may be those that given weights were learned of.
    TrainingPlan decided =
        start.isPresent() ? plan : CycleTrials.decided(dealt, plan, control.request(), listener);
    TrainingResult result =
        SparkTraining.run(dealt, decided, new RunOptions(start, listener, control));
    requireModel(result);
    TrainedNetwork scaled =
        new TrainedNetwork(
            network.withoutDropout(), plan.loss(), columns.target(), result.state().kept());
    TrainedNetwork trained = scale == null ? scaled : scale.into(scaled);
    return new Outcome(
        calibration == Calibration.NONE ? trained : calibrated(dealt, trained, calibration),
        result);
  }

  private TrainedNetwork calibrated(
      DealtRows dealt, TrainedNetwork trained, Calibration calibration) {
    Temperature.Calibrated calibrated =
        Temperature.of(dealt.validation(), trained, calibration, listener);
    LOG.info("{}", calibrated.result().describe());
    return calibrated.network();
  }

  /** The weights to start from: of a model, given, or null for random ones. */
  private float[] start(Network network, LabelScale scale) {
    float[] weights = null;
    if (initial != null) {
      if (!initial.network().withoutCorrection().equals(network.withoutDropout())) {
        throw new IllegalArgumentException(
            "the initial model is "
                + initial
                + " but this fit trains "
                + network
                + "; layers, members and activation must be the same"
                + BY_ROWS);
      }
      weights = initial.weights();
    } else if (params.isDefined(params.initialWeights())) {
      weights = Packing.floats(params.getInitialWeights());
      if (weights.length != network.parameters()) {
        throw new IllegalArgumentException(
            network + " takes initialWeights of that length, got " + weights.length + BY_ROWS);
      }
    }
    return weights == null || scale == null ? weights : scale.outOf(network, weights);
  }

  private void warn(Measures measures, StructType schema) {
    if (measures.skipped > 0) {
      listener.warns(
          "%d of %d rows have null, NaN or infinite values and are not trained on; set handleInvalid to error to see what is wrong with one of them"
              .formatted(measures.skipped, measures.seen));
    }
    // Single features, such as pixels at the rim of images, concern the log alone.
    Map<Boolean, List<ConstantFeatures>> constant =
        ConstantFeatures.of(
                measures.constants(),
                columns.features(),
                measures.width,
                TableMetadata.table(schema.apply(columns.features()).metadata()))
            .stream()
            .collect(Collectors.partitioningBy(ConstantFeatures::all));
    ConstantFeatures.warnings(constant.get(true)).forEach(listener::warns);
    ConstantFeatures.warnings(constant.get(false)).forEach(LOG::warn);
    if (columns.target() == LabelType.CLASS) {
      List<String> warnings =
          measures.presentClasses() == 1
              ? List.of("all rows have the same class, which the model predicts for all rows")
              : measures.classRows(Widths.names(schema, columns.label())).warnings();
      warnings.forEach(
          warning -> listener.warns("column \"%s\": %s".formatted(columns.label(), warning)));
    }
  }

  private void requireModel(TrainingResult result) {
    Stop stop = result.state().stop();
    boolean kept = control.request().keepsBest() && result.state().history().size() > 0;
    if (stop.reason() == Stop.Reason.INTERRUPTED && !kept) {
      throw new InterruptedTrainingException(result.state());
    }
    if (stop.reason() == Stop.Reason.DIVERGED) {
      throw new DivergedException(
          "training diverged in epoch " + stop.epoch() + ": " + stop.detail(), result.state());
    }
  }
}
