"""Columns of X: their types, gaps, names and places, in a fit, its eval_set and predictions."""

import datetime
import pickle
import warnings
from copy import copy
from decimal import Decimal
from pathlib import Path
from typing import Any, Dict, List

import numpy
import onnxruntime
import pandas
import polars
import pyarrow
import pytest
from pyspark.ml.linalg import Vectors

import plateau_spark
import plateau_spark.mlflow
from plateau_spark import (
    NeuralNetworkClassifier,
    NeuralNetworkRegressor,
    TableEncoder,
    TabularClassifier,
    TabularRegressor,
)
from plateau_spark._labels import durations_of

QUICK: Dict[str, Any] = {"effort": "quick", "hiddenLayers": [8], "maxIter": 2, "seed": 1}
NUMBERS = numpy.random.default_rng(1).normal(size=60)
LABELS = (NUMBERS > 0).astype(int)
KINDS = pandas.DataFrame(
    {
        "number": NUMBERS,
        "count": range(60),
        "text": ["u", "v", "w"] * 20,
        "day": pandas.Timestamp("2020-01-01") + pandas.to_timedelta(range(60), "D"),
        "flag": [True, False, None] * 20,
    }
)


def objects(values: List[Any]) -> Any:
    return pandas.Series((values * 60)[:60], dtype=object)


def losses(estimator: Any) -> List[float]:
    return list(estimator.model_.summary.history["validationLoss"])


@pytest.mark.parametrize(
    "values",
    [
        [True, False, "unknown"],
        [1.0, 2.0, "X"],
        [1e20, 2.5, "X"],
        [datetime.date(2020, 1, 1), datetime.date(2020, 1, 2), "never"],
        ["01", "02", "A"],
        [Decimal("9007199254740993.25"), Decimal("9007199254740993.5"), "X"],
    ],
    ids=str,
)
@pytest.mark.parametrize("matrix", [False, True])
def test_a_row_is_read_alike_among_any_others(spark: Any, values: List[Any], matrix: bool) -> None:
    table = pandas.DataFrame({"z": objects(values), "x": NUMBERS})
    X = table.to_numpy() if matrix else table
    y = (table["z"].map(str) == str(values[0])).astype(int)
    estimator = TabularClassifier(**{**QUICK, "maxIter": 8}).fit(X, y)
    together = estimator.predict_proba(X)
    for value in values:
        alone = (table["z"] == value).to_numpy()
        # BLAS rounds by the number of rows, which values that are read otherwise are far beyond.
        numpy.testing.assert_allclose(estimator.predict_proba(X[alone]), together[alone], rtol=1e-5)
    plain = plateau_spark.mlflow.Predictor(estimator.model_)
    if not matrix and "01" not in values:
        typed = table[table["z"] != values[2]]
        found = numpy.stack(plain.predict(typed)["probability"])
        found /= found.sum(axis=1, keepdims=True)
        numpy.testing.assert_allclose(found, together[typed.index], rtol=1e-5)


def test_short_floats_are_known_among_long_ones(spark: Any) -> None:
    X = pandas.DataFrame({"x": numpy.array([0.1, 0.2, 3] * 20, "float32"), "z": NUMBERS})
    estimator = TabularClassifier(**QUICK, columnKinds=["x:category"]).fit(X, LABELS)
    expected = estimator.predict_proba(X)
    for same in (X.astype(object), X.astype(float), X.to_numpy(), X.to_numpy(dtype=object).tolist()):
        assert (estimator.predict_proba(same) == expected).all()
    # A number that no short float holds is a large one.
    numbers = TabularClassifier(**QUICK).fit(X, LABELS)
    assert len(numbers.predict(X.assign(x=1e39))) == 60
    # One does not change how others are read.
    one = X.astype(float)
    one.loc[0, "x"] = -1e39
    assert (estimator.predict_proba(one)[1:] == expected[1:]).all()
    assert (numbers.predict_proba(one)[1:] == numbers.predict_proba(X)[1:]).all()


@pytest.mark.parametrize("gap", [None, pandas.NA, pandas.NaT, numpy.nan], ids=str)
def test_a_column_of_gaps_alone_is_read_as_each_gap_is(spark: Any, gap: Any) -> None:
    estimator = TabularClassifier(**QUICK).fit(KINDS, LABELS)
    loaded = plateau_spark.mlflow.Predictor(estimator.model_)
    for name in KINDS:
        row = {**KINDS.iloc[0].to_dict(), name: gap}
        among = pandas.concat([KINDS.head(1)] * 2, ignore_index=True).astype({"count": float})
        among.loc[0, name] = None
        expected = estimator.predict_proba(among)[0]
        assert (estimator.predict_proba(pandas.DataFrame([row])) == expected).all(), name
        found = loaded.predict(pandas.DataFrame([row]))["probability"][0]
        assert (found / found.sum() == expected).all(), name


def test_the_last_pair_of_an_eval_set_chooses_the_epoch(spark: Any) -> None:
    pairs = [(KINDS[:40], LABELS[:40]), (KINDS[40:], LABELS[40:])]
    last = TabularClassifier(**QUICK).fit(*pairs[0], eval_set=pairs[1])
    assert losses(TabularClassifier(**QUICK).fit(*pairs[0], eval_set=pairs)) == losses(last)
    estimator = TabularClassifier(**QUICK)
    for wrong in ([], tuple(pairs), (pairs[0],), (KINDS,), KINDS, [KINDS, [0, 1]], "valid"):
        with pytest.raises(ValueError, match=r"^eval_set must be \(X, y\), or a list of such pairs"):
            estimator.fit(KINDS, LABELS, eval_set=wrong)


