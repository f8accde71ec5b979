"""How a training went: its epochs, its end, a plot and the report."""

import json
import math
from pathlib import Path
from typing import Any, Dict, List, Optional, Sequence, TypeVar

from pyspark.ml.classification import _TrainingSummary
from pyspark.ml.util import HasTrainingSummary
from pyspark.ml.wrapper import JavaWrapper
from pyspark.sql import DataFrame

from plateau_spark import _epoch, _server, _session
from plateau_spark._measures import ClassificationSummary as ClassificationSummary
from plateau_spark._measures import RegressionSummary as RegressionSummary
from plateau_spark._measures import Kept, Told
from plateau_spark._progress import curves
from plateau_spark._stage import over_connect
from plateau_spark.errors import PlateauError, raise_translated


class Report:
    """The report of a training: one HTML page, which a notebook shows in a frame."""

    def __init__(self, html: str) -> None:
        self.html = html

    def save(self, path: str) -> None:
        """Writes the page to a file on this machine."""
        Path(path).write_text(self.html, encoding="utf-8")

    def __repr__(self) -> str:
        return f"{type(self).__name__}: {len(self.html):,} characters of HTML; save(path) writes them"

    def _repr_html_(self) -> str:
        import html

        return (
            '<iframe style="width: 100%; height: 640px; border: 0" sandbox="allow-scripts"'
            f' srcdoc="{html.escape(self.html)}"></iframe>'
        )


class TrainingSummary(_TrainingSummary):
    """How a training went.

    Over Spark Connect a model that was fitted by this process has it all; of any other only what
    Spark's own summaries have is there: :py:attr:`objectiveHistory`,
    :py:attr:`totalIterations` and the measures of classes.
    """

    _facts: Optional[Dict[str, Any]] = None

    _warned: Sequence[str] = ()

    def _all(self) -> Dict[str, Any]:
        if self._facts is None:
            if over_connect():
                raise NotImplementedError(
                    "over Spark Connect only the process that has fitted a model, and has seen all"
                    " epochs, knows this; objectiveHistory, totalIterations and the measures are"
                    " there for all"
                )
            self._facts = json.loads(self._call_java("json"))
        return self._facts

    @property
    def epochs(self) -> List[Dict[str, Any]]:
        """A dict for each epoch: ``epoch``, ``trainLoss``, ``validationLoss`` (or None),
        ``metrics`` (by name), ``learningRate``, ``gradientNorm``, ``rows``, ``seconds``.

        Metrics are of the validation rows. Losses are those of standardized labels where a
        regression standardizes them; ``rmse``, ``mae`` and ``pinball`` have the unit of the
        label.
        """
        return [_epoch.numbers(epoch) for epoch in self._all()["history"]]

    @property
    def history(self) -> Any:
        """The epochs as a pandas DataFrame, a column for each metric, as in :py:attr:`epochs`."""
        import pandas

        rows = []
        for epoch in self.epochs:
            row = {k: v for k, v in epoch.items() if k not in ("metrics", "weights")}
            rows.append({**row, **epoch["metrics"]})
        frame = pandas.DataFrame(rows).set_index("epoch")
        return frame.apply(pandas.to_numeric)

    @property
    def bestEpoch(self) -> int:
        """The epoch, from 1, whose weights the model has."""
        return int(self._all()["bestEpoch"])

    @property
    def stopReason(self) -> str:
        """Why training ended: ``PLATEAU``, ``MAX_EPOCHS``, ``TIME_BUDGET``, ``TARGET``,
        ``CONVERGED`` or ``INTERRUPTED``."""
        return str(self._all()["reason"])

    @property
    def stopDetail(self) -> str:
        """The same in words."""
        return str(self._all()["detail"])

    @property
    def warnings(self) -> List[str]:
        """What the fit has warned of, such as columns that it ignores."""
        return list(self._warned)

    @property
    def rows(self) -> int:
        """Rows trained on."""
        return int(self._all()["rows"])

    @property
    def seconds(self) -> float:
        """Seconds that all epochs took together."""
        return float(sum(epoch["seconds"] for epoch in self.epochs))

    @property
    def time(self) -> Dict[str, float]:
        """Seconds of ``compute``, of ``waiting`` in rounds and of the ``driver``; ``rounds``."""
        return dict(self._all()["time"])

    def plot(self, ax: Any = None) -> Any:
        """Draws the losses over the epochs with matplotlib.

        Parameters
        ----------
        ax : matplotlib.axes.Axes, optional
            to draw on; default a new one

        Returns
        -------
        matplotlib.axes.Axes
        """
        if ax is None:
            import matplotlib.pyplot

            _, ax = matplotlib.pyplot.subplots()
        epochs = self.epochs
        numbers = [epoch["epoch"] for epoch in epochs]
        ax.plot(numbers, _losses(epochs, "trainLoss"), label="training")
        if epochs and epochs[0]["validationLoss"] is not None:
            ax.plot(numbers, _losses(epochs, "validationLoss"), label="validation")
            ax.axvline(self.bestEpoch, linestyle=":", color="gray", label="best epoch")
        ax.set_xlabel("epoch")
        ax.set_ylabel("loss")
        ax.legend()
        return ax

    def report(self) -> Report:
        """The page that a run of the command line has as ``report.html``, of this training."""
        facts = json.dumps(self._all())
        spark: Any = _session.ready()
        if over_connect():
            return Report(_server.report(facts))
        return Report(spark._jvm.io.plateau.ml.SummaryPage.of(facts))

    def _kept(self) -> Dict[str, Any]:
        epochs = self.epochs
        told = {
            "totalIterations": len(epochs),
            "objectiveHistory": [epoch["trainLoss"] for epoch in epochs],
        }
        return {"_told": Kept(told), "_facts": self._all(), "_warned": tuple(self._warned)}

    def __repr__(self) -> str:
        if over_connect() and self._facts is None:
            return f"{type(self).__name__}: {_epochs(self.totalIterations)}"
        last = self.epochs[-1]
        validation = last["validationLoss"]
        losses = f"training loss {last['trainLoss']:.4g}" + (
            "" if validation is None else f", validation loss {validation:.4g}"
        )
        return (
            f"{type(self).__name__}: {_epochs(len(self.epochs))} on {self.rows:,} rows in"
            f" {self.seconds:.1f} s, {losses}; {self.stopDetail};"
            f" the model has the weights of epoch {self.bestEpoch}"
        )

    def _repr_html_(self) -> str:
        import html

        if over_connect() and self._facts is None:
            return html.escape(repr(self))
        epochs = self.epochs
        validation = _losses(epochs, "validationLoss")
        return (
            '<div style="font: 13px sans-serif">'
            + curves(
                _losses(epochs, "trainLoss"),
                validation if not any(map(math.isnan, validation)) else [],
            )
            + "".join(f"<div>{html.escape(line)}</div>" for line in (repr(self), *self.warnings))
            + "</div>"
        )


