"""Params of all stages, with the words and defaults of Java's table of settings.

The build writes this module (see PythonModuleTest); do not edit it.
"""

from typing import Any, Iterable, List, Literal, Optional, TypeVar, Union

from pyspark.ml.linalg import Vector
from pyspark.ml.param import Param, Params, TypeConverters

from plateau_spark._keywords import keywords_of
from plateau_spark._stage import EstimatorStage

S = TypeVar("S", bound=Params)

BiasInitializer = Literal[
    "zero", "normal", "data"
]

Calibration = Literal[
    "none", "temperature", "unsmooth"
]

ClassWeight = Literal[
    "none", "balanced"
]

DropoutSchedule = Literal[
    "constant", "step", "exponential", "cosine", "polynomial", "cosineLog", "flatCosine"
]

Effort = Literal[
    "full", "quick"
]

HandleInvalid = Literal[
    "error", "skip", "keep"
]

Initializer = Literal[
    "auto", "glorotUniform", "glorotNormal", "heUniform", "heNormal", "lecunUniform",
    "lecunNormal", "standardNormal", "unitVariance"
]

MemberLayers = Literal[
    "separate", "first", "all"
]

Missing = Literal[
    "median", "mean", "skip", "error"
]

Monitor = Literal[
    "auto", "trainLoss", "validationLoss", "accuracy", "logLoss", "auc", "balancedAccuracy",
    "f1", "brier", "rmse", "mae", "r2", "mape", "pinball"
]

NetworkBlock = Literal[
    "plain", "residual"
]

Parametrization = Literal[
    "standard", "ntk"
]

Recipe = Literal[
    "auto", "tabular", "plain"
]

Scale = Literal[
    "robust", "standard", "none"
]

Ties = Literal[
    "first", "last"
]

Unseen = Literal[
    "other", "skip", "error"
]

WeightDecaySchedule = Literal[
    "constant", "step", "exponential", "cosine", "polynomial", "cosineLog", "flatCosine"
]


class HasCalibration(Params):
    """Params of the Java interface ``io.plateau.ml.params.HasCalibration``."""

    calibration: "Param[str]" = Param(
        Params._dummy(),
        "calibration",
        "calibration of probabilities after training; temperature divides the logits by the "
        "number that minimizes the log loss of the validation rows, unsmooth also undoes "
        "the smoothing of labels where that lowers it further, or where there are no "
        "validation rows (one of none, temperature, unsmooth; default: unsmooth with recipe "
        "tabular and smoothed labels of classes, if there are 100 validation rows or more; "
        "or if there are none, neither rows nor classes are weighted, and of fewer than "
        "2000 rows all classes but the most frequent together have a share below half of "
        "the smoothing; else none)",
        typeConverter=TypeConverters.toString,
    )

    def getCalibration(self) -> Optional[str]:
        """Value of :py:attr:`calibration`, or None where it is not set."""
        return self.getOrDefault(self.calibration) if self.isDefined(self.calibration) else None


class HasCalibrationSetters(HasCalibration):
    """Setters of :py:class:`HasCalibration`."""

    def setCalibration(self: S, value: Calibration) -> S:
        """Sets :py:attr:`calibration`."""
        return self._set(calibration=value)


class HasCheckpoints(Params):
    """Params of the Java interface ``io.plateau.ml.params.HasCheckpoints``."""

    checkpointDir: "Param[str]" = Param(
        Params._dummy(),
        "checkpointDir",
        "folder (any Hadoop URI) for the checkpoints of this fit, which resumes from them",
        typeConverter=TypeConverters.toString,
    )

    checkpointInterval: "Param[int]" = Param(
        Params._dummy(),
        "checkpointInterval",
        "epochs between checkpoints (>= 1), or -1 for none",
        typeConverter=TypeConverters.toInt,
    )

    def __init__(self, *args: Any) -> None:
        super().__init__(*args)
        self._setDefault(
            checkpointInterval=10,
        )

    def getCheckpointDir(self) -> Optional[str]:
        """Value of :py:attr:`checkpointDir`, or None where it is not set."""
        return self.getOrDefault(self.checkpointDir) if self.isDefined(self.checkpointDir) else None

    def getCheckpointInterval(self) -> int:
        """Value of :py:attr:`checkpointInterval`."""
        return self.getOrDefault(self.checkpointInterval)


class HasCheckpointsSetters(HasCheckpoints):
    """Setters of :py:class:`HasCheckpoints`."""

    def setCheckpointDir(self: S, value: str) -> S:
        """Sets :py:attr:`checkpointDir`."""
        return self._set(checkpointDir=value)

    def setCheckpointInterval(self: S, value: int) -> S:
        """Sets :py:attr:`checkpointInterval`."""
        return self._set(checkpointInterval=value)


class HasClassWeights(Params):
    """Params of the Java interface ``io.plateau.ml.params.HasClassWeights``."""

    classWeight: "Param[str]" = Param(
        Params._dummy(),
        "classWeight",
        "none, or balanced: every class has the same total weight in the training loss; "
        "validation, calibration and metrics count rows only by weightCol",
        typeConverter=TypeConverters.toString,
    )

    classWeights: "Param[List[float]]" = Param(
        Params._dummy(),
        "classWeights",
        "factor of the row weights by class in the training loss; validation, calibration "
        "and metrics count rows only by weightCol; excludes classWeight balanced",
        typeConverter=TypeConverters.toListFloat,
    )

    def __init__(self, *args: Any) -> None:
        super().__init__(*args)
        self._setDefault(
            classWeight="none",
        )

    def getClassWeight(self) -> str:
        """Value of :py:attr:`classWeight`."""
        return self.getOrDefault(self.classWeight)

    def getClassWeights(self) -> Optional[List[float]]:
        """Value of :py:attr:`classWeights`, or None where it is not set."""
        return self.getOrDefault(self.classWeights) if self.isDefined(self.classWeights) else None


class HasClassWeightsSetters(HasClassWeights):
    """Setters of :py:class:`HasClassWeights`."""

    def setClassWeight(self: S, value: ClassWeight) -> S:
        """Sets :py:attr:`classWeight`."""
        return self._set(classWeight=value)

    def setClassWeights(self: S, value: Iterable[float]) -> S:
        """Sets :py:attr:`classWeights`."""
        return self._set(classWeights=value)


class HasEncodedCol(Params):
    """Params of the Java interface ``io.plateau.ml.params.HasEncodedCol``."""

    outputCol: "Param[str]" = Param(
        Params._dummy(),
        "outputCol",
        "column of the encoded vectors",
        typeConverter=TypeConverters.toString,
    )

    def __init__(self, *args: Any) -> None:
        super().__init__(*args)
        self._setDefault(
            outputCol="features",
        )

    def getOutputCol(self) -> str:
        """Value of :py:attr:`outputCol`."""
        return self.getOrDefault(self.outputCol)


class HasEncodedColSetters(HasEncodedCol):
    """Setters of :py:class:`HasEncodedCol`."""

    def setOutputCol(self: S, value: str) -> S:
        """Sets :py:attr:`outputCol`."""
        return self._set(outputCol=value)


class HasLabelScale(Params):
    """Params of the Java interface ``io.plateau.ml.params.HasLabelScale``."""

    clampOutput: "Param[bool]" = Param(
        Params._dummy(),
        "clampOutput",
        "whether a regression limits predictions to the range of the training labels, once "
        "it is trained (true or false; default: true in a regression with recipe tabular, "
        "except with loss poisson; else false)",
        typeConverter=TypeConverters.toBoolean,
    )

    standardizeLabel: "Param[bool]" = Param(
        Params._dummy(),
        "standardizeLabel",
        "whether a regression trains on labels of mean 0 and variance 1; predictions keep "
        "the unit of the label, but the delta of huber is in its standard deviations (true "
        "or false; default: true; false with a loss of classes or counts)",
        typeConverter=TypeConverters.toBoolean,
    )

    def getClampOutput(self) -> Optional[bool]:
        """Value of :py:attr:`clampOutput`, or None where it is not set."""
        return self.getOrDefault(self.clampOutput) if self.isDefined(self.clampOutput) else None

    def getStandardizeLabel(self) -> Optional[bool]:
        """Value of :py:attr:`standardizeLabel`, or None where it is not set."""
        return self.getOrDefault(self.standardizeLabel) if self.isDefined(self.standardizeLabel) else None


class HasLabelScaleSetters(HasLabelScale):
    """Setters of :py:class:`HasLabelScale`."""

    def setClampOutput(self: S, value: bool) -> S:
        """Sets :py:attr:`clampOutput`."""
        return self._set(clampOutput=value)

    def setStandardizeLabel(self: S, value: bool) -> S:
        """Sets :py:attr:`standardizeLabel`."""
        return self._set(standardizeLabel=value)