def test_validation_rows_take_the_types_of_the_training_rows(spark: Any) -> None:
    days = KINDS["day"].dt.date
    for train, held, same in (
        ({"number": NUMBERS}, {"number": None}, {"number": numpy.nan}),
        ({"text": objects([1, "u", 2.5])}, {"text": 1}, {"text": objects(["1"])}),
        ({"day": KINDS["day"]}, {"day": days}, {"day": KINDS["day"]}),
        ({"day": days}, {"day": KINDS["day"]}, {"day": days}),
        ({"flag": True}, {"flag": 1}, {"flag": True}),
        ({"count": range(60)}, {"count": 0.5}, {"count": objects([0.5])}),
    ):
        X = KINDS.assign(**train)
        expected = TabularClassifier(**QUICK).fit(X, LABELS, eval_set=(X.assign(**same), LABELS))
        found = TabularClassifier(**QUICK).fit(X, LABELS, eval_set=(X.assign(**held), LABELS))
        assert losses(found) == losses(expected)
    yes = TabularClassifier(**QUICK).fit(KINDS, LABELS == 1, eval_set=(KINDS, LABELS))
    assert losses(yes) == losses(
        TabularClassifier(**QUICK).fit(KINDS, LABELS == 1, eval_set=(KINDS, LABELS == 1))
    )
    estimator = TabularClassifier(**QUICK)
    hidden = KINDS.rename(columns={"number": "prediction"})
    with pytest.raises(plateau_spark.DataError) as error:
        estimator.fit(hidden, LABELS, eval_set=(hidden.assign(prediction="u"), LABELS))
    assert str(error.value).startswith('column "prediction" of eval_set: expected double, got string; give')
    with pytest.raises(plateau_spark.DataError, match="expected bool, got int64"):
        estimator.fit(KINDS, LABELS, eval_set=(KINDS.assign(flag=2), LABELS))
    with pytest.raises(ValueError, match="the label 2 is not among those of the training rows"):
        estimator.fit(KINDS, LABELS == 1, eval_set=(KINDS, LABELS + 1))


def test_params_name_the_columns_of_x(spark: Any) -> None:
    X = pandas.DataFrame({"prediction": NUMBERS, "a": NUMBERS, "A": KINDS["text"], "b:c": NUMBERS})
    ignoring = TabularClassifier(ignoredCols=["prediction"], **QUICK).fit(X, LABELS)
    others = X.drop(columns="prediction")
    expected = TabularClassifier(**QUICK).fit(others.set_axis(["x", "y", "z"], axis=1), LABELS)
    named = expected.predict_proba(others.set_axis(["x", "y", "z"], axis=1))
    assert ignoring.predict_proba(others) == pytest.approx(named, abs=1e-6)
    chosen = TabularClassifier(inputCols=["A"], **QUICK).fit(X, LABELS)
    assert chosen.predict_proba(X[["A"]]).shape == (60, 2)
    kinds = TabularClassifier(columnKinds=["A:ignore", "b:c:category"], **QUICK).fit(X, LABELS)
    assert (kinds.predict_proba(X.assign(A="?")) == kinds.predict_proba(X)).all()
    weight = {"prediction": [1.0, 0.0] * 30}
    weighted = TabularClassifier(weightCol="prediction", **QUICK).fit(X.assign(**weight), LABELS)
    assert weighted.model_.summary.rows == 30
    with pytest.raises(ValueError, match='did you mean "prediction".; there are: prediction, a, A,'):
        TabularClassifier(ignoredCols=["predictio"], **QUICK).fit(X, LABELS)
    with pytest.raises(plateau_spark.DataError, match='^column "A" is missing'):
        strict = TabularClassifier(missing="error", **QUICK).fit(X, LABELS)
        strict.predict(X.assign(A=None))


def test_predictions_follow_from_the_fit_alone(spark: Any) -> None:
    estimator = TabularClassifier(ignoredCols=["flag"], **QUICK).fit(KINDS, LABELS)
    expected = estimator.predict_proba(KINDS)
    estimator.set_params(ignoredCols=["text", "number"])
    assert (estimator.predict_proba(KINDS) == expected).all()
    estimator.set_params(ignoredCols=None, inputCols=["count"], weightCol="day")
    assert (estimator.predict_proba(KINDS.drop(columns="flag")) == expected).all()
    assert (pickle.loads(pickle.dumps(estimator)).predict_proba(KINDS) == expected).all()
    with pytest.raises(ValueError, match="has no column 'text', which was there in fit"):
        estimator.predict(KINDS.drop(columns="text"))


def test_a_model_has_the_names_of_x(spark: Any, tmp_path: Path) -> None:
    names = ["prediction", "Probability", "rawprediction", "prediction_", "spread", "label", "own"]
    X = pandas.DataFrame(numpy.random.default_rng(2).normal(size=(60, 7)), columns=names)
    X["prediction"] += 2 * LABELS
    settings = {**QUICK, "members": 2, "predictionSpreadCol": "spread", "probabilityCol": "own"}
    others = X.set_axis([*"abcdefg"], axis=1)
    plain = TabularClassifier(**QUICK, members=2).fit(others, LABELS)
    expected = plain.predict_proba(others)
    estimator = TabularClassifier(**settings)
    before = estimator.get_params()
    estimator.fit(X, LABELS, sample_weight=numpy.ones(60), eval_set=(X, LABELS))
    with pytest.warns(UserWarning, match="model_ appends '") as told:
        estimator.fit(X, LABELS)
    assert [str(each.message).split("'")[1] for each in told] == [
        "prediction__",
        "own_",
        "rawPrediction_",
        "spread_",
    ]
    assert estimator.get_params() == before and before["probabilityCol"] == "own"
    assert estimator.model_.getPredictionCol() == "prediction__"
    assert TabularClassifier(**settings).fit(X[["label"]], LABELS).model_.getProbabilityCol() == "own"
    loaded = copy(estimator)
    estimator.model_.save((tmp_path / "model").as_uri())
    loaded.model_ = plateau_spark.load((tmp_path / "model").as_uri())
    for each in (estimator, loaded, pickle.loads(pickle.dumps(estimator))):
        assert (each.predict_proba(X) == expected).all()
        assert (each.predict(X) == plain.predict(others)).all()
        found = plateau_spark.mlflow.Predictor(each.model_).predict(X)
        assert list(found) == ["prediction__", "own_"]
        found = numpy.stack(found["own_"])
        assert (found / found.sum(axis=1, keepdims=True) == expected).all()
    jvm: Any = spark.sparkContext._jvm
    scorer = jvm.io.plateau.score.Scorer.load(jvm.java.io.File(str(tmp_path / "model")).toPath())
    row = jvm.java.util.HashMap()
    for name in names:
        row.put(name, float(X[name].iloc[0]))
    score = scorer.score(row)
    assert list(score.missing()) == []
    assert list(score.probabilities()) == pytest.approx(expected[0], abs=1e-6)
    estimator.model_.exportOnnx((tmp_path / "model.onnx").as_uri())
    graph = onnxruntime.InferenceSession(tmp_path / "model.onnx")
    assert [each.name for each in graph.get_inputs()] == names
    regressor = TabularRegressor(**QUICK).fit(X, NUMBERS)
    assert regressor.model_.getPredictionCol() == "prediction__" and len(regressor.predict(X)) == 60


def test_names_that_spark_cannot_tell_apart_are_told(spark: Any) -> None:
    X = pandas.DataFrame({"int": NUMBERS, "Int": NUMBERS})
    with pytest.warns(UserWarning, match="call column 'Int' of X 'Int_': in Spark names differ by"):
        TabularClassifier(**QUICK).fit(X, LABELS)


