"""Tabular estimators as scikit-learn, pandas and numpy know estimators."""

from typing import Any, Dict, List, Optional, Tuple, TypeVar

from pyspark.sql import DataFrame
from pyspark.sql.functions import col

from plateau_spark import _frames, _session
from plateau_spark._stage import EstimatorStage, over_connect

A = TypeVar("A", bound="Arrays")


class Arrays(EstimatorStage):
    """``fit(X, y)``, ``predict``, ``predict_proba`` and ``score`` on data that Spark does not hold.

    Attributes
    ----------
    model_ : TabularClassificationModel or TabularRegressionModel
        the result of ``fit(X, y)``
    classes_ : numpy.ndarray
        labels in the order of the columns of ``predict_proba``; of a classifier
    n_features_in_ : int
        number of columns of X
    feature_names_in_ : numpy.ndarray of str
        names of the columns, where X has some
    """

    _estimator_type: str
    model_: Any
    classes_: Any
    n_features_in_: int
    feature_names_in_: Any

    def fit(
        self,
        X: Any,
        y: Any = None,
        sample_weight: Any = None,
        eval_set: Optional[Tuple[Any, Any]] = None,
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
            weights of the rows
        eval_set : tuple (X, y), optional
            validation rows, by which the best epoch is chosen
        """
        if _frames.is_spark(X):
            return super().fit(X, y)  # type: ignore[misc]
        return self._fit_arrays(X, y, sample_weight, eval_set)

    def _fit_arrays(self: A, X: Any, y: Any, weight: Any, eval_set: Any) -> A:
        import numpy

        if y is None and not hasattr(X, "columns") and not hasattr(X, "column_names"):
            raise ValueError(
                f"This {type(self).__name__} estimator requires y to be passed, but the target y"
                " is None."
            )
        features = _frames.arrow(X)
        label = self.getOrDefault(self.getParam("labelCol"))
        if y is None and label in features.column_names:
            y = features.column(label).to_numpy()
            features = features.drop_columns([label])
        elif y is None:
            raise ValueError(f"y is not given, and X has no column {label!r} (labelCol)")
        y = _labels(y)
        _same_length(features, y)
        self.n_features_in_ = len(features.column_names)
        self._feature_names: List[str] = features.column_names
        named = getattr(X, "column_names", None) or getattr(X, "columns", [])
        if len(named) and all(isinstance(name, str) for name in named):
            self.feature_names_in_ = numpy.asarray(features.column_names, dtype=object)
        elif hasattr(self, "feature_names_in_"):
            del self.feature_names_in_
        estimator, frame = self._joined(features, y, weight, eval_set)
        self._label_type = y.dtype
        self.model_ = super(EstimatorStage, estimator).fit(frame)  # type: ignore[misc]
        if self._estimator_type == "classifier":
            model = self.model_
            remote = over_connect()
            labels = model.labelsOf(model.transform(frame)) if remote else model.labels
            self.classes_ = _typed(labels, y.dtype)
        return self

    def _joined(self, features: Any, y: Any, weight: Any, eval_set: Any) -> Tuple[Any, DataFrame]:
        """A copy of this estimator with names for the columns of y, weights and validation."""
        import numpy
        import pyarrow

        names = list(features.column_names)
        columns = {name: features.column(name) for name in names}
        label = _frames.free("label", names)
        roles = {"labelCol": label}
        held = None
        if eval_set is not None:
            other = self._same_columns(eval_set[0])
            held = numpy.repeat([False, True], [len(y), other.num_rows])
            columns = {
                name: pyarrow.chunked_array(
                    columns[name].chunks + other.column(name).cast(columns[name].type).chunks
                )
                for name in names
            }
            y = numpy.concatenate([y, _labels(eval_set[1])])
            if weight is not None:
                weight = numpy.concatenate([weight, numpy.ones(other.num_rows)])
        columns[label] = pyarrow.array(y, from_pandas=True)
        if weight is not None:
            roles["weightCol"] = _frames.free("weight", [*names, label])
            columns[roles["weightCol"]] = pyarrow.array(numpy.asarray(weight, dtype=float))
        if held is not None:
            roles["validationIndicatorCol"] = _frames.free("validation", list(columns))
            columns[roles["validationIndicatorCol"]] = pyarrow.array(held)
        estimator = self.copy()
        estimator._set(**roles)
        spark = _session.ready()
        return estimator, _frames.spark_frame(spark, _frames.arrow(pyarrow.table(columns)))

    def _same_columns(self, X: Any) -> Any:
        if not hasattr(self, "model_") and not hasattr(self, "_feature_names"):
            raise _not_fitted(self)
        table = _frames.arrow(X, None)
        if hasattr(X, "columns") or hasattr(X, "column_names"):
            missing = [name for name in self._feature_names if name not in table.column_names]
            if missing:
                raise ValueError(f"X has no column {missing[0]!r}, which was there in fit")
            return table.select(self._feature_names)
        if len(table.column_names) != self.n_features_in_:
            raise ValueError(
                f"X has {len(table.column_names)} features, but {type(self).__name__} is expecting"
                f" {self.n_features_in_} features as input"
            )
        return table.rename_columns(self._feature_names)

    def _predicted(self, X: Any, *columns: Any) -> Any:
        if not hasattr(self, "model_"):
            raise _not_fitted(self)
        table = self._same_columns(X)
        if table.num_rows == 0:
            raise ValueError("Found array with 0 sample(s) while a minimum of 1 is required.")
        frame = _frames.spark_frame(_session.ready(), table)
        return self.model_.transform(frame).select(*columns).toArrow()

    def predict(self, X: Any) -> Any:
        """Predictions for the rows of X: labels of the type that y had, or numbers.

        Returns
        -------
        numpy.ndarray of length n
        """
        name = self.model_.getPredictionCol() if hasattr(self, "model_") else ""
        column = self._predicted(X, col(name)).column(0).to_numpy()
        if self._estimator_type == "regressor":
            return column
        return _typed(column, self._label_type)

    def score(self, X: Any, y: Any, sample_weight: Any = None) -> float:
        """Accuracy of a classifier, R² of a regressor."""
        import numpy

        truth, predicted = _labels(y), self.predict(X)
        weight = numpy.ones(len(truth)) if sample_weight is None else numpy.asarray(sample_weight)
        if self._estimator_type == "classifier":
            return float(numpy.average(truth == predicted, weights=weight))
        mean = numpy.average(truth, weights=weight)
        variance = numpy.average((truth - mean) ** 2, weights=weight)
        return float(1 - numpy.average((truth - predicted) ** 2, weights=weight) / variance)

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
        params = {name: value for name, value in self.get_params().items() if value is not None}
        clone = type(self)(**params)
        clone.setCallbacks(*self._callbacks)  # type: ignore[attr-defined]
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

        name = self.model_.getProbabilityCol() if hasattr(self, "model_") else ""
        column = self._predicted(X, vector_to_array(col(name))).column(0).combine_chunks()
        flat = column.values.to_numpy()
        return numpy.reshape(flat, (len(column), -1))


def _labels(y: Any) -> Any:
    import numpy

    values = numpy.asarray(y)
    if values.ndim == 2 and values.shape[1] == 1:
        values = values[:, 0]
    if values.ndim != 1:
        raise ValueError(f"y should be a 1d array, got an array of shape {values.shape} instead.")
    return values


def _same_length(features: Any, y: Any) -> None:
    if features.num_rows != len(y):
        raise ValueError(
            "Found input variables with inconsistent numbers of samples:"
            f" {[features.num_rows, len(y)]}"
        )


def _typed(labels: Any, kind: Any) -> Any:
    """Labels that Java gives as texts or otherwise, in the type that y had."""
    import numpy

    values = list(labels)
    if kind == bool:
        return numpy.array([value if isinstance(value, bool) else value == "true" for value in values])
    if numpy.issubdtype(kind, numpy.number):
        return numpy.array([float(value) for value in values]).astype(kind)
    return numpy.array(values, dtype=object if kind == object else None)


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
