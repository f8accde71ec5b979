package io.plateau.run;

import io.plateau.data.JobData;
import io.plateau.data.Prepared;
import io.plateau.data.Scores;
import io.plateau.job.Job;
import io.plateau.train.Stage;
import io.plateau.train.StageListener;
import java.util.Map;
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
    return new JobTraining(spark, job, new StageTimes(stages, System::nanoTime));
  }

  @Override
  public Map<String, Double> evaluate(RunFolder run, String data) {
    Job.Data source = run.job().data();
    PipelineModel model = PipelineModel.load(run.model());
    Dataset<Row> rows =
        stages.during(Stage.READ, data, () -> JobData.others(spark, source, data, model, true));
    return stages.during(Stage.EVALUATE, data, () -> Scores.of(model.transform(rows), source));
  }

  @Override
  public void predict(RunFolder run, String data, String output, boolean overwrite) {
    Job.Data source = run.job().data();
    PipelineModel model = PipelineModel.load(run.model());
    Dataset<Row> rows =
        stages.during(Stage.READ, data, () -> JobData.others(spark, source, data, model, false));
    SaveMode mode = overwrite ? SaveMode.Overwrite : SaveMode.ErrorIfExists;
    stages.during(
        Stage.PREDICT,
        data,
        () ->
            Predictions.write(
                Prepared.withoutWorkings(model.transform(rows)), source, output, mode));
  }

  @Override
  public void close() {
    if (own) {
      spark.stop();
    }
  }
}