def test_outputs_of_one_name_are_refused(spark: Any) -> None:
    estimator = TabularClassifier(**QUICK, predictionCol="out", probabilityCol="out")
    with pytest.raises(ValueError, match="^Column out already exists"):
        estimator.fit(KINDS, LABELS)


def test_columns_without_names_are_found_by_their_places(spark: Any) -> None:
    X = KINDS[["number", "count"]].astype(float)
    turned = X.rename(columns={"number": "x1", "count": "x0"})
    for given in (X.to_numpy(), pandas.DataFrame(X.to_numpy())):
        estimator = TabularClassifier(**QUICK).fit(given, LABELS, eval_set=(given, LABELS))
        expected = estimator.predict_proba(given)
        for named in (X, turned, polars.from_pandas(X), pyarrow.Table.from_pandas(X)):
            with pytest.warns(UserWarning, match="^X has feature names, but TabularClassifier was"):
                assert (estimator.predict_proba(named) == expected).all()
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            assert (estimator.predict_proba(X.to_numpy()) == expected).all()
        with pytest.warns(UserWarning, match="fitted without feature names"):
            estimator.fit(given, LABELS, eval_set=(X, LABELS))
    estimator = TabularClassifier(**QUICK).fit(X, LABELS)
    expected = estimator.predict_proba(X)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert (estimator.predict_proba(X[["count", "number"]]) == expected).all()
    for unnamed in (X.to_numpy(), pandas.DataFrame(X.to_numpy())):
        with pytest.warns(UserWarning, match="^X does not have valid feature names, but Tab") as told:
            assert (estimator.predict_proba(unnamed) == expected).all()
            estimator.score(unnamed, LABELS)
        assert [each.filename for each in told] == [__file__] * 2


def test_columns_of_any_type_are_numbers_texts_or_dates_or_refused(spark: Any) -> None:
    bins = pandas.cut(pandas.Series([*NUMBERS[:-1], numpy.nan]), 3)
    X = pandas.DataFrame(
        {
            "bin": bins,
            "interval": pandas.arrays.IntervalArray(bins),
            "month": pandas.period_range("2020-01", periods=60, freq="M"),
            "quarter": pandas.Categorical(pandas.period_range("2020-01", periods=4, freq="Q").repeat(15)),
            "column_names": NUMBERS,
            "columns": pandas.arrays.SparseArray(LABELS),
        }
    )
    texts = X.astype({"columns": int}).assign(
        bin=bins.map(str, na_action="ignore").astype(object),
        interval=bins.map(str, na_action="ignore").astype(object),
        month=X["month"].dt.to_timestamp(),
        quarter=X["quarter"].map(str).astype(str),
    )
    estimator = TabularClassifier(**QUICK).fit(X, LABELS)
    assert (estimator.predict_proba(X) == estimator.predict_proba(texts)).all()
    lazy = polars.LazyFrame({"a": NUMBERS, "b": ["u", "v"] * 30})
    regressor = TabularRegressor(**QUICK).fit(lazy, NUMBERS)
    assert (regressor.predict(lazy) == regressor.predict(lazy.collect())).all()
    for odd in (pyarrow.array([{"a": 1}] * 60), pyarrow.ExtensionArray.from_pandas(X["month"])):
        with pytest.raises(plateau_spark.DataError, match='^column "b": expected numbers, texts') as e:
            estimator.fit(pyarrow.table({"b": odd}), LABELS)
        assert e.value.column == "b"


def test_durations_have_one_unit(spark: Any) -> None:
    hours = pandas.Series(pandas.to_timedelta(range(60), unit="h").astype("timedelta64[ns]"))
    estimator = TabularRegressor(**QUICK).fit(pandas.DataFrame({"d": hours}), NUMBERS)
    expected = estimator.predict(pandas.DataFrame({"d": hours}))
    for unit in ("s", "ms", "us"):
        other = pandas.DataFrame({"d": hours.astype(f"timedelta64[{unit}]")})
        assert (estimator.predict(other) == expected).all(), unit
    one = pandas.DataFrame([{"d": datetime.timedelta(hours=7)}])
    assert estimator.predict(one)[0] == expected[7]


def test_durations_and_periods_of_a_matrix_are_those_of_the_fit(spark: Any) -> None:
    hours = pandas.Series(pandas.to_timedelta(range(60), unit="h").astype("timedelta64[s]"))
    months = pandas.Series(pandas.period_range("2020-01", periods=60, freq="M"))
    X = pandas.DataFrame({"text": ["u"] * 60, "hours": hours, "month": months})
    X.loc[7, ["hours", "month"]] = pandas.NaT
    estimator = TabularRegressor(**QUICK).fit(X, NUMBERS)
    expected = estimator.predict(X)
    matrix = X.to_numpy()
    assert [type(value) for value in matrix[1, 1:]] == [pandas.Timedelta, pandas.Period]
    mixed = [[text, numpy.timedelta64(i, "h"), month] for i, (text, _, month) in enumerate(matrix.tolist())]
    mixed[5][1] = datetime.timedelta(hours=5)
    mixed[7][1] = numpy.timedelta64("NaT")
    for rows in (matrix, matrix.tolist(), mixed):
        assert (estimator.predict(rows) == expected).all()


@pytest.mark.parametrize("zone", [None, "Asia/Tokyo"])
def test_times_are_the_same_in_sessions_of_all_zones(spark: Any, zone: Any) -> None:
    """Those without a zone are what they show, others what a clock in the zone of the fit shows."""
    hours = pandas.Series(pandas.date_range("2020-01-01", periods=60, freq="7h", tz=zone))
    table = pandas.DataFrame({"at": hours})
    key = "spark.sql.session.timeZone"
    before = spark.conf.get(key)
    try:
        spark.conf.set(key, "Europe/Berlin")
        estimator = TabularRegressor(**QUICK).fit(table, hours.dt.hour)
        expected = estimator.predict(table)
        spark.conf.set(key, "America/New_York")
        assert (estimator.predict(table) == expected).all()
        shown = hours.dt.tz_convert("Europe/Berlin").dt.tz_localize(None) if zone else hours
        assert (estimator.predict(pandas.DataFrame({"at": shown})) == expected).all()
    finally:
        spark.conf.set(key, before)


