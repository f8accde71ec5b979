"""What a fit, and what reads rows by it, warn of: where the warning points, and what it says."""

import copy
import datetime
import math
import pickle
import re
import threading
import warnings
from decimal import Decimal
from typing import Any, Callable, Dict, List

import numpy
import pandas
import pyarrow
import pytest
from pyspark.ml import Pipeline
from pyspark.ml.feature import StringIndexer
from pyspark.ml.linalg import Vectors

from plateau_spark import (
    DataWarning,
    NeuralNetworkClassifier,
    NeuralNetworkRegressor,
    PlateauError,
    TableEncoder,
    TabularClassifier,
    TabularRegressor,
)
from plateau_spark._fit import Listeners, _Follower

QUICK: Dict[str, Any] = {"effort": "quick", "hiddenLayers": [4], "maxIter": 1, "seed": 1}
NUMBERS = numpy.random.default_rng(1).normal(size=60)
LABELS = (NUMBERS > 0).astype(int)
X = pandas.DataFrame({"x": NUMBERS, "answer": ["yes", "no", "maybe"] * 20, "flag": [True, False] * 30})
ADVICE = "; leave it out by ignoredCols or inputCols where that is right"
LARGE = "one value in all training rows, as numbers, which have 16 digits; kind category tells all digits"


def told(call: Callable[[], Any]) -> List[str]:
    """The warnings of a call, all of which point here."""
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always", DataWarning)
        call()
    of_data = [warning for warning in caught if warning.category is DataWarning]
    assert {warning.filename for warning in of_data} <= {__file__}
    return [str(warning.message) for warning in of_data]


def test_names_may_have_what_ends_a_line_elsewhere(spark: Any) -> None:
    name = "a\u2028b\x85c"
    found = told(lambda: TabularClassifier(**QUICK).fit(X.assign(**{name: 1}), LABELS))
    assert found == [f'column "{name}" is ignored: one value in all training rows{ADVICE}']


def test_a_fit_warns_of_columns_that_it_ignores(spark: Any) -> None:
    table = X.assign(one=1, One=2)
    rows = spark.createDataFrame(X.assign(one=1, label=LABELS))
    expected = f'column "one" is ignored: one value in all training rows{ADVICE}'
    fits: List[Callable[[], Any]] = [
        lambda: TabularClassifier(**QUICK).fit(table.drop(columns="One"), LABELS),
        lambda: TabularClassifier(**QUICK).fit(rows),
        lambda: TabularClassifier(**QUICK).fit(rows, [{}]),
        lambda: TabularRegressor(**QUICK).fit(rows),
        lambda: TableEncoder(ignoredCols=["label"]).fit(rows),
        lambda: Pipeline(stages=[TabularClassifier(**QUICK)]).fit(rows),
    ]
    for fit in fits:
        assert told(fit) == [expected]
    alike = X[["x"]].assign(v=[[1.0, 2.0]] * 60)
    both = 'column "v": 2 of 2 features have one value in all rows and teach nothing: [0, 1]'
    assert told(lambda: TabularClassifier(**QUICK).fit(alike, LABELS)) == [both]
    hashes = X[["x"]].assign(id=numpy.uint64(2**63) + numpy.arange(60, dtype="uint64"))
    (large,) = told(lambda: TabularClassifier(**QUICK).fit(hashes, LABELS))
    assert large == f'column "id" is ignored: {LARGE}{ADVICE}'
    assert told(lambda: TabularClassifier(columnKinds={"id": "category"}, **QUICK).fit(hashes, LABELS)) == []
    # In the names of X, which Spark has another one for.
    both = told(lambda: TabularClassifier(**QUICK).fit(table, LABELS))
    assert both == [expected, expected.replace('"one"', '"One"')]
    assert told(lambda: TabularClassifier(ignoredCols=["one"], **QUICK).fit(rows)) == []


def test_a_fit_warns_of_the_column_that_a_label_was_made_of(spark: Any) -> None:
    indexer = StringIndexer(inputCol="answer", outputCol="index")
    rows = spark.createDataFrame(X)
    (told_of,) = told(lambda: Pipeline(stages=[indexer, TabularClassifier(labelCol="index", **QUICK)]).fit(rows))
    assert told_of.startswith('column "answer" is a feature that tells the label: column "index" has')
    ignoring = TabularClassifier(labelCol="index", ignoredCols=["answer"], **QUICK)
    assert told(lambda: Pipeline(stages=[indexer, ignoring]).fit(rows)) == []


