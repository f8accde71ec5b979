package io.plateau.run;

import io.plateau.data.Prepared;
import io.plateau.data.Task;
import io.plateau.engine.RunControl;
import io.plateau.job.Job;
import io.plateau.ml.NeuralNetworkClassifier;
import io.plateau.ml.NeuralNetworkRegressor;
import io.plateau.ml.params.NamedNumbers;
import io.plateau.ml.params.NetworkSettings;
import io.plateau.train.TrainingListener;
import java.util.TreeMap;
import org.apache.spark.ml.Transformer;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Makes the estimator that a job describes, and fits it. */
final class Estimators {
  /** Tells validation rows in the frame an estimator is fitted to. */
  static final String VALIDATION = "plateau__validation";

  private Estimators() {}

  /**
   * Fits the estimator of a job.
   *
   * @param frame of {@link Prepared#frame}, with {@link #VALIDATION} where {@code validated}
   */
  static Transformer fit(
      Job job,
      Prepared prepared,
      Dataset<Row> frame,
      boolean validated,
      TrainingListener listener,
      RunControl control) {
    if (prepared.task() == Task.REGRESSION) {
      NeuralNetworkRegressor regressor = new NeuralNetworkRegressor();
      configure(regressor, job, prepared, validated);
      // Labels come standardised out of the preparation, which turns predictions back, too.
      return regressor
          .setStandardizeLabel(false)
          .setListener(listener)
          .setControl(control)
          .fit(frame);
    }
    NeuralNetworkClassifier classifier = new NeuralNetworkClassifier();
    configure(classifier, job, prepared, validated);
    return classifier.setRawPredictionCol("").setListener(listener).setControl(control).fit(frame);
  }

  private static void configure(
      NetworkSettings<?> to, Job job, Prepared prepared, boolean validated) {
    to.set("featuresCol", prepared.featuresColumn());
    to.set("labelCol", prepared.labelColumn());
    to.set("predictionCol", prepared.predictionColumn());
    if (prepared.weightColumn() != null) {
      to.setWeightCol(prepared.weightColumn());
    }
    if (validated) {
      to.setValidationIndicatorCol(VALIDATION);
    }
    to.setSeed(job.seed());
    to.setLoss(job.loss());
    network(to, job.network());
    optimizer(to, job.optimizer());
    to.setBatchSize(job.training().batchSize());
    to.setLocalSteps(job.training().localSteps());
    to.setShards(job.training().shards());
    stopping(to, job);
  }

  private static void network(NetworkSettings<?> to, Job.Net network) {
    to.setHiddenLayers(network.hidden().stream().mapToInt(Integer::intValue).toArray());
    to.setActivation(network.activation());
    to.setInitializer(network.initializer());
    to.setDropout(network.dropout());
    to.setInputDropout(network.inputDropout());
  }

  private static void optimizer(NetworkSettings<?> to, Job.Optimization optimizer) {
    to.setSolver(optimizer.name());
    if (optimizer.learningRate() != null) {
      to.setStepSize(optimizer.learningRate());
    }
    TreeMap<String, Double> settings = new TreeMap<>(optimizer.parameters());
    settings.remove("tolerance");
    String text = NamedNumbers.text("", settings);
    to.setSolverSettings(text.isEmpty() ? "" : text.substring(1, text.length() - 1));
    double penalty = optimizer.l1() + optimizer.l2();
    to.setRegParam(penalty);
    to.setElasticNetParam(penalty == 0 ? 0 : optimizer.l1() / penalty);
    to.setWeightDecay(optimizer.weightDecay());
    if (optimizer.clipNorm() != null) {
      to.setClipNorm(optimizer.clipNorm());
    }
    if (optimizer.clipValue() != null) {
      to.setClipValue(optimizer.clipValue());
    }
    Job.LearningRateSchedule schedule = optimizer.schedule();
    to.setSchedule(NamedNumbers.text(schedule.name(), schedule.parameters()));
    to.setWarmup(schedule.warmup());
  }

  private static void stopping(NetworkSettings<?> to, Job job) {
    Job.Stopping stopping = job.stopping();
    to.setMaxIter(stopping.maxEpochs());
    to.setPatience(stopping.patience());
    Double tolerance = job.optimizer().parameters().get("tolerance");
    to.setTol(tolerance == null ? stopping.minDelta() : tolerance);
    to.setMonitor(stopping.monitor());
    if (stopping.target() != null) {
      to.setTarget(stopping.target());
    }
    if (stopping.maxSeconds() != null) {
      to.setMaxTime(stopping.maxSeconds());
    }
  }
}