class HasNetworkParams(Params):
    """Params of the Java interface ``io.plateau.ml.params.HasNetworkParams``."""

    activation: "Param[str]" = Param(
        Params._dummy(),
        "activation",
        "activation function of the hidden layers, by name or with settings such as "
        "leakyRelu(slope=0.2) (default: relu; with recipe tabular selu, in a regression "
        "mish; with layers sigmoid)",
        typeConverter=TypeConverters.toString,
    )

    activationRateFactor: "Param[float]" = Param(
        Params._dummy(),
        "activationRateFactor",
        "factor of the learning rate of the parameters of parametric activations (a number "
        "greater than 0; default: 0.1; 1 with recipe plain)",
        typeConverter=TypeConverters.toFloat,
    )

    averaging: "Param[float]" = Param(
        Params._dummy(),
        "averaging",
        "decay of an exponential moving average of the weights after each step, such as "
        "0.999; the average is validated and kept; 0 for none (a number in [0, 1))",
        typeConverter=TypeConverters.toFloat,
    )

    batchSize: "Param[int]" = Param(
        Params._dummy(),
        "batchSize",
        "rows of a step, over all shards (an integer of at least 1, or 0 for all; default: "
        "256, with recipe tabular 64 below 1,000 rows, 512 from 30,000 rows and 1,024 from "
        "100,000 rows on; all with l-bfgs)",
        typeConverter=TypeConverters.toInt,
    )

    biasInitializer: "Param[str]" = Param(
        Params._dummy(),
        "biasInitializer",
        "initial biases; data places the kink of each neuron within a sample of the rows "
        "(one of zero, normal, data; default: data; zero with recipe plain)",
        typeConverter=TypeConverters.toString,
    )

    biasRateFactor: "Param[float]" = Param(
        Params._dummy(),
        "biasRateFactor",
        "factor of the learning rate of biases (a number greater than 0; default: 0.1; 1 "
        "with recipe plain)",
        typeConverter=TypeConverters.toFloat,
    )

    blockSize: "Param[int]" = Param(
        Params._dummy(),
        "blockSize",
        "rows predicted together in transform",
        typeConverter=TypeConverters.toInt,
    )

    categoriesRateFactor: "Param[float]" = Param(
        Params._dummy(),
        "categoriesRateFactor",
        "factor of the learning rate of the vectors of categories and of bins of dates (a "
        "number greater than 0)",
        typeConverter=TypeConverters.toFloat,
    )

    categoryDropout: "Param[float]" = Param(
        Params._dummy(),
        "categoryDropout",
        "fraction of the rows of a step whose category has the embedding of unknown values "
        "instead of its own, so that the network learns to predict for unseen categories (a "
        "number in [0, 1); default: 0.1; 0 with recipe plain or l-bfgs)",
        typeConverter=TypeConverters.toFloat,
    )

    clipNorm: "Param[float]" = Param(
        Params._dummy(),
        "clipNorm",
        "largest norm of a gradient; a larger one is scaled down; of members that share no "
        "weights times the root of their number (a number greater than 0, or infinity for "
        "none; default: 30 in a regression; no limit with classes, recipe plain or a rule "
        "that is not adam)",
        typeConverter=TypeConverters.toFloat,
    )

    clipValue: "Param[float]" = Param(
        Params._dummy(),
        "clipValue",
        "largest component of a gradient (a number greater than 0, or infinity for none)",
        typeConverter=TypeConverters.toFloat,
    )

    dateDropout: "Param[float]" = Param(
        Params._dummy(),
        "dateDropout",
        "fraction of the rows of a step that are trained without the learned vector of "
        "their day, which is added to the piecewiseLinear functions of days; a tenth of "
        "these rows are trained as days that no training row has; 1 for no vectors (a "
        "number in [0, 1]; default: 0.9, in a regression 0.5; 1 with recipe plain or "
        "l-bfgs)",
        typeConverter=TypeConverters.toFloat,
    )

    dropout: "Param[float]" = Param(
        Params._dummy(),
        "dropout",
        "fraction of hidden units dropped in each step (a number in [0, 1); default: 0.15; "
        "0 with recipe plain or l-bfgs)",
        typeConverter=TypeConverters.toFloat,
    )

    dropoutSchedule: "Param[str]" = Param(
        Params._dummy(),
        "dropoutSchedule",
        "how both fractions change over the epochs (one of constant, step, exponential, "
        "cosine, polynomial, cosineLog, flatCosine; default: flatCosine; constant with "
        "recipe plain)",
        typeConverter=TypeConverters.toString,
    )

    effort: "Param[str]" = Param(
        Params._dummy(),
        "effort",
        "effort of a training: full for the best model, quick for a first model in fewer "
        "epochs; sets the defaults of maxIter and members (one of full, quick)",
        typeConverter=TypeConverters.toString,
    )

    elasticNetParam: "Param[float]" = Param(
        Params._dummy(),
        "elasticNetParam",
        "0 for an L2 penalty, 1 for L1, in between a mixture",
        typeConverter=TypeConverters.toFloat,
    )

    embeddingWidth: "Param[int]" = Param(
        Params._dummy(),
        "embeddingWidth",
        "length of the vectors that are learned for the values of a category; auto grows "
        "with their number n as 1.6 n^0.56, to 600 (an integer of at least 1, or 0 for "
        "auto)",
        typeConverter=TypeConverters.toInt,
    )

    handleInvalid: "Param[str]" = Param(
        Params._dummy(),
        "handleInvalid",
        "rows with null, NaN or infinite features: error, skip (leave them out), or keep "
        "(predict NaN; not trained on)",
        typeConverter=TypeConverters.toString,
    )

    hiddenLayers: "Param[List[int]]" = Param(
        Params._dummy(),
        "hiddenLayers",
        "widths of the hidden layers; [] makes a linear model (a list of integers of at "
        "least 1; default: [256, 256, 256]; [160, 160, 160] for two classes with fewer than "
        "30,000 rows; [128, 128, 128] of members that share no weights with fewer than "
        "5,000 rows, or 30,000 in a regression; with recipe plain [128, 64], or [128, 128] "
        "of residual blocks)",
        typeConverter=TypeConverters.toListInt,
    )

    initialWeights: "Param[Vector]" = Param(
        Params._dummy(),
        "initialWeights",
        "weights to start from instead of random ones: for each layer W (outputs x inputs) "
        "by columns, then the biases",
        typeConverter=TypeConverters.toVector,
    )

    initializer: "Param[str]" = Param(
        Params._dummy(),
        "initializer",
        "distribution of the initial weights; auto follows from the activation; "
        "unitVariance follows from a sample of the rows (one of auto, glorotUniform, "
        "glorotNormal, heUniform, heNormal, lecunUniform, lecunNormal, standardNormal, "
        "unitVariance; default: unitVariance; auto with recipe plain)",
        typeConverter=TypeConverters.toString,
    )

    inputDropout: "Param[float]" = Param(
        Params._dummy(),
        "inputDropout",
        "fraction of inputs dropped in each step (a number in [0, 1))",
        typeConverter=TypeConverters.toFloat,
    )

    layers: "Param[List[int]]" = Param(
        Params._dummy(),
        "layers",
        "widths of all layers, from the number of features to the number of outputs, as in "
        "MultilayerPerceptronClassifier; excludes hiddenLayers, and makes hidden layers "
        "sigmoid and the solver l-bfgs unless they are set",
        typeConverter=TypeConverters.toListInt,
    )

    localSteps: "Param[int]" = Param(
        Params._dummy(),
        "localSteps",
        "steps that each shard takes on its own in a round; a single shard takes an epoch "
        "of steps (an integer of at least 1, or 0 for auto; default: auto; 1 with recipe "
        "plain or l-bfgs)",
        typeConverter=TypeConverters.toInt,
    )

    loss: "Param[str]" = Param(
        Params._dummy(),
        "loss",
        "loss that training minimizes; auto is softmaxCrossEntropy for classes, "
        "sigmoidCrossEntropy for a vector of labels, squared for numbers; with settings "
        "such as huber(delta=2)",
        typeConverter=TypeConverters.toString,
    )

    maxIter: "Param[int]" = Param(
        Params._dummy(),
        "maxIter",
        "largest number of epochs, passes over the rows; with l-bfgs of iterations (an "
        "integer of at least 1; default: 64; 24 for two classes with fewer than 2,000 rows "
        "and no validation rows, unless warmup is as long; 100 with recipe plain; with "
        "effort quick 24, or 25 with recipe plain, but not with l-bfgs)",
        typeConverter=TypeConverters.toInt,
    )

    maxTime: "Param[float]" = Param(
        Params._dummy(),
        "maxTime",
        "time budget of all epochs together (a number of seconds greater than 0, or "
        "infinity for none)",
        typeConverter=TypeConverters.toFloat,
    )

    memberLayers: "Param[str]" = Param(
        Params._dummy(),
        "memberLayers",
        "weights that members do not share: separate for all weights (a deep ensemble); "
        "first for the last layer, and factors of the inputs of the first layer "
        "(TabM-mini); all for the last layer, and factors of the inputs and outputs of all "
        "layers (TabM) (one of separate, first, all)",
        typeConverter=TypeConverters.toString,
    )

    members: "Param[int]" = Param(
        Params._dummy(),
        "members",
        "networks that are trained as one and whose mean is the prediction (an integer of "
        "at least 1; default: 4 in a regression with recipe tabular, hidden layers by "
        "default and fewer than 30,000 rows (with effort quick 1,000, and another loss than "
        "poisson), but not with l-bfgs, nor memberLayers first or all; else 1)",
        typeConverter=TypeConverters.toInt,
    )

    membersRateFactor: "Param[float]" = Param(
        Params._dummy(),
        "membersRateFactor",
        "factor of the learning rate of the factors by which members that share weights "
        "differ (a number greater than 0)",
        typeConverter=TypeConverters.toFloat,
    )

    minCycleGain: "Param[float]" = Param(
        Params._dummy(),
        "minCycleGain",
        "fraction by which a cycle of schedule cosineLog must lower the validation loss for "
        "another cycle to follow, unless the training loss is 4 % above the validation "
        "loss, or no validation loss, and in a regression no training loss, was below 0.97 "
        "of that of a guess (all classes alike, or the mean); cycles of fewer than 8 epochs "
        "are not judged; 0 for all cycles. With 100 to 1,999 rows and no validation rows, "
        "trials on four fifths of the rows choose the last cycle, unless this is 0 or "
        "maxTime is set (a number in [0, 1); default: 0.01 with schedule cosineLog and "
        "recipe tabular unless members share weights, else 0)",
        typeConverter=TypeConverters.toFloat,
    )

    monitor: "Param[str]" = Param(
        Params._dummy(),
        "monitor",
        "value that must improve: trainLoss, validationLoss or a metric of the loss: of "
        "classes and labels accuracy, logLoss, auc, balancedAccuracy, f1, brier, of numbers "
        "rmse, mae, r2, mape, and pinball of the loss quantile; auto is trainLoss without "
        "validation rows, else validationLoss (one of auto, trainLoss, validationLoss, "
        "accuracy, logLoss, auc, balancedAccuracy, f1, brier, rmse, mae, r2, mape, pinball)",
        typeConverter=TypeConverters.toString,
    )

    networkBlock: "Param[str]" = Param(
        Params._dummy(),
        "networkBlock",
        "what each hidden layer is: plain is a dense layer with an activation; residual is "
        "a block of two dense layers behind a normalization, which adds to its inputs, for "
        "deep networks of one width (one of plain, residual)",
        typeConverter=TypeConverters.toString,
    )

    numberEmbedding: "Param[str]" = Param(
        Params._dummy(),
        "numberEmbedding",
        "features that a network learns of each number of a table: piecewiseLinear "
        "functions of it between 80 quantiles, or periodic ones beside the number itself; "
        "with settings such as periodic(sigma=0.05) (default: none; with recipe tabular "
        "piecewiseLinear)",
        typeConverter=TypeConverters.toString,
    )

    numbersRateFactor: "Param[float]" = Param(
        Params._dummy(),
        "numbersRateFactor",
        "factor of the learning rate of the embeddings of numbers (a number greater than 0; "
        "default: 0.1; 1 with recipe plain)",
        typeConverter=TypeConverters.toFloat,
    )

    oneHotMax: "Param[int]" = Param(
        Params._dummy(),
        "oneHotMax",
        "largest number of values of a category that is one-hot; for one with more values a "
        "vector is learned for each (an integer of at least 0)",
        typeConverter=TypeConverters.toInt,
    )

    parametricActivation: "Param[bool]" = Param(
        Params._dummy(),
        "parametricActivation",
        "whether each hidden neuron learns how much of the activation it takes, the rest "
        "being linear (true or false; default: true; false with recipe plain)",
        typeConverter=TypeConverters.toBoolean,
    )

    parametrization: "Param[str]" = Param(
        Params._dummy(),
        "parametrization",
        "factor of the products of weights and inputs: ntk divides them by the root of the "
        "number of inputs, standard leaves them as they are (one of standard, ntk; default: "
        "ntk; standard with recipe plain)",
        typeConverter=TypeConverters.toString,
    )

    patience: "Param[int]" = Param(
        Params._dummy(),
        "patience",
        "epochs without improvement after which training stops; 0 for never (an integer of "
        "at least 0; default: 0; with recipe plain 10, and 0 with l-bfgs)",
        typeConverter=TypeConverters.toInt,
    )

    predictionSpreadCol: "Param[str]" = Param(
        Params._dummy(),
        "predictionSpreadCol",
        "column of how far the members of a network differ: the standard deviation of their "
        "predictions, of classes of the predicted class's probability; empty for none",
        typeConverter=TypeConverters.toString,
    )

    recipe: "Param[str]" = Param(
        Params._dummy(),
        "recipe",
        "defaults of all other settings: tabular, made for columns of a table, or plain, a "
        "classical network; auto is tabular for the columns of a table, plain for vectors "
        "and images (one of auto, tabular, plain)",
        typeConverter=TypeConverters.toString,
    )

    regParam: "Param[float]" = Param(
        Params._dummy(),
        "regParam",
        "strength of the penalty on weights",
        typeConverter=TypeConverters.toFloat,
    )

    scaleInputs: "Param[bool]" = Param(
        Params._dummy(),
        "scaleInputs",
        "whether the network first multiplies each input by a factor that it learns (true "
        "or false; default: true; false with recipe plain)",
        typeConverter=TypeConverters.toBoolean,
    )

    scaleRateFactor: "Param[float]" = Param(
        Params._dummy(),
        "scaleRateFactor",
        "factor of the learning rate of the factors of scaleInputs (a number greater than "
        "0; default: 6; 1 with recipe plain)",
        typeConverter=TypeConverters.toFloat,
    )

    schedule: "Param[str]" = Param(
        Params._dummy(),
        "schedule",
        "learning rate over the epochs: constant, or another by name and numbers such as "
        "step(every=10, factor=0.5); plateau(factor=0.1, patience=5) reduces it when the "
        "monitor no longer improves (default: constant; with recipe tabular cosineLog)",
        typeConverter=TypeConverters.toString,
    )

    seed: "Param[int]" = Param(
        Params._dummy(),
        "seed",
        "seed of every random draw (an integer)",
        typeConverter=TypeConverters.toInt,
    )

    shards: "Param[int]" = Param(
        Params._dummy(),
        "shards",
        "shards that the rows are partitioned into; auto is one for small trainings, else "
        "follows from rows and batch (an integer of at least 1, or 0 for auto)",
        typeConverter=TypeConverters.toInt,
    )

    solver: "Param[str]" = Param(
        Params._dummy(),
        "solver",
        "update rule, such as adam, or l-bfgs; gd is sgd with a rate of 0.03 over all rows "
        "(default: adam; with layers: l-bfgs)",
        typeConverter=TypeConverters.toString,
    )

    solverSettings: "Param[str]" = Param(
        Params._dummy(),
        "solverSettings",
        "further numbers of the solver by name, such as beta1=0.8, epsilon=1e-6; with "
        "l-bfgs memory (default: the solver's own)",
        typeConverter=TypeConverters.toString,
    )

    stepSize: "Param[float]" = Param(
        Params._dummy(),
        "stepSize",
        "learning rate, the factor of a step (a number greater than 0; default: 0.04, in a "
        "regression of standardized labels 0.2; the rule's own with recipe plain or a rule "
        "that is not adam)",
        typeConverter=TypeConverters.toFloat,
    )

    target: "Param[float]" = Param(
        Params._dummy(),
        "target",
        "value of the monitor at which training stops; losses are those of standardized "
        "labels where labels are standardized (a number)",
        typeConverter=TypeConverters.toFloat,
    )

    ties: "Param[str]" = Param(
        Params._dummy(),
        "ties",
        "which of several epochs with the same best value of the monitor is kept: the first "
        "or the last (one of first, last; default: last; first with recipe plain)",
        typeConverter=TypeConverters.toString,
    )

    tol: "Param[float]" = Param(
        Params._dummy(),
        "tol",
        "with l-bfgs the relative change of the loss at which it has converged (default: "
        "1e-6), else the smallest change of the monitor that is an improvement (default: "
        "1e-4)",
        typeConverter=TypeConverters.toFloat,
    )

    validationIndicatorCol: "Param[str]" = Param(
        Params._dummy(),
        "validationIndicatorCol",
        "boolean column, true for validation rows, which select the best epoch",
        typeConverter=TypeConverters.toString,
    )

    warmup: "Param[float]" = Param(
        Params._dummy(),
        "warmup",
        "epochs over which the learning rate rises linearly from a hundredth (a number of "
        "at least 0)",
        typeConverter=TypeConverters.toFloat,
    )

    weightCol: "Param[str]" = Param(
        Params._dummy(),
        "weightCol",
        "column of row weights; none: each weighs 1",
        typeConverter=TypeConverters.toString,
    )

    weightDecay: "Param[float]" = Param(
        Params._dummy(),
        "weightDecay",
        "fraction of the weights (not the biases) taken off in each step, times the "
        "learning rate and the square of its factor (a number of at least 0; default: 0.02; "
        "with recipe plain or a rule that is not adam 0, and 0.01 with adamw)",
        typeConverter=TypeConverters.toFloat,
    )

    weightDecaySchedule: "Param[str]" = Param(
        Params._dummy(),
        "weightDecaySchedule",
        "how the weight decay changes over the epochs (one of constant, step, exponential, "
        "cosine, polynomial, cosineLog, flatCosine)",
        typeConverter=TypeConverters.toString,
    )

    zeroOutput: "Param[bool]" = Param(
        Params._dummy(),
        "zeroOutput",
        "whether the weights of the last layer begin at 0 (true or false)",
        typeConverter=TypeConverters.toBoolean,
    )

    def __init__(self, *args: Any) -> None:
        super().__init__(*args)
        self._setDefault(
            averaging=0.0,
            blockSize=1024,
            categoriesRateFactor=1.0,
            effort="full",
            elasticNetParam=0.0,
            embeddingWidth=8,
            handleInvalid="error",
            inputDropout=0.0,
            memberLayers="separate",
            membersRateFactor=1.0,
            monitor="auto",
            networkBlock="plain",
            oneHotMax=8,
            predictionSpreadCol="",
            recipe="auto",
            regParam=0.0,
            shards=0,
            solverSettings="",
            warmup=0.0,
            weightDecaySchedule="constant",
            zeroOutput=False,
        )

    def getActivation(self) -> Optional[str]:
        """Value of :py:attr:`activation`, or None where it is not set."""
        return self.getOrDefault(self.activation) if self.isDefined(self.activation) else None

    def getActivationRateFactor(self) -> Optional[float]:
        """Value of :py:attr:`activationRateFactor`, or None where it is not set."""
        return self.getOrDefault(self.activationRateFactor) if self.isDefined(self.activationRateFactor) else None

    def getAveraging(self) -> float:
        """Value of :py:attr:`averaging`."""
        return self.getOrDefault(self.averaging)

    def getBatchSize(self) -> Optional[int]:
        """Value of :py:attr:`batchSize`, or None where it is not set."""
        return self.getOrDefault(self.batchSize) if self.isDefined(self.batchSize) else None

    def getBiasInitializer(self) -> Optional[str]:
        """Value of :py:attr:`biasInitializer`, or None where it is not set."""
        return self.getOrDefault(self.biasInitializer) if self.isDefined(self.biasInitializer) else None

    def getBiasRateFactor(self) -> Optional[float]:
        """Value of :py:attr:`biasRateFactor`, or None where it is not set."""
        return self.getOrDefault(self.biasRateFactor) if self.isDefined(self.biasRateFactor) else None

    def getBlockSize(self) -> int:
        """Value of :py:attr:`blockSize`."""
        return self.getOrDefault(self.blockSize)

    def getCategoriesRateFactor(self) -> float:
        """Value of :py:attr:`categoriesRateFactor`."""
        return self.getOrDefault(self.categoriesRateFactor)

    def getCategoryDropout(self) -> Optional[float]:
        """Value of :py:attr:`categoryDropout`, or None where it is not set."""
        return self.getOrDefault(self.categoryDropout) if self.isDefined(self.categoryDropout) else None

    def getClipNorm(self) -> Optional[float]:
        """Value of :py:attr:`clipNorm`, or None where it is not set."""
        return self.getOrDefault(self.clipNorm) if self.isDefined(self.clipNorm) else None

    def getClipValue(self) -> Optional[float]:
        """Value of :py:attr:`clipValue`, or None where it is not set."""
        return self.getOrDefault(self.clipValue) if self.isDefined(self.clipValue) else None

    def getDateDropout(self) -> Optional[float]:
        """Value of :py:attr:`dateDropout`, or None where it is not set."""
        return self.getOrDefault(self.dateDropout) if self.isDefined(self.dateDropout) else None

    def getDropout(self) -> Optional[float]:
        """Value of :py:attr:`dropout`, or None where it is not set."""
        return self.getOrDefault(self.dropout) if self.isDefined(self.dropout) else None

    def getDropoutSchedule(self) -> Optional[str]:
        """Value of :py:attr:`dropoutSchedule`, or None where it is not set."""
        return self.getOrDefault(self.dropoutSchedule) if self.isDefined(self.dropoutSchedule) else None

    def getEffort(self) -> str:
        """Value of :py:attr:`effort`."""
        return self.getOrDefault(self.effort)

    def getElasticNetParam(self) -> float:
        """Value of :py:attr:`elasticNetParam`."""
        return self.getOrDefault(self.elasticNetParam)

    def getEmbeddingWidth(self) -> int:
        """Value of :py:attr:`embeddingWidth`."""
        return self.getOrDefault(self.embeddingWidth)

    def getHandleInvalid(self) -> str:
        """Value of :py:attr:`handleInvalid`."""
        return self.getOrDefault(self.handleInvalid)

    def getHiddenLayers(self) -> Optional[List[int]]:
        """Value of :py:attr:`hiddenLayers`, or None where it is not set."""
        return self.getOrDefault(self.hiddenLayers) if self.isDefined(self.hiddenLayers) else None

    def getInitialWeights(self) -> Optional[Vector]:
        """Value of :py:attr:`initialWeights`, or None where it is not set."""
        return self.getOrDefault(self.initialWeights) if self.isDefined(self.initialWeights) else None

    def getInitializer(self) -> Optional[str]:
        """Value of :py:attr:`initializer`, or None where it is not set."""
        return self.getOrDefault(self.initializer) if self.isDefined(self.initializer) else None

    def getInputDropout(self) -> float:
        """Value of :py:attr:`inputDropout`."""
        return self.getOrDefault(self.inputDropout)

    def getLayers(self) -> Optional[List[int]]:
        """Value of :py:attr:`layers`, or None where it is not set."""
        return self.getOrDefault(self.layers) if self.isDefined(self.layers) else None

    def getLocalSteps(self) -> Optional[int]:
        """Value of :py:attr:`localSteps`, or None where it is not set."""
        return self.getOrDefault(self.localSteps) if self.isDefined(self.localSteps) else None

    def getLoss(self) -> Optional[str]:
        """Value of :py:attr:`loss`, or None where it is not set."""
        return self.getOrDefault(self.loss) if self.isDefined(self.loss) else None

    def getMaxIter(self) -> Optional[int]:
        """Value of :py:attr:`maxIter`, or None where it is not set."""
        return self.getOrDefault(self.maxIter) if self.isDefined(self.maxIter) else None

    def getMaxTime(self) -> Optional[float]:
        """Value of :py:attr:`maxTime`, or None where it is not set."""
        return self.getOrDefault(self.maxTime) if self.isDefined(self.maxTime) else None

    def getMemberLayers(self) -> str:
        """Value of :py:attr:`memberLayers`."""
        return self.getOrDefault(self.memberLayers)

    def getMembers(self) -> Optional[int]:
        """Value of :py:attr:`members`, or None where it is not set."""
        return self.getOrDefault(self.members) if self.isDefined(self.members) else None

    def getMembersRateFactor(self) -> float:
        """Value of :py:attr:`membersRateFactor`."""
        return self.getOrDefault(self.membersRateFactor)

    def getMinCycleGain(self) -> Optional[float]:
        """Value of :py:attr:`minCycleGain`, or None where it is not set."""
        return self.getOrDefault(self.minCycleGain) if self.isDefined(self.minCycleGain) else None

    def getMonitor(self) -> str:
        """Value of :py:attr:`monitor`."""
        return self.getOrDefault(self.monitor)

    def getNetworkBlock(self) -> str:
        """Value of :py:attr:`networkBlock`."""
        return self.getOrDefault(self.networkBlock)

    def getNumberEmbedding(self) -> Optional[str]:
        """Value of :py:attr:`numberEmbedding`, or None where it is not set."""
        return self.getOrDefault(self.numberEmbedding) if self.isDefined(self.numberEmbedding) else None

    def getNumbersRateFactor(self) -> Optional[float]:
        """Value of :py:attr:`numbersRateFactor`, or None where it is not set."""
        return self.getOrDefault(self.numbersRateFactor) if self.isDefined(self.numbersRateFactor) else None

    def getOneHotMax(self) -> int:
        """Value of :py:attr:`oneHotMax`."""
        return self.getOrDefault(self.oneHotMax)

    def getParametricActivation(self) -> Optional[bool]:
        """Value of :py:attr:`parametricActivation`, or None where it is not set."""
        return self.getOrDefault(self.parametricActivation) if self.isDefined(self.parametricActivation) else None

    def getParametrization(self) -> Optional[str]:
        """Value of :py:attr:`parametrization`, or None where it is not set."""
        return self.getOrDefault(self.parametrization) if self.isDefined(self.parametrization) else None

    def getPatience(self) -> Optional[int]:
        """Value of :py:attr:`patience`, or None where it is not set."""
        return self.getOrDefault(self.patience) if self.isDefined(self.patience) else None

    def getPredictionSpreadCol(self) -> str:
        """Value of :py:attr:`predictionSpreadCol`."""
        return self.getOrDefault(self.predictionSpreadCol)

    def getRecipe(self) -> str:
        """Value of :py:attr:`recipe`."""
        return self.getOrDefault(self.recipe)

    def getRegParam(self) -> float:
        """Value of :py:attr:`regParam`."""
        return self.getOrDefault(self.regParam)

    def getScaleInputs(self) -> Optional[bool]:
        """Value of :py:attr:`scaleInputs`, or None where it is not set."""
        return self.getOrDefault(self.scaleInputs) if self.isDefined(self.scaleInputs) else None

    def getScaleRateFactor(self) -> Optional[float]:
        """Value of :py:attr:`scaleRateFactor`, or None where it is not set."""
        return self.getOrDefault(self.scaleRateFactor) if self.isDefined(self.scaleRateFactor) else None

    def getSchedule(self) -> Optional[str]:
        """Value of :py:attr:`schedule`, or None where it is not set."""
        return self.getOrDefault(self.schedule) if self.isDefined(self.schedule) else None

    def getSeed(self) -> Optional[int]:
        """Value of :py:attr:`seed`, or None where it is not set."""
        return self.getOrDefault(self.seed) if self.isDefined(self.seed) else None

    def getShards(self) -> int:
        """Value of :py:attr:`shards`."""
        return self.getOrDefault(self.shards)

    def getSolver(self) -> Optional[str]:
        """Value of :py:attr:`solver`, or None where it is not set."""
        return self.getOrDefault(self.solver) if self.isDefined(self.solver) else None

    def getSolverSettings(self) -> str:
        """Value of :py:attr:`solverSettings`."""
        return self.getOrDefault(self.solverSettings)

    def getStepSize(self) -> Optional[float]:
        """Value of :py:attr:`stepSize`, or None where it is not set."""
        return self.getOrDefault(self.stepSize) if self.isDefined(self.stepSize) else None

    def getTarget(self) -> Optional[float]:
        """Value of :py:attr:`target`, or None where it is not set."""
        return self.getOrDefault(self.target) if self.isDefined(self.target) else None

    def getTies(self) -> Optional[str]:
        """Value of :py:attr:`ties`, or None where it is not set."""
        return self.getOrDefault(self.ties) if self.isDefined(self.ties) else None

    def getTol(self) -> Optional[float]:
        """Value of :py:attr:`tol`, or None where it is not set."""
        return self.getOrDefault(self.tol) if self.isDefined(self.tol) else None

    def getValidationIndicatorCol(self) -> Optional[str]:
        """Value of :py:attr:`validationIndicatorCol`, or None where it is not set."""
        return self.getOrDefault(self.validationIndicatorCol) if self.isDefined(self.validationIndicatorCol) else None

    def getWarmup(self) -> float:
        """Value of :py:attr:`warmup`."""
        return self.getOrDefault(self.warmup)

    def getWeightCol(self) -> Optional[str]:
        """Value of :py:attr:`weightCol`, or None where it is not set."""
        return self.getOrDefault(self.weightCol) if self.isDefined(self.weightCol) else None

    def getWeightDecay(self) -> Optional[float]:
        """Value of :py:attr:`weightDecay`, or None where it is not set."""
        return self.getOrDefault(self.weightDecay) if self.isDefined(self.weightDecay) else None

    def getWeightDecaySchedule(self) -> str:
        """Value of :py:attr:`weightDecaySchedule`."""
        return self.getOrDefault(self.weightDecaySchedule)

    def getZeroOutput(self) -> bool:
        """Value of :py:attr:`zeroOutput`."""
        return self.getOrDefault(self.zeroOutput)