def test_the_summary_keeps_the_warnings(spark: Any) -> None:
    estimator = TabularClassifier(**QUICK)
    message = 'column "y": all rows have the same class, which the model predicts for all rows'
    assert told(lambda: estimator.fit(X, ["a"] * 60)) == [message]
    for summary in (estimator.model_.summary, estimator.model_.copy().summary):
        assert summary.warnings == pickle.loads(pickle.dumps(summary)).warnings == [message]
    assert message.replace('"', "&quot;") in summary._repr_html_()
    assert estimator.fit(X, LABELS).model_.summary.warnings == []


def test_threads_warn_of_their_own_fits(spark: Any) -> None:
    found: Dict[str, List[str]] = {}

    def fit(name: str) -> None:
        estimator = TabularClassifier(**QUICK).fit(X.assign(**{name: 1}), LABELS)
        found[name] = estimator.model_.summary.warnings

    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DataWarning)
        threads = [threading.Thread(target=fit, args=(name,)) for name in ("a", "b")]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert {name: len(each) for name, each in found.items()} == {"a": 1, "b": 1}
    assert all(f'column "{name}" is ignored' in each[0] for name, each in found.items())


@pytest.mark.parametrize(
    ("column", "values", "message"),
    [
        ("answer", [" yes", "no"], None),
        ("answer", [" yes", " no"], "60 of 60 values are of no category of the fit, such as ' yes', which is 'yes' there"),
        ("answer", ["YES", "no ", "no"], "40 of 60 values .*, such as 'YES', which is 'yes' there; write it alike"),
        ("answer", ["oui", "non"], "60 of 60 values .*, such as 'oui'; is it the right column"),
        ("answer", [None, "oui"], "30 of 30 values"),
        ("answer", [None], None),
        ("flag", [0, 1], None),
        ("flag", [1.0, None], None),
        ("flag", [Decimal("1.00"), Decimal("0.00")], None),
        ("flag", [-0.0, 1.0], None),
        ("flag", ["True", " no "], None),
        ("flag", [2, 3], "60 of 60 values are neither 0 nor 1, as the booleans of the fit are, such as '2'; is it"),
        ("flag", [2.5, 1.5, 1], "40 of 60 values are neither 0 nor 1, .* such as '2.5'"),
    ],
    ids=str,
)
def test_values_that_the_fit_did_not_have_are_told(
    spark: Any, column: str, values: List[Any], message: Any
) -> None:
    estimator = TabularClassifier(**QUICK).fit(X, LABELS)
    later = X.assign(**{column: (values * 60)[:60]})
    for each in (estimator, pickle.loads(pickle.dumps(estimator))):
        found = told(lambda: each.predict_proba(later))
        assert found == told(lambda: each.predict(later.to_numpy()))
        assert len(found) == (message is not None)
        for warning in found:
            assert warning.startswith(f'column "{column}" of X: ') and re.search(message, warning)


def test_new_values_that_may_be_right_are_not_told(spark: Any) -> None:
    days = pandas.Series([f"2020-01-{1 + place % 9:02}" for place in range(60)])
    table = X.assign(day=days, code=["7", "8"] * 30, name=[f"person {place}" for place in range(60)], one="u")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DataWarning)
        estimator = TabularClassifier(ignoredCols=["answer"], **QUICK).fit(table, LABELS)
    later = table.assign(day="2021-03-04", code="9", name="somebody", one="v", answer="oui")
    assert told(lambda: estimator.predict(later)) == []
    # One row may be of a new category, and is seldom padded by intent.
    estimator = TabularClassifier(**QUICK).fit(X, LABELS)
    assert told(lambda: estimator.predict(X.head(1).assign(answer="oui"))) == []
    assert len(told(lambda: estimator.predict(X.head(1).assign(answer="yes ")))) == 1


def test_numbers_and_dates_that_are_texts_are_not_told(spark: Any) -> None:
    """Java reads them without the spaces around them, and whatever they are."""
    days = [f"2020-01-{1 + place % 9:02}" for place in range(60)]
    table = X.assign(day=days, code=["7", "8"] * 30, word=["1", "x", "y"] * 20)
    later = table.assign(day=[" " + day for day in days], code=" 7", word="u")
    estimator = TabularClassifier(columnKinds={"word": "number"}, **QUICK).fit(table, LABELS)
    assert told(lambda: estimator.predict(later)) == []
    estimator = TabularClassifier(columnKinds={"word": "category"}, **QUICK).fit(table, LABELS)
    (found,) = told(lambda: estimator.predict(later))
    assert found.startswith('column "word" of X: 60 of 60 values are of no category of the fit, such as \'u\'')