def test_matrices_of_types_that_arrow_has_not_are_read(spark: Any) -> None:
    days = numpy.arange("2020-01-01", "2020-03-01", dtype="datetime64[D]").reshape(60, 1)
    daily = TabularRegressor(**QUICK).fit(days, NUMBERS)
    expected = daily.predict(days)
    for unit in ("h", "m"):
        assert (daily.predict(days.astype(f"datetime64[{unit}]")) == expected).all(), unit
    numbers = numpy.array(NUMBERS, float).reshape(60, 1)
    real = TabularRegressor(**QUICK).fit(numbers.astype(numpy.longdouble), NUMBERS)
    assert (real.predict(numbers.astype(numpy.longdouble)) == real.predict(numbers)).all()
    with pytest.raises(plateau_spark.DataError, match=r"texts or dates, got datetime64\[ps\];"):
        TabularRegressor(**QUICK).fit(numpy.zeros((60, 1), "datetime64[ps]"), NUMBERS)
    hashed = pandas.DataFrame({"id": numpy.arange(60, dtype="uint64") << 58})
    TabularRegressor(**QUICK).fit(hashed, NUMBERS)


def test_errors_of_all_calls_are_one_line(spark: Any, vectors: Any) -> None:
    network = NeuralNetworkClassifier(maxIter=1, hiddenLayers=[2]).fit(vectors)
    number = NeuralNetworkRegressor(maxIter=1, hiddenLayers=[2]).fit(vectors)
    rows = spark.createDataFrame(KINDS[["number", "text"]])
    encoder = TableEncoder(inputCols=["nmber"])
    wide = Vectors.dense([1.0, 2.0, 3.0])
    for call, kind, message in (
        (lambda: encoder.fit(rows), ValueError, r'column "nmber" \(inputCols\) does not exist; did you mean'),
        (lambda: network.predict(wide), ValueError, "expected a vector of width 2, got width 3"),
        (lambda: network.predictProbability(wide), ValueError, "expected a vector of width 2"),
        (lambda: number.predict(wide), ValueError, "expected a vector of width 2"),
        (lambda: network.evaluate(vectors.drop("features")).accuracy, ValueError, "features"),
        (lambda: network.predict([1.0, 2.0]), TypeError, "^predict takes a vector of .*, got list; Vec"),
        (lambda: number.predict(numpy.ones(2)), TypeError, "^predict takes a vector of .*, got ndarray"),
        (lambda: network.predictRaw(None), TypeError, "^predictRaw takes a vector of .*, got NoneType"),
    ):
        with pytest.raises(kind, match=message) as error:
            call()
        assert type(error.value) in (kind, plateau_spark.DataError)
        assert "\n" not in str(error.value) and error.value.__cause__ is None


def test_what_only_spark_holds_is_told(spark: Any, vectors: Any) -> None:
    table = KINDS[["number", "count"]]
    message = "takes a Spark DataFrame, got .*spark.createDataFrame, or fit TabularClassifier or Tab"
    for stage in (NeuralNetworkClassifier(), NeuralNetworkRegressor(), TableEncoder(ignoredCols=[])):
        with pytest.raises(TypeError, match=f"^{type(stage).__name__} {message}"):
            stage.fit(table, LABELS)
    with pytest.raises(TypeError, match="^TableEncoderModel .* got pandas.DataFrame; make one by spark.createDataFrame$"):
        TableEncoder(ignoredCols=[]).fit(spark.createDataFrame(table)).transform(table)
    rows = spark.createDataFrame(table.assign(label=LABELS))
    tabular = TabularClassifier(**QUICK)
    assert tabular.fit(dataset=rows, params={tabular.maxIter: 1}).summary.totalIterations == 1
    (model,) = tabular.fit(rows, params=[{tabular.maxIter: 1}])
    assert model.summary.totalIterations == 1
    with pytest.raises(TypeError, match="params are for a Spark DataFrame"):
        tabular.fit(table, LABELS, params={})


def test_dates_of_a_matrix_are_dates_where_those_of_the_fit_are(spark: Any) -> None:
    X = KINDS[["number", "day"]].copy()
    X.loc[7, "day"] = pandas.NaT
    for table in (X, X.assign(day=X["day"].dt.date), X.assign(day=X["day"].dt.tz_localize("UTC"))):
        estimator = TabularRegressor(**QUICK).fit(table, NUMBERS)
        expected = estimator.predict(table)
        assert (estimator.predict(table.to_numpy()) == expected).all()
        assert (estimator.predict(table.to_numpy().tolist()) == expected).all()
    # Else a day in another unit would be another number.
    units = ["M8[D]", "M8[s]", "M8[ns]"] * 20
    days = [[day.astype(unit), "u"] for day, unit in zip(X["day"].to_numpy(), units)]
    texts = [[None if numpy.isnat(day) else str(day), text] for day, text in days]
    found = TabularRegressor(**QUICK).fit(days, NUMBERS)
    assert (found.predict(days) == TabularRegressor(**QUICK).fit(texts, NUMBERS).predict(texts)).all()
    texts = X.assign(day=X["day"].astype(str)).to_numpy()
    with pytest.raises(ValueError, match='^column "day" must be of type date as in training'):
        estimator.predict(texts)
    matrix = X.to_numpy()
    assert (TabularRegressor(**QUICK).fit(matrix, NUMBERS).predict(matrix[:5]) == expected[:5]).all()


def test_numbers_in_a_column_of_texts_are_refused_where_the_texts_are_written_otherwise(spark: Any) -> None:
    X = pandas.DataFrame({"zip": ["00501", "10115", "B7"] * 20, "plain": ["5", "7", "B7"] * 20})
    estimator = TabularRegressor(**QUICK).fit(X, NUMBERS)
    expected = estimator.predict(X[1::3])
    numbers = X[1::3].assign(plain=[7] * 20)
    assert (estimator.predict(numbers) == expected).all()
    assert (estimator.predict(numbers.assign(plain=[7.0] * 20)) == expected).all()
    assert (estimator.predict(numbers.assign(plain=numbers["plain"].astype("Int64"))) == expected).all()
    message = 'column "zip" must be of type text as in training, got bigint, which has no value such as "00501"'
    for table in (numbers.assign(zip=[10115] * 20), pyarrow.table({"zip": [501], "plain": ["5"]})):
        with pytest.raises(ValueError, match=f"^{message}; cast it to string, written as in training$"):
            estimator.predict(table)
    mixed = numbers.assign(zip=numpy.array([501, "10115"] * 10, dtype=object))
    assert (estimator.predict(mixed)[1::2] == expected[1::2]).all()
    TabularRegressor(**QUICK).fit(X, NUMBERS, eval_set=(numbers, NUMBERS[:20]))


