package io.plateau.ml.params;

import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.param.Param;

/**
 * The setters of both estimators. Each returns the estimator itself, so that calls chain.
 *
 * @param <E> the estimator
 */
public interface NetworkSettings<E> extends HasNetworkParams {
  /** Sets a param and returns this stage. */
  @SuppressWarnings("unchecked")
  default <T> E with(Param<T> param, T value) {
    set(param, value);
    return (E) this;
  }

  /**
   * Widths of all layers as for MultilayerPerceptronClassifier: inputs, hidden …, outputs. Hidden
   * layers are then sigmoid and the solver l-bfgs, unless set.
   */
  default E setLayers(int[] value) {
    return with(layers(), value);
  }

  /** Widths of the hidden layers; none for a linear model. */
  default E setHiddenLayers(int[] value) {
    return with(hiddenLayers(), value);
  }

  default E setActivation(String value) {
    return with(activation(), value);
  }

  default E setInitializer(String value) {
    return with(initializer(), value);
  }

  default E setInitialWeights(Vector value) {
    return with(initialWeights(), value);
  }

  default E setDropout(double value) {
    return with(dropout(), value);
  }

  default E setInputDropout(double value) {
    return with(inputDropout(), value);
  }

  default E setLoss(String value) {
    return with(loss(), value);
  }

  default E setSolver(String value) {
    return with(solver(), value);
  }

  default E setSolverSettings(String value) {
    return with(solverSettings(), value);
  }

  default E setTarget(double value) {
    return with(target(), value);
  }

  default E setMaxTime(double value) {
    return with(maxTime(), value);
  }

  default E setMaxIter(int value) {
    return with(maxIter(), value);
  }

  default E setTol(double value) {
    return with(tol(), value);
  }

  default E setStepSize(double value) {
    return with(stepSize(), value);
  }

  default E setSchedule(String value) {
    return with(schedule(), value);
  }

  default E setWarmup(double value) {
    return with(warmup(), value);
  }

  default E setBatchSize(int value) {
    return with(batchSize(), value);
  }

  default E setLocalSteps(int value) {
    return with(localSteps(), value);
  }

  default E setShards(int value) {
    return with(shards(), value);
  }

  default E setSeed(long value) {
    return with(seed(), value);
  }

  default E setRegParam(double value) {
    return with(regParam(), value);
  }

  default E setElasticNetParam(double value) {
    return with(elasticNetParam(), value);
  }

  default E setWeightDecay(double value) {
    return with(weightDecay(), value);
  }

  default E setClipNorm(double value) {
    return with(clipNorm(), value);
  }

  default E setClipValue(double value) {
    return with(clipValue(), value);
  }

  default E setPatience(int value) {
    return with(patience(), value);
  }

  default E setMonitor(String value) {
    return with(monitor(), value);
  }

  default E setWeightCol(String value) {
    return with(weightCol(), value);
  }

  default E setValidationIndicatorCol(String value) {
    return with(validationIndicatorCol(), value);
  }

  default E setHandleInvalid(String value) {
    return with(handleInvalid(), value);
  }

  default E setBlockSize(int value) {
    return with(blockSize(), value);
  }
}
