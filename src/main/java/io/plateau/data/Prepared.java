package io.plateau.data;

import io.plateau.data.column.Task;
import io.plateau.data.source.Hidden;
import io.plateau.engine.LabelRange;
import io.plateau.engine.LabelScale;
import io.plateau.engine.shard.Census;
import io.plateau.evaluation.DataProfile;
import io.plateau.ml.NeuralNetworkClassificationModel;
import io.plateau.ml.TableEncoderModel;
import io.plateau.nn.loss.LabelType;
import io.plateau.spec.ClassShares;
import io.plateau.spec.DataFacts;
import io.plateau.table.FittedTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.ml.Transformer;
import org.apache.spark.ml.feature.IndexToString;
import org.apache.spark.ml.feature.StringIndexerModel;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.util.Identifiable;

/**
 * Facts of a job's data that a training needs, and the pipeline around its model.
 *
 * @param profile statistics of the training rows for the report
 * @param zone by whose clock timestamps were read
 */
public record Prepared(
    Preparation.Learned learned,
    Labels labels,
    PartCounts counts,
    DataProfile profile,
    String zone) {
  /** The column of predictions, in the form of the data's labels. */
  public static final String PREDICTION = "prediction";

  /** The column of the probabilities of classes or labels. */
  public static final String PROBABILITY = "probability";

  /** The column of how far the members of a network differ in a prediction. */
  public static final String SPREAD = "predictionSpread";

  /** The column of the vectors of all features. */
  public static final String FEATURES = Hidden.named("features");

  /** The index of a row's class, where the label is a class. */
  public static final String LABEL = Hidden.named("label");

  /** The name of a row's class. The label may have a name that Spark's indexer cannot read. */
  static final String CLASS = Hidden.named("class");

  static final String RAW = Hidden.named("prediction");

  /** What the network is asked for. */
  public Task task() {
    return labels.task();
  }

  /** What was learned of the columns. */
  public FittedTable table() {
    return encoder().table();
  }

  /** The column that the model is to write; {@link #PREDICTION} where nothing is turned back. */
  public String predictionColumn() {
    return labels.classes() != null ? RAW : PREDICTION;
  }

  /** Classes in the order of their indexes, or null where the label is no class. */
  public List<String> classes() {
    return labels.classes();
  }

  /** Warnings of classes with few rows, without the name of the label. */
  List<String> warnings() {
    return classes() == null ? List.of() : counts.classRows(classes()).warnings();
  }

  /** The scale of the labels that a regression trains on. */
  public Optional<LabelScale> labelScale() {
    return Optional.ofNullable(encoder().labeling().scale());
  }

  /** The range of labels that are numbers. */
  public Optional<LabelRange> labelRange() {
    return Optional.ofNullable(learned.labelRange());
  }

  /** Number and non-zeros of the training rows, number of the others. */
  public Census census() {
    long others = profile.rows().values().stream().mapToLong(Long::longValue).sum();
    return new Census(
        counts.weighted, counts.nonZeros, others - profile.rows().getOrDefault("train", 0L));
  }

  private ClassShares shares() {
    int classes = classes().size();
    return learned.encoder().plan().weight() >= 0
        ? ClassShares.weighted(classes)
        : ClassShares.of(
            classes, profile.labels().get(0).rows().stream().mapToDouble(Long::doubleValue));
  }

  /** Facts that the defaults of a training follow from. */
  public DataFacts facts(LabelType type) {
    return new DataFacts(
        table().hasColumnsBesideVectors(),
        Optional.of(type),
        classes() != null ? shares() : ClassShares.NONE,
        census().rows(),
        profile.rows().getOrDefault("validation", 0L));
  }

  /**
   * The whole way from the data's columns to {@link #PREDICTION}: what is saved and used on other
   * rows. It gives rows that have a class their index, too.
   *
   * @param model reads {@link #FEATURES} and writes {@link #predictionColumn}
   */
  public PipelineModel pipeline(Transformer model) {
    List<Transformer> all = new ArrayList<>(before());
    all.add(model);
    all.addAll(labels.after());
    return new PipelineModel(Identifiable.randomUID("pipeline"), all);
  }

  /** The task of a finished run, which the last stage of its pipeline tells. */
  public static Task task(PipelineModel run) {
    Transformer[] stages = run.stages();
    Transformer last = stages[stages.length - 1];
    return last instanceof IndexToString
        ? Task.CLASSIFICATION
        : last instanceof NeuralNetworkClassificationModel ? Task.MULTI_LABEL : Task.REGRESSION;
  }

  /**
   * A run's pipeline for rows whose label has no use: one that no training row has is no reason not
   * to predict.
   */
  public static PipelineModel withoutLabels(PipelineModel pipeline) {
    return with(pipeline, Stream.of(pipeline.stages()).filter(stage -> !Labels.areOf(stage)));
  }

  /** A run's pipeline that finds the name of a row's class in {@link #CLASS}. */
  public static PipelineModel withClasses(PipelineModel pipeline) {
    return with(
        pipeline,
        Stream.of(pipeline.stages())
            .map(
                stage ->
                    Labels.areOf(stage)
                        ? ((StringIndexerModel) stage).copy(new ParamMap()).setInputCol(CLASS)
                        : stage));
  }

  private static PipelineModel with(PipelineModel pipeline, Stream<Transformer> stages) {
    return new PipelineModel(pipeline.uid(), stages.toList());
  }

  Encoder encoder() {
    return learned.encoder();
  }

  /** The stages before the model in {@link #pipeline}. */
  List<Transformer> before() {
    List<Transformer> before = new ArrayList<>(labels.before());
    before.add(
        new TableEncoderModel(Identifiable.randomUID("table"), encoder().table(), Optional.of(zone))
            .setOutputCol(FEATURES));
    return before;
  }
}
