package io.plateau.run;

import io.plateau.data.JobData;
import io.plateau.data.Prepared;
import io.plateau.data.Scores;
import io.plateau.engine.RunControl;
import io.plateau.job.Job;
import io.plateau.ml.NetworkModel;
import io.plateau.train.DivergedException;
import io.plateau.train.InterruptedTrainingException;
import io.plateau.train.TrainingListener;
import io.plateau.train.TrainingState;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
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
  private final Map<String, Double> seconds = new LinkedHashMap<>();

  JobTraining(SparkSession spark, Job job) {
    long started = System.nanoTime();
    this.data = JobData.read(spark, job.data(), job.loss(), job.seed());
    this.prepared = data.prepare();
    this.job = job.withData(data.resolved());
    spent("data", started);
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
    Last last = new Last();
    Transformer network;
    try {
      network =
          Estimators.fit(
              job, prepared, frame(), data.validation() != null, listener.and(last), control);
    } catch (InterruptedTrainingException e) {
      return new Work.Trained(e.state(), Map.of(), Map.of(), Map.of(), seconds, null);
    } catch (DivergedException e) {
      spent("fit", started);
      return new Work.Trained(e.state(), Map.of(), Map.of(), Map.of(), seconds, null);
    }
    spent("fit", started);
    seconds.put("epochs", last.state.history().seconds());
    started = System.nanoTime();
    PipelineModel model = prepared.pipeline(network);
    NetworkModel<?> fitted = (NetworkModel<?>) network;
    measures = new RunMeasures(data, prepared, model, fitted);
    try {
      model.write().overwrite().save(run.model());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + run.model(), e);
    }
    spent("save", started);
    started = System.nanoTime();
    Map<String, Double> train = scores(model, data.training());
    Map<String, Double> validation = scores(model, data.validation());
    Map<String, Double> test = scores(model, data.test());
    spent("evaluate", started);
    return new Work.Trained(last.state, train, validation, test, seconds, fitted.summary().time());
  }

  @Override
  public void measure(RunFolder run) {
    if (measures != null) {
      measures.write(run);
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

  private Map<String, Double> scores(PipelineModel model, Dataset<Row> rows) {
    return rows == null ? Map.of() : Scores.of(model.transform(rows), job.data());
  }

  private void spent(String phase, long since) {
    seconds.put(phase, (System.nanoTime() - since) * 1e-9);
  }

  /** Keeps the last state of a training. */
  private static final class Last implements TrainingListener {
    private TrainingState state;

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