class HasNetworkParamsSetters(HasNetworkParams):
    """Setters of :py:class:`HasNetworkParams`."""

    def setActivation(self: S, value: str) -> S:
        """Sets :py:attr:`activation`."""
        return self._set(activation=value)

    def setActivationRateFactor(self: S, value: float) -> S:
        """Sets :py:attr:`activationRateFactor`."""
        return self._set(activationRateFactor=value)

    def setAveraging(self: S, value: float) -> S:
        """Sets :py:attr:`averaging`."""
        return self._set(averaging=value)

    def setBatchSize(self: S, value: int) -> S:
        """Sets :py:attr:`batchSize`."""
        return self._set(batchSize=value)

    def setBiasInitializer(self: S, value: BiasInitializer) -> S:
        """Sets :py:attr:`biasInitializer`."""
        return self._set(biasInitializer=value)

    def setBiasRateFactor(self: S, value: float) -> S:
        """Sets :py:attr:`biasRateFactor`."""
        return self._set(biasRateFactor=value)

    def setBlockSize(self: S, value: int) -> S:
        """Sets :py:attr:`blockSize`."""
        return self._set(blockSize=value)

    def setCategoriesRateFactor(self: S, value: float) -> S:
        """Sets :py:attr:`categoriesRateFactor`."""
        return self._set(categoriesRateFactor=value)

    def setCategoryDropout(self: S, value: float) -> S:
        """Sets :py:attr:`categoryDropout`."""
        return self._set(categoryDropout=value)

    def setClipNorm(self: S, value: float) -> S:
        """Sets :py:attr:`clipNorm`."""
        return self._set(clipNorm=value)

    def setClipValue(self: S, value: float) -> S:
        """Sets :py:attr:`clipValue`."""
        return self._set(clipValue=value)

    def setDateDropout(self: S, value: float) -> S:
        """Sets :py:attr:`dateDropout`."""
        return self._set(dateDropout=value)

    def setDropout(self: S, value: float) -> S:
        """Sets :py:attr:`dropout`."""
        return self._set(dropout=value)

    def setDropoutSchedule(self: S, value: DropoutSchedule) -> S:
        """Sets :py:attr:`dropoutSchedule`."""
        return self._set(dropoutSchedule=value)

    def setEffort(self: S, value: Effort) -> S:
        """Sets :py:attr:`effort`."""
        return self._set(effort=value)

    def setElasticNetParam(self: S, value: float) -> S:
        """Sets :py:attr:`elasticNetParam`."""
        return self._set(elasticNetParam=value)

    def setEmbeddingWidth(self: S, value: int) -> S:
        """Sets :py:attr:`embeddingWidth`."""
        return self._set(embeddingWidth=value)

    def setHandleInvalid(self: S, value: HandleInvalid) -> S:
        """Sets :py:attr:`handleInvalid`."""
        return self._set(handleInvalid=value)

    def setHiddenLayers(self: S, value: Union[int, Iterable[int]]) -> S:
        """Sets :py:attr:`hiddenLayers`."""
        return self._set(hiddenLayers=value)

    def setInitialWeights(self: S, value: Vector) -> S:
        """Sets :py:attr:`initialWeights`."""
        return self._set(initialWeights=value)

    def setInitializer(self: S, value: Initializer) -> S:
        """Sets :py:attr:`initializer`."""
        return self._set(initializer=value)

    def setInputDropout(self: S, value: float) -> S:
        """Sets :py:attr:`inputDropout`."""
        return self._set(inputDropout=value)

    def setLayers(self: S, value: Union[int, Iterable[int]]) -> S:
        """Sets :py:attr:`layers`."""
        return self._set(layers=value)

    def setLocalSteps(self: S, value: int) -> S:
        """Sets :py:attr:`localSteps`."""
        return self._set(localSteps=value)

    def setLoss(self: S, value: str) -> S:
        """Sets :py:attr:`loss`."""
        return self._set(loss=value)

    def setMaxIter(self: S, value: int) -> S:
        """Sets :py:attr:`maxIter`."""
        return self._set(maxIter=value)

    def setMaxTime(self: S, value: float) -> S:
        """Sets :py:attr:`maxTime`."""
        return self._set(maxTime=value)

    def setMemberLayers(self: S, value: MemberLayers) -> S:
        """Sets :py:attr:`memberLayers`."""
        return self._set(memberLayers=value)

    def setMembers(self: S, value: int) -> S:
        """Sets :py:attr:`members`."""
        return self._set(members=value)

    def setMembersRateFactor(self: S, value: float) -> S:
        """Sets :py:attr:`membersRateFactor`."""
        return self._set(membersRateFactor=value)

    def setMinCycleGain(self: S, value: float) -> S:
        """Sets :py:attr:`minCycleGain`."""
        return self._set(minCycleGain=value)

    def setMonitor(self: S, value: Monitor) -> S:
        """Sets :py:attr:`monitor`."""
        return self._set(monitor=value)

    def setNetworkBlock(self: S, value: NetworkBlock) -> S:
        """Sets :py:attr:`networkBlock`."""
        return self._set(networkBlock=value)

    def setNumberEmbedding(self: S, value: str) -> S:
        """Sets :py:attr:`numberEmbedding`."""
        return self._set(numberEmbedding=value)

    def setNumbersRateFactor(self: S, value: float) -> S:
        """Sets :py:attr:`numbersRateFactor`."""
        return self._set(numbersRateFactor=value)

    def setOneHotMax(self: S, value: int) -> S:
        """Sets :py:attr:`oneHotMax`."""
        return self._set(oneHotMax=value)

    def setParametricActivation(self: S, value: bool) -> S:
        """Sets :py:attr:`parametricActivation`."""
        return self._set(parametricActivation=value)

    def setParametrization(self: S, value: Parametrization) -> S:
        """Sets :py:attr:`parametrization`."""
        return self._set(parametrization=value)

    def setPatience(self: S, value: int) -> S:
        """Sets :py:attr:`patience`."""
        return self._set(patience=value)

    def setPredictionSpreadCol(self: S, value: str) -> S:
        """Sets :py:attr:`predictionSpreadCol`."""
        return self._set(predictionSpreadCol=value)

    def setRecipe(self: S, value: Recipe) -> S:
        """Sets :py:attr:`recipe`."""
        return self._set(recipe=value)

    def setRegParam(self: S, value: float) -> S:
        """Sets :py:attr:`regParam`."""
        return self._set(regParam=value)

    def setScaleInputs(self: S, value: bool) -> S:
        """Sets :py:attr:`scaleInputs`."""
        return self._set(scaleInputs=value)

    def setScaleRateFactor(self: S, value: float) -> S:
        """Sets :py:attr:`scaleRateFactor`."""
        return self._set(scaleRateFactor=value)

    def setSchedule(self: S, value: str) -> S:
        """Sets :py:attr:`schedule`."""
        return self._set(schedule=value)

    def setSeed(self: S, value: int) -> S:
        """Sets :py:attr:`seed`."""
        return self._set(seed=value)

    def setShards(self: S, value: int) -> S:
        """Sets :py:attr:`shards`."""
        return self._set(shards=value)

    def setSolver(self: S, value: str) -> S:
        """Sets :py:attr:`solver`."""
        return self._set(solver=value)

    def setSolverSettings(self: S, value: str) -> S:
        """Sets :py:attr:`solverSettings`."""
        return self._set(solverSettings=value)

    def setStepSize(self: S, value: float) -> S:
        """Sets :py:attr:`stepSize`."""
        return self._set(stepSize=value)

    def setTarget(self: S, value: float) -> S:
        """Sets :py:attr:`target`."""
        return self._set(target=value)

    def setTies(self: S, value: Ties) -> S:
        """Sets :py:attr:`ties`."""
        return self._set(ties=value)

    def setTol(self: S, value: float) -> S:
        """Sets :py:attr:`tol`."""
        return self._set(tol=value)

    def setValidationIndicatorCol(self: S, value: str) -> S:
        """Sets :py:attr:`validationIndicatorCol`."""
        return self._set(validationIndicatorCol=value)

    def setWarmup(self: S, value: float) -> S:
        """Sets :py:attr:`warmup`."""
        return self._set(warmup=value)

    def setWeightCol(self: S, value: str) -> S:
        """Sets :py:attr:`weightCol`."""
        return self._set(weightCol=value)

    def setWeightDecay(self: S, value: float) -> S:
        """Sets :py:attr:`weightDecay`."""
        return self._set(weightDecay=value)

    def setWeightDecaySchedule(self: S, value: WeightDecaySchedule) -> S:
        """Sets :py:attr:`weightDecaySchedule`."""
        return self._set(weightDecaySchedule=value)

    def setZeroOutput(self: S, value: bool) -> S:
        """Sets :py:attr:`zeroOutput`."""
        return self._set(zeroOutput=value)


