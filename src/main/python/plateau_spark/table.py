"""Stages that take the columns of a table as they are."""

from typing import Any, List

from pyspark.ml.util import JavaMLReadable, JavaMLWritable
from pyspark.ml.wrapper import JavaEstimator
from pyspark.sql import DataFrame

from plateau_spark._model import FollowedFit, SavedModel, SparkFit, TabularModel
from plateau_spark._params import (
    HasCalibration,
    HasClassWeights,
    HasEncodedColSetters,
    HasLabelScale,
    HasPredictedClassSetters,
    HasPredictedLabelSetters,
    HasTableParams,
    TableEncoderParams,
    TabularClassifierParams,
    TabularRegressorParams,
)
from plateau_spark._sklearn import Arrays, Probabilities
from plateau_spark.classification import NeuralNetworkClassificationModel
from plateau_spark.regression import NeuralNetworkRegressionModel
from plateau_spark.summary import (
    ClassificationSummary,
    ClassificationTrainingSummary,
    HasSummary,
    RegressionSummary,
    RegressionTrainingSummary,
)


class TableEncoder(
    TableEncoderParams,
    SparkFit["TableEncoderModel"],
    JavaEstimator["TableEncoderModel"],
    JavaMLWritable,
    JavaMLReadable["TableEncoder"],
):
    """Learns how columns of any kind become a vector: categories, dates, numbers, gaps.

    Either ``inputCols`` or ``ignoredCols`` must be set, since there is no label to leave out.
    """

    def _create_model(self, java_model: Any) -> "TableEncoderModel":
        return TableEncoderModel(java_model)


class TableEncoderModel(SavedModel, HasTableParams, HasEncodedColSetters):
    """Appends the vectors of a table's columns; a result of :py:class:`TableEncoder`."""


class TabularClassifier(
    TabularClassifierParams,
    Probabilities["TabularClassificationModel"],
    FollowedFit["TabularClassificationModel"],
    JavaEstimator["TabularClassificationModel"],
    JavaMLWritable,
    JavaMLReadable["TabularClassifier"],
):
    """Trains a network that classifies rows by columns of any kind; no setting is required.

    Labels are strings, booleans or numbers, and so are predictions. All columns are features but
    the label, weights, the validation indicator and ``ignoredCols``. Takes Spark DataFrames as a
    stage of spark.ml, and pandas, polars, Arrow or numpy as a classifier of scikit-learn.

    Examples
    --------
    >>> model = TabularClassifier(labelCol="income").fit(spark_frame)
    >>> model.transform(test).select("prediction").show()

    >>> classifier = TabularClassifier().fit(X_train, y_train)
    >>> classifier.predict_proba(X_test)
    """

    _estimator_type = "classifier"

    def _create_model(self, java_model: Any) -> "TabularClassificationModel":
        return TabularClassificationModel(java_model)


class TabularClassificationModel(
    TabularModel,
    HasCalibration,
    HasClassWeights,
    HasTableParams,
    HasPredictedClassSetters,
    HasPredictedLabelSetters,
    HasSummary[ClassificationTrainingSummary],
):
    """A network that classifies rows by columns; a result of :py:class:`TabularClassifier`."""

    @property
    def labels(self) -> List[str]:
        """The labels in the order of ``probability``, as strings."""
        return list(self._ask("labels"))

    def labelsOf(self, predicted: DataFrame) -> List[str]:
        """The labels in the order of ``probability``, by a DataFrame that was transformed."""
        column = self.getProbabilityCol() or self.getRawPredictionCol()
        if not column:
            raise ValueError("probabilityCol and rawPredictionCol are empty; set one, or use labels")
        attributes = predicted.schema[column].metadata["ml_attr"].get("attrs", {})
        # An element without a name is not among them: the label "", or the second of one label.
        names = {element["idx"]: element["name"] for element in attributes.get("numeric", [])}
        return [names.get(place, "") for place in range(max(names, default=0) + 1)]

    @property
    def numClasses(self) -> int:
        """Number of classes."""
        return int(self._ask("numClasses"))

    @property
    def encoder(self) -> TableEncoderModel:
        """The encoder of the columns; its vectors are what the network takes."""
        found: TableEncoderModel = self._part("encoder", TableEncoderModel)
        return found

    @property
    def network(self) -> NeuralNetworkClassificationModel:
        """The network behind the encoder, which predicts places in :py:attr:`labels`."""
        found: NeuralNetworkClassificationModel = self._part("network", NeuralNetworkClassificationModel)
        return found

    _summaryCls = ClassificationTrainingSummary

    def evaluate(self, dataset: DataFrame) -> ClassificationSummary:
        """Measures on rows with labels, such as ``accuracy`` and ``areaUnderROC``.

        Classes are places in :py:attr:`labels`; a label that training did not have is a wrong
        prediction.
        """
        return ClassificationSummary._of(self, dataset)


class TabularRegressor(
    TabularRegressorParams,
    Arrays["TabularRegressionModel"],
    FollowedFit["TabularRegressionModel"],
    JavaEstimator["TabularRegressionModel"],
    JavaMLWritable,
    JavaMLReadable["TabularRegressor"],
):
    """Trains a network that predicts a number from columns of any kind; no setting is required.

    All columns are features but the label, weights, the validation indicator and
    ``ignoredCols``. Takes Spark DataFrames as a stage of spark.ml, and pandas, polars, Arrow or
    numpy as a regressor of scikit-learn.

    Examples
    --------
    >>> model = TabularRegressor(labelCol="price").fit(spark_frame)
    >>> regressor = TabularRegressor().fit(X_train, y_train)
    """

    _estimator_type = "regressor"

    def _create_model(self, java_model: Any) -> "TabularRegressionModel":
        return TabularRegressionModel(java_model)


class TabularRegressionModel(
    TabularModel,
    HasLabelScale,
    HasTableParams,
    HasPredictedLabelSetters,
    HasSummary[RegressionTrainingSummary],
):
    """A network that predicts a number by columns; a result of :py:class:`TabularRegressor`."""

    @property
    def encoder(self) -> TableEncoderModel:
        """The encoder of the columns; its vectors are what the network takes."""
        found: TableEncoderModel = self._part("encoder", TableEncoderModel)
        return found

    @property
    def network(self) -> NeuralNetworkRegressionModel:
        """The network behind the encoder."""
        found: NeuralNetworkRegressionModel = self._part("network", NeuralNetworkRegressionModel)
        return found

    _summaryCls = RegressionTrainingSummary

    def evaluate(self, dataset: DataFrame) -> RegressionSummary:
        """Measures on rows with labels, such as ``rootMeanSquaredError`` and ``r2``."""
        return RegressionSummary._of(self, dataset)
