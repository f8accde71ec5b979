package io.plateau.run;

import io.plateau.data.JobData;
import io.plateau.data.OtherRows;
import io.plateau.data.Prepared;
import io.plateau.data.TrainingZone;
import io.plateau.data.source.Hidden;
import io.plateau.job.Job;
import io.plateau.math.Blas;
import io.plateau.math.Counted;
import io.plateau.run.folder.DataFiles;
import io.plateau.run.folder.RunRows;
import io.plateau.run.folder.Secrets;
import io.plateau.spec.LossSpec;
import io.plateau.spec.TrainingSpec;
import io.plateau.train.Stage;
import io.plateau.train.StageListener;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.spark.SparkConf;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;

/** The work done on Spark. The one place where commands meet the session. */
public final class SparkWork implements Work {
  private final SparkSession spark;
  private final boolean own;
  private final StageListener stages;

  /** The data of the last job, and what they follow from. */
  private OpenData open;

  private List<Object> openKey;
  private final SideBySide sideBySide = new SideBySide();

  /** Starts Spark, or takes the session that is there. */
  public SparkWork(StageListener stages) {
    this.stages = stages;
    own = SparkSession.getActiveSession().isEmpty() && SparkSession.getDefaultSession().isEmpty();
    SparkConf conf = new SparkConf();
    conf.setIfMissing("spark.master", "local[*]");
    conf.setIfMissing("spark.app.name", "Plateau");
    // What a task of a round sends, 16 MB at most: straight to the driver, not by way of a block.
    conf.setIfMissing("spark.task.maxDirectResultSize", "20m");
    // Every round is a job of two stages: Spark's UI shows the last hundred, not a thousand stages.
    conf.setIfMissing("spark.ui.retainedJobs", "100");
    conf.setIfMissing("spark.ui.retainedStages", "200");
    SparkSession.Builder builder = SparkSession.builder().config(conf);
    spark =
        own ? stages.during(Stage.START, "", () -> builder.getOrCreate()) : builder.getOrCreate();
    if (own) {
      spark.sparkContext().addSparkListener(new TaskProgress(stages));
    }
  }

  @Override
  public Training open(Job job) {
    StageTimes times = new StageTimes(stages, System::nanoTime);
    return new JobTraining(spark, job, data(job, times), times, sideBySide);
  }

  @Override
  public void expect(List<Job> jobs) {
    sideBySide.expect(jobs);
  }

  /** All that decides the packed rows of a job, but their layout. */
  static List<Object> dataKey(Job job) {
    return List.of(job.data(), job.spec().loss(), job.spec().seed());
  }

  /** The data of a job; those of the job before where nothing that decides them differs. */
  private OpenData data(Job job, StageTimes times) {
    TrainingSpec spec = job.spec();
    List<Object> key = dataKey(job);
    if (!key.equals(openKey)) {
      closeData();
      Map<String, Long> bytes =
          DataFiles.of(job.data(), spark.sparkContext().hadoopConfiguration());
      JobData rows =
          times.during(
              Stage.READ, shown(job.data().path()), () -> JobData.read(spark, job.data(), spec));
      open = new OpenData(rows, bytes);
      openKey = key;
    }
    return open;
  }

  /** A path as people are shown it. */
  private static String shown(String path) {
    return Secrets.standard().address(path);
  }

  private void closeData() {
    if (open != null) {
      open.rows().close();
      open = null;
      openKey = null;
    }
  }

  @Override
  public Map<String, Double> evaluate(RunRows other) {
    PipelineModel model = Prepared.withClasses(SavedPipeline.read(spark, other.run().model()));
    return use(
        other,
        model,
        Optional.of(other.job().spec().loss()),
        Stage.EVALUATE,
        rows -> PipelineMetrics.of(model, rows, other.data()));
  }

  @Override
  public void predict(RunRows other, String output, boolean overwrite) {
    SaveMode mode = overwrite ? SaveMode.Overwrite : SaveMode.ErrorIfExists;
    predict(other, rows -> Predictions.write(rows, other.data(), output, mode));
  }

  @Override
  public void predictTable(RunRows other, String name, boolean overwrite) {
    PredictionsTable table = new PredictionsTable(spark, name, overwrite);
    table.requireFree();
    predict(other, table::write);
  }

  private void predict(RunRows other, Consumer<Dataset<Row>> write) {
    PipelineModel model = Prepared.withoutLabels(SavedPipeline.read(spark, other.run().model()));
    use(
        other,
        model,
        Optional.empty(),
        Stage.PREDICT,
        rows -> {
          write.accept(Hidden.drop(model.transform(rows)));
          return null;
        });
  }

  /** What is made of other rows, which are read for the pipeline of a run. */
  private <T> T use(
      RunRows other,
      PipelineModel model,
      Optional<LossSpec> loss,
      Stage stage,
      Function<Dataset<Row>, T> made) {
    String place = shown(other.uri());
    Supplier<OtherRows> read = () -> OtherRows.read(spark, other.data(), other.uri(), model, loss);
    return TrainingZone.during(
        model,
        spark,
        () -> {
          try (OtherRows rows = stages.during(Stage.READ, place, read)) {
            String without =
                rows.skipped() == 0
                    ? ""
                    : ", %s skipped by data.missing or data.unseen"
                        .formatted(Counted.of(rows.skipped(), "row"));
            if (spark.sparkContext().isLocal()) {
              Blas.get(); // may say that the system has none, which is no part of a stage's line
            }
            return stages.during(stage, place + without, () -> made.apply(rows.rows()));
          }
        });
  }

  @Override
  public void close() {
    closeData();
    if (own) {
      spark.stop();
    }
  }
}