def test_the_name_of_a_column_is_no_label(spark: Any) -> None:
    message = "^y must hold labels, got 'count'; for a column of X set labelCol='count', without y$"
    with pytest.raises(ValueError, match=message):
        TabularRegressor(**QUICK).fit(KINDS[["number", "count"]], "count")


def test_messages_have_the_names_of_arguments(spark: Any) -> None:
    X = KINDS[["number"]].rename(columns={"number": "label"})
    estimator = TabularRegressor(**QUICK)
    for y in (["1.5", "2.5"] * 30, [True, False] * 30):
        with pytest.raises(ValueError, match=r'^column "y" \(labelCol\) must hold numbers, got '):
            estimator.fit(X, y)
    with pytest.raises(plateau_spark.DataError, match='column "sample_weight": expected a fi') as error:
        estimator.fit(X, NUMBERS, sample_weight=[-1.0] * 60)
    assert error.value.column == "sample_weight"
    with pytest.raises(plateau_spark.DataError, match='^column "label": expected finite numbers'):
        estimator.fit(X.assign(label=numpy.inf), NUMBERS)
    estimator.fit(X, NUMBERS)
    with pytest.raises(ValueError, match=r"inconsistent numbers of samples: \[60, 1\]$"):
        estimator.score(X, NUMBERS[:1])
    with pytest.raises(ValueError, match=r"inconsistent numbers of samples: \[60, 60, 2\]$"):
        estimator.score(X, NUMBERS, sample_weight=[1, 2])


def test_columns_that_are_not_appended_cannot_be_predicted(spark: Any) -> None:
    classifier = TabularClassifier(predictionCol="", probabilityCol="", **QUICK).fit(KINDS, LABELS)
    with pytest.raises(ValueError, match="^predictionCol is empty; set it to predict$"):
        classifier.predict(KINDS)
    with pytest.raises(ValueError, match="^probabilityCol is empty; set it to predict probabilities$"):
        classifier.predict_proba(KINDS)
    regressor = TabularRegressor(predictionCol="", **QUICK).fit(KINDS, NUMBERS)
    with pytest.raises(ValueError, match="^predictionCol is empty; set it to predict$"):
        regressor.score(KINDS, NUMBERS)


def test_categoricals_are_categories_whatever_their_values_are(spark: Any) -> None:
    codes = pandas.Series([1000, 7, 2000, 30] * 15)
    X = pandas.DataFrame({"code": codes, "number": NUMBERS})
    of_category = TabularClassifier(columnKinds=["code:category"], **QUICK).fit(X, LABELS)
    expected = of_category.predict_proba(X)
    assert (TabularClassifier(**QUICK).fit(X, LABELS).predict_proba(X) != expected).any()
    for values in (
        pandas.Categorical(codes, categories=[2000, 1, 30, 7, 1000]),
        pandas.Categorical(codes.astype(str)),
        pandas.Series(codes.map(Decimal), dtype="category"),
        pandas.Series(pyarrow.array(codes).dictionary_encode(), dtype=pandas.ArrowDtype(
            pyarrow.dictionary(pyarrow.int32(), pyarrow.int64())
        )),
    ):
        estimator = TabularClassifier(**QUICK).fit(X.assign(code=values), LABELS)
        assert (estimator.predict_proba(X.assign(code=values)) == expected).all()
        assert (estimator.predict_proba(X) == expected).all()
        assert estimator.get_params()["columnKinds"] is None
    cast = polars.col("code").cast(polars.String).cast(polars.Categorical)
    frame = polars.from_pandas(X).with_columns(cast)
    assert (TabularClassifier(**QUICK).fit(frame, LABELS).predict_proba(frame) == expected).all()
    # A param says more than the type; and one of a column that is not read is none.
    given = TabularClassifier(columnKinds=["code:number"], **QUICK)
    X["code"] = X["code"].astype("category")
    assert (given.fit(X, LABELS).predict_proba(X) != expected).any()
    for params in ({"ignoredCols": ["code"]}, {"inputCols": ["number"]}, {"weightCol": "code"}):
        TabularClassifier(**params, **QUICK).fit(X.astype({"code": "category"}), LABELS)


@pytest.mark.parametrize(
    "values",
    [
        [f"id {place}" for place in range(60)],
        ["2020-01-01", "2020-02-03", "2021-04-05", "2020-06-07"] * 15,
        list(map(pandas.Timestamp, ["2020-01-01", "2020-02-03 04:05", "2021-04-05", "2020-06-07"])) * 15,
    ],
    ids=["identifiers", "texts of dates", "dates"],
)
def test_categoricals_are_categories_of_texts_and_dates_too(spark: Any, values: Any) -> None:
    plain = pandas.DataFrame({"code": values, "number": NUMBERS})
    expected = TabularClassifier(columnKinds=["code:category"], **QUICK).fit(plain, LABELS)
    X = plain.astype({"code": "category"})
    estimator = TabularClassifier(**QUICK).fit(X, LABELS)
    assert (estimator.predict_proba(X) == expected.predict_proba(plain)).all()
    assert (estimator.predict_proba(plain) == expected.predict_proba(plain)).all()
    assert (TabularClassifier(**QUICK).fit(plain, LABELS).predict_proba(plain) != expected.predict_proba(plain)).any()


@pytest.mark.parametrize("start", [2**60, 2**63 - 1, 2**63], ids=["int64", "both", "uint64"])
def test_large_identifiers_are_told_apart(spark: Any, start: int) -> None:
    ids = [start + int(label) for label in LABELS]
    plain = pandas.DataFrame({"id": list(map(str, ids)), "z": NUMBERS % 0.1})
    quick = {**QUICK, "maxIter": 30}
    expected = TabularClassifier(columnKinds=["id:category"], **quick).fit(plain, LABELS)
    assert expected.score(plain, LABELS) == 1
    numbers = numpy.array(ids, dtype="uint64")
    series = pandas.Series(numbers)
    for values in (pandas.Categorical(numbers), series, series.astype("UInt64"), pyarrow.array(numbers)):
        kinds = {"columnKinds": ["id:category"]} if not isinstance(values, pandas.Categorical) else {}
        X = pyarrow.table({"id": values, "z": plain["z"]}) if kinds else plain.assign(id=values)
        estimator = TabularClassifier(**kinds, **quick).fit(X, LABELS, eval_set=(X[:9], LABELS[:9]))
        proba = estimator.predict_proba(X)
        assert estimator.score(X, LABELS) == 1
        matrix = numpy.array([*zip(ids, plain["z"])], dtype=object)
        assert (estimator.predict_proba(matrix) == proba).all()
        for place in (0, int(LABELS.argmax()), int(LABELS.argmin())):
            assert (estimator.predict_proba(X[place : place + 1]) == proba[place]).all()


