"""How a training went: its epochs, its end, a plot and the report."""

import json
import math
from pathlib import Path
from typing import Any, Dict, List, Optional, Tuple, Type, TypeVar

from pyspark.ml.classification import (
    _BinaryClassificationSummary,
    _ClassificationSummary,
    _TrainingSummary,
)
from pyspark.ml.linalg import VectorUDT
from pyspark.ml.util import HasTrainingSummary
from pyspark.ml.wrapper import JavaWrapper
from pyspark.sql import DataFrame

from plateau_spark import _frames, _server
from plateau_spark._progress import curves
from plateau_spark._stage import over_connect
from plateau_spark.errors import PlateauError, raise_translated, translate

M = TypeVar("M", bound="_Measures")


class Report:
    """The report of a training: one HTML page, which a notebook shows in a frame."""

    def __init__(self, html: str) -> None:
        self.html = html

    def save(self, path: str) -> None:
        """Writes the page to a file on this machine."""
        Path(path).write_text(self.html, encoding="utf-8")

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
        regression standardizes them; ``rmse``, ``mae`` and ``pinball`` are then in standard
        deviations of the label.
        """
        return list(self._all()["history"])

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
    def rows(self) -> int:
        """Rows trained on."""
        return int(self._all()["rows"])

    @property
    def seconds(self) -> float:
        """Seconds that all epochs took together."""
        return float(sum(float(epoch["seconds"]) for epoch in self.epochs))

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
        if over_connect():
            return Report(_server.report(facts))
        from pyspark import SparkContext

        jvm: Any = SparkContext._jvm
        return Report(jvm.io.plateau.ml.SummaryPage.of(facts))

    def __repr__(self) -> str:
        if over_connect() and self._facts is None:
            return f"{type(self).__name__}: {self.totalIterations} epochs"
        last = self.epochs[-1]
        validation = last["validationLoss"]
        losses = f"training loss {float(last['trainLoss']):.4g}" + (
            "" if validation is None else f", validation loss {float(validation):.4g}"
        )
        return (
            f"{type(self).__name__}: {len(self.epochs)} epochs on {self.rows:,} rows in"
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
            + f"<div>{html.escape(repr(self))}</div></div>"
        )


def _losses(epochs: List[Dict[str, Any]], name: str) -> List[float]:
    return [math.nan if epoch[name] is None else float(epoch[name]) for epoch in epochs]


class _Told:
    """Measures of a model on rows, which a Connect server tells all at once."""

    _CURVES = {"roc": "FPR double, TPR double", "pr": "recall double, precision double"}

    def __init__(self, model: Any, rows: DataFrame) -> None:
        self._model = model.copy()
        self._rows = rows
        self._measures: Dict[str, Any] = {}

    def call(self, name: str, *args: Any) -> Any:
        """What a method of a summary of Java answers."""
        if name == "predictions":
            return self._model.transform(self._rows)
        if name.endswith("Col"):
            column = self._model.getParam(name)
            return self._model.getOrDefault(column) if self._model.isDefined(column) else name
        if args not in ((), (1.0,)):
            raise NotImplementedError(
                "over Spark Connect beta is 1; use MulticlassClassificationEvaluator on predictions"
            )
        if not self._measures:
            self._measures = _server.measured(self._model, "evaluate", self._rows)
        if name not in self._measures:
            raise NotImplementedError(
                f"{name} is of two classes, this model has more;"
                " use MulticlassClassificationEvaluator on predictions"
            )
        measure = self._measures[name]
        if name in self._CURVES:
            return self._rows.sparkSession.createDataFrame(measure, self._CURVES[name])
        return measure


class _Measures(JavaWrapper):
    """Measures of a model on rows, computed when first asked for."""

    #: The measures that stand for all.
    _shown: Tuple[str, ...]

    #: In place of a summary of Java, over Spark Connect.
    _told: Optional[_Told] = None

    @classmethod
    def _of(cls: Type[M], model: Any, rows: DataFrame) -> M:
        _frames.require_spark(rows, model)
        if not over_connect():
            return cls(model._call_java("evaluate", rows))
        measures = cls()
        measures._told = _Told(model, rows)
        return measures

    def _call_java(self, name: str, *args: Any) -> Any:
        if self._told is not None:
            return self._told.call(name, *args)
        try:
            return super()._call_java(name, *args)
        except Exception as error:
            if translate(error) is error and not over_connect():
                java: Any = self._java_obj
                _frames.raise_of_rows(error, java.predictions())
            raise_translated(error)

    def __repr__(self) -> str:
        predictions: DataFrame = self._call_java("predictions")
        prediction = predictions.schema[self._call_java("predictionCol")]
        if isinstance(prediction.dataType, VectorUDT):
            return f"{type(self).__name__}: of vectors; see predictions"
        shown = (f"{name} {float(self._call_java(name)):.4g}" for name in self._shown)
        return f"{type(self).__name__}: {', '.join(shown)}"


class ClassificationSummary(_Measures, _ClassificationSummary):
    """Measures of a classifier on rows with labels."""

    _shown = ("accuracy", "weightedPrecision", "weightedRecall", "weightedFMeasure")

    @property
    def predictions(self) -> DataFrame:
        """The rows with predictions."""
        return self._frame("predictions")

    @property
    def areaUnderROC(self) -> float:
        """Area under the receiver operating characteristic, of two classes."""
        return float(self._call_java("areaUnderROC"))

    @property
    def areaUnderPR(self) -> float:
        """Area under the curve of precision over recall, of two classes."""
        return float(self._call_java("areaUnderPR"))

    @property
    def roc(self) -> DataFrame:
        """The receiver operating characteristic: columns FPR and TPR."""
        return self._frame("roc")

    @property
    def pr(self) -> DataFrame:
        """Columns recall and precision, a row for each threshold."""
        return self._frame("pr")

    def _frame(self, name: str) -> DataFrame:
        if over_connect() and self._told is None:
            frame: DataFrame = getattr(_BinaryClassificationSummary, name).fget(self)
        else:
            frame = self._call_java(name)
        return frame


class ClassificationTrainingSummary(TrainingSummary, ClassificationSummary):
    """How the training of a classifier went, and its measures on the rows it was fitted to.

    Those of validation, such as the rows of ``eval_set``, are among them.
    """


class RegressionSummary(_Measures):
    """Measures of a regression on rows with labels."""

    _shown = ("r2", "rootMeanSquaredError", "meanAbsoluteError")

    @property
    def predictions(self) -> DataFrame:
        """The rows with predictions."""
        predictions: DataFrame = self._measure("predictions")
        return predictions

    @property
    def r2(self) -> float:
        """Share of the labels' variance that the model explains."""
        return float(self._measure("r2"))

    @property
    def rootMeanSquaredError(self) -> float:
        """Root of the mean squared error."""
        return float(self._measure("rootMeanSquaredError"))

    @property
    def meanSquaredError(self) -> float:
        """Mean of the squared errors."""
        return float(self._measure("meanSquaredError"))

    @property
    def meanAbsoluteError(self) -> float:
        """Mean of the absolute errors."""
        return float(self._measure("meanAbsoluteError"))

    @property
    def explainedVariance(self) -> float:
        """Variance of the predictions about the mean label."""
        return float(self._measure("explainedVariance"))

    def _measure(self, name: str) -> Any:
        if over_connect() and self._told is None:
            raise NotImplementedError(
                "over Spark Connect only the process that has fitted a regression has its measures;"
                " use RegressionEvaluator on model.transform(rows)"
            )
        return self._call_java(name)


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
        if self._followed is not None:
            wrapped._facts = self._followed
        # A server has measures of the training of classifiers alone.
        if self._fitted_to is not None and isinstance(wrapped, RegressionSummary):
            wrapped._told = wrapped._told or _Told(self, self._fitted_to)
        return wrapped  # type: ignore[no-any-return]
