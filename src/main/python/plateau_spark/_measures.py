"""Measures of a model on rows with labels."""

from typing import Any, Dict, Optional, Sequence, Tuple, Type, TypeVar, Union

from pyspark.ml.classification import _BinaryClassificationSummary, _ClassificationSummary
from pyspark.ml.linalg import VectorUDT
from pyspark.ml.wrapper import JavaWrapper
from pyspark.sql import DataFrame

from plateau_spark import _frames, _server
from plateau_spark._stage import over_connect
from plateau_spark.errors import PlateauError, raise_translated, translate

M = TypeVar("M", bound="Measures")


def _numbers(measure: Any) -> Any:
    """A number, or lists of such: those that JSON has no number for, such as NaN, are its strings."""
    return [_numbers(one) for one in measure] if isinstance(measure, list) else float(measure)


class Told:
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
            told = _server.measured(self._model, "evaluate", self._rows)
            self._measures = {name: _numbers(measure) for name, measure in told.items()}
        if name not in self._measures:
            raise NotImplementedError(
                f"{name} is for two classes, this model has more;"
                " use MulticlassClassificationEvaluator on predictions"
            )
        measure = self._measures[name]
        if name in self._CURVES:
            return self._rows.sparkSession.createDataFrame(measure, self._CURVES[name])
        return measure


class Kept:
    """Measures that a pickle holds."""

    def __init__(self, measures: Dict[str, Any]) -> None:
        self._measures = measures

    @property
    def names(self) -> Tuple[str, ...]:
        """Names of the measures."""
        return tuple(self._measures)

    def call(self, name: str, *args: Any) -> Any:
        """The measure of a name."""
        if name in self._measures and args in ((), (1.0,)):
            return self._measures[name]
        if not self._measures:
            raise PlateauError(f"there is no {name} of vectors; measure the columns of model.transform(rows)")
        raise PlateauError(
            f"{name} is not in the pickle of a summary, which has {', '.join(self.names)}; ask before"
            " pickling, or save the model, and load and evaluate it"
        )


class Measures(JavaWrapper):
    """Measures of a model on rows, computed when first asked for.

    Its pickle has those that stand for all.
    """

    #: The measures that stand for all.
    _shown: Tuple[str, ...]

    #: In place of a summary of Java, over Spark Connect.
    _told: "Optional[Union[Told, Kept]]" = None

    @classmethod
    def _of(cls: Type[M], model: Any, rows: DataFrame) -> M:
        _frames.require_spark(rows, model)
        if not over_connect():
            return cls(model._call_java("evaluate", rows))
        measures = cls()
        measures._told = Told(model, rows)
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

    def _kept(self) -> Dict[str, Any]:
        """What a pickle holds."""
        return {"_told": Kept({name: float(self._call_java(name)) for name in self._printed()})}

    def __reduce__(self) -> Tuple[Any, ...]:
        return _rebuilt, (type(self), self._kept())

    def __copy__(self: M) -> M:
        # Nothing changes it.
        return self

    def __deepcopy__(self: M, memo: Any) -> M:
        return self

    def __repr__(self) -> str:
        printed = ", ".join(f"{name} {float(self._call_java(name)):.4g}" for name in self._printed())
        return f"{type(self).__name__}: {printed or 'of vectors; see predictions'}"

    def _printed(self) -> Sequence[str]:
        """Names of the measures that stand for all; of predictions that are vectors there are none."""
        if isinstance(self._told, Kept):
            return self._told.names
        predictions: DataFrame = self._call_java("predictions")
        prediction = predictions.schema[self._call_java("predictionCol")]
        return () if isinstance(prediction.dataType, VectorUDT) else self._shown


def _rebuilt(kind: Any, state: Dict[str, Any]) -> Any:
    summary = kind()
    summary.__dict__.update(state)
    return summary


class ClassificationSummary(Measures, _ClassificationSummary):
    """Measures of a classifier on rows with labels."""

    _shown = ("accuracy", "weightedPrecision", "weightedRecall", "weightedFMeasure")

    @property
    def predictions(self) -> DataFrame:
        """The rows with predictions."""
        return self._frame("predictions")

    @property
    def areaUnderROC(self) -> float:
        """Area under the receiver operating characteristic, of two classes; NaN of rows of one."""
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


class RegressionSummary(Measures):
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