class HasPredictedClass(Params):
    """Params of the Java interface ``io.plateau.ml.params.HasPredictedClass``."""

    probabilityCol: "Param[str]" = Param(
        Params._dummy(),
        "probabilityCol",
        "column of the probabilities of the classes; empty for none",
        typeConverter=TypeConverters.toString,
    )

    rawPredictionCol: "Param[str]" = Param(
        Params._dummy(),
        "rawPredictionCol",
        "column of the logits of the classes; empty for none",
        typeConverter=TypeConverters.toString,
    )

    thresholds: "Param[List[float]]" = Param(
        Params._dummy(),
        "thresholds",
        "a threshold for each class, one of which may be 0: the class with the largest "
        "probability / threshold is predicted",
        typeConverter=TypeConverters.toListFloat,
    )

    def __init__(self, *args: Any) -> None:
        super().__init__(*args)
        self._setDefault(
            probabilityCol="probability",
            rawPredictionCol="rawPrediction",
        )

    def getProbabilityCol(self) -> str:
        """Value of :py:attr:`probabilityCol`."""
        return self.getOrDefault(self.probabilityCol)

    def getRawPredictionCol(self) -> str:
        """Value of :py:attr:`rawPredictionCol`."""
        return self.getOrDefault(self.rawPredictionCol)

    def getThresholds(self) -> Optional[List[float]]:
        """Value of :py:attr:`thresholds`, or None where it is not set."""
        return self.getOrDefault(self.thresholds) if self.isDefined(self.thresholds) else None


class HasPredictedClassSetters(HasPredictedClass):
    """Setters of :py:class:`HasPredictedClass`."""

    def setProbabilityCol(self: S, value: str) -> S:
        """Sets :py:attr:`probabilityCol`."""
        return self._set(probabilityCol=value)

    def setRawPredictionCol(self: S, value: str) -> S:
        """Sets :py:attr:`rawPredictionCol`."""
        return self._set(rawPredictionCol=value)

    def setThresholds(self: S, value: Iterable[float]) -> S:
        """Sets :py:attr:`thresholds`."""
        return self._set(thresholds=value)


class HasPredictedLabel(Params):
    """Params of the Java interface ``io.plateau.ml.params.HasPredictedLabel``."""

    labelCol: "Param[str]" = Param(
        Params._dummy(),
        "labelCol",
        "column of the label: strings, booleans or numbers",
        typeConverter=TypeConverters.toString,
    )

    predictionCol: "Param[str]" = Param(
        Params._dummy(),
        "predictionCol",
        "column of the predicted labels; empty for none",
        typeConverter=TypeConverters.toString,
    )

    def __init__(self, *args: Any) -> None:
        super().__init__(*args)
        self._setDefault(
            labelCol="label",
            predictionCol="prediction",
        )

    def getLabelCol(self) -> str:
        """Value of :py:attr:`labelCol`."""
        return self.getOrDefault(self.labelCol)

    def getPredictionCol(self) -> str:
        """Value of :py:attr:`predictionCol`."""
        return self.getOrDefault(self.predictionCol)


class HasPredictedLabelSetters(HasPredictedLabel):
    """Setters of :py:class:`HasPredictedLabel`."""

    def setLabelCol(self: S, value: str) -> S:
        """Sets :py:attr:`labelCol`."""
        return self._set(labelCol=value)

    def setPredictionCol(self: S, value: str) -> S:
        """Sets :py:attr:`predictionCol`."""
        return self._set(predictionCol=value)


class HasTableParams(Params):
    """Params of the Java interface ``io.plateau.ml.params.HasTableParams``."""

    columnKinds: "Param[List[str]]" = Param(
        Params._dummy(),
        "columnKinds",
        "kinds of columns that are not to be inferred, as NAME:KIND with a kind of number, "
        "category, date, vector, ignore",
        typeConverter=TypeConverters.toListString,
    )

    ignoredCols: "Param[List[str]]" = Param(
        Params._dummy(),
        "ignoredCols",
        "columns that are not features",
        typeConverter=TypeConverters.toListString,
    )

    inputCols: "Param[List[str]]" = Param(
        Params._dummy(),
        "inputCols",
        "columns that are features; unset: all columns that are nothing else",
        typeConverter=TypeConverters.toListString,
    )

    maxCategories: "Param[int]" = Param(
        Params._dummy(),
        "maxCategories",
        "number of categories of a column that have a code of their own, the most frequent "
        "ones (>= 1); the others share codes by hash",
        typeConverter=TypeConverters.toInt,
    )

    missing: "Param[str]" = Param(
        Params._dummy(),
        "missing",
        "what happens to a missing value: median or mean replace a missing number, and an "
        "input tells the network so; a missing category is the category of unknown values; "
        "skip leaves the row out; error refuses it",
        typeConverter=TypeConverters.toString,
    )

    scale: "Param[str]" = Param(
        Params._dummy(),
        "scale",
        "scaling of numbers: robust by median and quartiles with a soft limit, and elements "
        "of vectors to mean 0 and variance 1; standard to mean 0 and variance 1; none "
        "leaves numbers as they are",
        typeConverter=TypeConverters.toString,
    )

    unseen: "Param[str]" = Param(
        Params._dummy(),
        "unseen",
        "what happens to a category that no training row has: other is one category for all "
        "unknown values; skip leaves the row out; error refuses it",
        typeConverter=TypeConverters.toString,
    )

    def __init__(self, *args: Any) -> None:
        super().__init__(*args)
        self._setDefault(
            maxCategories=10000,
            missing="median",
            scale="robust",
            unseen="other",
        )

    def getColumnKinds(self) -> Optional[List[str]]:
        """Value of :py:attr:`columnKinds`, or None where it is not set."""
        return self.getOrDefault(self.columnKinds) if self.isDefined(self.columnKinds) else None

    def getIgnoredCols(self) -> Optional[List[str]]:
        """Value of :py:attr:`ignoredCols`, or None where it is not set."""
        return self.getOrDefault(self.ignoredCols) if self.isDefined(self.ignoredCols) else None

    def getInputCols(self) -> Optional[List[str]]:
        """Value of :py:attr:`inputCols`, or None where it is not set."""
        return self.getOrDefault(self.inputCols) if self.isDefined(self.inputCols) else None

    def getMaxCategories(self) -> int:
        """Value of :py:attr:`maxCategories`."""
        return self.getOrDefault(self.maxCategories)

    def getMissing(self) -> str:
        """Value of :py:attr:`missing`."""
        return self.getOrDefault(self.missing)

    def getScale(self) -> str:
        """Value of :py:attr:`scale`."""
        return self.getOrDefault(self.scale)

    def getUnseen(self) -> str:
        """Value of :py:attr:`unseen`."""
        return self.getOrDefault(self.unseen)


class HasTableParamsSetters(HasTableParams):
    """Setters of :py:class:`HasTableParams`."""

    def setColumnKinds(self: S, value: Iterable[str]) -> S:
        """Sets :py:attr:`columnKinds`."""
        return self._set(columnKinds=value)

    def setIgnoredCols(self: S, value: Iterable[str]) -> S:
        """Sets :py:attr:`ignoredCols`."""
        return self._set(ignoredCols=value)

    def setInputCols(self: S, value: Iterable[str]) -> S:
        """Sets :py:attr:`inputCols`."""
        return self._set(inputCols=value)

    def setMaxCategories(self: S, value: int) -> S:
        """Sets :py:attr:`maxCategories`."""
        return self._set(maxCategories=value)

    def setMissing(self: S, value: Missing) -> S:
        """Sets :py:attr:`missing`."""
        return self._set(missing=value)

    def setScale(self: S, value: Scale) -> S:
        """Sets :py:attr:`scale`."""
        return self._set(scale=value)

    def setUnseen(self: S, value: Unseen) -> S:
        """Sets :py:attr:`unseen`."""
        return self._set(unseen=value)


class HasValidationFraction(Params):
    """Params of the Java interface ``io.plateau.ml.params.HasValidationFraction``."""

    validationFraction: "Param[float]" = Param(
        Params._dummy(),
        "validationFraction",
        "fraction of the rows that are held out as validation rows, by their content and "
        "the seed, where there is no validationIndicatorCol: by default of 2000 rows or "
        "more, of any number where it is set; 0 for none",
        typeConverter=TypeConverters.toFloat,
    )

    def __init__(self, *args: Any) -> None:
        super().__init__(*args)
        self._setDefault(
            validationFraction=0.1,
        )

    def getValidationFraction(self) -> float:
        """Value of :py:attr:`validationFraction`."""
        return self.getOrDefault(self.validationFraction)


class HasValidationFractionSetters(HasValidationFraction):
    """Setters of :py:class:`HasValidationFraction`."""

    def setValidationFraction(self: S, value: float) -> S:
        """Sets :py:attr:`validationFraction`."""
        return self._set(validationFraction=value)


