"""One fit as a run of MLflow."""

import re
import time
import warnings
from functools import partial
from tempfile import TemporaryDirectory
from typing import Any, Callable, Dict, List, Optional, Set

from pyspark.sql import DataFrame

from plateau_spark import _mlflow_model
from plateau_spark._arrow import ColumnFacts
from plateau_spark._mlflow_model import imported

_SECONDS_BETWEEN_BATCHES = 1.0

#: The most metrics that MLflow takes at once.
_BATCH = 1000

#: Runs that have a fit already.
_TAKEN: Set[str] = set()


class Autolog:
    """Makes an observer for each fit.

    Parameters
    ----------
    models, reports : bool
        whether a fit logs its model, and the page that shows its training
    """

    def __init__(self, models: bool, reports: bool) -> None:
        self.models = models
        self.reports = reports

    def __call__(self, estimator: Any, dataset: DataFrame) -> "LoggedFit":
        return LoggedFit(self, estimator, dataset)


class LoggedFit:
    """An observer that logs one fit; the run is active meanwhile, in the thread of the fit."""

    def __init__(self, wanted: Autolog, estimator: Any, dataset: DataFrame) -> None:
        self._wanted = wanted
        self._dataset = dataset
        self._facts: Optional[ColumnFacts] = estimator._facts
        self._run: Optional[str] = None
        self._own = False
        self._waiting: List[Any] = []
        self._sent = time.monotonic()
        self._quietly(lambda: self._begin(estimator))

    def _quietly(self, log: Callable[[], None]) -> None:
        try:
            log()
        except Exception as error:
            first = (str(error).splitlines() or [""])[0]
            warnings.warn(
                f"MLflow could not log this fit, which continues: {type(error).__name__}: {first}",
                stacklevel=3,
            )

    def _begin(self, estimator: Any) -> None:
        mlflow = imported()
        active = mlflow.active_run()
        self._own = active is None or active.info.run_id in _TAKEN
        run = mlflow.start_run(nested=active is not None) if self._own else active
        self._run = run.info.run_id
        _TAKEN.add(run.info.run_id)
        kind = type(estimator)
        mlflow.set_tags(
            {
                "estimator_name": kind.__name__,
                "estimator_class": f"{kind.__module__}.{kind.__name__}",
            }
        )
        given = {p.name: estimator.getOrDefault(p) for p in estimator.params if estimator.isSet(p)}
        mlflow.log_params({name: str(value)[:500] for name, value in given.items()})

    def epoch(self, epoch: Dict[str, Any]) -> None:
        losses = {name: epoch[name] for name in ("trainLoss", "validationLoss")}
        self._add({**losses, **epoch["metrics"]}, epoch["epoch"])
        if time.monotonic() - self._sent > _SECONDS_BETWEEN_BATCHES:
            self._quietly(self._send)

    def _add(self, values: Dict[str, Any], step: int) -> None:
        from mlflow.entities import Metric

        now = int(1000 * time.time())
        for name, value in values.items():
            if value is not None:
                key = re.sub(r"[^\w\-. :/]", "_", name)
                self._waiting.append(Metric(key, value, now, step))

    def _send(self) -> None:
        self._sent = time.monotonic()
        waiting, self._waiting = self._waiting, []
        if self._run is not None:
            client = imported().MlflowClient()
            for i in range(0, len(waiting), _BATCH):
                client.log_batch(self._run, metrics=waiting[i : i + _BATCH])

    def end(self, model: Any) -> None:
        try:
            for log in (self._log_summary, self._log_report, self._log_model):
                if self._run is not None:
                    self._quietly(partial(log, model))
        except BaseException:
            self._close("FAILED")
            raise
        self._close("FINISHED")

    def _log_summary(self, model: Any) -> None:
        try:
            summary = model.summary
            facts = {name: getattr(summary, name) for name in ("bestEpoch", "rows", "seconds")}
            self._add(facts, len(summary.epochs))
            reason = {"stopReason": summary.stopReason, "stopDetail": summary.stopDetail}
            imported().set_tags(reason)
        finally:
            # The epochs that wait, whatever is known of the end.
            self._send()

    def _log_report(self, model: Any) -> None:
        if self._wanted.reports:
            with TemporaryDirectory() as folder:
                model.summary.report().save(f"{folder}/report.html")
                imported().log_artifact(f"{folder}/report.html")

    def _log_model(self, model: Any) -> None:
        if self._wanted.models:
            _mlflow_model.log(model, "model", self._dataset, {}, self._facts)

    def fail(self, error: BaseException) -> None:
        if self._run is not None:
            first = (str(error).splitlines() or [""])[0]
            tags = {"error": f"{type(error).__name__}: {first}"[:500]}
            self._quietly(self._send)
            self._quietly(lambda: imported().set_tags(tags))
        self._close("FAILED")

    def _close(self, status: str) -> None:
        if self._own and self._run is not None:
            self._quietly(lambda: imported().end_run(status))
