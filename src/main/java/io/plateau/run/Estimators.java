package io.plateau.run;

import io.plateau.data.Prepared;
import io.plateau.data.Task;
import io.plateau.engine.RunControl;
import io.plateau.job.Job;
import io.plateau.ml.NeuralNetworkClassifier;
import io.plateau.ml.NeuralNetworkRegressor;
import io.plateau.ml.params.NetworkSettings;
import io.plateau.train.TrainingListener;
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
      configure(regressor, prepared, validated);
      // Labels come standardized out of the preparation, which turns predictions back, too.
      return regressor
          .setSpec(job.spec().withoutLabelScale())
          .setListener(listener)
          .setControl(control)
          .fit(frame);
    }
    NeuralNetworkClassifier classifier = new NeuralNetworkClassifier();
    configure(classifier, prepared, validated);
    return classifier
        .setSpec(job.spec())
        .setRawPredictionCol("")
        .setListener(listener)
        .setControl(control)
        .fit(frame);
  }

  private static void configure(NetworkSettings<?> to, Prepared prepared, boolean validated) {
    to.set("featuresCol", prepared.featuresColumn());
    to.set("labelCol", prepared.labelColumn());
    to.set("predictionCol", prepared.predictionColumn());
    if (prepared.weightColumn() != null) {
      to.setWeightCol(prepared.weightColumn());
    }
    if (validated) {
      to.setValidationIndicatorCol(VALIDATION);
    }
  }
}
