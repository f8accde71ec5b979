"""Tabular estimators as scikit-learn, pandas and numpy know estimators."""

import reprlib
import warnings
from typing import Any, Callable, Dict, Iterable, Sequence, Set, Tuple, TypeVar

from plateau_spark import _frames, _session
from plateau_spark._arrow import Layout, Source
from plateau_spark._labels import Classes, column_of
from plateau_spark._routing import Routed
from plateau_spark._stage import EstimatorStage, over_connect
from plateau_spark.errors import raise_translated, renamed, translate

A = TypeVar("A", bound="Arrays")

_OUTPUTS = ("predictionCol", "probabilityCol", "rawPredictionCol", "predictionSpreadCol")

_SHORT = reprlib.Repr()
_SHORT.maxstring = _SHORT.maxother = 60


class Arrays(Routed, EstimatorStage):
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

    _estimator_type: str
    _callbacks: "tuple[Any, ...]"
    model_: Any
    classes_: Any
    n_features_in_: int
    feature_names_in_: Any

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
        return super().fit(X, y if params is None else params)  # type: ignore[misc]

    def _fit_arrays(self: A, X: Any, y: Any, weight: Any, eval_set: Any) -> A:
        import numpy

        source, y = self._with_labels(X, y)
        table = source.table()
        layout = Layout(source, table)
        classes = Classes(y) if self._estimator_type == "classifier" else None
        encoded = y if classes is None else classes.encode(y)
        rows = _frames.Rows(table, encoded, weight, self._outputs())
        for name, there in rows.names.items():
            if name != there:
                warnings.warn(
                    f"model_ and what is exported of it call column {name!r} of X {there!r}: in Spark"
                    " names differ by more than the case of letters, and none is empty",
                    stacklevel=3,
                )
        for param, name in rows.outputs.items():
            warnings.warn(
                f"model_ appends {name!r}, as X has a column of the name that {param} has; give evaluators"
                " of Spark this name, and log the model by plateau_spark.mlflow: mlflow.spark would"
                " take the column of X for the prediction",
                stacklevel=3,
            )
        spark = _session.ready()
        estimator = self.copy()
        try:
            if eval_set is not None:
                held, truth = self._with_labels(*_last_pair(eval_set))
                held = layout.like(held, type(self).__name__)
                rows = rows.validated(held, truth if classes is None else classes.encode(truth))
            params = self._params_in_spark(rows.names, source.categories())
            estimator._set(**{**params, **rows.outputs, **rows.roles})
            if classes is not None:
                estimator._set(**self._params_by_class(classes))
            model = super(EstimatorStage, estimator).fit(rows.frame(spark))  # type: ignore[misc]
            if classes is not None:
                remote = over_connect()
                told = remote and (model.getProbabilityCol() or model.getRawPredictionCol())
                names = model.labelsOf(model.transform(rows.frame(spark))) if told else model.labels
                places = classes.places(names)
        except ValueError as error:
            raise renamed(error, rows.given) from None
        # Nothing of an earlier fit changes where this one fails.
        self.model_ = model
        self.n_features_in_ = table.num_columns
        self._layout = layout
        self._spark_columns: Dict[str, str] = rows.names
        if layout.named:
            self.feature_names_in_ = numpy.asarray(layout.names, dtype=object)
        elif hasattr(self, "feature_names_in_"):
            del self.feature_names_in_
        if classes is not None:
            self._classes = classes
            # Of rows that are skipped a model has no classes.
            self.classes_ = classes.values[numpy.sort(places)]
            self._order = numpy.argsort(places)
        return self

    def _with_labels(self, X: Any, y: Any) -> Tuple[Source, Any]:
        """The columns of X, and y, which may be one of them."""
        source = Source(X)
        if y is None:
            if not source.is_table:
                raise ValueError(
                    f"This {type(self).__name__} estimator requires y to be passed, but the target"
                    " y is None."
                )
            label = self.getOrDefault(self.getParam("labelCol"))
            if label not in source.names:
                raise ValueError(f"y is not given, and X has no column {label!r} (labelCol)")
            y = source.pop(label)
        labels = column_of(y)
        _frames.require_rows(source, len(labels))
        return source, labels

    def _outputs(self) -> Dict[str, str]:
        """The names of the columns that a model appends, by the params that hold them."""
        params = [each for each in _OUTPUTS if self.hasParam(each) and self._given(each)]
        return {param: str(self._given(param)) for param in params}

    def _params_in_spark(self, names: Dict[str, str], categories: Sequence[str]) -> Dict[str, Any]:
        """The params that name columns of X, by the names that these have in Spark.

        Parameters
        ----------
        categories
            columns of numbers that are of kind category, unless a param says otherwise
        """
        found: Dict[str, Any] = {}
        for param in ("inputCols", "ignoredCols", "weightCol", "validationIndicatorCol"):
            value = self._given(param)
            if value is not None:
                single = isinstance(value, str)
                found[param] = names.get(value, value) if single else [names.get(n, n) for n in value]
        unread = self._unread(names)
        kinds = {name: "category" for name in categories if name not in unread}
        kinds.update(cell.rpartition(":")[::2] for cell in self._given("columnKinds") or ())
        if kinds:
            found["columnKinds"] = [names.get(name, name) + ":" + kind for name, kind in kinds.items()]
        return found

    def _params_by_class(self, classes: Classes) -> Dict[str, Any]:
        """The params that have a number for each class, in the order of the model."""
        found: Dict[str, Any] = {}
        for param in ("thresholds", "classWeights"):
            value = self._given(param)
            if value is not None and len(value) == len(classes.order):
                found[param] = [value[place] for place in classes.order]
        return found

    def _given(self, name: str) -> Any:
        param = self.getParam(name)
        return self.getOrDefault(param) if self.isDefined(param) else None

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
        table = self._layout.like(Source(X), type(self).__name__, self._unread(self._layout.names))
        _frames.require_rows(table, table.num_rows)
        table = table.rename_columns([self._spark_columns[name] for name in table.column_names])
        frame = _frames.of_arrow(_session.ready(), table)
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

    def _unread(self, columns: Iterable[str]) -> Set[str]:
        """Those of the columns of a fit that no prediction reads."""
        names: Set[str] = set()
        if self._given("inputCols"):
            names.update(set(columns) - set(self._given("inputCols")))
        for param in ("weightCol", "validationIndicatorCol", "ignoredCols"):
            value = self._given(param)
            names.update([value] if isinstance(value, str) else value or ())
        return names

    def predict(self, X: Any) -> Any:
        """Predictions for the rows of X: labels of the type that y had, or numbers.

        Returns
        -------
        numpy.ndarray of length n
        """
        column = self._predicted(X, self._appended("predictionCol", "predict"), lambda found: found)
        if self._estimator_type == "regressor":
            return column.to_numpy()
        return self._classes.decode(column.to_pandas())

    def score(self, X: Any, y: Any, sample_weight: Any = None) -> float:
        """Accuracy of a classifier, R² of a regressor."""
        import numpy

        truth, predicted = column_of(y), self.predict(X)
        weight = numpy.ones(len(truth)) if sample_weight is None else _frames.weights_of(sample_weight)
        _frames.require_alike(len(predicted), len(truth), *([] if sample_weight is None else [len(weight)]))
        if self._estimator_type == "classifier":
            return float(numpy.average(truth == predicted, weights=weight))
        truth = (truth.astype("timedelta64[ns]") if truth.dtype.kind == "m" else truth).astype(float)
        variance = numpy.average((truth - numpy.average(truth, weights=weight)) ** 2, weights=weight)
        error = numpy.average((truth - predicted) ** 2, weights=weight)
        return float(1 - error / variance) if variance > 0 else float(error == 0)

    def write(self) -> Any:
        """The writer of spark.ml, which saves the params alone."""
        if hasattr(self, "model_"):
            warnings.warn(
                f"what fit(X, y) has learned is not saved with a {type(self).__name__}; save model_, or"
                " pickle the estimator",
                stacklevel=3,
            )
        return super().write()

    def __repr__(self) -> str:
        given = {name: value for name, value in self.get_params().items() if value is not None}
        return f"{type(self).__name__}({', '.join(f'{n}={_SHORT.repr(v)}' for n, v in given.items())})"

    def get_params(self, deep: bool = True) -> Dict[str, Any]:
        """All params by name; None where one is not set."""
        return {
            param.name: self._paramMap[param] if self.isSet(param) else None
            for param in self.params
        }

    def set_params(self: A, **params: Any) -> A:
        """Sets params by name; None takes a value back."""
        for name, value in params.items():
            if not self.hasParam(name):
                raise ValueError(
                    f"Invalid parameter {name!r} for estimator {type(self).__name__}."
                    f" Valid parameters are: {sorted(p.name for p in self.params)}."
                )
            if value is None:
                if self.isSet(self.getParam(name)):
                    self.clear(self.getParam(name))
            else:
                self._set(**{name: value})
        return self

    def __sklearn_clone__(self: A) -> A:
        clone = type(self)()
        clone._set(**self.get_params())
        clone._callbacks = self._callbacks
        clone._requests = self._requests
        return clone

    def __sklearn_is_fitted__(self) -> bool:
        return hasattr(self, "model_")

    def __sklearn_tags__(self) -> Any:
        from sklearn.utils import ClassifierTags, InputTags, RegressorTags, Tags, TargetTags

        classifies = self._estimator_type == "classifier"
        return Tags(
            estimator_type=self._estimator_type,
            target_tags=TargetTags(required=True),
            transformer_tags=None,
            classifier_tags=ClassifierTags() if classifies else None,
            regressor_tags=None if classifies else RegressorTags(),
            input_tags=InputTags(allow_nan=True, string=True, categorical=True),
        )


class Probabilities(Arrays):
    """What only classifiers predict."""

    def predict_proba(self, X: Any) -> Any:
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
        return (floats / floats.sum(axis=1, keepdims=True))[:, self._order]


def _last_pair(eval_set: Any) -> Tuple[Any, Any]:
    """The validation rows that choose the epoch, and their labels."""
    import numpy

    pair = eval_set[-1] if isinstance(eval_set, list) and eval_set else eval_set
    if isinstance(pair, (tuple, list)) and len(pair) == 2 and not numpy.isscalar(pair[0]):
        # A tuple of two pairs has two elements, too.
        if not (isinstance(pair[0], tuple) and pair[0] and len(getattr(pair[0][0], "shape", ())) == 2):
            return pair[0], pair[1]
    raise ValueError(
        "eval_set must be (X, y), or a list of such pairs, the last of which chooses the epoch"
    )


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
