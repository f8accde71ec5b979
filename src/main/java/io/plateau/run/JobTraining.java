package io.plateau.run;

import io.plateau.checkpoint.CheckpointPlan;
import io.plateau.data.JobData;
import io.plateau.data.Prepared;
import io.plateau.engine.CycleTrials;
import io.plateau.engine.LabelRange;
import io.plateau.engine.RunControl;
import io.plateau.engine.RunOptions;
import io.plateau.engine.SparkTraining;
import io.plateau.engine.TaskTrainings;
import io.plateau.engine.Temperature;
import io.plateau.engine.TrainingResult;
import io.plateau.engine.shard.DealtRows;
import io.plateau.engine.shard.ShardLayout;
import io.plateau.job.Job;
import io.plateau.math.Blas;
import io.plateau.math.Counted;
import io.plateau.nn.TrainedNetwork;
import io.plateau.nn.loss.LabelType;
import io.plateau.run.folder.RunFolder;
import io.plateau.spec.Calibration;
import io.plateau.spec.DataFacts;
import io.plateau.spec.TrainingPlan;
import io.plateau.spec.TrainingSpec;
import io.plateau.train.DataException;
import io.plateau.train.Stage;
import io.plateau.train.Stop;
import io.plateau.train.TrainingListener;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.SparkSession;

/** One training on Spark: from the data of a job to the model in the run's folder. */
final class JobTraining implements Work.Training {
  private final SparkSession spark;
  private final Job asked;
  private final Job job;
  private final JobData data;
  private final Map<String, Long> dataBytes;
  private final Prepared prepared;
  private final StageTimes stages;
  private final SideBySide sideBySide;
  private final TrainingPlan plan;
  private RunMeasures measures;

  /**
   * @param open data of the job, which stay open
   * @throws DataException where the job cannot be trained on its data
   */
  JobTraining(
      SparkSession spark, Job job, OpenData open, StageTimes stages, SideBySide sideBySide) {
    this.spark = spark;
    this.asked = job;
    this.sideBySide = sideBySide;
    this.stages = stages;
    this.data = open.rows();
    this.dataBytes = open.bytes();
    data.requireRowsFor(fit(job.spec()));
    this.prepared = stages.during(Stage.PREPARE, "", data::prepare);
    try {
      this.job = job.withData(data.resolved()).withSpec(job.spec().on(facts()));
      this.plan = plan(job);
    } catch (IllegalArgumentException e) {
      throw new DataException(e.getMessage(), e);
    }
    JobModel.requireFreeNames(prepared, data.resolved(), this.job.spec());
  }

  private TrainingSpec fit(TrainingSpec spec) {
    try {
      return spec.on(labels());
    } catch (IllegalArgumentException e) {
      throw new DataException(e.getMessage(), e);
    }
  }

  private DataFacts facts() {
    return prepared.facts(labels());
  }

  private LabelType labels() {
    return JobModel.labelType(data.task(), data.columns().labels().size());
  }

  @Override
  public Job job() {
    return job;
  }

  @Override
  public Map<String, Long> dataBytes() {
    return dataBytes;
  }

  @Override
  public String describe() {
    int labels = data.columns().labels().size();
    int columns = prepared.table().columns().size();
    String predicted =
        switch (labels()) {
          case CLASS -> prepared.classes().size() + " classes";
          case LABELS -> labels + " labels, yes or no";
          case NUMBER -> "one number to predict";
          case NUMBERS -> labels + " numbers to predict";
        };
    String facts =
        String.format(
            Locale.ROOT,
            "%,d rows, %s, %s",
            data.rows(),
            Counted.of(columns, "feature column"),
            predicted);
    return String.join(
        "\n",
        Stream.concat(Stream.of(facts), data.notes(job.spec().network().columns()).stream())
            .toList());
  }

