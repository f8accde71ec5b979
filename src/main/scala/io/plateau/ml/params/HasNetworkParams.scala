package io.plateau.ml.params

import io.plateau.spec.{ColumnSpec, Effort, InitialSpec, LossSpec, MemberSpec, NetworkSpec, OptimizerSpec, RateFactors, Recipe, RoundsSpec, ScheduleSpec, Setting, StoppingSpec}
import org.apache.spark.ml.linalg.Vector
import org.apache.spark.ml.param.{BooleanParam, DoubleParam, IntArrayParam, IntParam, LongParam, Param, Params}
import scala.jdk.CollectionConverters._

/**
 * The params that estimators and models have alike. spark.ml finds params by their public methods
 * without arguments, so each has one here; the declarations are in [[NetworkParams]]. In Scala, in which
 * such a method is a line.
 */
trait HasNetworkParams extends Params {
  /** The declarations of this very stage. */
  def declared(): NetworkParams

  def layers(): IntArrayParam = declared().get("layers")
  def hiddenLayers(): IntArrayParam = declared().get("hiddenLayers")
  def networkBlock(): Param[String] = declared().get("networkBlock")
  def activation(): Param[String] = declared().get("activation")
  def recipe(): Param[String] = declared().get("recipe")
  def effort(): Param[String] = declared().get("effort")
  def parametricActivation(): BooleanParam = declared().get("parametricActivation")
  def parametrization(): Param[String] = declared().get("parametrization")
  def scaleInputs(): BooleanParam = declared().get("scaleInputs")
  def dropoutSchedule(): Param[String] = declared().get("dropoutSchedule")
  def biasInitializer(): Param[String] = declared().get("biasInitializer")
  def zeroOutput(): BooleanParam = declared().get("zeroOutput")
  def numberEmbedding(): Param[String] = declared().get("numberEmbedding")
  def weightDecaySchedule(): Param[String] = declared().get("weightDecaySchedule")
  def biasRateFactor(): DoubleParam = declared().get("biasRateFactor")
  def scaleRateFactor(): DoubleParam = declared().get("scaleRateFactor")
  def activationRateFactor(): DoubleParam = declared().get("activationRateFactor")
  def numbersRateFactor(): DoubleParam = declared().get("numbersRateFactor")
  def categoriesRateFactor(): DoubleParam = declared().get("categoriesRateFactor")
  def membersRateFactor(): DoubleParam = declared().get("membersRateFactor")
  def members(): IntParam = declared().get("members")
  def memberLayers(): Param[String] = declared().get("memberLayers")
  def predictionSpreadCol(): Param[String] = declared().get("predictionSpreadCol")
  def initializer(): Param[String] = declared().get("initializer")
  def initialWeights(): Param[Vector] = declared().get("initialWeights")
  def dropout(): DoubleParam = declared().get("dropout")
  def inputDropout(): DoubleParam = declared().get("inputDropout")
  def oneHotMax(): IntParam = declared().get("oneHotMax")
  def embeddingWidth(): IntParam = declared().get("embeddingWidth")
  def categoryDropout(): DoubleParam = declared().get("categoryDropout")
  def dateDropout(): DoubleParam = declared().get("dateDropout")
  def loss(): Param[String] = declared().get("loss")
  def solver(): Param[String] = declared().get("solver")
  def solverSettings(): Param[String] = declared().get("solverSettings")
  def maxIter(): IntParam = declared().get("maxIter")
  def tol(): DoubleParam = declared().get("tol")
  def stepSize(): DoubleParam = declared().get("stepSize")
  def schedule(): Param[String] = declared().get("schedule")
  def warmup(): DoubleParam = declared().get("warmup")
  def batchSize(): IntParam = declared().get("batchSize")
  def localSteps(): IntParam = declared().get("localSteps")
  def shards(): IntParam = declared().get("shards")
  def seed(): LongParam = declared().get("seed")
  def regParam(): DoubleParam = declared().get("regParam")
  def elasticNetParam(): DoubleParam = declared().get("elasticNetParam")
  def weightDecay(): DoubleParam = declared().get("weightDecay")
  def clipNorm(): DoubleParam = declared().get("clipNorm")
  def clipValue(): DoubleParam = declared().get("clipValue")
  def averaging(): DoubleParam = declared().get("averaging")
  def patience(): IntParam = declared().get("patience")
  def minCycleGain(): DoubleParam = declared().get("minCycleGain")
  def target(): DoubleParam = declared().get("target")
  def maxTime(): DoubleParam = declared().get("maxTime")
  def monitor(): Param[String] = declared().get("monitor")
  def ties(): Param[String] = declared().get("ties")
  def weightCol(): Param[String] = declared().get("weightCol")
  def validationIndicatorCol(): Param[String] = declared().get("validationIndicatorCol")
  def handleInvalid(): Param[String] = declared().get("handleInvalid")
  def blockSize(): IntParam = declared().get("blockSize")

