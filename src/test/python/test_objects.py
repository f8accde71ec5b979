"""Columns of Python objects: what their values are, and which are refused."""

import datetime
import re
import uuid
from decimal import Decimal
from fractions import Fraction
from typing import Any, Dict, List

import numpy
import pandas
import pyarrow
import pytest
from pyspark.ml.linalg import Vectors

from plateau_spark import DataError, TabularClassifier
from plateau_spark._columns import Fitted, converted

QUICK: Dict[str, Any] = {"effort": "quick", "hiddenLayers": [8], "maxIter": 2, "seed": 1}
NUMBERS = numpy.random.default_rng(1).normal(size=60)
LABELS = (NUMBERS > 0).astype(int)


def table(values: List[Any]) -> pandas.DataFrame:
    column = pandas.Series((values * 60)[:60], dtype=object)
    return pandas.DataFrame({"z": column, "x": NUMBERS})


@pytest.mark.parametrize(
    "values",
    [
        [True, 0, 2.5, None],
        [Decimal("1.5"), 2.5, 1],
        [Fraction(1, 2), 1, 2],
        [10**30, 2, 3],
        [numpy.float64(1.5), False, numpy.int64(3)],
    ],
    ids=str,
)
def test_numbers_of_several_types_are_numbers(spark: Any, values: List[Any]) -> None:
    X = table(values)
    expected = TabularClassifier(**QUICK).fit(X.astype(float), LABELS).predict_proba(X.astype(float))
    estimator = TabularClassifier(**QUICK).fit(X, LABELS)
    assert (estimator.predict_proba(X) == expected).all()
    assert (estimator.predict_proba(X.astype(float)) == expected).all()


@pytest.mark.parametrize(
    "time",
    [
        datetime.date(2020, 5, 1),
        datetime.datetime(2020, 5, 1, 7),
        datetime.timedelta(hours=1),
        numpy.datetime64("2020-05-01"),
        numpy.timedelta64(1, "h"),
    ],
)
@pytest.mark.parametrize("number", [0, 44000.5])
def test_numbers_among_times_are_no_times(time: Any, number: Any) -> None:
    """Whichever of them is the first: Arrow would count a number from the first day."""
    for values in ([time, number, None], [number, time, None]):
        column = converted(pandas.Series(values, dtype=object), "at", None)
        assert column.to_pylist() == [None if value is None else str(value) for value in values]


@pytest.mark.parametrize(
    "values",
    [
        [datetime.date(2020, 5, 1), pandas.Timestamp("2020-05-02 07:00")],
        [datetime.date(2020, 5, 1), None, numpy.datetime64("2020-05-02T07:00")],
        [numpy.datetime64("2020-05-01"), numpy.datetime64("2020-05-02T07:00"), numpy.datetime64("NaT")],
        [pandas.NaT, datetime.datetime(2020, 5, 1), datetime.date(2020, 5, 2)],
    ],
    ids=str,
)
def test_dates_among_times_are_times_in_any_order(values: List[Any]) -> None:
    days = [None if pandas.isna(value) else pandas.Timestamp(value) for value in values]
    for order in (1, -1):
        series = pandas.Series(values[::order], dtype=object)
        column = converted(series, "at", None)
        assert column.type == pyarrow.timestamp("us")
        assert column.to_pylist() == days[::order]
        # In a matrix of objects, where the fit had times.
        fitted = Fitted(column.type)
        assert converted(series.to_numpy(), "at", fitted) == column
        assert converted(series, "at", fitted) == column


def test_dates_beyond_all_years_are_texts() -> None:
    values = pandas.Series([numpy.datetime64("20000-01-01"), datetime.date(2020, 5, 1)], dtype=object)
    for fitted in (None, Fitted(pyarrow.timestamp("us"))):
        assert converted(values, "at", fitted).to_pylist() == ["20000-01-01", "2020-05-01"]


