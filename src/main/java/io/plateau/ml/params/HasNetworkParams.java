package io.plateau.ml.params;

import io.plateau.spec.NetworkSpec;
import io.plateau.spec.OptimizerSpec;
import io.plateau.spec.RoundsSpec;
import io.plateau.spec.Setting;
import io.plateau.spec.StoppingSpec;
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
    return declared().get("layers");
  }

  default IntArrayParam hiddenLayers() {
    return declared().get("hiddenLayers");
  }

  default Param<String> activation() {
    return declared().get("activation");
  }

  default Param<String> initializer() {
    return declared().get("initializer");
  }

  default Param<Vector> initialWeights() {
    return declared().get("initialWeights");
  }

  default DoubleParam dropout() {
    return declared().get("dropout");
  }

  default DoubleParam inputDropout() {
    return declared().get("inputDropout");
  }

  default Param<String> loss() {
    return declared().get("loss");
  }

  default Param<String> solver() {
    return declared().get("solver");
  }

  default Param<String> solverSettings() {
    return declared().get("solverSettings");
  }

  default IntParam maxIter() {
    return declared().get("maxIter");
  }

  default DoubleParam tol() {
    return declared().get("tol");
  }

  default DoubleParam stepSize() {
    return declared().get("stepSize");
  }

  default Param<String> schedule() {
    return declared().get("schedule");
  }

  default DoubleParam warmup() {
    return declared().get("warmup");
  }

  default IntParam batchSize() {
    return declared().get("batchSize");
  }

  default IntParam localSteps() {
    return declared().get("localSteps");
  }

  default IntParam shards() {
    return declared().get("shards");
  }

  default LongParam seed() {
    return declared().get("seed");
  }

  default DoubleParam regParam() {
    return declared().get("regParam");
  }

  default DoubleParam elasticNetParam() {
    return declared().get("elasticNetParam");
  }

  default DoubleParam weightDecay() {
    return declared().get("weightDecay");
  }

  default DoubleParam clipNorm() {
    return declared().get("clipNorm");
  }

  default DoubleParam clipValue() {
    return declared().get("clipValue");
  }

  default IntParam patience() {
    return declared().get("patience");
  }

  default DoubleParam target() {
    return declared().get("target");
  }

  default DoubleParam maxTime() {
    return declared().get("maxTime");
  }

  default Param<String> monitor() {
    return declared().get("monitor");
  }

  default Param<String> weightCol() {
    return declared().get("weightCol");
  }

  default Param<String> validationIndicatorCol() {
    return declared().get("validationIndicatorCol");
  }

  default Param<String> handleInvalid() {
    return declared().get("handleInvalid");
  }

  default IntParam blockSize() {
    return declared().get("blockSize");
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

  default double getClipNorm() {
    return (Double) getOrDefault(clipNorm());
  }

  default double getClipValue() {
    return (Double) getOrDefault(clipValue());
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

  /** The solver that is set, else l-bfgs with {@code layers} and adam without. */
  default String getSolver() {
    return ParamReader.text(this, solver(), OptimizerSpec.FAMILY, OptimizerSpec.LBFGS);
  }

  /** The activation that is set, else sigmoid with {@code layers} and relu without. */
  default String getActivation() {
    return ParamReader.text(this, activation(), NetworkSpec.ACTIVATION, "sigmoid");
  }

  /** What is set, else the default of the solver; 0.03 with gd, as in Spark. */
  default double getStepSize() {
    return resolved(OptimizerSpec.LEARNING_RATE);
  }

  /** What is set, else all rows (0) with l-bfgs and gd, 256 with others. */
  default int getBatchSize() {
    return resolved(RoundsSpec.BATCH_SIZE);
  }

  /** What is set, else 0.01 with adamw and 0 with others. */
  default double getWeightDecay() {
    return resolved(OptimizerSpec.WEIGHT_DECAY);
  }

  /** What is set, else 0 (never) with l-bfgs and 10 with others. */
  default int getPatience() {
    return resolved(StoppingSpec.PATIENCE);
  }

  /** What is set, else 1e-6 with l-bfgs and 1e-4 with others. */
  default double getTol() {
    return resolved(
        getSolver().equals(OptimizerSpec.LBFGS)
            ? OptimizerSpec.FAMILY.own("tolerance")
            : StoppingSpec.MIN_DELTA);
  }

  /** The value that these params give to a setting, or its default beside them. */
  default <T> T resolved(Setting<T> setting) {
    return ParamReader.values(this).get(setting);
  }
}