class NeuralNetworkClassifierParams(
    HasCalibrationSetters,
    HasCheckpointsSetters,
    HasClassWeightsSetters,
    HasNetworkParamsSetters,
    EstimatorStage,
):
    """Constructor of :py:class:`NeuralNetworkClassifier`, with all its params."""

    _java_class = "io.plateau.ml.NeuralNetworkClassifier"

    def __init__(
        self,
        *,
        activation: Optional[str] = None,
        activationRateFactor: Optional[float] = None,
        averaging: Optional[float] = None,
        batchSize: Optional[int] = None,
        biasInitializer: Optional[BiasInitializer] = None,
        biasRateFactor: Optional[float] = None,
        blockSize: Optional[int] = None,
        calibration: Optional[Calibration] = None,
        categoriesRateFactor: Optional[float] = None,
        categoryDropout: Optional[float] = None,
        checkpointDir: Optional[str] = None,
        checkpointInterval: Optional[int] = None,
        classWeight: Optional[ClassWeight] = None,
        classWeights: Optional[Iterable[float]] = None,
        clipNorm: Optional[float] = None,
        clipValue: Optional[float] = None,
        dateDropout: Optional[float] = None,
        dropout: Optional[float] = None,
        dropoutSchedule: Optional[DropoutSchedule] = None,
        effort: Optional[Effort] = None,
        elasticNetParam: Optional[float] = None,
        embeddingWidth: Optional[int] = None,
        featuresCol: Optional[str] = None,
        handleInvalid: Optional[HandleInvalid] = None,
        hiddenLayers: Optional[Union[int, Iterable[int]]] = None,
        initialWeights: Optional[Vector] = None,
        initializer: Optional[Initializer] = None,
        inputDropout: Optional[float] = None,
        labelCol: Optional[str] = None,
        layers: Optional[Union[int, Iterable[int]]] = None,
        localSteps: Optional[int] = None,
        loss: Optional[str] = None,
        maxIter: Optional[int] = None,
        maxTime: Optional[float] = None,
        memberLayers: Optional[MemberLayers] = None,
        members: Optional[int] = None,
        membersRateFactor: Optional[float] = None,
        minCycleGain: Optional[float] = None,
        monitor: Optional[Monitor] = None,
        networkBlock: Optional[NetworkBlock] = None,
        numberEmbedding: Optional[str] = None,
        numbersRateFactor: Optional[float] = None,
        oneHotMax: Optional[int] = None,
        parametricActivation: Optional[bool] = None,
        parametrization: Optional[Parametrization] = None,
        patience: Optional[int] = None,
        predictionCol: Optional[str] = None,
        predictionSpreadCol: Optional[str] = None,
        probabilityCol: Optional[str] = None,
        rawPredictionCol: Optional[str] = None,
        recipe: Optional[Recipe] = None,
        regParam: Optional[float] = None,
        scaleInputs: Optional[bool] = None,
        scaleRateFactor: Optional[float] = None,
        schedule: Optional[str] = None,
        seed: Optional[int] = None,
        shards: Optional[int] = None,
        solver: Optional[str] = None,
        solverSettings: Optional[str] = None,
        stepSize: Optional[float] = None,
        target: Optional[float] = None,
        thresholds: Optional[Iterable[float]] = None,
        ties: Optional[Ties] = None,
        tol: Optional[float] = None,
        validationIndicatorCol: Optional[str] = None,
        warmup: Optional[float] = None,
        weightCol: Optional[str] = None,
        weightDecay: Optional[float] = None,
        weightDecaySchedule: Optional[WeightDecaySchedule] = None,
        zeroOutput: Optional[bool] = None,
    ) -> None:
        """
        Parameters
        ----------
        activation : str, optional
            activation function of the hidden layers, by name or with settings such as
            leakyRelu(slope=0.2) (default: relu; with recipe tabular selu, in a regression mish;
            with layers sigmoid)
        activationRateFactor : float, optional
            factor of the learning rate of the parameters of parametric activations (a number
            greater than 0; default: 0.1; 1 with recipe plain)
        averaging : float, default 0.0
            decay of an exponential moving average of the weights after each step, such as
            0.999; the average is validated and kept; 0 for none (a number in [0, 1))
        batchSize : int, optional
            rows of a step, over all shards (an integer of at least 1, or 0 for all; default:
            256, with recipe tabular 64 below 1,000 rows, 512 from 30,000 rows and 1,024 from
            100,000 rows on; all with l-bfgs)
        biasInitializer : {"zero", "normal", "data"}, optional
            initial biases; data places the kink of each neuron within a sample of the rows (one
            of zero, normal, data; default: data; zero with recipe plain)
        biasRateFactor : float, optional
            factor of the learning rate of biases (a number greater than 0; default: 0.1; 1 with
            recipe plain)
        blockSize : int, default 1024
            rows predicted together in transform
        calibration : {"none", "temperature", "unsmooth"}, optional
            calibration of probabilities after training; temperature divides the logits by the
            number that minimizes the log loss of the validation rows, unsmooth also undoes the
            smoothing of labels where that lowers it further, or where there are no validation
            rows (one of none, temperature, unsmooth; default: unsmooth with recipe tabular and
            smoothed labels of classes, if there are 100 validation rows or more; or if there
            are none, neither rows nor classes are weighted, and of fewer than 2000 rows all
            classes but the most frequent together have a share below half of the smoothing;
            else none)
        categoriesRateFactor : float, default 1.0
            factor of the learning rate of the vectors of categories and of bins of dates (a
            number greater than 0)
        categoryDropout : float, optional
            fraction of the rows of a step whose category has the embedding of unknown values
            instead of its own, so that the network learns to predict for unseen categories (a
            number in [0, 1); default: 0.1; 0 with recipe plain or l-bfgs)
        checkpointDir : str, optional
            folder (any Hadoop URI) for the checkpoints of this fit, which resumes from them
        checkpointInterval : int, default 10
            epochs between checkpoints (>= 1), or -1 for none
        classWeight : {"none", "balanced"}, default "none"
            none, or balanced: every class has the same total weight in the training loss;
            validation, calibration and metrics count rows only by weightCol
        classWeights : list[float], optional
            factor of the row weights by class in the training loss; validation, calibration and
            metrics count rows only by weightCol; excludes classWeight balanced
        clipNorm : float, optional
            largest norm of a gradient; a larger one is scaled down; of members that share no
            weights times the root of their number (a number greater than 0, or infinity for
            none; default: 30 in a regression; no limit with classes, recipe plain or a rule
            that is not adam)
        clipValue : float, optional
            largest component of a gradient (a number greater than 0, or infinity for none)
        dateDropout : float, optional
            fraction of the rows of a step that are trained without the learned vector of their
            day, which is added to the piecewiseLinear functions of days; a tenth of these rows
            are trained as days that no training row has; 1 for no vectors (a number in [0, 1];
            default: 0.9, in a regression 0.5; 1 with recipe plain or l-bfgs)
        dropout : float, optional
            fraction of hidden units dropped in each step (a number in [0, 1); default: 0.15; 0
            with recipe plain or l-bfgs)
        dropoutSchedule : {"constant", "step", "exponential", "cosine", "polynomial", "cosineLog", "flatCosine"}, optional
            how both fractions change over the epochs (one of constant, step, exponential,
            cosine, polynomial, cosineLog, flatCosine; default: flatCosine; constant with recipe
            plain)
        effort : {"full", "quick"}, default "full"
            effort of a training: full for the best model, quick for a first model in fewer
            epochs; sets the defaults of maxIter and members (one of full, quick)
        elasticNetParam : float, default 0.0
            0 for an L2 penalty, 1 for L1, in between a mixture
        embeddingWidth : int, default 8
            length of the vectors that are learned for the values of a category; auto grows with
            their number n as 1.6 n^0.56, to 600 (an integer of at least 1, or 0 for auto)
        featuresCol : str, default "features"
            features column name
        handleInvalid : {"error", "skip", "keep"}, default "error"
            rows with null, NaN or infinite features: error, skip (leave them out), or keep
            (predict NaN; not trained on)
        hiddenLayers : list[int], optional
            widths of the hidden layers; [] makes a linear model (a list of integers of at least
            1; default: [256, 256, 256]; [160, 160, 160] for two classes with fewer than 30,000
            rows; [128, 128, 128] of members that share no weights with fewer than 5,000 rows,
            or 30,000 in a regression; with recipe plain [128, 64], or [128, 128] of residual
            blocks)
        initialWeights : Vector, optional
            weights to start from instead of random ones: for each layer W (outputs x inputs) by
            columns, then the biases
        initializer : {"auto", "glorotUniform", "glorotNormal", "heUniform", "heNormal", "lecunUniform", "lecunNormal", "standardNormal", "unitVariance"}, optional
            distribution of the initial weights; auto follows from the activation; unitVariance
            follows from a sample of the rows (one of auto, glorotUniform, glorotNormal,
            heUniform, heNormal, lecunUniform, lecunNormal, standardNormal, unitVariance;
            default: unitVariance; auto with recipe plain)
        inputDropout : float, default 0.0
            fraction of inputs dropped in each step (a number in [0, 1))
        labelCol : str, default "label"
            label column name
        layers : list[int], optional
            widths of all layers, from the number of features to the number of outputs, as in
            MultilayerPerceptronClassifier; excludes hiddenLayers, and makes hidden layers
            sigmoid and the solver l-bfgs unless they are set
        localSteps : int, optional
            steps that each shard takes on its own in a round; a single shard takes an epoch of
            steps (an integer of at least 1, or 0 for auto; default: auto; 1 with recipe plain
            or l-bfgs)
        loss : str, optional
            loss that training minimizes; auto is softmaxCrossEntropy for classes,
            sigmoidCrossEntropy for a vector of labels, squared for numbers; with settings such
            as huber(delta=2)
        maxIter : int, optional
            largest number of epochs, passes over the rows; with l-bfgs of iterations (an
            integer of at least 1; default: 64; 24 for two classes with fewer than 2,000 rows
            and no validation rows, unless warmup is as long; 100 with recipe plain; with effort
            quick 24, or 25 with recipe plain, but not with l-bfgs)
        maxTime : float, optional
            time budget of all epochs together (a number of seconds greater than 0, or infinity
            for none)
        memberLayers : {"separate", "first", "all"}, default "separate"
            weights that members do not share: separate for all weights (a deep ensemble); first
            for the last layer, and factors of the inputs of the first layer (TabM-mini); all
            for the last layer, and factors of the inputs and outputs of all layers (TabM) (one
            of separate, first, all)
        members : int, optional
            networks that are trained as one and whose mean is the prediction (an integer of at
            least 1; default: 4 in a regression with recipe tabular, hidden layers by default
            and fewer than 30,000 rows (with effort quick 1,000, and another loss than poisson),
            but not with l-bfgs, nor memberLayers first or all; else 1)
        membersRateFactor : float, default 1.0
            factor of the learning rate of the factors by which members that share weights
            differ (a number greater than 0)
        minCycleGain : float, optional
            fraction by which a cycle of schedule cosineLog must lower the validation loss for
            another cycle to follow, unless the training loss is 4 % above the validation loss,
            or no validation loss, and in a regression no training loss, was below 0.97 of that
            of a guess (all classes alike, or the mean); cycles of fewer than 8 epochs are not
            judged; 0 for all cycles. With 100 to 1,999 rows and no validation rows, trials on
            four fifths of the rows choose the last cycle, unless this is 0 or maxTime is set (a
            number in [0, 1); default: 0.01 with schedule cosineLog and recipe tabular unless
            members share weights, else 0)
        monitor : {"auto", "trainLoss", "validationLoss", "accuracy", "logLoss", "auc", "balancedAccuracy", "f1", "brier", "rmse", "mae", "r2", "mape", "pinball"}, default "auto"
            value that must improve: trainLoss, validationLoss or a metric of the loss: of
            classes and labels accuracy, logLoss, auc, balancedAccuracy, f1, brier, of numbers
            rmse, mae, r2, mape, and pinball of the loss quantile; auto is trainLoss without
            validation rows, else validationLoss (one of auto, trainLoss, validationLoss,
            accuracy, logLoss, auc, balancedAccuracy, f1, brier, rmse, mae, r2, mape, pinball)
        networkBlock : {"plain", "residual"}, default "plain"
            what each hidden layer is: plain is a dense layer with an activation; residual is a
            block of two dense layers behind a normalization, which adds to its inputs, for deep
            networks of one width (one of plain, residual)
        numberEmbedding : str, optional
            features that a network learns of each number of a table: piecewiseLinear functions
            of it between 80 quantiles, or periodic ones beside the number itself; with settings
            such as periodic(sigma=0.05) (default: none; with recipe tabular piecewiseLinear)
        numbersRateFactor : float, optional
            factor of the learning rate of the embeddings of numbers (a number greater than 0;
            default: 0.1; 1 with recipe plain)
        oneHotMax : int, default 8
            largest number of values of a category that is one-hot; for one with more values a
            vector is learned for each (an integer of at least 0)
        parametricActivation : bool, optional
            whether each hidden neuron learns how much of the activation it takes, the rest
            being linear (true or false; default: true; false with recipe plain)
        parametrization : {"standard", "ntk"}, optional
            factor of the products of weights and inputs: ntk divides them by the root of the
            number of inputs, standard leaves them as they are (one of standard, ntk; default:
            ntk; standard with recipe plain)
        patience : int, optional
            epochs without improvement after which training stops; 0 for never (an integer of at
            least 0; default: 0; with recipe plain 10, and 0 with l-bfgs)
        predictionCol : str, default "prediction"
            prediction column name
        predictionSpreadCol : str, default ""
            column of how far the members of a network differ: the standard deviation of their
            predictions, of classes of the predicted class's probability; empty for none
        probabilityCol : str, default "probability"
            Column name for predicted class conditional probabilities. Note: Not all models
            output well-calibrated probability estimates! These probabilities should be treated
            as confidences, not precise probabilities
        rawPredictionCol : str, default "rawPrediction"
            raw prediction (a.k.a. confidence) column name
        recipe : {"auto", "tabular", "plain"}, default "auto"
            defaults of all other settings: tabular, made for columns of a table, or plain, a
            classical network; auto is tabular for the columns of a table, plain for vectors and
            images (one of auto, tabular, plain)
        regParam : float, default 0.0
            strength of the penalty on weights
        scaleInputs : bool, optional
            whether the network first multiplies each input by a factor that it learns (true or
            false; default: true; false with recipe plain)
        scaleRateFactor : float, optional
            factor of the learning rate of the factors of scaleInputs (a number greater than 0;
            default: 6; 1 with recipe plain)
        schedule : str, optional
            learning rate over the epochs: constant, or another by name and numbers such as
            step(every=10, factor=0.5); plateau(factor=0.1, patience=5) reduces it when the
            monitor no longer improves (default: constant; with recipe tabular cosineLog)
        seed : int, optional
            seed of every random draw (an integer)
        shards : int, default 0
            shards that the rows are partitioned into; auto is one for small trainings, else
            follows from rows and batch (an integer of at least 1, or 0 for auto)
        solver : str, optional
            update rule, such as adam, or l-bfgs; gd is sgd with a rate of 0.03 over all rows
            (default: adam; with layers: l-bfgs)
        solverSettings : str, default ""
            further numbers of the solver by name, such as beta1=0.8, epsilon=1e-6; with l-bfgs
            memory (default: the solver's own)
        stepSize : float, optional
            learning rate, the factor of a step (a number greater than 0; default: 0.04, in a
            regression of standardized labels 0.2; the rule's own with recipe plain or a rule
            that is not adam)
        target : float, optional
            value of the monitor at which training stops; losses are those of standardized
            labels where labels are standardized (a number)
        thresholds : list[float], optional
            Thresholds in multi-class classification to adjust the probability of predicting
            each class. Array must have length equal to the number of classes, with values > 0
            excepting that at most one value may be 0. The class with largest value p/t is
            predicted, where p is the original probability of that class and t is the class's
            threshold
        ties : {"first", "last"}, optional
            which of several epochs with the same best value of the monitor is kept: the first
            or the last (one of first, last; default: last; first with recipe plain)
        tol : float, optional
            with l-bfgs the relative change of the loss at which it has converged (default:
            1e-6), else the smallest change of the monitor that is an improvement (default:
            1e-4)
        validationIndicatorCol : str, optional
            boolean column, true for validation rows, which select the best epoch
        warmup : float, default 0.0
            epochs over which the learning rate rises linearly from a hundredth (a number of at
            least 0)
        weightCol : str, optional
            column of row weights; none: each weighs 1
        weightDecay : float, optional
            fraction of the weights (not the biases) taken off in each step, times the learning
            rate and the square of its factor (a number of at least 0; default: 0.02; with
            recipe plain or a rule that is not adam 0, and 0.01 with adamw)
        weightDecaySchedule : {"constant", "step", "exponential", "cosine", "polynomial", "cosineLog", "flatCosine"}, default "constant"
            how the weight decay changes over the epochs (one of constant, step, exponential,
            cosine, polynomial, cosineLog, flatCosine)
        zeroOutput : bool, default False
            whether the weights of the last layer begin at 0 (true or false)
        """
        given = dict(locals())
        super().__init__()
        self._begin(given)

    @keywords_of(__init__)
    def setParams(self: S, **given: Any) -> S:
        """Sets params by name."""
        return self._set(**given)