def _epochs(count: int) -> str:
    return f"{count} epoch" if count == 1 else f"{count} epochs"


def _losses(epochs: List[Dict[str, Any]], name: str) -> List[float]:
    return [math.nan if epoch[name] is None else epoch[name] for epoch in epochs]


class ClassificationTrainingSummary(TrainingSummary, ClassificationSummary):
    """How the training of a classifier went, and its measures on the rows it was fitted to.

    Those of validation, such as the rows of ``eval_set``, are among them.
    """


class RegressionTrainingSummary(TrainingSummary, RegressionSummary):
    """How the training of a regression went, and its measures on the rows it was fitted to.

    Those of validation, such as the rows of ``eval_set``, are among them. The measures have the
    unit of the label.
    """


T = TypeVar("T", bound=TrainingSummary)


class HasSummary(HasTrainingSummary[T]):
    """A model that has a summary after its fit, in any version of PySpark."""

    #: What was seen of the fit, which a Connect server does not tell later.
    _followed: Optional[Dict[str, Any]] = None

    #: What the fit has warned of.
    _warned: Sequence[str] = ()

    #: The rows of a fit that was followed.
    _fitted_to: Optional[DataFrame] = None

    @property
    def summary(self) -> T:
        """How the training went.

        Raises
        ------
        PlateauError
            where the model was loaded rather than fitted
        """
        # PySpark 4.0 leaves it to its models to wrap what Java has.
        try:
            found: Any = super().summary
        except Exception as error:
            if not isinstance(error, PlateauError) and not self.hasSummary:
                raise PlateauError(
                    f"this {type(self).__name__} has no summary: only a model that was fitted in"
                    " this session has one"
                ) from None
            raise_translated(error)
        wrapped: Any = found if isinstance(found, JavaWrapper) else self._summaryCls(found)
        wrapped._warned = self._warned
        if self._followed is not None:
            wrapped._facts = self._followed
        # A server has measures of the training of classifiers alone.
        if self._fitted_to is not None and isinstance(wrapped, RegressionSummary):
            wrapped._told = wrapped._told or Told(self, self._fitted_to)
        return wrapped  # type: ignore[no-any-return]
