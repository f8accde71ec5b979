"""Fits to X and y: the params and the rows that these become for Spark, and what is kept of them."""

from typing import Any, Callable, Dict, Iterable, List, Optional, Sequence, Set, Tuple, TypeVar

from plateau_spark import _frames, _session
from plateau_spark._arrow import ColumnFacts, Layout, Source
from plateau_spark._columns import nearest, together, warn_of_order
from plateau_spark._labels import Classes, column_of
from plateau_spark._protocol import Protocol
from plateau_spark._stage import EstimatorStage, over_connect
from plateau_spark._warnings import noting, warn
from plateau_spark.errors import renamed

A = TypeVar("A", bound="ArraysFit")

_OUTPUTS = ("predictionCol", "probabilityCol", "rawPredictionCol", "predictionSpreadCol")


class ArraysFit(Protocol):
    """An estimator that is fitted to data that Spark does not hold."""

    model_: Any
    classes_: Any
    n_features_in_: int
    feature_names_in_: Any
    _names: Dict[str, str]
    _noted: Tuple[str, ...]
    _facts: Optional[ColumnFacts]

    #: Whether the labels of a regression were durations; what was pickled by an earlier build has none.
    _durations: bool = False

    #: The columns that no prediction reads; what was pickled by an earlier build has none.
    _unused: Optional[Set[str]] = None

    def _fit_arrays(self: A, X: Any, y: Any, weight: Any, eval_set: Any) -> A:
        with noting() as noted:
            return self._fit_noted(X, y, weight, eval_set, noted)

    def _fit_noted(self: A, X: Any, y: Any, weight: Any, eval_set: Any, noted: List[str]) -> A:
        import numpy

        X, y, weight = together(X, y, weight)
        label = str(self._given("labelCol")) if y is None else None
        warn_of_order(X, y=y, sample_weight=weight)
        given = {"labelCol": y, "weightCol": weight, "validationIndicatorCol": eval_set}
        source, y = self._with_labels(X, y)
        self._require_one_each(source, given)
        left = self._left_out(source.names)
        table = source.fitted(left)
        layout = Layout(source, table, self._said(lambda kind: kind != "category"))
        classes = Classes(y) if self._estimator_type == "classifier" else None
        encoded = y if classes is None else classes.encode(y)
        rows = _frames.Rows(table, encoded, weight, self._outputs(), label)
        _warn_of_names(rows)
        spark = _session.ready()
        estimator = self.copy()
        try:
            if eval_set is not None:
                held, truth = together(*_last_pair(eval_set))
                warn_of_order(held, **{"y of eval_set": truth})
                held, truth = self._with_labels(held, truth)
                held = layout.like(held, type(self).__name__, left, "eval_set")
                rows = rows.validated(held, truth if classes is None else classes.encode(truth))
            params = self._params_in_spark(rows.names, source.categories())
            estimator._names, estimator._noted = rows.given, tuple(dict.fromkeys(noted))
            estimator._facts = source.facts(rows.names)
            estimator._set(**{**params, **rows.outputs, **rows.roles})
            if classes is not None:
                estimator._set(**self._params_by_class(classes))
            model = super(EstimatorStage, estimator).fit(rows.frame(spark))  # type: ignore[misc]
            if classes is not None:
                places = classes.places(_labels(model, rows, spark))
        except ValueError as error:
            by_caller = renamed(error, rows.given)
            if by_caller is error:  # perhaps of a callback
                raise
            raise by_caller from None
        # Nothing of an earlier fit changes where this one fails.
        self.model_ = model
        self.n_features_in_ = table.num_columns
        self._layout = layout
        self._unused = self._unread(layout.names)
        self._spark_columns: Dict[str, str] = rows.names
        if layout.named:
            self.feature_names_in_ = numpy.asarray(layout.names, dtype=object)
        elif hasattr(self, "feature_names_in_"):
            del self.feature_names_in_
        self._durations = classes is None and y.dtype.kind == "m"
        if classes is not None:
            self._classes = classes
            # Of rows that are skipped a model has no classes.
            self.classes_ = classes.values[numpy.sort(places)]
            self._order = numpy.argsort(places)
        return self

    def _require_one_each(self, source: Source, given: Dict[str, Any]) -> None:
        """Checks that no column of X has a role that an argument of fit has, and would be a feature.

        Parameters
        ----------
        given
            arguments by the params that name columns of their roles
        """
        for param, argument in given.items():
            name = self.getOrDefault(param) if self.isSet(param) else None
            if argument is not None and name in source.names:
                raise ValueError(
                    f"X has the column {name!r}, which {param} names, and fit is given"
                    f" {_frames.Rows.ARGUMENTS[param]}: give one of the two"
                )

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
                found = nearest(label, source.names)
                hint = f"; did you mean {found!r}?" if found else ""
                raise ValueError(f"y is not given, and X has no column {label!r} (labelCol){hint}")
            y = source.pop(label)
        elif isinstance(y, str):
            raise ValueError(f"y must hold labels, got {y!r}; for a column of X set labelCol={y!r}, without y")
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

    def _unread_in_fit(self) -> Set[str]:
        """Those of the columns of the last fit that no prediction reads, whatever params are now."""
        return self._unread(self._layout.names) if self._unused is None else self._unused

    def _unread(self, columns: Iterable[str]) -> Set[str]:
        """Those of the columns of a fit that no prediction reads."""
        return self._left_out(columns) | self._roles()

    def _left_out(self, columns: Iterable[str]) -> Set[str]:
        """Those of the columns of a fit that it does not read."""
        chosen = self._given("inputCols")
        names = set(columns) - set(chosen) if chosen else set(self._given("ignoredCols") or ())
        return (names | self._said(lambda kind: kind == "ignore")) - self._roles()

    def _said(self, chosen: Callable[[str], bool]) -> Set[str]:
        """The columns that columnKinds says to be of a kind that is chosen."""
        cells = [cell.rpartition(":") for cell in self._given("columnKinds") or ()]
        return {name for name, _, kind in cells if chosen(kind)}

    def _roles(self) -> Set[Any]:
        return {self._given(param) for param in ("weightCol", "validationIndicatorCol")}


def _labels(model: Any, rows: _frames.Rows, spark: Any) -> Any:
    """The labels of a model; over Connect those in the schema of its predictions, where it has any."""
    told = over_connect() and (model.getProbabilityCol() or model.getRawPredictionCol())
    return model.labelsOf(model.transform(rows.frame(spark))) if told else model.labels


def _warn_of_names(rows: _frames.Rows) -> None:
    """Warns the caller of fit of columns that the model calls otherwise than X does."""
    for name, there in rows.names.items():
        if name != there:
            warn(
                f"model_ and what is exported of it call column {name!r} of X {there!r}: in Spark"
                " names differ by more than the case of letters, and none is empty"
            )
    for param, name in rows.outputs.items():
        warn(
            f"model_ appends {name!r}, as X has a column of the name that {param} has; give evaluators"
            " of Spark this name, and log the model by plateau_spark.mlflow: mlflow.spark would"
            " take the column of X for the prediction"
        )


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