class NeuralNetworkRegressorParams(
    HasCheckpointsSetters,
    HasLabelScaleSetters,
    HasNetworkParamsSetters,
    EstimatorStage,
):
    """Constructor of :py:class:`NeuralNetworkRegressor`, with all its params."""

    _java_class = "io.plateau.ml.NeuralNetworkRegressor"

    def __init__(
        self,
        *,
        activation: Optional[str] = None,
        activationRateFactor: Optional[float] = None,
        averaging: Optional[float] = None,
        batchSize: Optional[int] = None,
        biasInitializer: Optional[BiasInitializer] = None,
        biasRateFactor: Optional[float] = None,
        blockSize: Optional[int] = None,
        categoriesRateFactor: Optional[float] = None,
        categoryDropout: Optional[float] = None,
        checkpointDir: Optional[str] = None,
        checkpointInterval: Optional[int] = None,
        clampOutput: Optional[bool] = None,
        clipNorm: Optional[float] = None,
        clipValue: Optional[float] = None,
        dateDropout: Optional[float] = None,
        dropout: Optional[float] = None,
        dropoutSchedule: Optional[DropoutSchedule] = None,
        effort: Optional[Effort] = None,
        elasticNetParam: Optional[float] = None,
        embeddingWidth: Optional[int] = None,
        featuresCol: Optional[str] = None,
        handleInvalid: Optional[HandleInvalid] = None,
        hiddenLayers: Optional[Union[int, Iterable[int]]] = None,
        initialWeights: Optional[Vector] = None,
        initializer: Optional[Initializer] = None,
        inputDropout: Optional[float] = None,
        labelCol: Optional[str] = None,
        layers: Optional[Union[int, Iterable[int]]] = None,
        localSteps: Optional[int] = None,
        loss: Optional[str] = None,
        maxIter: Optional[int] = None,
        maxTime: Optional[float] = None,
        memberLayers: Optional[MemberLayers] = None,
        members: Optional[int] = None,
        membersRateFactor: Optional[float] = None,
        minCycleGain: Optional[float] = None,
        monitor: Optional[Monitor] = None,
        networkBlock: Optional[NetworkBlock] = None,
        numberEmbedding: Optional[str] = None,
        numbersRateFactor: Optional[float] = None,
        oneHotMax: Optional[int] = None,
        parametricActivation: Optional[bool] = None,
        parametrization: Optional[Parametrization] = None,
        patience: Optional[int] = None,
        predictionCol: Optional[str] = None,
        predictionSpreadCol: Optional[str] = None,
        recipe: Optional[Recipe] = None,
        regParam: Optional[float] = None,
        scaleInputs: Optional[bool] = None,
        scaleRateFactor: Optional[float] = None,
        schedule: Optional[str] = None,
        seed: Optional[int] = None,
        shards: Optional[int] = None,
        solver: Optional[str] = None,
        solverSettings: Optional[str] = None,
        standardizeLabel: Optional[bool] = None,
        stepSize: Optional[float] = None,
        target: Optional[float] = None,
        ties: Optional[Ties] = None,
        tol: Optional[float] = None,
        validationIndicatorCol: Optional[str] = None,
        warmup: Optional[float] = None,
        weightCol: Optional[str] = None,
        weightDecay: Optional[float] = None,
        weightDecaySchedule: Optional[WeightDecaySchedule] = None,
        zeroOutput: Optional[bool] = None,
    ) -> None:
        """
        Parameters
        ----------
        activation : str, optional
            activation function of the hidden layers, by name or with settings such as
            leakyRelu(slope=0.2) (default: relu; with recipe tabular selu, in a regression mish;
            with layers sigmoid)
        activationRateFactor : float, optional
            factor of the learning rate of the parameters of parametric activations (a number
            greater than 0; default: 0.1; 1 with recipe plain)
        averaging : float, default 0.0
            decay of an exponential moving average of the weights after each step, such as
            0.999; the average is validated and kept; 0 for none (a number in [0, 1))
        batchSize : int, optional
            rows of a step, over all shards (an integer of at least 1, or 0 for all; default:
            256, with recipe tabular 64 below 1,000 rows, 512 from 30,000 rows and 1,024 from
            100,000 rows on; all with l-bfgs)
        biasInitializer : {"zero", "normal", "data"}, optional
            initial biases; data places the kink of each neuron within a sample of the rows (one
            of zero, normal, data; default: data; zero with recipe plain)
        biasRateFactor : float, optional
            factor of the learning rate of biases (a number greater than 0; default: 0.1; 1 with
            recipe plain)
        blockSize : int, default 1024
            rows predicted together in transform
        categoriesRateFactor : float, default 1.0
            factor of the learning rate of the vectors of categories and of bins of dates (a
            number greater than 0)
        categoryDropout : float, optional
            fraction of the rows of a step whose category has the embedding of unknown values
            instead of its own, so that the network learns to predict for unseen categories (a
            number in [0, 1); default: 0.1; 0 with recipe plain or l-bfgs)
        checkpointDir : str, optional
            folder (any Hadoop URI) for the checkpoints of this fit, which resumes from them
        checkpointInterval : int, default 10
            epochs between checkpoints (>= 1), or -1 for none
        clampOutput : bool, optional
            whether a regression limits predictions to the range of the training labels, once it
            is trained (true or false; default: true in a regression with recipe tabular, except
            with loss poisson; else false)
        clipNorm : float, optional
            largest norm of a gradient; a larger one is scaled down; of members that share no
            weights times the root of their number (a number greater than 0, or infinity for
            none; default: 30 in a regression; no limit with classes, recipe plain or a rule
            that is not adam)
        clipValue : float, optional
            largest component of a gradient (a number greater than 0, or infinity for none)
        dateDropout : float, optional
            fraction of the rows of a step that are trained without the learned vector of their
            day, which is added to the piecewiseLinear functions of days; a tenth of these rows
            are trained as days that no training row has; 1 for no vectors (a number in [0, 1];
            default: 0.9, in a regression 0.5; 1 with recipe plain or l-bfgs)
        dropout : float, optional
            fraction of hidden units dropped in each step (a number in [0, 1); default: 0.15; 0
            with recipe plain or l-bfgs)
        dropoutSchedule : {"constant", "step", "exponential", "cosine", "polynomial", "cosineLog", "flatCosine"}, optional
            how both fractions change over the epochs (one of constant, step, exponential,
            cosine, polynomial, cosineLog, flatCosine; default: flatCosine; constant with recipe
            plain)
        effort : {"full", "quick"}, default "full"
            effort of a training: full for the best model, quick for a first model in fewer
            epochs; sets the defaults of maxIter and members (one of full, quick)
        elasticNetParam : float, default 0.0
            0 for an L2 penalty, 1 for L1, in between a mixture
        embeddingWidth : int, default 8
            length of the vectors that are learned for the values of a category; auto grows with
            their number n as 1.6 n^0.56, to 600 (an integer of at least 1, or 0 for auto)
        featuresCol : str, default "features"
            features column name
        handleInvalid : {"error", "skip", "keep"}, default "error"
            rows with null, NaN or infinite features: error, skip (leave them out), or keep
            (predict NaN; not trained on)
        hiddenLayers : list[int], optional
            widths of the hidden layers; [] makes a linear model (a list of integers of at least
            1; default: [256, 256, 256]; [160, 160, 160] for two classes with fewer than 30,000
            rows; [128, 128, 128] of members that share no weights with fewer than 5,000 rows,
            or 30,000 in a regression; with recipe plain [128, 64], or [128, 128] of residual
            blocks)
        initialWeights : Vector, optional
            weights to start from instead of random ones: for each layer W (outputs x inputs) by
            columns, then the biases
        initializer : {"auto", "glorotUniform", "glorotNormal", "heUniform", "heNormal", "lecunUniform", "lecunNormal", "standardNormal", "unitVariance"}, optional
            distribution of the initial weights; auto follows from the activation; unitVariance
            follows from a sample of the rows (one of auto, glorotUniform, glorotNormal,
            heUniform, heNormal, lecunUniform, lecunNormal, standardNormal, unitVariance;
            default: unitVariance; auto with recipe plain)
        inputDropout : float, default 0.0
            fraction of inputs dropped in each step (a number in [0, 1))
        labelCol : str, default "label"
            label column name
        layers : list[int], optional
            widths of all layers, from the number of features to the number of outputs, as in
            MultilayerPerceptronClassifier; excludes hiddenLayers, and makes hidden layers
            sigmoid and the solver l-bfgs unless they are set
        localSteps : int, optional
            steps that each shard takes on its own in a round; a single shard takes an epoch of
            steps (an integer of at least 1, or 0 for auto; default: auto; 1 with recipe plain
            or l-bfgs)
        loss : str, optional
            loss that training minimizes; auto is softmaxCrossEntropy for classes,
            sigmoidCrossEntropy for a vector of labels, squared for numbers; with settings such
            as huber(delta=2)
        maxIter : int, optional
            largest number of epochs, passes over the rows; with l-bfgs of iterations (an
            integer of at least 1; default: 64; 24 for two classes with fewer than 2,000 rows
            and no validation rows, unless warmup is as long; 100 with recipe plain; with effort
            quick 24, or 25 with recipe plain, but not with l-bfgs)
        maxTime : float, optional
            time budget of all epochs together (a number of seconds greater than 0, or infinity
            for none)
        memberLayers : {"separate", "first", "all"}, default "separate"
            weights that members do not share: separate for all weights (a deep ensemble); first
            for the last layer, and factors of the inputs of the first layer (TabM-mini); all
            for the last layer, and factors of the inputs and outputs of all layers (TabM) (one
            of separate, first, all)
        members : int, optional
            networks that are trained as one and whose mean is the prediction (an integer of at
            least 1; default: 4 in a regression with recipe tabular, hidden layers by default
            and fewer than 30,000 rows (with effort quick 1,000, and another loss than poisson),
            but not with l-bfgs, nor memberLayers first or all; else 1)
        membersRateFactor : float, default 1.0
            factor of the learning rate of the factors by which members that share weights
            differ (a number greater than 0)
        minCycleGain : float, optional
            fraction by which a cycle of schedule cosineLog must lower the validation loss for
            another cycle to follow, unless the training loss is 4 % above the validation loss,
            or no validation loss, and in a regression no training loss, was below 0.97 of that
            of a guess (all classes alike, or the mean); cycles of fewer than 8 epochs are not
            judged; 0 for all cycles. With 100 to 1,999 rows and no validation rows, trials on
            four fifths of the rows choose the last cycle, unless this is 0 or maxTime is set (a
            number in [0, 1); default: 0.01 with schedule cosineLog and recipe tabular unless
            members share weights, else 0)
        monitor : {"auto", "trainLoss", "validationLoss", "accuracy", "logLoss", "auc", "balancedAccuracy", "f1", "brier", "rmse", "mae", "r2", "mape", "pinball"}, default "auto"
            value that must improve: trainLoss, validationLoss or a metric of the loss: of
            classes and labels accuracy, logLoss, auc, balancedAccuracy, f1, brier, of numbers
            rmse, mae, r2, mape, and pinball of the loss quantile; auto is trainLoss without
            validation rows, else validationLoss (one of auto, trainLoss, validationLoss,
            accuracy, logLoss, auc, balancedAccuracy, f1, brier, rmse, mae, r2, mape, pinball)
        networkBlock : {"plain", "residual"}, default "plain"
            what each hidden layer is: plain is a dense layer with an activation; residual is a
            block of two dense layers behind a normalization, which adds to its inputs, for deep
            networks of one width (one of plain, residual)
        numberEmbedding : str, optional
            features that a network learns of each number of a table: piecewiseLinear functions
            of it between 80 quantiles, or periodic ones beside the number itself; with settings
            such as periodic(sigma=0.05) (default: none; with recipe tabular piecewiseLinear)
        numbersRateFactor : float, optional
            factor of the learning rate of the embeddings of numbers (a number greater than 0;
            default: 0.1; 1 with recipe plain)
        oneHotMax : int, default 8
            largest number of values of a category that is one-hot; for one with more values a
            vector is learned for each (an integer of at least 0)
        parametricActivation : bool, optional
            whether each hidden neuron learns how much of the activation it takes, the rest
            being linear (true or false; default: true; false with recipe plain)
        parametrization : {"standard", "ntk"}, optional
            factor of the products of weights and inputs: ntk divides them by the root of the
            number of inputs, standard leaves them as they are (one of standard, ntk; default:
            ntk; standard with recipe plain)
        patience : int, optional
            epochs without improvement after which training stops; 0 for never (an integer of at
            least 0; default: 0; with recipe plain 10, and 0 with l-bfgs)
        predictionCol : str, default "prediction"
            prediction column name
        predictionSpreadCol : str, default ""
            column of how far the members of a network differ: the standard deviation of their
            predictions, of classes of the predicted class's probability; empty for none
        recipe : {"auto", "tabular", "plain"}, default "auto"
            defaults of all other settings: tabular, made for columns of a table, or plain, a
            classical network; auto is tabular for the columns of a table, plain for vectors and
            images (one of auto, tabular, plain)
        regParam : float, default 0.0
            strength of the penalty on weights
        scaleInputs : bool, optional
            whether the network first multiplies each input by a factor that it learns (true or
            false; default: true; false with recipe plain)
        scaleRateFactor : float, optional
            factor of the learning rate of the factors of scaleInputs (a number greater than 0;
            default: 6; 1 with recipe plain)
        schedule : str, optional
            learning rate over the epochs: constant, or another by name and numbers such as
            step(every=10, factor=0.5); plateau(factor=0.1, patience=5) reduces it when the
            monitor no longer improves (default: constant; with recipe tabular cosineLog)
        seed : int, optional
            seed of every random draw (an integer)
        shards : int, default 0
            shards that the rows are partitioned into; auto is one for small trainings, else
            follows from rows and batch (an integer of at least 1, or 0 for auto)
        solver : str, optional
            update rule, such as adam, or l-bfgs; gd is sgd with a rate of 0.03 over all rows
            (default: adam; with layers: l-bfgs)
        solverSettings : str, default ""
            further numbers of the solver by name, such as beta1=0.8, epsilon=1e-6; with l-bfgs
            memory (default: the solver's own)
        standardizeLabel : bool, optional
            whether a regression trains on labels of mean 0 and variance 1; predictions keep the
            unit of the label, but the delta of huber is in its standard deviations (true or
            false; default: true; false with a loss of classes or counts)
        stepSize : float, optional
            learning rate, the factor of a step (a number greater than 0; default: 0.04, in a
            regression of standardized labels 0.2; the rule's own with recipe plain or a rule
            that is not adam)
        target : float, optional
            value of the monitor at which training stops; losses are those of standardized
            labels where labels are standardized (a number)
        ties : {"first", "last"}, optional
            which of several epochs with the same best value of the monitor is kept: the first
            or the last (one of first, last; default: last; first with recipe plain)
        tol : float, optional
            with l-bfgs the relative change of the loss at which it has converged (default:
            1e-6), else the smallest change of the monitor that is an improvement (default:
            1e-4)
        validationIndicatorCol : str, optional
            boolean column, true for validation rows, which select the best epoch
        warmup : float, default 0.0
            epochs over which the learning rate rises linearly from a hundredth (a number of at
            least 0)
        weightCol : str, optional
            column of row weights; none: each weighs 1
        weightDecay : float, optional
            fraction of the weights (not the biases) taken off in each step, times the learning
            rate and the square of its factor (a number of at least 0; default: 0.02; with
            recipe plain or a rule that is not adam 0, and 0.01 with adamw)
        weightDecaySchedule : {"constant", "step", "exponential", "cosine", "polynomial", "cosineLog", "flatCosine"}, default "constant"
            how the weight decay changes over the epochs (one of constant, step, exponential,
            cosine, polynomial, cosineLog, flatCosine)
        zeroOutput : bool, default False
            whether the weights of the last layer begin at 0 (true or false)
        """
        given = dict(locals())
        super().__init__()
        self._begin(given)

    @keywords_of(__init__)
    def setParams(self: S, **given: Any) -> S:
        """Sets params by name."""
        return self._set(**given)


class TableEncoderParams(
    HasEncodedColSetters,
    HasTableParamsSetters,
    EstimatorStage,
):
    """Constructor of :py:class:`TableEncoder`, with all its params."""

    _java_class = "io.plateau.ml.TableEncoder"

    def __init__(
        self,
        *,
        columnKinds: Optional[Iterable[str]] = None,
        ignoredCols: Optional[Iterable[str]] = None,
        inputCols: Optional[Iterable[str]] = None,
        maxCategories: Optional[int] = None,
        missing: Optional[Missing] = None,
        outputCol: Optional[str] = None,
        scale: Optional[Scale] = None,
        unseen: Optional[Unseen] = None,
    ) -> None:
        """
        Parameters
        ----------
        columnKinds : list[str], optional
            kinds of columns that are not to be inferred, as NAME:KIND with a kind of number,
            category, date, vector, ignore
        ignoredCols : list[str], optional
            columns that are not features
        inputCols : list[str], optional
            columns that are features; unset: all columns that are nothing else
        maxCategories : int, default 10000
            number of categories of a column that have a code of their own, the most frequent
            ones (>= 1); the others share codes by hash
        missing : {"median", "mean", "skip", "error"}, default "median"
            what happens to a missing value: median or mean replace a missing number, and an
            input tells the network so; a missing category is the category of unknown values;
            skip leaves the row out; error refuses it
        outputCol : str, default "features"
            column of the encoded vectors
        scale : {"robust", "standard", "none"}, default "robust"
            scaling of numbers: robust by median and quartiles with a soft limit, and elements
            of vectors to mean 0 and variance 1; standard to mean 0 and variance 1; none leaves
            numbers as they are
        unseen : {"other", "skip", "error"}, default "other"
            what happens to a category that no training row has: other is one category for all
            unknown values; skip leaves the row out; error refuses it
        """
        given = dict(locals())
        super().__init__()
        self._begin(given)

    @keywords_of(__init__)
    def setParams(self: S, **given: Any) -> S:
        """Sets params by name."""
        return self._set(**given)


