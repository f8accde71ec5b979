"""Tabular estimators as scikit-learn, pandas and numpy know estimators."""

import warnings
from typing import TYPE_CHECKING, Any, Callable, Dict, Generic, List, Optional, Tuple, TypeVar, Union, overload

from pyspark.ml.param import Param
from pyspark.ml.wrapper import JavaTransformer
from pyspark.sql import DataFrame

from plateau_spark import _frames, _session
from plateau_spark._arrow import Source
from plateau_spark._attributes import OF_MODELS, Hinted
from plateau_spark._columns import together, warn_of_order
from plateau_spark._fit_arrays import ArraysFit
from plateau_spark._keywords import explained
from plateau_spark._labels import column_of, durations_of
from plateau_spark.errors import raise_translated, renamed, translate


if TYPE_CHECKING:
    import numpy

    ParamMap = Dict[Param[Any], Any]
    ParamMaps = Union[List[ParamMap], Tuple[ParamMap, ...]]

A = TypeVar("A", bound="Arrays[Any]")
M = TypeVar("M", bound=JavaTransformer)

#: What other libraries call what a fitted classifier has.
_OF_CLASSIFIERS = {
    "decision_function": "predict_proba",
    "predict_log_proba": "numpy.log(predict_proba(X))",
}

#: What other libraries call what a fitted estimator has.
_ELSEWHERE = {
    **{name: f"model_.{there}" for name, there in OF_MODELS.items()},
    "booster_": "model_",
    "feature_name_": "feature_names_in_",
    "get_booster": "model_",
    "load_model": "plateau_spark.load(path)",
}


