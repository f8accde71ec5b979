"""Classifiers of vectors."""

from typing import Any

from pyspark.ml.classification import (
    _JavaProbabilisticClassificationModel,
    _JavaProbabilisticClassifier,
)
from pyspark.ml.linalg import Vector
from pyspark.ml.param.shared import HasWeightCol
from pyspark.ml.util import JavaMLReadable, JavaMLWritable
from pyspark.sql import DataFrame

from plateau_spark._model import FollowedFit, NetworkModel
from plateau_spark._params import (
    HasCalibration,
    HasClassWeights,
    NeuralNetworkClassifierParams,
)
from plateau_spark.summary import (
    ClassificationSummary,
    ClassificationTrainingSummary,
    HasSummary,
)


class NeuralNetworkClassifier(  # type: ignore[misc]
    NeuralNetworkClassifierParams,
    FollowedFit["NeuralNetworkClassificationModel"],
    _JavaProbabilisticClassifier["NeuralNetworkClassificationModel"],
    JavaMLWritable,
    JavaMLReadable["NeuralNetworkClassifier"],
    HasWeightCol,  # by which OneVsRest weighs rows
):
    """Trains a feed-forward network that classifies the vectors of a column.

    A label column of numbers holds classes 0, 1, 2 …; one of vectors holds several labels of a
    row, each 0 or 1. Takes the place of Spark's ``MultilayerPerceptronClassifier``.

    Examples
    --------
    >>> model = NeuralNetworkClassifier(hiddenLayers=[64], maxIter=20).fit(train)
    >>> model.transform(test).select("prediction", "probability").show()
    """

    def _create_model(self, java_model: Any) -> "NeuralNetworkClassificationModel":
        return NeuralNetworkClassificationModel(java_model)


class NeuralNetworkClassificationModel(
    NetworkModel,
    _JavaProbabilisticClassificationModel[Vector],
    HasCalibration,
    HasClassWeights,
    HasSummary[ClassificationTrainingSummary],
):
    """A network that classifies vectors; a result of :py:class:`NeuralNetworkClassifier`."""

    _summaryCls = ClassificationTrainingSummary

    def evaluate(self, dataset: DataFrame) -> ClassificationSummary:
        """Measures on rows with labels, such as ``accuracy`` and ``areaUnderROC``."""
        return ClassificationSummary._of(self, dataset)