def test_periods_of_a_fit_of_times_are_their_first_instants() -> None:
    fitted = Fitted(pyarrow.timestamp("us"))
    values = numpy.array([pandas.Period("2020Q2", "Q"), datetime.date(1000, 1, 1), None], dtype=object)
    days = [datetime.datetime(2020, 4, 1), datetime.datetime(1000, 1, 1), None]
    assert converted(values, "at", fitted).to_pylist() == days
    values = pandas.Series([pandas.Period("1000-02", "M"), pandas.NaT, pandas.Period("9999-12", "M")])
    assert isinstance(values.dtype, pandas.PeriodDtype)
    days = [datetime.datetime(1000, 2, 1), None, datetime.datetime(9999, 12, 1)]
    assert converted(values, "at", None).to_pylist() == days
    assert converted(values, "at", fitted).to_pylist() == days


@pytest.mark.parametrize("unit", ["s", "ms"])
def test_times_beyond_all_microseconds_are_refused(unit: str) -> None:
    far = pyarrow.array([10**17, None], pyarrow.timestamp(unit))
    with pytest.raises(DataError, match='^column "at": expected a date, got a time too far from 1970$'):
        converted(far, "at", None)


def test_uuids_are_their_texts() -> None:
    values = [uuid.UUID(int=1), None, uuid.UUID(int=2**127)]
    column = converted(pandas.Series(values, dtype=object), "id", None)
    assert column.to_pylist() == [value and str(value) for value in values]


def test_vectors_of_spark_are_vectors(spark: Any) -> None:
    lists = [[1.0, 0.0], [0.0, 2.0], None]
    vectors = [Vectors.dense([1, 0]), Vectors.sparse(2, [1], [2]), None]
    expected = converted(pandas.Series(lists, dtype=object), "z", None)
    assert converted(pandas.Series(vectors, dtype=object), "z", None).equals(expected)
    X = table(vectors[:2])
    frame = spark.createDataFrame([(v, float(n)) for v, n in zip(X["z"], X["x"])], ["z", "x"]).toPandas()
    of_lists = TabularClassifier(**QUICK).fit(table(lists[:2]), LABELS).predict_proba(table(lists[:2]))
    assert (TabularClassifier(**QUICK).fit(frame, LABELS).predict_proba(frame) == of_lists).all()


def test_times_of_day_are_those_of_the_first_day(spark: Any) -> None:
    X = table([datetime.time(7, 30), datetime.time(22), None])
    day = datetime.date(1970, 1, 1)
    times = [time and datetime.datetime.combine(day, time) for time in X["z"]]
    expected = TabularClassifier(**QUICK).fit(X.assign(z=pandas.Series(times)), LABELS)
    found = TabularClassifier(**QUICK).fit(X, LABELS)
    assert (found.predict_proba(X) == expected.predict_proba(X.assign(z=pandas.Series(times)))).all()
    assert len(found.predict(X.head(1))) == 1


@pytest.mark.parametrize(
    ("values", "kind"),
    [
        ([b"a", b"b"], "binary"),
        (["a", b"b"], "binary"),
        ([["a"], ["b"]], "list<item: string>"),
        ([{1, 2}, {3}], "set"),
        ([{"a": 1}], "struct<a: int64>"),
        ([1j, 2], "complex"),
        ([numpy.complex64(1j), 2], "complex64"),
        ([b"1", 2], "bytes"),
        ([pandas.DateOffset(months=1), pandas.DateOffset(days=2)], "month_day_nano_interval"),
        ([object(), "a"], "object"),
        ([[1, 2], "a"], "list"),
    ],
)
def test_objects_that_are_no_features_are_refused_unless_ignored(
    spark: Any, values: List[Any], kind: str
) -> None:
    X = table(values)
    message = f'column "z": expected numbers, texts or dates, got {kind}; convert it, or leave it out by ignoredCols or inputCols'
    with pytest.raises(DataError, match=f"^{re.escape(message)}$"):
        TabularClassifier(**QUICK).fit(X, LABELS)
    others = X[["x"]]
    expected = TabularClassifier(**QUICK).fit(others, LABELS, eval_set=(others, LABELS))
    for setting in ({"ignoredCols": ["z"]}, {"columnKinds": ["z:ignore"]}, {"inputCols": ["x"]}):
        estimator = TabularClassifier(**QUICK, **setting)
        for held in (X, others):
            estimator.fit(X, LABELS, eval_set=(held, LABELS))
            for rows in (X, others, others.assign(z=1)):
                assert (estimator.predict_proba(rows) == expected.predict_proba(others)).all()
        assert estimator.n_features_in_ == 2