def test_numbers_that_are_missing_do_not_count(spark: Any) -> None:
    estimator = TabularClassifier(**QUICK).fit(X, LABELS)
    table = pyarrow.Table.from_pandas(X)
    place = table.schema.get_field_index("flag")
    for values in ([math.nan, math.nan, 1.0], [None, math.nan, 0.0]):
        later = table.set_column(place, "flag", pyarrow.array(values * 20, from_pandas=False))
        assert told(lambda: estimator.predict(later)) == []


def test_texts_that_look_like_booleans_are_told_as_texts(spark: Any) -> None:
    table = X.assign(bit=["0", "1"] * 30)
    estimator = TabularClassifier(columnKinds=["bit:category"], **QUICK).fit(table, LABELS)
    assert told(lambda: estimator.predict(table.assign(bit="2"))) == []
    # Numbers of six digits alike are told by themselves.
    flags = [1.0000001, 1.0000002, 1] * 20
    (found,) = told(lambda: estimator.predict(table.assign(flag=flags)))
    assert "40 of 60 values are neither 0 nor 1" in found and "such as '1.0000001'" in found


def test_names_of_people_are_no_categories(spark: Any) -> None:
    """As in Java, where missing values do not count."""
    texts = [chr(65 + place % 26) * (1 + place // 26) for place in range(55)]
    table = pandas.concat([X, X]).reset_index(drop=True).assign(name=texts + [None] * 65)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DataWarning)
        estimator = TabularClassifier(**QUICK).fit(table, [0, 1] * 60)
    assert told(lambda: estimator.predict(table.assign(name="nobody"))) == []


def test_indexes_of_other_levels_are_no_order(spark: Any) -> None:
    levels = pandas.MultiIndex.from_arrays([range(60), ["a"] * 60])
    for index in (range(60, 0, -1), [f"row {place}" for place in range(60)]):
        y = pandas.Series(LABELS, index=index)
        assert told(lambda: TabularClassifier(**QUICK).fit(X.set_index(levels), y)) == []


def test_a_warning_that_is_an_error_ends_the_fit_at_once(spark: Any) -> None:
    epochs: List[Any] = []
    estimator = TabularClassifier(hiddenLayers=[64, 64], maxIter=2000, patience=2000)
    estimator.setCallbacks(lambda epoch: epochs.append(epoch["epoch"]))
    with warnings.catch_warnings():
        warnings.simplefilter("error", DataWarning)
        with pytest.raises(DataWarning, match='column "one" is ignored'):
            estimator.fit(X.assign(one=1), LABELS)
    assert len(epochs) < 1000


def test_a_warning_that_is_an_error_hides_no_other(spark: Any) -> None:
    def fail(epoch: Dict[str, Any]) -> None:
        raise ZeroDivisionError

    follower = _Follower(Done(), Lines(['{"event":"epoch","epoch":1,"metrics":{}}'], ['{"event":"warning","message":"m"}']), Listeners((), (fail,)))
    with warnings.catch_warnings():
        warnings.simplefilter("error", DataWarning)
        with pytest.raises(ZeroDivisionError):
            follower.run()
    assert follower.warnings == ["m"]


class Done:
    """Work of two looks."""

    def __init__(self) -> None:
        self.looks = 0

    def start(self) -> None:
        pass

    def done(self, seconds: float) -> bool:
        self.looks += 1
        return self.looks > 1

    def error(self) -> None:
        return None

    def cancel(self) -> None:
        pass


class Lines:
    """A watch that tells lines, some at each poll."""

    seconds = 0.0

    def __init__(self, *polls: List[str]) -> None:
        self.polls = list(polls)

    def poll(self) -> List[str]:
        return self.polls.pop(0)

    def stop(self) -> None:
        pass


def test_pixels_that_are_alike_are_no_warning(spark: Any) -> None:
    rows = spark.createDataFrame([(Vectors.dense([n, 0.0]), float(n > 0)) for n in NUMBERS], ["features", "label"])
    assert told(lambda: NeuralNetworkClassifier(maxIter=1).fit(rows)) == []


def test_validation_rows_are_told_alike(spark: Any) -> None:
    held = X.assign(answer=" " + X["answer"])
    estimator = TabularClassifier(**QUICK)
    found = told(lambda: estimator.fit(X, LABELS, eval_set=(held, LABELS)))
    assert estimator.model_.summary.warnings == found
    assert len(found) == 1 and "such as ' yes'" in found[0]
    assert found[0].startswith('column "answer" of eval_set: ')


def test_times_with_and_without_a_zone_are_told(spark: Any) -> None:
    naive = [datetime.datetime(2020, 1, 1) + datetime.timedelta(place) for place in range(60)]
    zone = datetime.timezone(datetime.timedelta(hours=5))
    aware = [time.replace(tzinfo=zone) for time in naive]
    mixed = [*naive[:30], *aware[30:]]
    message = 'column "t" has times with a zone and others without, which are read as UTC; give all of them a zone, or none'
    for values, expected in (
        (naive, []),
        (aware, []),
        ([pandas.NaT, *aware[1:]], []),
        (mixed, [message]),
        ([pandas.Timestamp(time) for time in mixed], [message]),
    ):
        table = X.assign(t=pandas.Series(values, dtype=object))
        estimator = TabularClassifier(**QUICK)
        assert told(lambda: estimator.fit(table, LABELS)) == estimator.model_.summary.warnings == expected


def test_an_index_in_another_order_is_told(spark: Any) -> None:
    shuffled = pandas.Series(LABELS).sample(frac=1, random_state=1)
    estimator = TabularClassifier(**QUICK)
    message = "y has the index of X in another order; rows are taken by their places, as in scikit-learn: reorder by .loc[X.index]"
    for call in (lambda: estimator.fit(X, shuffled), lambda: estimator.score(X, shuffled)):
        (found,) = told(call)
        assert found.startswith(message)
    weights = pandas.Series(1.0, index=shuffled.index)
    assert told(lambda: estimator.fit(X, LABELS, sample_weight=weights))[0].startswith("sample_weight has the")
    (found,) = told(lambda: estimator.fit(X, LABELS, eval_set=(X, shuffled)))
    assert found.startswith("y of eval_set has the index of X in another order")
    both = told(lambda: estimator.fit(X.assign(one=1), shuffled))
    assert [each[:12] for each in both] == ["y has the in", 'column "one"']
    assert estimator.model_.summary.warnings == both
    for labels in (pandas.Series(LABELS), pandas.Series(LABELS, index=range(100, 160)), list(LABELS)):
        assert told(lambda: estimator.fit(X, labels)) == []


def test_summaries_are_copied_and_pickled(spark: Any) -> None:
    rows = spark.createDataFrame(X.assign(label=LABELS))
    model = TabularClassifier(**QUICK).fit(rows)
    for summary in (model.summary, model.evaluate(rows)):
        for copied in (copy.copy(summary), copy.deepcopy(summary)):
            assert copied.accuracy == summary.accuracy and copied.predictions.count() == 60
    summary, measures = (
        pickle.loads(pickle.dumps(pickle.loads(pickle.dumps(each)))) for each in (model.summary, model.evaluate(rows))
    )
    assert repr(summary) == repr(model.summary) and repr(measures) == repr(model.evaluate(rows))
    assert summary.history.equals(model.summary.history)
    assert list(summary.objectiveHistory) == list(model.summary.objectiveHistory)
    assert summary.totalIterations == model.summary.totalIterations
    assert summary._repr_html_() == model.summary._repr_html_()
    assert measures.accuracy == model.summary.accuracy
    assert measures.weightedFMeasure() == model.summary.weightedFMeasure()
    for call in (lambda: summary.accuracy, lambda: measures.predictions, lambda: measures.weightedFMeasure(2.0)):
        with pytest.raises(PlateauError, match="is not in the pickle of a summary, .* or save the model, and load and evaluate"):
            call()
    numbers = TabularRegressor(**QUICK).fit(rows).evaluate(rows)
    assert pickle.loads(pickle.dumps(numbers)).r2 == numbers.r2
    assert repr(model.summary.report()).endswith("characters of HTML; save(path) writes them")


def test_measures_of_vectors_are_pickled(spark: Any) -> None:
    rows = spark.createDataFrame([(Vectors.dense([n]), Vectors.dense([n, -n])) for n in NUMBERS], ["features", "label"])
    measures = NeuralNetworkRegressor(maxIter=1).fit(rows).evaluate(rows)
    kept = pickle.loads(pickle.dumps(measures))
    assert repr(kept) == repr(measures) == "RegressionSummary: of vectors; see predictions"
    with pytest.raises(PlateauError, match="^there is no r2 of vectors"):
        kept.r2
