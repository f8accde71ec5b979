"""Early ends of trials that promise little, by Optuna's pruners.

>>> def objective(trial):
...     estimator = plateau_spark.TabularClassifier(
...         labelCol="income", validationIndicatorCol="held",
...         hiddenLayers=[trial.suggest_int("width", 16, 256, log=True)],
...     ).setCallbacks(PruningCallback(trial))
...     return estimator.fit(rows).summary.history["validationLoss"].min()
>>> study = optuna.create_study(pruner=optuna.pruners.MedianPruner(n_warmup_steps=5))
>>> study.optimize(objective, n_trials=50, catch=(plateau_spark.DivergedError,))
"""

from typing import Any, Dict, get_args

from plateau_spark._params import Monitor
from plateau_spark.errors import PlateauError

_HIGHER_IS_BETTER = frozenset({"accuracy", "auc", "balancedAccuracy", "f1", "r2"})


class PruningCallback:
    """A callback of a fit that reports each epoch to a trial, and ends the fit of a pruned one.

    The fit of a pruned trial raises ``optuna.TrialPruned``, once the round under way is done.

    Parameters
    ----------
    trial : optuna.Trial
        the trial that the fit belongs to
    monitor : str
        what is reported: ``trainLoss``, ``validationLoss``, or a metric of the validation rows,
        such as ``accuracy``; the objective should return the same

    Raises
    ------
    ValueError
        where the study maximizes a loss, or minimizes a measure of which more is better
    """

    def __init__(self, trial: Any, monitor: str = "validationLoss") -> None:
        _import()
        self._trial = trial
        self._monitor = monitor
        study = getattr(trial, "study", None)
        known = monitor in get_args(Monitor)
        if known and study is not None and len(study.directions) == 1:
            wanted = "maximize" if monitor in _HIGHER_IS_BETTER else "minimize"
            if study.direction.name.lower() != wanted:
                raise ValueError(
                    f"the study would prune the best trials by {monitor};"
                    f' make it with optuna.create_study(direction="{wanted}")'
                )

    def __call__(self, epoch: Dict[str, Any]) -> None:
        self._trial.report(self._value(epoch), step=epoch["epoch"])
        if self._trial.should_prune():
            raise _import().TrialPruned(f"Trial was pruned at epoch {epoch['epoch']}.")

    def _value(self, epoch: Dict[str, Any]) -> float:
        values: Dict[str, float] = {name: epoch[name] for name in ("trainLoss", "validationLoss")}
        values.update(epoch["metrics"])
        value = values.get(self._monitor)
        if value is not None:
            return value
        there = ", ".join(name for name, each in values.items() if each is not None)
        if values["validationLoss"] is None:
            advice = "validation rows come by validationIndicatorCol or eval_set, or set another monitor"
        elif self._monitor in get_args(Monitor):
            advice = f'set monitor="{self._monitor}" on the estimator'
        else:
            advice = "set another monitor"
        raise ValueError(f"the epochs of this fit have no {self._monitor}, but {there}; {advice}")


def _import() -> Any:
    try:
        import optuna
    except ImportError:
        raise PlateauError("PruningCallback needs Optuna; pip install optuna") from None
    return optuna