class TabularClassifierParams(
    HasCalibrationSetters,
    HasCheckpointsSetters,
    HasClassWeightsSetters,
    HasNetworkParamsSetters,
    HasPredictedClassSetters,
    HasPredictedLabelSetters,
    HasTableParamsSetters,
    HasValidationFractionSetters,
    EstimatorStage,
):
    """Constructor of :py:class:`TabularClassifier`, with all its params."""

    _java_class = "io.plateau.ml.TabularClassifier"

    def __init__(
        self,
        *,
        activation: Optional[str] = None,
        activationRateFactor: Optional[float] = None,
        averaging: Optional[float] = None,
        batchSize: Optional[int] = None,
        biasInitializer: Optional[BiasInitializer] = None,
        biasRateFactor: Optional[float] = None,
        blockSize: Optional[int] = None,
        calibration: Optional[Calibration] = None,
        categoriesRateFactor: Optional[float] = None,
        categoryDropout: Optional[float] = None,
        checkpointDir: Optional[str] = None,
        checkpointInterval: Optional[int] = None,
        classWeight: Optional[ClassWeight] = None,
        classWeights: Optional[Iterable[float]] = None,
        clipNorm: Optional[float] = None,
        clipValue: Optional[float] = None,
        columnKinds: Optional[Iterable[str]] = None,
        dateDropout: Optional[float] = None,
        dropout: Optional[float] = None,
        dropoutSchedule: Optional[DropoutSchedule] = None,
        effort: Optional[Effort] = None,
        elasticNetParam: Optional[float] = None,
        embeddingWidth: Optional[int] = None,
        handleInvalid: Optional[HandleInvalid] = None,
        hiddenLayers: Optional[Union[int, Iterable[int]]] = None,
        ignoredCols: Optional[Iterable[str]] = None,
        initialWeights: Optional[Vector] = None,
        initializer: Optional[Initializer] = None,
        inputCols: Optional[Iterable[str]] = None,
        inputDropout: Optional[float] = None,
        labelCol: Optional[str] = None,
        layers: Optional[Union[int, Iterable[int]]] = None,
        localSteps: Optional[int] = None,
        loss: Optional[str] = None,
        maxCategories: Optional[int] = None,
        maxIter: Optional[int] = None,
        maxTime: Optional[float] = None,
        memberLayers: Optional[MemberLayers] = None,
        members: Optional[int] = None,
        membersRateFactor: Optional[float] = None,
        minCycleGain: Optional[float] = None,
        missing: Optional[Missing] = None,
        monitor: Optional[Monitor] = None,
        networkBlock: Optional[NetworkBlock] = None,
        numberEmbedding: Optional[str] = None,
        numbersRateFactor: Optional[float] = None,
        oneHotMax: Optional[int] = None,
        parametricActivation: Optional[bool] = None,
        parametrization: Optional[Parametrization] = None,
        patience: Optional[int] = None,
        predictionCol: Optional[str] = None,
        predictionSpreadCol: Optional[str] = None,
        probabilityCol: Optional[str] = None,
        rawPredictionCol: Optional[str] = None,
        recipe: Optional[Recipe] = None,
        regParam: Optional[float] = None,
        scale: Optional[Scale] = None,
        scaleInputs: Optional[bool] = None,
        scaleRateFactor: Optional[float] = None,
        schedule: Optional[str] = None,
        seed: Optional[int] = None,
        shards: Optional[int] = None,
        solver: Optional[str] = None,
        solverSettings: Optional[str] = None,
        stepSize: Optional[float] = None,
        target: Optional[float] = None,
        thresholds: Optional[Iterable[float]] = None,
        ties: Optional[Ties] = None,
        tol: Optional[float] = None,
        unseen: Optional[Unseen] = None,
        validationFraction: Optional[float] = None,
        validationIndicatorCol: Optional[str] = None,
        warmup: Optional[float] = None,
        weightCol: Optional[str] = None,
        weightDecay: Optional[float] = None,
        weightDecaySchedule: Optional[WeightDecaySchedule] = None,
        zeroOutput: Optional[bool] = None,
    ) -> None:
        """
        Parameters
        ----------
        activation : str, optional
            activation function of the hidden layers, by name or with settings such as
            leakyRelu(slope=0.2) (default: relu; with recipe tabular selu, in a regression mish;
            with layers sigmoid)
        activationRateFactor : float, optional
            factor of the learning rate of the parameters of parametric activations (a number
            greater than 0; default: 0.1; 1 with recipe plain)
        averaging : float, default 0.0
            decay of an exponential moving average of the weights after each step, such as
            0.999; the average is validated and kept; 0 for none (a number in [0, 1))
        batchSize : int, optional
            rows of a step, over all shards (an integer of at least 1, or 0 for all; default:
            256, with recipe tabular 64 below 1,000 rows, 512 from 30,000 rows and 1,024 from
            100,000 rows on; all with l-bfgs)
        biasInitializer : {"zero", "normal", "data"}, optional
            initial biases; data places the kink of each neuron within a sample of the rows (one
            of zero, normal, data; default: data; zero with recipe plain)
        biasRateFactor : float, optional
            factor of the learning rate of biases (a number greater than 0; default: 0.1; 1 with
            recipe plain)
        blockSize : int, default 1024
            rows predicted together in transform
        calibration : {"none", "temperature", "unsmooth"}, optional
            calibration of probabilities after training; temperature divides the logits by the
            number that minimizes the log loss of the validation rows, unsmooth also undoes the
            smoothing of labels where that lowers it further, or where there are no validation
            rows (one of none, temperature, unsmooth; default: unsmooth with recipe tabular and
            smoothed labels of classes, if there are 100 validation rows or more; or if there
            are none, neither rows nor classes are weighted, and of fewer than 2000 rows all
            classes but the most frequent together have a share below half of the smoothing;
            else none)
        categoriesRateFactor : float, default 1.0
            factor of the learning rate of the vectors of categories and of bins of dates (a
            number greater than 0)
        categoryDropout : float, optional
            fraction of the rows of a step whose category has the embedding of unknown values
            instead of its own, so that the network learns to predict for unseen categories (a
            number in [0, 1); default: 0.1; 0 with recipe plain or l-bfgs)
        checkpointDir : str, optional
            folder (any Hadoop URI) for the checkpoints of this fit, which resumes from them
        checkpointInterval : int, default 10
            epochs between checkpoints (>= 1), or -1 for none
        classWeight : {"none", "balanced"}, default "none"
            none, or balanced: every class has the same total weight in the training loss;
            validation, calibration and metrics count rows only by weightCol
        classWeights : list[float], optional
            factor of the row weights by class in the training loss; validation, calibration and
            metrics count rows only by weightCol; excludes classWeight balanced
        clipNorm : float, optional
            largest norm of a gradient; a larger one is scaled down; of members that share no
            weights times the root of their number (a number greater than 0, or infinity for
            none; default: 30 in a regression; no limit with classes, recipe plain or a rule
            that is not adam)
        clipValue : float, optional
            largest component of a gradient (a number greater than 0, or infinity for none)
        columnKinds : list[str], optional
            kinds of columns that are not to be inferred, as NAME:KIND with a kind of number,
            category, date, vector, ignore
        dateDropout : float, optional
            fraction of the rows of a step that are trained without the learned vector of their
            day, which is added to the piecewiseLinear functions of days; a tenth of these rows
            are trained as days that no training row has; 1 for no vectors (a number in [0, 1];
            default: 0.9, in a regression 0.5; 1 with recipe plain or l-bfgs)
        dropout : float, optional
            fraction of hidden units dropped in each step (a number in [0, 1); default: 0.15; 0
            with recipe plain or l-bfgs)
        dropoutSchedule : {"constant", "step", "exponential", "cosine", "polynomial", "cosineLog", "flatCosine"}, optional
            how both fractions change over the epochs (one of constant, step, exponential,
            cosine, polynomial, cosineLog, flatCosine; default: flatCosine; constant with recipe
            plain)
        effort : {"full", "quick"}, default "full"
            effort of a training: full for the best model, quick for a first model in fewer
            epochs; sets the defaults of maxIter and members (one of full, quick)
        elasticNetParam : float, default 0.0
            0 for an L2 penalty, 1 for L1, in between a mixture
        embeddingWidth : int, default 8
            length of the vectors that are learned for the values of a category; auto grows with
            their number n as 1.6 n^0.56, to 600 (an integer of at least 1, or 0 for auto)
        handleInvalid : {"error", "skip", "keep"}, default "error"
            rows with null, NaN or infinite features: error, skip (leave them out), or keep
            (predict NaN; not trained on)
        hiddenLayers : list[int], optional
            widths of the hidden layers; [] makes a linear model (a list of integers of at least
            1; default: [256, 256, 256]; [160, 160, 160] for two classes with fewer than 30,000
            rows; [128, 128, 128] of members that share no weights with fewer than 5,000 rows,
            or 30,000 in a regression; with recipe plain [128, 64], or [128, 128] of residual
            blocks)
        ignoredCols : list[str], optional
            columns that are not features
        initialWeights : Vector, optional
            weights to start from instead of random ones: for each layer W (outputs x inputs) by
            columns, then the biases
        initializer : {"auto", "glorotUniform", "glorotNormal", "heUniform", "heNormal", "lecunUniform", "lecunNormal", "standardNormal", "unitVariance"}, optional
            distribution of the initial weights; auto follows from the activation; unitVariance
            follows from a sample of the rows (one of auto, glorotUniform, glorotNormal,
            heUniform, heNormal, lecunUniform, lecunNormal, standardNormal, unitVariance;
            default: unitVariance; auto with recipe plain)
        inputCols : list[str], optional
            columns that are features; unset: all columns that are nothing else
        inputDropout : float, default 0.0
            fraction of inputs dropped in each step (a number in [0, 1))
        labelCol : str, default "label"
            column of the label: strings, booleans or numbers
        layers : list[int], optional
            widths of all layers, from the number of features to the number of outputs, as in
            MultilayerPerceptronClassifier; excludes hiddenLayers, and makes hidden layers
            sigmoid and the solver l-bfgs unless they are set
        localSteps : int, optional
            steps that each shard takes on its own in a round; a single shard takes an epoch of
            steps (an integer of at least 1, or 0 for auto; default: auto; 1 with recipe plain
            or l-bfgs)
        loss : str, optional
            loss that training minimizes; auto is softmaxCrossEntropy for classes,
            sigmoidCrossEntropy for a vector of labels, squared for numbers; with settings such
            as huber(delta=2)
        maxCategories : int, default 10000
            number of categories of a column that have a code of their own, the most frequent
            ones (>= 1); the others share codes by hash
        maxIter : int, optional
            largest number of epochs, passes over the rows; with l-bfgs of iterations (an
            integer of at least 1; default: 64; 24 for two classes with fewer than 2,000 rows
            and no validation rows, unless warmup is as long; 100 with recipe plain; with effort
            quick 24, or 25 with recipe plain, but not with l-bfgs)
        maxTime : float, optional
            time budget of all epochs together (a number of seconds greater than 0, or infinity
            for none)
        memberLayers : {"separate", "first", "all"}, default "separate"
            weights that members do not share: separate for all weights (a deep ensemble); first
            for the last layer, and factors of the inputs of the first layer (TabM-mini); all
            for the last layer, and factors of the inputs and outputs of all layers (TabM) (one
            of separate, first, all)
        members : int, optional
            networks that are trained as one and whose mean is the prediction (an integer of at
            least 1; default: 4 in a regression with recipe tabular, hidden layers by default
            and fewer than 30,000 rows (with effort quick 1,000, and another loss than poisson),
            but not with l-bfgs, nor memberLayers first or all; else 1)
        membersRateFactor : float, default 1.0
            factor of the learning rate of the factors by which members that share weights
            differ (a number greater than 0)
        minCycleGain : float, optional
            fraction by which a cycle of schedule cosineLog must lower the validation loss for
            another cycle to follow, unless the training loss is 4 % above the validation loss,
            or no validation loss, and in a regression no training loss, was below 0.97 of that
            of a guess (all classes alike, or the mean); cycles of fewer than 8 epochs are not
            judged; 0 for all cycles. With 100 to 1,999 rows and no validation rows, trials on
            four fifths of the rows choose the last cycle, unless this is 0 or maxTime is set (a
            number in [0, 1); default: 0.01 with schedule cosineLog and recipe tabular unless
            members share weights, else 0)
        missing : {"median", "mean", "skip", "error"}, default "median"
            what happens to a missing value: median or mean replace a missing number, and an
            input tells the network so; a missing category is the category of unknown values;
            skip leaves the row out; error refuses it
        monitor : {"auto", "trainLoss", "validationLoss", "accuracy", "logLoss", "auc", "balancedAccuracy", "f1", "brier", "rmse", "mae", "r2", "mape", "pinball"}, default "auto"
            value that must improve: trainLoss, validationLoss or a metric of the loss: of
            classes and labels accuracy, logLoss, auc, balancedAccuracy, f1, brier, of numbers
            rmse, mae, r2, mape, and pinball of the loss quantile; auto is trainLoss without
            validation rows, else validationLoss (one of auto, trainLoss, validationLoss,
            accuracy, logLoss, auc, balancedAccuracy, f1, brier, rmse, mae, r2, mape, pinball)
        networkBlock : {"plain", "residual"}, default "plain"
            what each hidden layer is: plain is a dense layer with an activation; residual is a
            block of two dense layers behind a normalization, which adds to its inputs, for deep
            networks of one width (one of plain, residual)
        numberEmbedding : str, optional
            features that a network learns of each number of a table: piecewiseLinear functions
            of it between 80 quantiles, or periodic ones beside the number itself; with settings
            such as periodic(sigma=0.05) (default: none; with recipe tabular piecewiseLinear)
        numbersRateFactor : float, optional
            factor of the learning rate of the embeddings of numbers (a number greater than 0;
            default: 0.1; 1 with recipe plain)
        oneHotMax : int, default 8
            largest number of values of a category that is one-hot; for one with more values a
            vector is learned for each (an integer of at least 0)
        parametricActivation : bool, optional
            whether each hidden neuron learns how much of the activation it takes, the rest
            being linear (true or false; default: true; false with recipe plain)
        parametrization : {"standard", "ntk"}, optional
            factor of the products of weights and inputs: ntk divides them by the root of the
            number of inputs, standard leaves them as they are (one of standard, ntk; default:
            ntk; standard with recipe plain)
        patience : int, optional
            epochs without improvement after which training stops; 0 for never (an integer of at
            least 0; default: 0; with recipe plain 10, and 0 with l-bfgs)
        predictionCol : str, default "prediction"
            column of the predicted labels; empty for none
        predictionSpreadCol : str, default ""
            column of how far the members of a network differ: the standard deviation of their
            predictions, of classes of the predicted class's probability; empty for none
        probabilityCol : str, default "probability"
            column of the probabilities of the classes; empty for none
        rawPredictionCol : str, default "rawPrediction"
            column of the logits of the classes; empty for none
        recipe : {"auto", "tabular", "plain"}, default "auto"
            defaults of all other settings: tabular, made for columns of a table, or plain, a
            classical network; auto is tabular for the columns of a table, plain for vectors and
            images (one of auto, tabular, plain)
        regParam : float, default 0.0
            strength of the penalty on weights
        scale : {"robust", "standard", "none"}, default "robust"
            scaling of numbers: robust by median and quartiles with a soft limit, and elements
            of vectors to mean 0 and variance 1; standard to mean 0 and variance 1; none leaves
            numbers as they are
        scaleInputs : bool, optional
            whether the network first multiplies each input by a factor that it learns (true or
            false; default: true; false with recipe plain)
        scaleRateFactor : float, optional
            factor of the learning rate of the factors of scaleInputs (a number greater than 0;
            default: 6; 1 with recipe plain)
        schedule : str, optional
            learning rate over the epochs: constant, or another by name and numbers such as
            step(every=10, factor=0.5); plateau(factor=0.1, patience=5) reduces it when the
            monitor no longer improves (default: constant; with recipe tabular cosineLog)
        seed : int, optional
            seed of every random draw (an integer)
        shards : int, default 0
            shards that the rows are partitioned into; auto is one for small trainings, else
            follows from rows and batch (an integer of at least 1, or 0 for auto)
        solver : str, optional
            update rule, such as adam, or l-bfgs; gd is sgd with a rate of 0.03 over all rows
            (default: adam; with layers: l-bfgs)
        solverSettings : str, default ""
            further numbers of the solver by name, such as beta1=0.8, epsilon=1e-6; with l-bfgs
            memory (default: the solver's own)
        stepSize : float, optional
            learning rate, the factor of a step (a number greater than 0; default: 0.04, in a
            regression of standardized labels 0.2; the rule's own with recipe plain or a rule
            that is not adam)
        target : float, optional
            value of the monitor at which training stops; losses are those of standardized
            labels where labels are standardized (a number)
        thresholds : list[float], optional
            a threshold for each class, one of which may be 0: the class with the largest
            probability / threshold is predicted
        ties : {"first", "last"}, optional
            which of several epochs with the same best value of the monitor is kept: the first
            or the last (one of first, last; default: last; first with recipe plain)
        tol : float, optional
            with l-bfgs the relative change of the loss at which it has converged (default:
            1e-6), else the smallest change of the monitor that is an improvement (default:
            1e-4)
        unseen : {"other", "skip", "error"}, default "other"
            what happens to a category that no training row has: other is one category for all
            unknown values; skip leaves the row out; error refuses it
        validationFraction : float, default 0.1
            fraction of the rows that are held out as validation rows, by their content and the
            seed, where there is no validationIndicatorCol: by default of 2000 rows or more, of
            any number where it is set; 0 for none
        validationIndicatorCol : str, optional
            boolean column, true for validation rows, which select the best epoch
        warmup : float, default 0.0
            epochs over which the learning rate rises linearly from a hundredth (a number of at
            least 0)
        weightCol : str, optional
            column of row weights; none: each weighs 1
        weightDecay : float, optional
            fraction of the weights (not the biases) taken off in each step, times the learning
            rate and the square of its factor (a number of at least 0; default: 0.02; with
            recipe plain or a rule that is not adam 0, and 0.01 with adamw)
        weightDecaySchedule : {"constant", "step", "exponential", "cosine", "polynomial", "cosineLog", "flatCosine"}, default "constant"
            how the weight decay changes over the epochs (one of constant, step, exponential,
            cosine, polynomial, cosineLog, flatCosine)
        zeroOutput : bool, default False
            whether the weights of the last layer begin at 0 (true or false)
        """
        given = dict(locals())
        super().__init__()
        self._begin(given)

    @keywords_of(__init__)
    def setParams(self: S, **given: Any) -> S:
        """Sets params by name."""
        return self._set(**given)