@pytest.mark.parametrize(
    ("values", "kind"),
    [([1, 2], "bigint"), ([True], "boolean"), ([b"u"], "binary"), ([["u"]], "array<string>")],
    ids=str,
)
def test_objects_that_write_no_text_of_the_fit_are_refused(
    spark: Any, values: List[Any], kind: str
) -> None:
    estimator = TabularClassifier(**QUICK).fit(table(["u", "v", None]), LABELS)
    with pytest.raises(ValueError, match=f'^column "z" must be of type text as in training, got {kind}'):
        estimator.predict(table(values))
    # Rows that hold one such text are read by the texts of their values.
    assert len(estimator.predict(table([1, "u"]))) == 60


def test_validation_rows_that_write_no_text_of_the_fit_are_refused(spark: Any) -> None:
    X = table(["u", "v", None])
    for values, kind in ((1, "int64"), (2.5, "double"), (True, "bool"), (b"u", "binary")):
        message = f'^column "z" of eval_set: expected string, got {kind}; give it the type that it has in the fit$'
        with pytest.raises(DataError, match=message):
            TabularClassifier(**QUICK).fit(X, LABELS, eval_set=(X.assign(z=values), LABELS))
    held = pyarrow.table({"z": pyarrow.array([b"u"] * 60, pyarrow.large_binary()), "x": NUMBERS})
    with pytest.raises(DataError, match='^column "z" of eval_set: expected string, got large_binary'):
        TabularClassifier(**QUICK).fit(X, LABELS, eval_set=(held, LABELS))
    for texts, value, text in ((["1", "u"], 1, "1"), (["true", "u"], True, "true")):
        found, expected = (
            TabularClassifier(**QUICK).fit(table(texts), LABELS, eval_set=(table([held]), LABELS))
            for held in (value, text)
        )
        validation = [each.model_.summary.history["validationLoss"] for each in (found, expected)]
        assert (validation[0] == validation[1]).all()


def test_a_matrix_of_bytes_is_refused(spark: Any) -> None:
    X = numpy.array([[b"1", 2]] * 60, dtype=object)
    with pytest.raises(DataError, match='^column "x0": expected numbers, texts or dates, got bytes; convert it'):
        TabularClassifier(**QUICK).fit(X, LABELS)


def test_integers_beyond_all_doubles_are_texts(spark: Any) -> None:
    X = table([10**400, 2])
    expected = TabularClassifier(**QUICK).fit(X.assign(z=X["z"].map(str)), LABELS)
    found = TabularClassifier(**QUICK).fit(X, LABELS).predict_proba(X)
    assert (found == expected.predict_proba(X.assign(z=X["z"].map(str)))).all()


def test_labels_are_times_of_day_as_beside_X(spark: Any) -> None:
    labels = [datetime.time(7), datetime.time(22)] * 30
    X = pandas.DataFrame({"x": NUMBERS})
    beside = TabularClassifier(**QUICK).fit(X, labels)
    within = TabularClassifier(labelCol="y", **QUICK).fit(X.assign(y=labels))
    assert list(within.classes_) == list(beside.classes_) == labels[:2]
    assert list(within.predict(X)) == list(beside.predict(X))


def test_a_category_may_be_a_tuple(spark: Any) -> None:
    X = pandas.DataFrame({"z": pandas.Categorical([(1, "u"), (2, "v")] * 30), "x": NUMBERS})
    expected = TabularClassifier(**QUICK).fit(X.assign(z=X["z"].map(str)), LABELS)
    assert (TabularClassifier(**QUICK).fit(X, LABELS).classes_ == expected.classes_).all()


def test_all_missing_columns_are_told(spark: Any) -> None:
    X = pandas.DataFrame({f"c{place}": NUMBERS + place for place in range(12)})
    estimator = TabularClassifier(**QUICK).fit(X, LABELS)
    with pytest.raises(ValueError, match="^X has no columns 'c3', 'c5', which were there in fit$"):
        estimator.predict(X.drop(columns=["c3", "c5"]))
    with pytest.raises(ValueError, match="'c1', 'c2', 'c3', 'c4', 'c5', 'c6', 'c7', 'c8', …, which"):
        estimator.predict(X[["c0"]])
