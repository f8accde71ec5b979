"""Trials of Optuna are followed and pruned."""

from typing import Any

import optuna
import pandas
import pytest

from plateau_spark import NeuralNetworkClassifier, TabularClassifier
from plateau_spark._params import Monitor
from plateau_spark.optuna import _HIGHER_IS_BETTER, PruningCallback

optuna.logging.set_verbosity(optuna.logging.ERROR)


class After(optuna.pruners.BasePruner):
    """Prunes all trials but the first at an epoch."""

    def __init__(self, epoch: int) -> None:
        self._epoch = epoch

    def prune(self, study: Any, trial: Any) -> bool:
        return trial.number > 0 and trial.last_step >= self._epoch


def test_a_pruned_trial_ends_its_fit(spark: Any, vectors: Any) -> None:
    validated = vectors.selectExpr("*", "rand(1) < 0.3 AS held").cache()

    def objective(trial: Any) -> float:
        epochs = 5 if trial.number == 0 else 100000
        estimator = NeuralNetworkClassifier(
            hiddenLayers=[trial.suggest_int("width", 4, 16)],
            maxIter=epochs,
            patience=0,
            seed=1,
            validationIndicatorCol="held",
        )
        model = estimator.setCallbacks(PruningCallback(trial)).fit(validated)
        return float(model.summary.history["validationLoss"].min())

    study = optuna.create_study(pruner=After(3), sampler=optuna.samplers.RandomSampler(seed=1))
    study.optimize(objective, n_trials=3)
    assert [trial.state.name for trial in study.trials] == ["COMPLETE", "PRUNED", "PRUNED"]
    first, second, _ = study.trials
    assert list(first.intermediate_values) == [1, 2, 3, 4, 5]
    assert first.value == min(first.intermediate_values.values())
    assert list(second.intermediate_values) == [1, 2, 3]
    assert not list(spark.sparkContext.statusTracker().getActiveJobsIds())


def test_a_metric_is_maximized_over_a_pandas_frame(houses: pandas.DataFrame) -> None:
    X, y = houses[["size", "city"]], houses["cheap"]

    def objective(trial: Any) -> float:
        estimator = TabularClassifier(maxIter=4, hiddenLayers=[trial.suggest_int("width", 4, 8)])
        estimator.setCallbacks(PruningCallback(trial, "accuracy"))
        estimator.fit(X[:200], y[:200], eval_set=(X[200:], y[200:]))
        return float(estimator.model_.summary.history["accuracy"].max())

    study = optuna.create_study(direction="maximize", pruner=optuna.pruners.NopPruner())
    study.optimize(objective, n_trials=1)
    assert study.best_value == max(study.trials[0].intermediate_values.values())


def test_a_study_of_the_wrong_direction_is_told() -> None:
    trial = optuna.create_study(direction="maximize").ask()
    with pytest.raises(ValueError, match=r'by validationLoss; .*direction="minimize"'):
        PruningCallback(trial)
    PruningCallback(trial, "accuracy")
    assert _HIGHER_IS_BETTER < set(Monitor.__args__)


def test_a_monitor_that_is_not_there_is_told(vectors: Any) -> None:
    trial = optuna.create_study().ask()
    estimator = NeuralNetworkClassifier(maxIter=3).setCallbacks(PruningCallback(trial))
    with pytest.raises(ValueError, match="no validationLoss, but trainLoss; validation rows come"):
        estimator.fit(vectors)


def test_a_metric_that_is_not_measured_is_told(houses: pandas.DataFrame) -> None:
    X, y = houses[["size", "city"]], houses["cheap"]

    def fit(metric: str, direction: str, **params: Any) -> Any:
        trial = optuna.create_study(direction=direction).ask()
        estimator = TabularClassifier(maxIter=1, hiddenLayers=[4], **params)
        estimator.setCallbacks(PruningCallback(trial, metric))
        estimator.fit(X[:200], y[:200], eval_set=(X[200:], y[200:]))
        return trial.study.trials[0].intermediate_values[1]

    with pytest.raises(ValueError, match="no auc, but .*; set monitor=\"auc\" on the estimator$"):
        fit("auc", "maximize")
    assert 0 < fit("auc", "maximize", monitor="auc") <= 1
    for direction in ("minimize", "maximize"):
        with pytest.raises(ValueError, match="no auk, but .*; set another monitor$"):
            fit("auk", direction)