class TabularRegressorParams(
    HasCheckpointsSetters,
    HasLabelScaleSetters,
    HasNetworkParamsSetters,
    HasPredictedLabelSetters,
    HasTableParamsSetters,
    HasValidationFractionSetters,
    EstimatorStage,
):
    """Constructor of :py:class:`TabularRegressor`, with all its params."""

    _java_class = "io.plateau.ml.TabularRegressor"

    def __init__(
        self,
        *,
        activation: Optional[str] = None,
        activationRateFactor: Optional[float] = None,
        averaging: Optional[float] = None,
        batchSize: Optional[int] = None,
        biasInitializer: Optional[BiasInitializer] = None,
        biasRateFactor: Optional[float] = None,
        blockSize: Optional[int] = None,
        categoriesRateFactor: Optional[float] = None,
        categoryDropout: Optional[float] = None,
        checkpointDir: Optional[str] = None,
        checkpointInterval: Optional[int] = None,
        clampOutput: Optional[bool] = None,
        clipNorm: Optional[float] = None,
        clipValue: Optional[float] = None,
        columnKinds: Optional[Iterable[str]] = None,
        dateDropout: Optional[float] = None,
        dropout: Optional[float] = None,
        dropoutSchedule: Optional[DropoutSchedule] = None,
        effort: Optional[Effort] = None,
        elasticNetParam: Optional[float] = None,
        embeddingWidth: Optional[int] = None,
        handleInvalid: Optional[HandleInvalid] = None,
        hiddenLayers: Optional[Union[int, Iterable[int]]] = None,
        ignoredCols: Optional[Iterable[str]] = None,
        initialWeights: Optional[Vector] = None,
        initializer: Optional[Initializer] = None,
        inputCols: Optional[Iterable[str]] = None,
        inputDropout: Optional[float] = None,
        labelCol: Optional[str] = None,
        layers: Optional[Union[int, Iterable[int]]] = None,
        localSteps: Optional[int] = None,
        loss: Optional[str] = None,
        maxCategories: Optional[int] = None,
        maxIter: Optional[int] = None,
        maxTime: Optional[float] = None,
        memberLayers: Optional[MemberLayers] = None,
        members: Optional[int] = None,
        membersRateFactor: Optional[float] = None,
        minCycleGain: Optional[float] = None,
        missing: Optional[Missing] = None,
        monitor: Optional[Monitor] = None,
        networkBlock: Optional[NetworkBlock] = None,
        numberEmbedding: Optional[str] = None,
        numbersRateFactor: Optional[float] = None,
        oneHotMax: Optional[int] = None,
        parametricActivation: Optional[bool] = None,
        parametrization: Optional[Parametrization] = None,
        patience: Optional[int] = None,
        predictionCol: Optional[str] = None,
        predictionSpreadCol: Optional[str] = None,
        recipe: Optional[Recipe] = None,
        regParam: Optional[float] = None,
        scale: Optional[Scale] = None,
        scaleInputs: Optional[bool] = None,
        scaleRateFactor: Optional[float] = None,
        schedule: Optional[str] = None,
        seed: Optional[int] = None,
        shards: Optional[int] = None,
        solver: Optional[str] = None,
        solverSettings: Optional[str] = None,
        standardizeLabel: Optional[bool] = None,
        stepSize: Optional[float] = None,
        target: Optional[float] = None,
        ties: Optional[Ties] = None,
        tol: Optional[float] = None,
        unseen: Optional[Unseen] = None,
        validationFraction: Optional[float] = None,
        validationIndicatorCol: Optional[str] = None,
        warmup: Optional[float] = None,
        weightCol: Optional[str] = None,
        weightDecay: Optional[float] = None,
        weightDecaySchedule: Optional[WeightDecaySchedule] = None,
        zeroOutput: Optional[bool] = None,
    ) -> None:
        """
        Parameters
        ----------
        activation : str, optional
            activation function of the hidden layers, by name or with settings such as
            leakyRelu(slope=0.2) (default: relu; with recipe tabular selu, in a regression mish;
            with layers sigmoid)
        activationRateFactor : float, optional
            factor of the learning rate of the parameters of parametric activations (a number
            greater than 0; default: 0.1; 1 with recipe plain)
        averaging : float, default 0.0
            decay of an exponential moving average of the weights after each step, such as
            0.999; the average is validated and kept; 0 for none (a number in [0, 1))
        batchSize : int, optional
            rows of a step, over all shards (an integer of at least 1, or 0 for all; default:
            256, with recipe tabular 64 below 1,000 rows, 512 from 30,000 rows and 1,024 from
            100,000 rows on; all with l-bfgs)
        biasInitializer : {"zero", "normal", "data"}, optional
            initial biases; data places the kink of each neuron within a sample of the rows (one
            of zero, normal, data; default: data; zero with recipe plain)
        biasRateFactor : float, optional
            factor of the learning rate of biases (a number greater than 0; default: 0.1; 1 with
            recipe plain)
        blockSize : int, default 1024
            rows predicted together in transform
        categoriesRateFactor : float, default 1.0
            factor of the learning rate of the vectors of categories and of bins of dates (a
            number greater than 0)
        categoryDropout : float, optional
            fraction of the rows of a step whose category has the embedding of unknown values
            instead of its own, so that the network learns to predict for unseen categories (a
            number in [0, 1); default: 0.1; 0 with recipe plain or l-bfgs)
        checkpointDir : str, optional
            folder (any Hadoop URI) for the checkpoints of this fit, which resumes from them
        checkpointInterval : int, default 10
            epochs between checkpoints (>= 1), or -1 for none
        clampOutput : bool, optional
            whether a regression limits predictions to the range of the training labels, once it
            is trained (true or false; default: true in a regression with recipe tabular, except
            with loss poisson; else false)
        clipNorm : float, optional
            largest norm of a gradient; a larger one is scaled down; of members that share no
            weights times the root of their number (a number greater than 0, or infinity for
            none; default: 30 in a regression; no limit with classes, recipe plain or a rule
            that is not adam)
        clipValue : float, optional
            largest component of a gradient (a number greater than 0, or infinity for none)
        columnKinds : list[str], optional
            kinds of columns that are not to be inferred, as NAME:KIND with a kind of number,
            category, date, vector, ignore
        dateDropout : float, optional
            fraction of the rows of a step that are trained without the learned vector of their
            day, which is added to the piecewiseLinear functions of days; a tenth of these rows
            are trained as days that no training row has; 1 for no vectors (a number in [0, 1];
            default: 0.9, in a regression 0.5; 1 with recipe plain or l-bfgs)
        dropout : float, optional
            fraction of hidden units dropped in each step (a number in [0, 1); default: 0.15; 0
            with recipe plain or l-bfgs)
        dropoutSchedule : {"constant", "step", "exponential", "cosine", "polynomial", "cosineLog", "flatCosine"}, optional
            how both fractions change over the epochs (one of constant, step, exponential,
            cosine, polynomial, cosineLog, flatCosine; default: flatCosine; constant with recipe
            plain)
        effort : {"full", "quick"}, default "full"
            effort of a training: full for the best model, quick for a first model in fewer
            epochs; sets the defaults of maxIter and members (one of full, quick)
        elasticNetParam : float, default 0.0
            0 for an L2 penalty, 1 for L1, in between a mixture
        embeddingWidth : int, default 8
            length of the vectors that are learned for the values of a category; auto grows with
            their number n as 1.6 n^0.56, to 600 (an integer of at least 1, or 0 for auto)
        handleInvalid : {"error", "skip", "keep"}, default "error"
            rows with null, NaN or infinite features: error, skip (leave them out), or keep
            (predict NaN; not trained on)
        hiddenLayers : list[int], optional
            widths of the hidden layers; [] makes a linear model (a list of integers of at least
            1; default: [256, 256, 256]; [160, 160, 160] for two classes with fewer than 30,000
            rows; [128, 128, 128] of members that share no weights with fewer than 5,000 rows,
            or 30,000 in a regression; with recipe plain [128, 64], or [128, 128] of residual
            blocks)
        ignoredCols : list[str], optional
            columns that are not features
        initialWeights : Vector, optional
            weights to start from instead of random ones: for each layer W (outputs x inputs) by
            columns, then the biases
        initializer : {"auto", "glorotUniform", "glorotNormal", "heUniform", "heNormal", "lecunUniform", "lecunNormal", "standardNormal", "unitVariance"}, optional
            distribution of the initial weights; auto follows from the activation; unitVariance
            follows from a sample of the rows (one of auto, glorotUniform, glorotNormal,
            heUniform, heNormal, lecunUniform, lecunNormal, standardNormal, unitVariance;
            default: unitVariance; auto with recipe plain)
        inputCols : list[str], optional
            columns that are features; unset: all columns that are nothing else
        inputDropout : float, default 0.0
            fraction of inputs dropped in each step (a number in [0, 1))
        labelCol : str, default "label"
            column of the label: strings, booleans or numbers
        layers : list[int], optional
            widths of all layers, from the number of features to the number of outputs, as in
            MultilayerPerceptronClassifier; excludes hiddenLayers, and makes hidden layers
            sigmoid and the solver l-bfgs unless they are set
        localSteps : int, optional
            steps that each shard takes on its own in a round; a single shard takes an epoch of
            steps (an integer of at least 1, or 0 for auto; default: auto; 1 with recipe plain
            or l-bfgs)
        loss : str, optional
            loss that training minimizes; auto is softmaxCrossEntropy for classes,
            sigmoidCrossEntropy for a vector of labels, squared for numbers; with settings such
            as huber(delta=2)
        maxCategories : int, default 10000
            number of categories of a column that have a code of their own, the most frequent
            ones (>= 1); the others share codes by hash
        maxIter : int, optional
            largest number of epochs, passes over the rows; with l-bfgs of iterations (an
            integer of at least 1; default: 64; 24 for two classes with fewer than 2,000 rows
            and no validation rows, unless warmup is as long; 100 with recipe plain; with effort
            quick 24, or 25 with recipe plain, but not with l-bfgs)
        maxTime : float, optional
            time budget of all epochs together (a number of seconds greater than 0, or infinity
            for none)
        memberLayers : {"separate", "first", "all"}, default "separate"
            weights that members do not share: separate for all weights (a deep ensemble); first
            for the last layer, and factors of the inputs of the first layer (TabM-mini); all
            for the last layer, and factors of the inputs and outputs of all layers (TabM) (one
            of separate, first, all)
        members : int, optional
            networks that are trained as one and whose mean is the prediction (an integer of at
            least 1; default: 4 in a regression with recipe tabular, hidden layers by default
            and fewer than 30,000 rows (with effort quick 1,000, and another loss than poisson),
            but not with l-bfgs, nor memberLayers first or all; else 1)
        membersRateFactor : float, default 1.0
            factor of the learning rate of the factors by which members that share weights
            differ (a number greater than 0)
        minCycleGain : float, optional
            fraction by which a cycle of schedule cosineLog must lower the validation loss for
            another cycle to follow, unless the training loss is 4 % above the validation loss,
            or no validation loss, and in a regression no training loss, was below 0.97 of that
            of a guess (all classes alike, or the mean); cycles of fewer than 8 epochs are not
            judged; 0 for all cycles. With 100 to 1,999 rows and no validation rows, trials on
            four fifths of the rows choose the last cycle, unless this is 0 or maxTime is set (a
            number in [0, 1); default: 0.01 with schedule cosineLog and recipe tabular unless
            members share weights, else 0)
        missing : {"median", "mean", "skip", "error"}, default "median"
            what happens to a missing value: median or mean replace a missing number, and an
            input tells the network so; a missing category is the category of unknown values;
            skip leaves the row out; error refuses it
        monitor : {"auto", "trainLoss", "validationLoss", "accuracy", "logLoss", "auc", "balancedAccuracy", "f1", "brier", "rmse", "mae", "r2", "mape", "pinball"}, default "auto"
            value that must improve: trainLoss, validationLoss or a metric of the loss: of
            classes and labels accuracy, logLoss, auc, balancedAccuracy, f1, brier, of numbers
            rmse, mae, r2, mape, and pinball of the loss quantile; auto is trainLoss without
            validation rows, else validationLoss (one of auto, trainLoss, validationLoss,
            accuracy, logLoss, auc, balancedAccuracy, f1, brier, rmse, mae, r2, mape, pinball)
        networkBlock : {"plain", "residual"}, default "plain"
            what each hidden layer is: plain is a dense layer with an activation; residual is a
            block of two dense layers behind a normalization, which adds to its inputs, for deep
            networks of one width (one of plain, residual)
        numberEmbedding : str, optional
            features that a network learns of each number of a table: piecewiseLinear functions
            of it between 80 quantiles, or periodic ones beside the number itself; with settings
            such as periodic(sigma=0.05) (default: none; with recipe tabular piecewiseLinear)
        numbersRateFactor : float, optional
            factor of the learning rate of the embeddings of numbers (a number greater than 0;
            default: 0.1; 1 with recipe plain)
        oneHotMax : int, default 8
            largest number of values of a category that is one-hot; for one with more values a
            vector is learned for each (an integer of at least 0)
        parametricActivation : bool, optional
            whether each hidden neuron learns how much of the activation it takes, the rest
            being linear (true or false; default: true; false with recipe plain)
        parametrization : {"standard", "ntk"}, optional
            factor of the products of weights and inputs: ntk divides them by the root of the
            number of inputs, standard leaves them as they are (one of standard, ntk; default:
            ntk; standard with recipe plain)
        patience : int, optional
            epochs without improvement after which training stops; 0 for never (an integer of at
            least 0; default: 0; with recipe plain 10, and 0 with l-bfgs)
        predictionCol : str, default "prediction"
            column of the predicted labels; empty for none
        predictionSpreadCol : str, default ""
            column of how far the members of a network differ: the standard deviation of their
            predictions, of classes of the predicted class's probability; empty for none
        recipe : {"auto", "tabular", "plain"}, default "auto"
            defaults of all other settings: tabular, made for columns of a table, or plain, a
            classical network; auto is tabular for the columns of a table, plain for vectors and
            images (one of auto, tabular, plain)
        regParam : float, default 0.0
            strength of the penalty on weights
        scale : {"robust", "standard", "none"}, default "robust"
            scaling of numbers: robust by median and quartiles with a soft limit, and elements
            of vectors to mean 0 and variance 1; standard to mean 0 and variance 1; none leaves
            numbers as they are
        scaleInputs : bool, optional
            whether the network first multiplies each input by a factor that it learns (true or
            false; default: true; false with recipe plain)
        scaleRateFactor : float, optional
            factor of the learning rate of the factors of scaleInputs (a number greater than 0;
            default: 6; 1 with recipe plain)
        schedule : str, optional
            learning rate over the epochs: constant, or another by name and numbers such as
            step(every=10, factor=0.5); plateau(factor=0.1, patience=5) reduces it when the
            monitor no longer improves (default: constant; with recipe tabular cosineLog)
        seed : int, optional
            seed of every random draw (an integer)
        shards : int, default 0
            shards that the rows are partitioned into; auto is one for small trainings, else
            follows from rows and batch (an integer of at least 1, or 0 for auto)
        solver : str, optional
            update rule, such as adam, or l-bfgs; gd is sgd with a rate of 0.03 over all rows
            (default: adam; with layers: l-bfgs)
        solverSettings : str, default ""
            further numbers of the solver by name, such as beta1=0.8, epsilon=1e-6; with l-bfgs
            memory (default: the solver's own)
        standardizeLabel : bool, optional
            whether a regression trains on labels of mean 0 and variance 1; predictions keep the
            unit of the label, but the delta of huber is in its standard deviations (true or
            false; default: true; false with a loss of classes or counts)
        stepSize : float, optional
            learning rate, the factor of a step (a number greater than 0; default: 0.04, in a
            regression of standardized labels 0.2; the rule's own with recipe plain or a rule
            that is not adam)
        target : float, optional
            value of the monitor at which training stops; losses are those of standardized
            labels where labels are standardized (a number)
        ties : {"first", "last"}, optional
            which of several epochs with the same best value of the monitor is kept: the first
            or the last (one of first, last; default: last; first with recipe plain)
        tol : float, optional
            with l-bfgs the relative change of the loss at which it has converged (default:
            1e-6), else the smallest change of the monitor that is an improvement (default:
            1e-4)
        unseen : {"other", "skip", "error"}, default "other"
            what happens to a category that no training row has: other is one category for all
            unknown values; skip leaves the row out; error refuses it
        validationFraction : float, default 0.1
            fraction of the rows that are held out as validation rows, by their content and the
            seed, where there is no validationIndicatorCol: by default of 2000 rows or more, of
            any number where it is set; 0 for none
        validationIndicatorCol : str, optional
            boolean column, true for validation rows, which select the best epoch
        warmup : float, default 0.0
            epochs over which the learning rate rises linearly from a hundredth (a number of at
            least 0)
        weightCol : str, optional
            column of row weights; none: each weighs 1
        weightDecay : float, optional
            fraction of the weights (not the biases) taken off in each step, times the learning
            rate and the square of its factor (a number of at least 0; default: 0.02; with
            recipe plain or a rule that is not adam 0, and 0.01 with adamw)
        weightDecaySchedule : {"constant", "step", "exponential", "cosine", "polynomial", "cosineLog", "flatCosine"}, default "constant"
            how the weight decay changes over the epochs (one of constant, step, exponential,
            cosine, polynomial, cosineLog, flatCosine)
        zeroOutput : bool, default False
            whether the weights of the last layer begin at 0 (true or false)
        """
        given = dict(locals())
        super().__init__()
        self._begin(given)

    @keywords_of(__init__)
    def setParams(self: S, **given: Any) -> S:
        """Sets params by name."""
        return self._set(**given)