  @Override
  public Work.Trained train(RunFolder run, TrainingListener listener, RunControl control) {
    final long started = System.nanoTime();
    Map<String, Double> seconds = stages.seconds();
    Configuration hadoop = spark.sparkContext().hadoopConfiguration();
    DealtRows rows =
        data.pack(SparkTraining.layout(plan, prepared.census(), control, hadoop), stages);
    Blas.get(); // may say that the system has none, which is no part of a stage's line
    RunOptions options = new RunOptions(Optional.empty(), listener, control);
    Optional<SideBySide.Made> made = sideBySide(rows, plan, control);
    if (made.isPresent() && made.get().result().isEmpty()) {
      return Work.Trained.unfinished(TaskTrainings.stopped(plan), seconds);
    }
    Optional<TrainingResult> over = made.flatMap(SideBySide.Made::result);
    over.ifPresent(training -> TaskTrainings.tell(training, plan, options, hadoop));
    TrainingResult result =
        over.orElseGet(
            () -> {
              TrainingPlan decided = CycleTrials.decided(rows, plan, control.request(), stages);
              return SparkTraining.run(rows, decided, options);
            });
    Stop.Reason reason = result.state().stop().reason();
    if (reason == Stop.Reason.INTERRUPTED) {
      return Work.Trained.unfinished(result.state(), seconds);
    }
    seconds.put("fit", (System.nanoTime() - started) * 1e-9);
    if (reason == Stop.Reason.DIVERGED) {
      return Work.Trained.unfinished(result.state(), seconds);
    }
    seconds.put("epochs", result.state().history().seconds());
    TrainedNetwork kept =
        new TrainedNetwork(
            plan.network().withoutDropout(), plan.loss(), labels(), result.state().kept());
    Optional<Temperature.Calibrated> calibrated = calibrated(rows, kept);
    TrainedNetwork trained = calibrated.map(Temperature.Calibrated::network).orElse(kept);
    stages.during(Stage.SAVE, "", () -> save(trained, run.model()));
    measures = new RunMeasures(data, prepared, rows, measured(trained), job.spec().seed());
    Map<String, Map<String, Double>> metrics =
        stages.during(Stage.EVALUATE, "all rows", () -> measures.metrics());
    return new Work.Trained(
        result.state(),
        metrics,
        seconds,
        Optional.of(result.time()),
        calibrated.map(Temperature.Calibrated::result));
  }

  private Optional<Temperature.Calibrated> calibrated(DealtRows rows, TrainedNetwork trained) {
    Calibration calibration = job.spec().calibration();
    return calibration == Calibration.NONE
        ? Optional.empty()
        : Optional.of(Temperature.of(rows.validation(), trained, calibration, stages));
  }

  private TrainingPlan plan(Job of) {
    int labels = data.columns().labels().size();
    TrainingSpec spec = of.spec().on(facts());
    TrainingPlan plan = JobModel.plan(spec, prepared, labels, data.validates());
    return prepared.labelScale().map(scale -> plan.in(scale.unit())).orElse(plan);
  }

  /** The result of this training, made with others; empty where it is made alone, in rounds. */
  private Optional<SideBySide.Made> sideBySide(
      DealtRows rows, TrainingPlan plan, RunControl control) {
    if (control.checkpoints().filter(CheckpointPlan::resume).isPresent()) {
      return Optional.empty();
    }
    ShardLayout layout = SparkTraining.layout(plan, prepared.census());
    return sideBySide.result(
        asked, rows, other -> planLike(other, layout), control.request(), stages);
  }

  /**
   * The plan of a job that may be trained on the packed rows of this one; of none that cannot, and
   * of none that keeps each epoch as a checkpoint, of which a task tells nothing.
   */
  private Optional<TrainingPlan> planLike(Job other, ShardLayout layout) {
    if (!SparkWork.dataKey(other).equals(SparkWork.dataKey(asked))
        || other.checkpoint().everyEpochs() == 1) {
      return Optional.empty();
    }
    try {
      TrainingPlan plan = plan(other);
      return Optional.of(plan)
          .filter(same -> SparkTraining.layout(same, prepared.census()).equals(layout));
    } catch (IllegalArgumentException e) {
      // Whoever trains the other job is told.
      return Optional.empty();
    }
  }

  /** Saves the pipeline with a network that predicts in the unit of the label. */
  private void save(TrainedNetwork trained, String path) {
    TrainedNetwork model = prepared.labelScale().map(scale -> scale.into(trained)).orElse(trained);
    TrainedNetwork limited = labelRange().map(range -> range.limit(model)).orElse(model);
    SavedPipeline.write(spark, prepared.pipeline(JobModel.of(prepared, limited)), path);
  }

  /** The network that is saved, in the unit of the packed labels. */
  private TrainedNetwork measured(TrainedNetwork trained) {
    return labelRange()
        .map(range -> prepared.labelScale().map(range::in).orElse(range))
        .map(range -> range.limit(trained))
        .orElse(trained);
  }

  /** The range that predictions are limited to, in the unit of the label. */
  private Optional<LabelRange> labelRange() {
    return job.spec().network().clamps(labels()) ? prepared.labelRange() : Optional.empty();
  }

  @Override
  public void measure(RunFolder run) {
    if (measures != null) {
      stages.during(Stage.MEASURE, "", () -> measures.write(run));
    }
  }
}
