package io.plateau.ml.params;

import io.plateau.optim.Rules;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.param.DoubleParam;
import org.apache.spark.ml.param.IntArrayParam;
import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.LongParam;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.Params;

/**
 * The params that estimators and models have alike. spark.ml finds params by their public methods
 * without arguments, so each has one here; the declarations are in {@link NetworkParams}.
 */
public interface HasNetworkParams extends Params {
  /** The declarations of this very stage. */
  NetworkParams declared();

  default IntArrayParam layers() {
    return declared().layers;
  }

  default IntArrayParam hiddenLayers() {
    return declared().hiddenLayers;
  }

  default Param<String> activation() {
    return declared().activation;
  }

  default Param<String> initializer() {
    return declared().initializer;
  }

  default Param<Vector> initialWeights() {
    return declared().initialWeights;
  }

  default DoubleParam dropout() {
    return declared().dropout;
  }

  default DoubleParam inputDropout() {
    return declared().inputDropout;
  }

  default Param<String> loss() {
    return declared().loss;
  }

  default Param<String> solver() {
    return declared().solver;
  }

  default Param<String> solverSettings() {
    return declared().solverSettings;
  }

  default IntParam maxIter() {
    return declared().maxIter;
  }

  default DoubleParam tol() {
    return declared().tol;
  }

  default DoubleParam stepSize() {
    return declared().stepSize;
  }

  default Param<String> schedule() {
    return declared().schedule;
  }

  default DoubleParam warmup() {
    return declared().warmup;
  }

  default IntParam batchSize() {
    return declared().batchSize;
  }

  default IntParam localSteps() {
    return declared().localSteps;
  }

  default IntParam shards() {
    return declared().shards;
  }

  default LongParam seed() {
    return declared().seed;
  }

  default DoubleParam regParam() {
    return declared().regParam;
  }

  default DoubleParam elasticNetParam() {
    return declared().elasticNetParam;
  }

  default DoubleParam weightDecay() {
    return declared().weightDecay;
  }

  default DoubleParam clipNorm() {
    return declared().clipNorm;
  }

  default DoubleParam clipValue() {
    return declared().clipValue;
  }

  default IntParam patience() {
    return declared().patience;
  }

  default DoubleParam target() {
    return declared().target;
  }

  default DoubleParam maxTime() {
    return declared().maxTime;
  }

  default Param<String> monitor() {
    return declared().monitor;
  }

  default Param<String> weightCol() {
    return declared().weightCol;
  }

  default Param<String> validationIndicatorCol() {
    return declared().validationIndicatorCol;
  }

  default Param<String> handleInvalid() {
    return declared().handleInvalid;
  }

  default IntParam blockSize() {
    return declared().blockSize;
  }

  default int[] getLayers() {
    return getOrDefault(layers());
  }

  default int[] getHiddenLayers() {
    return getOrDefault(hiddenLayers());
  }

  default String getInitializer() {
    return getOrDefault(initializer());
  }

  default Vector getInitialWeights() {
    return getOrDefault(initialWeights());
  }

  default double getDropout() {
    return (Double) getOrDefault(dropout());
  }

  default double getInputDropout() {
    return (Double) getOrDefault(inputDropout());
  }

  default String getLoss() {
    return getOrDefault(loss());
  }

  default String getSolverSettings() {
    return getOrDefault(solverSettings());
  }

  default double getTarget() {
    return (Double) getOrDefault(target());
  }

  default double getMaxTime() {
    return (Double) getOrDefault(maxTime());
  }

  default int getMaxIter() {
    return (Integer) getOrDefault(maxIter());
  }

  default double getTol() {
    return (Double) getOrDefault(tol());
  }

  default String getSchedule() {
    return getOrDefault(schedule());
  }

  default double getWarmup() {
    return (Double) getOrDefault(warmup());
  }

  default int getLocalSteps() {
    return (Integer) getOrDefault(localSteps());
  }

  default int getShards() {
    return (Integer) getOrDefault(shards());
  }

  default long getSeed() {
    return (Long) getOrDefault(seed());
  }

  default double getRegParam() {
    return (Double) getOrDefault(regParam());
  }

  default double getElasticNetParam() {
    return (Double) getOrDefault(elasticNetParam());
  }

  default double getWeightDecay() {
    return (Double) getOrDefault(weightDecay());
  }

  default double getClipNorm() {
    return (Double) getOrDefault(clipNorm());
  }

  default double getClipValue() {
    return (Double) getOrDefault(clipValue());
  }

  default int getPatience() {
    return (Integer) getOrDefault(patience());
  }

  default String getMonitor() {
    return getOrDefault(monitor());
  }

  default String getWeightCol() {
    return getOrDefault(weightCol());
  }

  default String getValidationIndicatorCol() {
    return getOrDefault(validationIndicatorCol());
  }

  default String getHandleInvalid() {
    return getOrDefault(handleInvalid());
  }

  default int getBlockSize() {
    return (Integer) getOrDefault(blockSize());
  }

  /** What is set, else l-bfgs with {@code layers} and adam without. */
  default String getSolver() {
    return isDefined(solver())
        ? getOrDefault(solver())
        : isDefined(layers()) ? NetworkParams.LBFGS : "adam";
  }

  /** What is set, else sigmoid with {@code layers} and relu without. */
  default String getActivation() {
    return isDefined(activation())
        ? getOrDefault(activation())
        : isDefined(layers()) ? "sigmoid" : "relu";
  }

  /** What is set, else the default of the solver; 0.03 with gd, as in Spark. */
  default double getStepSize() {
    return isDefined(stepSize())
        ? (Double) getOrDefault(stepSize())
        : switch (getSolver()) {
          case NetworkParams.LBFGS -> 1;
          case NetworkParams.GD -> 0.03;
          default -> Rules.defaultRate(getSolver());
        };
  }

  /** What is set, else all rows (0) with l-bfgs and gd, 256 with others. */
  default int getBatchSize() {
    return isDefined(batchSize())
        ? (Integer) getOrDefault(batchSize())
        : switch (getSolver()) {
          case NetworkParams.LBFGS, NetworkParams.GD -> 0;
          default -> 256;
        };
  }
}