class Arrays(Hinted, ArraysFit, Generic[M]):
    """``fit(X, y)``, ``predict`` and ``score`` on data that Spark does not hold.

    Attributes
    ----------
    model_ : TabularClassificationModel or TabularRegressionModel
        the result of ``fit(X, y)``; knows y as ``label`` and the weights as ``weight``, which
        ``getLabelCol`` and ``getWeightCol`` tell where X has such columns
    classes_ : numpy.ndarray
        labels, ascending, in the order of the columns of ``predict_proba``; of a classifier
    n_features_in_ : int
        number of columns of X
    feature_names_in_ : numpy.ndarray of str
        names of the columns, where X has some
    """

    def _meant(self, name: str) -> str:
        model = self.__dict__.get("model_")
        classifies = isinstance(self, Probabilities)
        elsewhere = {**_ELSEWHERE, **(_OF_CLASSIFIERS if classifies else {})}
        if name in ArraysFit.__annotations__:
            if model is None and (classifies or name != "classes_"):
                named = " where X has names" if name == "feature_names_in_" else ""
                return f"; fit(X, y) sets it{named}, while fit of a Spark DataFrame returns a model"
        elif name in elsewhere:
            return f"; did you mean {elsewhere[name]}?"
        elif model is not None and hasattr(type(model), name):
            return f"; did you mean model_.{name}?"
        return ""

    @overload
    def fit(self, X: DataFrame, y: "Optional[ParamMap]" = None) -> M: ...

    @overload
    def fit(self, X: DataFrame, y: "ParamMaps") -> List[M]: ...

    @overload
    def fit(self, X: DataFrame, *, params: "Optional[ParamMap]") -> M: ...

    @overload
    def fit(self, X: DataFrame, *, params: "ParamMaps") -> List[M]: ...

    @overload
    def fit(self, *, dataset: DataFrame, params: "Optional[ParamMap]" = None) -> M: ...

    @overload
    def fit(self, *, dataset: DataFrame, params: "ParamMaps") -> List[M]: ...

    @overload
    def fit(
        self: A,
        X: Any = None,
        y: Any = None,
        sample_weight: Any = None,
        eval_set: Any = None,
        *,
        dataset: Any = None,
        params: Any = None,
    ) -> A: ...

    @explained
    def fit(
        self,
        X: Any = None,
        y: Any = None,
        sample_weight: Any = None,
        eval_set: Any = None,
        *,
        dataset: Any = None,
        params: Any = None,
    ) -> Any:
        """Fits to a Spark DataFrame, and returns a model; or to X and y, and returns itself.

        Parameters
        ----------
        X
            Spark DataFrame that has the label; or pandas or polars DataFrame, pyarrow Table,
            or 2d array, of n rows
        y : array of length n, optional
            labels; without them X must have the column ``labelCol``. Beside a Spark DataFrame a
            param map, or a list of them, as in spark.ml
        sample_weight : array of length n, optional
            weights of the rows; beside a Spark DataFrame there is ``weightCol``
        eval_set : tuple (X, y), or list of such, optional
            validation rows, by which the best epoch is chosen; of a list the last ones, as XGBoost
            takes them. Beside a Spark DataFrame there is ``validationIndicatorCol``
        dataset, params
            X and y by the names that spark.ml has for a Spark DataFrame and its param maps
        """
        X = dataset if X is None else X
        if not _frames.is_spark(X):
            if params is not None:
                raise TypeError("params are for a Spark DataFrame; use set_params")
            return self._fit_arrays(X, y, sample_weight, eval_set)
        if sample_weight is not None or eval_set is not None:
            raise TypeError(
                "beside a Spark DataFrame set weightCol instead of sample_weight, and"
                " validationIndicatorCol instead of eval_set"
            )
        if y is not None and not isinstance(y, (dict, list, tuple)):
            raise TypeError(
                "a Spark DataFrame holds its label, so fit takes no y beside it; set labelCol to the"
                f" name of the column, got {type(y).__name__}"
            )
        return super().fit(X, y if params is None else params)  # type: ignore[misc]

    def _appended(self, param: str, purpose: str) -> str:
        """The name of a column that the model appends, by the param that holds it."""
        if not hasattr(self, "model_"):
            raise _not_fitted(self)
        name = str(self.model_.getOrDefault(param))
        if not name:
            raise ValueError(f"{param} is empty; set it to {purpose}")
        return name

    def _predicted(self, X: Any, name: str, read: Callable[[Any], Any]) -> Any:
        """What the model appends for each row of X, as it is read from the column of a name."""
        if _frames.is_spark(X):
            raise TypeError("X is a Spark DataFrame; use model_.transform(X)")
        table = self._layout.like(Source(X), type(self).__name__, self._unread_in_fit())
        _frames.require_rows(table, table.num_rows)
        table = table.rename_columns([self._spark_columns[name] for name in table.column_names])
        frame = _frames.of_arrow(self.model_._home or _session.ready(), table)
        try:
            column = read(_frames.column(name))
            predicted = self.model_.transform(frame).select(column).toArrow().column(0)
        except Exception as error:
            translated = translate(error)
            if isinstance(translated, ValueError):
                raise renamed(translated, _turned(self._spark_columns)) from None
            raise_translated(error)
        without = table.num_rows - len(predicted) + predicted.null_count
        if without:
            raise ValueError(
                f"{without} of {table.num_rows} rows have no prediction, since missing or unseen is"
                " 'skip', or handleInvalid not 'error'; use model_.transform on a Spark DataFrame"
            )
        return predicted

    @explained
    def predict(self, X: Any) -> "numpy.ndarray[Any, Any]":
        """Predictions for the rows of X: labels of the type that y had, or numbers.

        Returns
        -------
        numpy.ndarray of length n; of a regressor whose y were durations those, in nanoseconds
        """
        import numpy

        column = self._predicted(X, self._appended("predictionCol", "predict"), lambda found: found)
        found: "numpy.ndarray[Any, Any]"
        if self._estimator_type == "classifier":
            found = self._classes.decode(column.to_pandas())
        else:
            found = numpy.array(column.to_numpy())
        return durations_of(found) if self._durations else found

    @explained
    def score(self, X: Any, y: Any, sample_weight: Any = None) -> float:
        """Accuracy of a classifier, R² of a regressor."""
        import numpy

        X, y, sample_weight = together(X, y, sample_weight)
        warn_of_order(X, y=y, sample_weight=sample_weight)
        truth, predicted = column_of(y), self.predict(X)
        weight = numpy.ones(len(truth)) if sample_weight is None else _frames.weights_of(sample_weight)
        _frames.require_alike(len(predicted), len(truth), *([] if sample_weight is None else [len(weight)]))
        if self._estimator_type == "classifier":
            return float(numpy.average(truth == predicted, weights=weight))
        truth = (truth.astype("timedelta64[ns]") if truth.dtype.kind == "m" else truth).astype(float)
        predicted = predicted.astype(float)
        variance = numpy.average((truth - numpy.average(truth, weights=weight)) ** 2, weights=weight)
        error = numpy.average((truth - predicted) ** 2, weights=weight)
        return float(1 - error / variance) if variance > 0 else float(error == 0)

    def write(self) -> Any:
        """The writer of spark.ml, which saves only the params."""
        if hasattr(self, "model_"):
            warnings.warn(
                f"what fit(X, y) has learned is not saved with a {type(self).__name__}; save model_, or"
                " pickle the estimator",
                stacklevel=3,
            )
        return super().write()


class Probabilities(Arrays[M]):
    """What only classifiers predict."""

    @explained
    def predict_proba(self, X: Any) -> "numpy.ndarray[Any, Any]":
        """Probabilities of the classes, in the order of ``classes_``.

        Returns
        -------
        numpy.ndarray of shape (n, classes)
        """
        import numpy
        from pyspark.ml.functions import vector_to_array

        name = self._appended("probabilityCol", "predict probabilities")
        column = self._predicted(X, name, vector_to_array).combine_chunks()
        floats = numpy.reshape(column.values.to_numpy(), (len(column), -1))
        # The metrics of scikit-learn warn of doubles whose sum is 1 as that of floats is.
        found: "numpy.ndarray[Any, Any]" = floats / floats.sum(axis=1, keepdims=True)
        return found[:, self._order]


def _turned(names: Dict[str, str]) -> Dict[str, str]:
    return {there: here for here, there in names.items()}


def _not_fitted(estimator: Any) -> Exception:
    message = (
        f"This {type(estimator).__name__} instance is not fitted yet. Call 'fit' with appropriate"
        " arguments before using this estimator."
    )
    try:
        from sklearn.exceptions import NotFittedError
    except ImportError:
        return ValueError(message)
    error: Exception = NotFittedError(message)
    return error
