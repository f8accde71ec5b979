"""What type checkers, and the completion of editors, know of calls; checked by mypy, and not run."""

from pathlib import Path
from typing import Any, List

import numpy
from pyspark.sql import DataFrame
from typing_extensions import assert_type

from plateau_spark import (
    ClassificationTrainingSummary,
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


def fits(rows: DataFrame) -> None:
    assert_type(NeuralNetworkClassifier().fit(rows), NeuralNetworkClassificationModel)
    assert_type(NeuralNetworkRegressor().fit(rows), NeuralNetworkRegressionModel)
    assert_type(TableEncoder().fit(rows), TableEncoderModel)
    assert_type(TabularRegressor().fit(rows), TabularRegressionModel)
    classifier = TabularClassifier().setMaxIter(3)
    model = classifier.fit(rows)
    assert_type(model, TabularClassificationModel)
    assert_type(classifier.fit(rows, {classifier.maxIter: 2}), TabularClassificationModel)
    assert_type(classifier.fit(rows, [{classifier.maxIter: 2}]), List[TabularClassificationModel])
    assert_type(classifier.fit(rows, ({classifier.maxIter: 2},)), List[TabularClassificationModel])
    assert_type(classifier.fit(rows, params={classifier.maxIter: 2}), TabularClassificationModel)
    assert_type(classifier.fit(rows, params=[{classifier.maxIter: 2}]), List[TabularClassificationModel])
    assert_type(classifier.fit(dataset=rows), TabularClassificationModel)
    assert_type(classifier.fit(dataset=rows, params=[{}]), List[TabularClassificationModel])
    assert_type(model.summary, ClassificationTrainingSummary)
    assert_type(model.transform(rows), DataFrame)


def arrays(X: List[List[float]], y: List[int]) -> None:
    classifier = TabularClassifier().fit(X, y, eval_set=(X, y))
    assert_type(classifier, TabularClassifier)
    assert_type(classifier.predict_proba(X), "numpy.ndarray[Any, Any]")
    assert_type(TabularRegressor().fit(X, y).predict(X), "numpy.ndarray[Any, Any]")


def paths(model: TabularClassificationModel, path: Path) -> None:
    model.save(path)
    assert_type(TabularClassificationModel.load(path), TabularClassificationModel)
    assert_type(TabularClassifier.load(path), TabularClassifier)