def test_unsigned_labels_are_of_their_type_as_a_column_of_X(spark: Any) -> None:
    for labels in (LABELS.astype("uint64") + numpy.uint64(2**63), LABELS.astype("uint8")):
        X = pandas.DataFrame({"x": NUMBERS, "y": labels})
        for data in (X, pyarrow.table(X)):
            estimator = TabularClassifier(labelCol="y", **QUICK).fit(data)
            assert estimator.classes_.dtype == estimator.predict(data).dtype == labels.dtype
            assert estimator.score(X, labels) == TabularClassifier(**QUICK).fit(X[["x"]], labels).score(X, labels)


def test_large_integers_of_a_matrix_of_objects_are_told_apart(spark: Any) -> None:
    rows = [[2**60 + int(label), gap] for label, gap in zip(LABELS, [None, 0.5, numpy.nan] * 20)]
    quick = {**QUICK, "maxIter": 30, "columnKinds": ["x0:category"]}
    for X in (rows, numpy.array(rows, dtype=object), [[row[0], "u"] for row in rows]):
        assert TabularClassifier(**quick).fit(X, LABELS).score(X, LABELS) == 1
    mixed = [[value, 0.5] for value in [1e300, 2**60, True, None, Decimal("0.5"), 2**64] * 10]
    numbers = [[numpy.nan if row[0] is None else float(row[0]), 0.5] for row in mixed]
    expected = TabularRegressor(**QUICK).fit(numbers, NUMBERS).predict(numbers)
    assert (TabularRegressor(**QUICK).fit(mixed, NUMBERS).predict(mixed) == expected).all()


def test_masked_times_are_times(spark: Any) -> None:
    gaps = numpy.arange(60).reshape(60, 1) % 5 == 0
    hours = (numpy.arange(60).reshape(60, 1) ** 2).astype("timedelta64[h]")
    for times in (hours, numpy.datetime64("2020-01-01", "ns") + hours, numpy.datetime64("2020-01-01T00") + hours):
        missing = times.copy()
        missing[gaps] = "NaT"
        expected = TabularRegressor(**QUICK).fit(missing, NUMBERS).predict(missing)
        masked = numpy.ma.MaskedArray(times, gaps)
        estimator = TabularRegressor(**QUICK).fit(masked, NUMBERS)
        assert (estimator.predict(masked) == expected).all()
        assert (estimator.predict(missing) == expected).all()
        unmasked = TabularRegressor(**QUICK).fit(numpy.ma.MaskedArray(times), NUMBERS)
        assert (unmasked.predict(times) == TabularRegressor(**QUICK).fit(times, NUMBERS).predict(times)).all()
        assert not numpy.isnat(times).any()


def test_large_integers_that_are_masked_are_not_alike(spark: Any) -> None:
    large = numpy.where(numpy.arange(60) % 2 == 0, 2**53, 2**53 + 1).reshape(60, 1)
    regressor = TabularRegressor(columnKinds=["x0:category"], **QUICK)
    expected = regressor.fit(large, NUMBERS).predict(large)
    assert expected[0] != expected[1]
    unmasked = numpy.ma.MaskedArray(large)
    assert (regressor.fit(unmasked, NUMBERS).predict(unmasked) == expected).all()
    gaps = numpy.arange(60).reshape(60, 1) % 5 == 0
    missing = numpy.where(gaps, None, large.astype(object))
    masked = numpy.ma.MaskedArray(large, gaps)
    found = regressor.fit(masked, NUMBERS).predict(masked)
    assert found[1] != found[2]
    assert (found == regressor.fit(missing, NUMBERS).predict(missing)).all()


def test_values_of_any_layout_are_what_they_say(spark: Any) -> None:
    numbers = NUMBERS.reshape(60, 1)
    gaps = numpy.arange(60).reshape(60, 1) % 5 == 0
    regressor = TabularRegressor(**QUICK).fit(numbers, NUMBERS)
    swapped = TabularRegressor(**QUICK).fit(numbers.astype(">f8"), NUMBERS.astype(">f8"))
    assert (swapped.predict(numbers.astype(">f8")) == regressor.predict(numbers)).all()
    assert TabularClassifier(**QUICK).fit(numbers, LABELS.astype(">i4")).classes_.tolist() == [0, 1]
    masked = numpy.ma.MaskedArray(numbers, gaps)
    missing = numpy.where(gaps, numpy.nan, numbers)
    found = TabularRegressor(**QUICK).fit(masked, NUMBERS)
    expected = TabularRegressor(**QUICK).fit(missing, NUMBERS).predict(missing)
    assert (found.predict(masked) == expected).all() and (found.predict(missing) == expected).all()
    texts = numpy.array(["u", "v", "w"] * 20).reshape(60, 1)
    filled = numpy.where(gaps, None, texts.astype(object))
    of_texts = TabularRegressor(**QUICK).fit(numpy.ma.MaskedArray(texts, gaps), NUMBERS)
    assert (of_texts.predict(filled) == TabularRegressor(**QUICK).fit(filled, NUMBERS).predict(filled)).all()
    with pytest.raises(ValueError, match="^Input y contains NaN. Leave out the rows without a .*, 12 of 60"):
        regressor.fit(numbers, numpy.ma.MaskedArray(NUMBERS, gaps.ravel()))
    with pytest.raises(plateau_spark.DataError, match='^column "z": expected .*, got complex128;'):
        regressor.fit(pandas.DataFrame({"z": NUMBERS + 1j}), NUMBERS)
    with pytest.raises(plateau_spark.DataError, match='^column "z": expected texts in Unicode, got '):
        regressor.fit(pandas.DataFrame({"z": ["\ud800", "v"] * 30}), NUMBERS)


def test_hours_are_kept_beside_dates(spark: Any) -> None:
    hours = [datetime.datetime(2020, 1, 1 + place % 28, place % 24) for place in range(60)]
    times = TabularRegressor(**QUICK).fit(pandas.DataFrame({"at": hours}), NUMBERS)
    mixed = [hour.date() if hour.hour == 0 else hour for hour in hours]
    column = pandas.DataFrame({"at": pandas.Series(mixed, dtype=object)})
    assert type(column["at"][0]) is datetime.date
    found = TabularRegressor(**QUICK).fit(column, NUMBERS)
    assert (found.predict(column) == times.predict(pandas.DataFrame({"at": hours}))).all()
    column.loc[1, "at"] = pandas.NaT
    assert numpy.isfinite(TabularRegressor(**QUICK).fit(column, NUMBERS).predict(column)).all()


