"""Regressions on vectors."""

from typing import Any

from pyspark.ml.linalg import Vector
from pyspark.ml.regression import _JavaRegressionModel, _JavaRegressor
from pyspark.ml.util import JavaMLReadable, JavaMLWritable
from pyspark.sql import DataFrame

from plateau_spark._model import FollowedFit, NetworkModel
from plateau_spark._params import HasLabelScale, NeuralNetworkRegressorParams
from plateau_spark.summary import HasSummary, RegressionSummary, RegressionTrainingSummary


class NeuralNetworkRegressor(
    NeuralNetworkRegressorParams,
    FollowedFit["NeuralNetworkRegressionModel"],
    _JavaRegressor["NeuralNetworkRegressionModel"],
    JavaMLWritable,
    JavaMLReadable["NeuralNetworkRegressor"],
):
    """Trains a feed-forward network to predict a number, or a vector of them, by vectors.

    Examples
    --------
    >>> model = NeuralNetworkRegressor(hiddenLayers=[64], maxIter=20).fit(train)
    >>> model.transform(test).select("prediction").show()
    """

    def _create_model(self, java_model: Any) -> "NeuralNetworkRegressionModel":
        return NeuralNetworkRegressionModel(java_model)


class NeuralNetworkRegressionModel(
    NetworkModel,
    _JavaRegressionModel[Vector],
    HasLabelScale,
    HasSummary[RegressionTrainingSummary],
):
    """A network that predicts numbers; a result of :py:class:`NeuralNetworkRegressor`."""

    _summaryCls = RegressionTrainingSummary

    def evaluate(self, dataset: DataFrame) -> RegressionSummary:
        """Measures on rows with labels, such as ``rootMeanSquaredError`` and ``r2``."""
        return RegressionSummary._of(self, dataset)