  def getLayers(): Array[Int] = getOrDefault(layers())
  /** Where they are not set, the default for many rows; a model's network has what was trained. */
  def getHiddenLayers(): Array[Int] = resolved(NetworkSpec.HIDDEN).asScala.map(_.intValue).toArray
  def getNetworkBlock(): String = getOrDefault(networkBlock())
  def getRecipe(): String = resolved(Recipe.NAME)
  def getEffort(): String = resolved(Effort.NAME)
  def getParametricActivation(): Boolean = resolved[java.lang.Boolean](NetworkSpec.PARAMETRIC)
  def getParametrization(): String = resolved(NetworkSpec.PARAMETRIZATION)
  def getScaleInputs(): Boolean = resolved[java.lang.Boolean](NetworkSpec.SCALE_INPUTS)
  def getDropoutSchedule(): String = resolved(NetworkSpec.DROPOUT_SCHEDULE)
  def getBiasInitializer(): String = resolved(InitialSpec.BIASES)
  def getZeroOutput(): Boolean = resolved[java.lang.Boolean](InitialSpec.ZERO_OUTPUT)
  def getWeightDecaySchedule(): String = resolved(ScheduleSpec.WEIGHT_DECAY)
  def getBiasRateFactor(): Double = resolved[java.lang.Double](RateFactors.BIAS)
  def getScaleRateFactor(): Double = resolved[java.lang.Double](RateFactors.SCALE)
  def getActivationRateFactor(): Double = resolved[java.lang.Double](RateFactors.ACTIVATION)
  def getNumbersRateFactor(): Double = resolved[java.lang.Double](RateFactors.NUMBERS)
  def getCategoriesRateFactor(): Double = resolved[java.lang.Double](RateFactors.CATEGORIES)
  def getMembersRateFactor(): Double = getOrDefault(membersRateFactor())
  /** Where they are not set, the default for many rows; a model's network has what was trained. */
  def getMembers(): Int = resolved[java.lang.Integer](MemberSpec.COUNT)
  def getMemberLayers(): String = getOrDefault(memberLayers())
  def getPredictionSpreadCol(): String = getOrDefault(predictionSpreadCol())
  def getInitializer(): String = resolved(InitialSpec.WEIGHTS)
  def getInitialWeights(): Vector = getOrDefault(initialWeights())
  def getDropout(): Double = resolved[java.lang.Double](NetworkSpec.DROPOUT)
  def getInputDropout(): Double = getOrDefault(inputDropout())
  def getOneHotMax(): Int = getOrDefault(oneHotMax())
  def getEmbeddingWidth(): Int = getOrDefault(embeddingWidth())
  def getCategoryDropout(): Double = resolved[java.lang.Double](ColumnSpec.CATEGORY_DROPOUT)
  def getDateDropout(): Double = resolved[java.lang.Double](ColumnSpec.DATE_DROPOUT)
  def getLoss(): String = ParamReader.text(this, loss(), LossSpec.FAMILY)
  def getSolverSettings(): String = getOrDefault(solverSettings())
  def getTarget(): Double = getOrDefault(target())
  def getMaxTime(): Double = getOrDefault(maxTime())
  def getMaxIter(): Int = resolved[Integer](StoppingSpec.MAX_EPOCHS)
  /** The schedule that is set, else the recipe's. */
  def getSchedule(): String = ParamReader.text(this, schedule(), ScheduleSpec.FAMILY)

  /** The embedding that is set, else the recipe's. */
  def getNumberEmbedding(): String = ParamReader.text(this, numberEmbedding(), ColumnSpec.NUMBERS)

  def getWarmup(): Double = getOrDefault(warmup())
  def getLocalSteps(): Int = resolved[Integer](RoundsSpec.LOCAL_STEPS)
  def getShards(): Int = getOrDefault(shards())
  def getSeed(): Long = getOrDefault(seed())
  def getRegParam(): Double = getOrDefault(regParam())
  def getElasticNetParam(): Double = getOrDefault(elasticNetParam())
  def getClipNorm(): Double = resolved[java.lang.Double](OptimizerSpec.CLIP_NORM)
  def getClipValue(): Double = getOrDefault(clipValue())
  def getAveraging(): Double = getOrDefault(averaging())
  def getMonitor(): String = getOrDefault(monitor())
  def getMinCycleGain(): Double = resolved[java.lang.Double](StoppingSpec.MIN_CYCLE_GAIN)
  def getTies(): String = getOrDefault(ties())
  def getWeightCol(): String = getOrDefault(weightCol())
  def getValidationIndicatorCol(): String = getOrDefault(validationIndicatorCol())
  def getHandleInvalid(): String = getOrDefault(handleInvalid())
  def getBlockSize(): Int = getOrDefault(blockSize())

  /** The solver that is set, else l-bfgs with `layers` and adam without. */
  def getSolver(): String = ParamReader.text(this, solver(), OptimizerSpec.FAMILY)

  /** The activation that is set, else sigmoid with `layers`, else the recipe's. */
  def getActivation(): String = ParamReader.text(this, activation(), NetworkSpec.ACTIVATION)

  /** What is set, else the default of the solver; 0.03 with gd, as in Spark. */
  def getStepSize(): Double = resolved(OptimizerSpec.LEARNING_RATE)

  /** What is set, else all rows (0) with l-bfgs and gd, 256 with others. */
  def getBatchSize(): Int = resolved(RoundsSpec.BATCH_SIZE)

  /** What is set, else 0.01 with adamw and 0 with others. */
  def getWeightDecay(): Double = resolved(OptimizerSpec.WEIGHT_DECAY)

  /** What is set, else 0 (never) with l-bfgs and 10 with others. */
  def getPatience(): Int = resolved(StoppingSpec.PATIENCE)

  /** What is set, else 1e-6 with l-bfgs and 1e-4 with others. */
  def getTol(): Double =
    resolved(if (getSolver() == OptimizerSpec.LBFGS) OptimizerSpec.FAMILY.own("tolerance") else StoppingSpec.MIN_DELTA)

  /** The value of a param, or the empty string where it has none. */
  def orEmpty(param: Param[String]): String = if (isDefined(param)) getOrDefault(param) else ""

  /** The value that these params give to a setting, or its default beside them. */
  def resolved[T](setting: Setting[T]): T = ParamReader.shown(this).get(setting)
}
