"""Plateau for Python: neural networks trained on Apache Spark until the loss plateaus.

>>> import plateau_spark
>>> spark = plateau_spark.session()
>>> rows = spark.read.csv("adult.csv", header=True, inferSchema=True)
>>> model = plateau_spark.TabularClassifier(labelCol="income").fit(rows)
>>> model.transform(rows).select("prediction", "probability").show()

On data that Spark does not hold the estimators are those of scikit-learn:

>>> classifier = plateau_spark.TabularClassifier().fit(X, y)
>>> classifier.predict_proba(X)
"""

import sys

try:
    import pyspark as _pyspark  # noqa: F401
except ModuleNotFoundError as _missing:
    if _missing.name != "pyspark":
        raise
    raise ModuleNotFoundError(
        "plateau_spark needs PySpark 4.0.1 or newer; install it with"
        " pip install 'pyspark>=4.0.1', or the PySpark of your cluster's Spark",
        name="pyspark",
    ) from None

from plateau_spark._load import RunModel, load
from plateau_spark._names import register
from plateau_spark._progress import show_progress
from plateau_spark._session import attach, jar, session
from plateau_spark._version import __version__
from plateau_spark._warnings import DataWarning
from plateau_spark.classification import (
    NeuralNetworkClassificationModel,
    NeuralNetworkClassifier,
)
from plateau_spark.errors import DataError, DivergedError, PlateauError, StoppedError
from plateau_spark.regression import NeuralNetworkRegressionModel, NeuralNetworkRegressor
from plateau_spark.summary import (
    ClassificationSummary,
    ClassificationTrainingSummary,
    RegressionSummary,
    RegressionTrainingSummary,
    Report,
    TrainingSummary,
)
from plateau_spark.table import (
    TableEncoder,
    TableEncoderModel,
    TabularClassificationModel,
    TabularClassifier,
    TabularRegressionModel,
    TabularRegressor,
)

__all__ = [
    "ClassificationSummary",
    "ClassificationTrainingSummary",
    "DataError",
    "DataWarning",
    "DivergedError",
    "NeuralNetworkClassificationModel",
    "NeuralNetworkClassifier",
    "NeuralNetworkRegressionModel",
    "NeuralNetworkRegressor",
    "PlateauError",
    "RegressionSummary",
    "RegressionTrainingSummary",
    "Report",
    "RunModel",
    "StoppedError",
    "TableEncoder",
    "TableEncoderModel",
    "TabularClassificationModel",
    "TabularClassifier",
    "TabularRegressionModel",
    "TabularRegressor",
    "TrainingSummary",
    "__version__",
    "attach",
    "jar",
    "load",
    "session",
    "show_progress",
]

register(
    sys.modules[__name__],
    NeuralNetworkClassificationModel,
    NeuralNetworkClassifier,
    NeuralNetworkRegressionModel,
    NeuralNetworkRegressor,
    TableEncoder,
    TableEncoderModel,
    TabularClassificationModel,
    TabularClassifier,
    TabularRegressionModel,
    TabularRegressor,
)
