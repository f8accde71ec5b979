package io.plateau.run;

import io.plateau.data.JobData;
import io.plateau.data.Prepared;
import io.plateau.data.Scores;
import io.plateau.engine.RunControl;
import io.plateau.job.Job;
import io.plateau.ml.NetworkModel;
import io.plateau.train.DivergedException;
import io.plateau.train.InterruptedTrainingException;
import io.plateau.train.Stage;
import io.plateau.train.StageListener;
import io.plateau.train.TrainingListener;
import io.plateau.train.TrainingState;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.ml.Transformer;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;

/** One training on Spark: from the data of a job to the model in the run's folder. */
final class JobTraining implements Work.Training {
  private final Job job;
  private final JobData data;
  private final Prepared prepared;
  private RunMeasures measures;
  private final StageTimes stages;

  JobTraining(SparkSession spark, Job job, StageTimes stages) {
    this.stages = stages;
    this.data =
        stages.during(
            Stage.READ, job.data().path(), () -> JobData.read(spark, job.data(), job.spec()));
    this.prepared = stages.during(Stage.PREPARE, "", data::prepare);
    this.job = job.withData(data.resolved());
  }

  @Override
  public Job job() {
    return job;
  }

  @Override
  public String describe() {
    return "%,d rows, %d feature columns, %s"
        .formatted(
            data.profile().rows(),
            data.columns().features().size(),
            prepared.classes() != null
                ? prepared.classes().size() + " classes"
                : data.columns().labels().size() == 1
                    ? "one number to predict"
                    : data.columns().labels().size() + " numbers to predict");
  }

  @Override
  public Work.Trained train(RunFolder run, TrainingListener listener, RunControl control) {
    long started = System.nanoTime();
    Map<String, Double> seconds = stages.seconds();
    Last last = new Last(stages);
    Transformer network;
    try {
      network =
          Estimators.fit(
              job, prepared, frame(), data.validation() != null, listener.and(last), control);
    } catch (InterruptedTrainingException e) {
      return Work.Trained.unfinished(e.state(), seconds);
    } catch (DivergedException e) {
      seconds.put("fit", (System.nanoTime() - started) * 1e-9);
      return Work.Trained.unfinished(e.state(), seconds);
    }
    seconds.put("fit", (System.nanoTime() - started) * 1e-9);
    seconds.put("epochs", last.state.history().seconds());
    PipelineModel model = prepared.pipeline(network);
    NetworkModel<?> fitted = (NetworkModel<?>) network;
    measures = new RunMeasures(data, prepared, model, fitted);
    stages.during(Stage.SAVE, "", () -> save(model, run.model()));
    Map<String, Double> train = scores(model, data.training(), "training rows");
    Map<String, Double> validation = scores(model, data.validation(), "validation rows");
    Map<String, Double> test = scores(model, data.test(), "test rows");
    return new Work.Trained(
        last.state, train, validation, test, seconds, Optional.of(fitted.summary().time()));
  }

  @Override
  public void measure(RunFolder run) {
    if (measures != null) {
      stages.during(Stage.MEASURE, "", () -> measures.write(run));
    }
  }

  private static void save(PipelineModel model, String path) {
    try {
      model.write().overwrite().save(path);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + path, e);
    }
  }

  private Dataset<Row> frame() {
    Dataset<Row> training = prepared.frame(data.training());
    if (data.validation() == null) {
      return training;
    }
    return training
        .withColumn(Estimators.VALIDATION, functions.lit(false))
        .unionByName(
            prepared
                .frame(data.validation())
                .withColumn(Estimators.VALIDATION, functions.lit(true)));
  }

  private Map<String, Double> scores(PipelineModel model, Dataset<Row> rows, String part) {
    return rows == null
        ? Map.of()
        : stages.during(Stage.EVALUATE, part, () -> Scores.of(model.transform(rows), job.data()));
  }

  /** Keeps the last state of a training, and hands on the stages of the fit. */
  private static final class Last implements TrainingListener {
    private final StageListener stages;
    private TrainingState state;

    Last(StageListener stages) {
      this.stages = stages;
    }

    @Override
    public void stageBegins(Stage stage, String subject) {
      stages.stageBegins(stage, subject);
    }

    @Override
    public void stageProgress(double fraction) {
      stages.stageProgress(fraction);
    }

    @Override
    public void stageEnds() {
      stages.stageEnds();
    }

    @Override
    public void resumed(TrainingState before) {
      state = before;
    }

    @Override
    public void epoch(TrainingState now) {
      state = now;
    }
  }
}