def test_rows_as_lists_are_those_of_objects(spark: Any) -> None:
    rows = [[0.5, "u", True], [1.5, "v", False], [2.5, numpy.nan, True], [3.5, "v", False]] * 15
    table = pandas.DataFrame(rows, columns=["number", "text", "flag"])
    matrix = numpy.array(rows, dtype=object)
    estimator = TabularClassifier(**QUICK).fit(rows, LABELS)
    expected = TabularClassifier(**QUICK).fit(matrix, LABELS).predict_proba(matrix)
    assert (estimator.predict_proba(rows) == expected).all()
    assert (estimator.predict_proba(matrix) == expected).all()
    of_table = TabularClassifier(**QUICK).fit(table, LABELS)
    with pytest.warns(UserWarning, match="^X does not have valid feature names"):
        assert (of_table.predict_proba(rows) == of_table.predict_proba(table)).all()
    gaps = [["u"], ["v"], [float("nan")], ["v"]] * 15
    with pytest.raises(plateau_spark.DataError, match='^column "x0" is missing'):
        TabularClassifier(missing="error", **QUICK).fit(gaps, LABELS)
    skipping = TabularClassifier(missing="skip", **QUICK).fit(gaps, LABELS)
    assert skipping.model_.summary.rows == 45


def test_labels_as_a_list_are_those_of_a_series(spark: Any) -> None:
    for y in ([1, "u", 2] * 20, ["u", 2.5, "v"] * 20, ["u", "v", "w"] * 20):
        estimator = TabularClassifier(**QUICK).fit(KINDS, y)
        expected = TabularClassifier(**QUICK).fit(KINDS, pandas.Series(y))
        assert list(map(repr, estimator.classes_.tolist())) == list(map(repr, expected.classes_.tolist()))
        assert estimator.score(KINDS, y) == expected.score(KINDS, pandas.Series(y))
    with pytest.raises(ValueError, match="^Input y contains NaN. Leave out the rows without a label, 20 of"):
        TabularClassifier(**QUICK).fit(KINDS, ["u", "v", float("nan")] * 20)


def test_decimals_of_any_size_are_numbers(spark: Any) -> None:
    wide = objects([Decimal("1E+30"), Decimal("1E-30"), None, Decimal("2.5")])
    plain = pandas.DataFrame({"x": wide.astype(float), "number": NUMBERS})
    expected = TabularRegressor(**QUICK).fit(plain, NUMBERS).predict(plain)
    found = TabularRegressor(**QUICK).fit(plain.assign(x=wide), NUMBERS)
    assert (found.predict(plain.assign(x=wide)) == expected).all()
    with pytest.raises(plateau_spark.DataError, match='^column "x": expected finite numbers, got Inf'):
        found.fit(plain.assign(x=objects([Decimal("Infinity"), Decimal(1)])), NUMBERS)
    with pytest.raises(plateau_spark.DataError, match='^column "x0": expected finite numbers, got Inf'):
        found.fit([[Decimal("Infinity"), "u"], [Decimal(1), "v"]] * 30, NUMBERS)


def test_durations_as_labels_are_scored_in_their_unit(spark: Any) -> None:
    hours = numpy.arange(60)
    X = pandas.DataFrame({"x": hours})
    expected = TabularRegressor(**QUICK).fit(X, hours * 3.6e12).score(X, hours * 3.6e12)
    for unit in ("h", "s", "ns"):
        y = hours.astype("timedelta64[h]").astype(f"timedelta64[{unit}]")
        assert TabularRegressor(**QUICK).fit(X, y).score(X, y) == pytest.approx(expected), unit


def test_durations_as_labels_are_predicted_as_such(spark: Any) -> None:
    hours, centuries = numpy.arange(60), pandas.Timedelta(days=2 * 36525)
    X = pandas.DataFrame({"x": hours})
    numbers = TabularRegressor(**QUICK).fit(X, hours * 3.6e12)
    expected = pandas.to_timedelta(numbers.predict(X).round().astype(int), unit="ns")
    y = pandas.Series(hours.astype("timedelta64[h]").astype("timedelta64[s]"))
    regressor = TabularRegressor(**QUICK).fit(X, y, eval_set=(X, y)).fit(X, y)
    assert regressor.predict(X).dtype == "timedelta64[ns]"
    for fitted in (
        regressor,
        pickle.loads(pickle.dumps(regressor)),
        TabularRegressor(labelCol="y", **QUICK).fit(X.assign(y=y)),
        TabularRegressor(labelCol="y", **QUICK).fit(pyarrow.table(X.assign(y=y))),
        TabularRegressor(**QUICK).fit(X, polars.Series(y)),
        TabularRegressor(**QUICK).fit(X, y.astype("duration[ms][pyarrow]")),
        TabularRegressor(labelCol="y", **QUICK).fit(X.assign(y=y.astype("duration[ms][pyarrow]"))),
    ):
        assert (fitted.predict(X) == expected).all()
    assert regressor.model_.transform(spark.createDataFrame(X)).first()["prediction"] == numbers.predict(X)[0]
    assert regressor.fit(X, hours).predict(X).dtype == float
    low, high = durations_of(numpy.array([-1e19, 1e19]))
    assert low < -centuries and high > centuries


def test_pandas_on_spark_is_read_as_pandas(spark: Any, monkeypatch: Any) -> None:
    # As it asks for.
    monkeypatch.setenv("PYARROW_IGNORE_TIMEZONE", "1")
    import pyspark.pandas

    table = KINDS[["number", "text"]].assign(label=LABELS, weight=[1.0, 2.0] * 30)
    distributed = pyspark.pandas.from_pandas(table)
    plain = table[["number", "text"]]
    expected = TabularClassifier(**QUICK).fit(plain, LABELS, table["weight"], eval_set=(plain, LABELS))
    X, y = distributed[["number", "text"]], distributed["label"]
    estimator = TabularClassifier(**QUICK).fit(X, y, distributed["weight"], eval_set=(X, y))
    assert (estimator.predict_proba(X) == expected.predict_proba(plain)).all()
    assert estimator.score(X, y, distributed["weight"]) == expected.score(plain, LABELS, table["weight"])
    jobs = spark.sparkContext.statusTracker().getJobIdsForGroup
    before = len(jobs())
    estimator.predict(X)
    assert len(jobs()) - before < 10


