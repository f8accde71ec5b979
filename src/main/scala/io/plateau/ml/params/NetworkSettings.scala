package io.plateau.ml.params

import org.apache.spark.ml.linalg.Vector
import org.apache.spark.ml.param.Param

/**
 * The setters of both estimators. Each returns the estimator itself, so that calls chain.
 *
 * @tparam E the estimator
 */
trait NetworkSettings[E] extends HasNetworkParams {
  /** Sets a param and returns this stage. */
  def `with`[T](param: Param[T], value: T): E = {
    set(param, value)
    this.asInstanceOf[E]
  }

  /**
   * Widths of all layers as for MultilayerPerceptronClassifier: inputs, hidden …, outputs. Hidden
   * layers are then sigmoid and the solver l-bfgs, unless set.
   */
  def setLayers(value: Array[Int]): E = `with`(layers(), value)

  /** Widths of the hidden layers; none for a linear model. */
  def setHiddenLayers(value: Array[Int]): E = `with`(hiddenLayers(), value)

  /** plain or residual; see the page of estimators. */
  def setNetworkBlock(value: String): E = `with`(networkBlock(), value)

  def setActivation(value: String): E = `with`(activation(), value)
  def setRecipe(value: String): E = `with`(recipe(), value)
  def setEffort(value: String): E = `with`(effort(), value)
  def setParametricActivation(value: Boolean): E = `with`(parametricActivation(), value)
  def setParametrization(value: String): E = `with`(parametrization(), value)
  def setScaleInputs(value: Boolean): E = `with`(scaleInputs(), value)
  def setDropoutSchedule(value: String): E = `with`(dropoutSchedule(), value)
  def setBiasInitializer(value: String): E = `with`(biasInitializer(), value)
  def setZeroOutput(value: Boolean): E = `with`(zeroOutput(), value)
  def setNumberEmbedding(value: String): E = `with`(numberEmbedding(), value)
  def setWeightDecaySchedule(value: String): E = `with`(weightDecaySchedule(), value)
  def setBiasRateFactor(value: Double): E = `with`(biasRateFactor(), value)
  def setScaleRateFactor(value: Double): E = `with`(scaleRateFactor(), value)
  def setActivationRateFactor(value: Double): E = `with`(activationRateFactor(), value)
  def setNumbersRateFactor(value: Double): E = `with`(numbersRateFactor(), value)
  def setCategoriesRateFactor(value: Double): E = `with`(categoriesRateFactor(), value)
  def setMembersRateFactor(value: Double): E = `with`(membersRateFactor(), value)

  /** How many networks are trained as one; 1 for a single one. */
  def setMembers(value: Int): E = `with`(members(), value)

  def setMemberLayers(value: String): E = `with`(memberLayers(), value)

  /** Column in which transform tells how far members differ; empty for none. */
  def setPredictionSpreadCol(value: String): E = `with`(predictionSpreadCol(), value)

  def setInitializer(value: String): E = `with`(initializer(), value)
  def setInitialWeights(value: Vector): E = `with`(initialWeights(), value)
  def setDropout(value: Double): E = `with`(dropout(), value)
  def setInputDropout(value: Double): E = `with`(inputDropout(), value)
  def setOneHotMax(value: Int): E = `with`(oneHotMax(), value)
  def setEmbeddingWidth(value: Int): E = `with`(embeddingWidth(), value)
  def setCategoryDropout(value: Double): E = `with`(categoryDropout(), value)
  def setDateDropout(value: Double): E = `with`(dateDropout(), value)
  def setLoss(value: String): E = `with`(loss(), value)
  def setSolver(value: String): E = `with`(solver(), value)
  def setSolverSettings(value: String): E = `with`(solverSettings(), value)
  def setTarget(value: Double): E = `with`(target(), value)
  def setMaxTime(value: Double): E = `with`(maxTime(), value)
  def setMaxIter(value: Int): E = `with`(maxIter(), value)
  def setTol(value: Double): E = `with`(tol(), value)
  def setStepSize(value: Double): E = `with`(stepSize(), value)
  def setSchedule(value: String): E = `with`(schedule(), value)
  def setWarmup(value: Double): E = `with`(warmup(), value)
  def setBatchSize(value: Int): E = `with`(batchSize(), value)
  def setLocalSteps(value: Int): E = `with`(localSteps(), value)
  def setShards(value: Int): E = `with`(shards(), value)
  def setSeed(value: Long): E = `with`(seed(), value)
  def setRegParam(value: Double): E = `with`(regParam(), value)
  def setElasticNetParam(value: Double): E = `with`(elasticNetParam(), value)
  def setWeightDecay(value: Double): E = `with`(weightDecay(), value)
  def setClipNorm(value: Double): E = `with`(clipNorm(), value)
  def setClipValue(value: Double): E = `with`(clipValue(), value)
  def setAveraging(value: Double): E = `with`(averaging(), value)
  def setPatience(value: Int): E = `with`(patience(), value)

  /** Fraction of the validation loss by which a cycle of the rate must lower it for another to follow, unless the training loss is 4 % above it. */
  def setMinCycleGain(value: Double): E = `with`(minCycleGain(), value)

  def setMonitor(value: String): E = `with`(monitor(), value)
  def setTies(value: String): E = `with`(ties(), value)
  def setWeightCol(value: String): E = `with`(weightCol(), value)
  def setValidationIndicatorCol(value: String): E = `with`(validationIndicatorCol(), value)
  def setHandleInvalid(value: String): E = `with`(handleInvalid(), value)
  def setBlockSize(value: Int): E = `with`(blockSize(), value)
}