def test_pandas_on_spark_has_labels_and_weights_of_its_rows(spark: Any, monkeypatch: Any) -> None:
    monkeypatch.setenv("PYARROW_IGNORE_TIMEZONE", "1")
    # Spark deals rows by their columns, so that each column alone comes in another order.
    rows = spark.range(0, 600, 1, 4).selectExpr("double(id) id", "id % 97 side", "sqrt(id) root").repartition(8)
    frame = rows.pandas_api()
    X, y, weight = frame[["id", "side"]], frame["root"], frame["side"] + 1
    table = rows.toPandas()
    plain, roots, weights = table[["id", "side"]], table["root"], table["side"] + 1
    expected = TabularRegressor(**QUICK).fit(plain, roots, weights, eval_set=(plain, roots))
    for labels in (y, frame[["root"]]):
        found = TabularRegressor(**QUICK).fit(X, labels, weight, eval_set=(X, labels))
        assert (found.predict(plain) == expected.predict(plain)).all()
    assert found.score(X, y, weight) == pytest.approx(expected.score(plain, roots, weights), rel=1e-12)
    assert list(X.columns) == ["id", "side"]
    few = frame[frame["id"] < 300]
    with pytest.warns(UserWarning, match="^labels or weights 'root' are not of the DataFrame X, and") as told:
        other = frame[frame["id"] < 300][["id", "side"]]
        TabularRegressor(**QUICK).fit(other, few["root"]).score(other, few["root"])
    assert [each.filename for each in told if "labels" in str(each.message)] == [__file__] * 2
    with warnings.catch_warnings():
        warnings.filterwarnings("error", "labels or weights")
        TabularRegressor(**QUICK).fit(few[["id", "side"]], few["root"])


def test_types_that_numpy_and_arrow_do_not_share_are_read_or_told(spark: Any) -> None:
    matrix = KINDS[["text"]].to_numpy()
    expected = TabularClassifier(**QUICK).fit(matrix, LABELS)
    for gap in (numpy.nan, None):
        strings = numpy.dtypes.StringDType(na_object=gap)  # type: ignore[call-arg]
        texts = matrix.astype(strings)
        assert (TabularClassifier(**QUICK).fit(texts, LABELS).predict_proba(texts) == expected.predict_proba(matrix)).all()
        texts[0, 0] = gap
        assert (expected.predict_proba(texts)[0] == expected.predict_proba([[gap]])).all()
    days = pyarrow.table({"day": KINDS["day"].dt.date})
    longer = days.cast(pyarrow.schema([("day", pyarrow.date64())]))
    daily = TabularRegressor(**QUICK).fit(longer, NUMBERS)
    assert (daily.predict(longer) == TabularRegressor(**QUICK).fit(days, NUMBERS).predict(days)).all()
    wide = polars.DataFrame({"text": ["u"] * 60, "wide": polars.Series(LABELS, dtype=polars.Int128)})
    with pytest.raises(plateau_spark.DataError, match='^column "wide": expected numbers, .*, got Int128; convert it$') as error:
        expected.fit(wide, LABELS)
    assert error.value.column == "wide"
    with pytest.raises(plateau_spark.DataError, match='^column "y": expected numbers, .*, got Int128; convert it$'):
        expected.fit(KINDS, wide["wide"])


def test_what_is_no_table_is_told(spark: Any) -> None:
    estimator = TabularClassifier(**QUICK).fit(KINDS, LABELS)
    records = numpy.zeros(60, dtype=[("number", float), ("count", int)])
    for X in (None, 7, "rows.csv", {"number": NUMBERS}, [{"number": 1.0}] * 60, records):
        message = rf"^X must be a DataFrame of pandas.*, got {type(X).__name__}; pandas.DataFrame"
        for call in (estimator.fit, estimator.score):
            with pytest.raises(TypeError, match=message):
                call(X, LABELS)
    for weight, message in (
        (2.0, r"^sample_weight should be a 1d array, got an array of shape \(\) instead"),
        (numpy.ones((60, 1)), r"^sample_weight should be a 1d array, got an array of shape \(60, 1\)"),
        (["heavy"] * 60, "^sample_weight must hold numbers$"),
    ):
        for call in (estimator.fit, estimator.score):
            with pytest.raises(ValueError, match=message):
                call(KINDS, LABELS, sample_weight=weight)
    with pytest.raises(ValueError, match="^Unknown label type: continuous"):
        estimator.fit(KINDS, objects(list(NUMBERS)))


def test_an_estimator_shows_its_params(spark: Any, tmp_path: Any) -> None:
    estimator = TabularClassifier(ignoredCols=["a" * 80], **QUICK)
    shown = repr(estimator)
    assert shown.startswith("TabularClassifier(effort='quick', hiddenLayers=[8], ignoredCols=['aaa")
    assert len(shown) < 180 and shown == str(estimator)
    assert eval(repr(TabularRegressor(**QUICK))).get_params() == TabularRegressor(**QUICK).get_params()
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        estimator.save(str(tmp_path / "params"))
    with pytest.warns(UserWarning, match="^what fit.X, y. has learned is not saved with a TabularClass"):
        TabularClassifier(**QUICK).fit(KINDS, LABELS).save(str(tmp_path / "fitted"))


class Exported:
    """A table of another library, which exports it as Arrow's stream."""

    def __init__(self, table: pandas.DataFrame) -> None:
        self._table = pyarrow.Table.from_pandas(table)

    def __arrow_c_stream__(self, requested_schema: Any = None) -> Any:
        return self._table.__arrow_c_stream__(requested_schema)


class Interchanged:
    """A table of another library, which has the interchange protocol alone."""

    def __init__(self, table: pandas.DataFrame) -> None:
        self._table = table

    def __dataframe__(self, **options: Any) -> Any:
        return self._table.__dataframe__(**options)


@pytest.mark.parametrize("kind", [Exported, Interchanged])
def test_tables_of_other_libraries_are_taken(spark: Any, kind: Any) -> None:
    X = KINDS[["number", "count", "text"]]
    expected = TabularClassifier(**QUICK).fit(X, LABELS, eval_set=(X, LABELS))
    found = TabularClassifier(**QUICK).fit(kind(X), LABELS, eval_set=(kind(X), LABELS))
    assert list(found.feature_names_in_) == list(X.columns)
    assert (found.predict_proba(kind(X)) == expected.predict_proba(X)).all()


def test_validation_rows_of_spark_are_refused(spark: Any) -> None:
    held = spark.createDataFrame(KINDS[["number", "count"]])
    with pytest.raises(TypeError, match="^eval_set must not hold a Spark DataFrame; .* set validationIndicatorCol$"):
        TabularClassifier(**QUICK).fit(KINDS[["number", "count"]], LABELS, eval_set=(held, LABELS))
