"""Tabular estimators on Spark DataFrames and on what Spark does not hold."""

import pickle
import warnings
from decimal import Decimal
from multiprocessing.pool import ThreadPool
from typing import Any

import numpy
import pandas
import polars
import pyarrow
import pytest
import sklearn
from pyspark.ml import Pipeline, PipelineModel
from pyspark.ml.evaluation import MulticlassClassificationEvaluator
from pyspark.ml.feature import StringIndexer
from pyspark.ml.tuning import CrossValidator, ParamGridBuilder
from sklearn.base import clone, is_classifier, is_regressor
from sklearn.exceptions import UnsetMetadataPassedError
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import log_loss
from sklearn.model_selection import GridSearchCV, cross_val_score
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

import plateau_spark
from plateau_spark import TabularClassifier, TabularRegressor
from plateau_spark._labels import Classes

QUICK = {"effort": "quick", "hiddenLayers": [16], "seed": 1}
FEATURES = ["size", "city", "sold"]


def test_a_spark_frame_gives_a_model(spark: Any, houses: pandas.DataFrame) -> None:
    frame = spark.createDataFrame(houses.drop(columns="price"))
    model = TabularClassifier(labelCol="cheap", **QUICK).fit(frame)
    assert isinstance(model, plateau_spark.TabularClassificationModel)
    assert model.labels == ["no", "yes"]
    right = model.transform(frame).where("prediction = cheap").count()
    assert right > 255
    assert model.summary.totalIterations == 24
    assert model.summary.accuracy == pytest.approx(right / 300)
    assert model.network.numFeatures == 3
    assert model.encoder.transform(frame).columns[-1] == "features"


def test_labels_that_are_strings_are_tuned_by_their_index(spark: Any, houses: pandas.DataFrame) -> None:
    frame = spark.createDataFrame(houses.drop(columns="price"))
    estimator = TabularClassifier(labelCol="index", ignoredCols=["cheap"], **QUICK)
    search = CrossValidator(
        estimator=Pipeline(stages=[StringIndexer(inputCol="cheap", outputCol="index"), estimator]),
        estimatorParamMaps=ParamGridBuilder().addGrid(estimator.maxIter, [1, 12]).build(),
        evaluator=MulticlassClassificationEvaluator(labelCol="index", metricName="logLoss"),
        numFolds=2,
        seed=1,
    )
    best = search.fit(frame)
    assert best.bestModel.stages[1].getMaxIter() == 12
    assert best.avgMetrics[1] < best.avgMetrics[0]


@pytest.mark.parametrize("kind", ["pandas", "polars", "arrow"])
def test_tables_of_all_kinds_give_the_same(spark: Any, houses: pandas.DataFrame, kind: str) -> None:
    makers = {
        "pandas": lambda table: table,
        "polars": polars.from_pandas,
        "arrow": lambda table: pyarrow.Table.from_pandas(table, preserve_index=False),
    }
    X = makers[kind](houses[FEATURES])
    estimator = TabularClassifier(**QUICK)
    assert estimator.fit(X, houses["cheap"]) is estimator
    assert list(estimator.classes_) == ["no", "yes"]
    assert list(estimator.feature_names_in_) == FEATURES
    probabilities = estimator.predict_proba(X)
    assert probabilities.shape == (300, 2)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert log_loss(houses["cheap"], probabilities) < 0.6
    assert estimator.score(X, houses["cheap"]) > 0.85
    chosen = estimator.classes_[probabilities.argmax(axis=1)]
    assert (chosen == estimator.predict(X)).all()
    reference = TabularClassifier(**QUICK).fit(houses[FEATURES], houses["cheap"])
    assert (probabilities == reference.predict_proba(houses[FEATURES])).all()


def test_a_regressor_of_a_matrix(spark: Any) -> None:
    random = numpy.random.default_rng(1)
    X = random.normal(size=(200, 3))
    y = X[:, 0] - 2 * X[:, 1]
    estimator = TabularRegressor(**QUICK).setMaxIter(60).fit(X, y)
    assert estimator.score(X, y) > 0.9
    assert estimator.n_features_in_ == 3
    predicted = estimator.predict(X[:1])
    predicted += 1  # as one may with arrays of scikit-learn
    assert predicted == estimator.predict(X[:1]) + 1


def test_labels_keep_their_type(spark: Any, houses: pandas.DataFrame) -> None:
    X = houses[["size"]].fillna(80)
    large = houses["price"] > 160
    for y in (
        large,
        large.astype("boolean"),
        large.astype("int8"),
        large.astype("int64") + 2**53,
        large.map({True: 1.0, False: -1.0}),
        large.map({True: 12, False: 7}).astype(object),
        large.map({True: "a b", False: ""}),
        large.map({True: Decimal("1.50"), False: Decimal("2")}),
    ):
        estimator = TabularClassifier(**QUICK).fit(X, y)
        predicted = estimator.predict(X)
        assert {type(value) for value in predicted} == {type(value) for value in numpy.asarray(y)}
        assert list(estimator.classes_) == sorted(set(y))
        assert (predicted == numpy.asarray(y)).mean() > 0.75
        chosen = estimator.classes_[estimator.predict_proba(X).argmax(axis=1)]
        assert (chosen == predicted).all()


def test_labels_follow_from_predictions(spark: Any) -> None:
    for labels in (["yes"], [""], ["", "yes"], ["no", "yes", "zzz"]):
        rows = spark.createDataFrame([(float(i), labels[i % len(labels)]) for i in range(30)], ["x", "y"])
        model = TabularClassifier(labelCol="y", **QUICK).fit(rows)
        assert model.labelsOf(model.transform(rows)) == model.labels == labels
    X = pandas.DataFrame({"x": [numpy.inf]})
    with pytest.raises(plateau_spark.DataError, match='^column "x": expected numbers .* got Infinity') as e:
        TabularClassifier(**QUICK).fit(pandas.DataFrame({"x": range(30)}), [0, 1] * 15).predict(X)
    assert e.value.column == "x"


def test_numbers_for_each_class_are_in_the_order_of_the_classes(spark: Any) -> None:
    X = pandas.DataFrame({"x": [1.0, 2.0] * 30})
    for low, high in (
        (2, 10),
        (pandas.Timedelta("3D"), pandas.Timedelta("20D")),
        (pandas.Interval(-3, -1), pandas.Interval(-1, 2)),
        ("\uffff", "\U0001f600"),  # Java sorts units of UTF-16
        (False, True),
    ):
        y = pandas.Series([low, high] * 30, dtype=object)
        y = y.astype("timedelta64[ns]") if isinstance(low, pandas.Timedelta) else y
        for thresholds, expected in (([1e-9, 1.0], low), ([1.0, 1e-9], high)):
            estimator = TabularClassifier(thresholds=thresholds, maxIter=1, **QUICK).fit(X, y)
            assert list(pandas.Series(estimator.classes_)) == [low, high]
            assert set(pandas.Series(estimator.predict(X))) == {expected}
            assert estimator.getThresholds() == thresholds
    y = pandas.Series([2, 10] * 30, dtype=object)
    for weights, place in (([1e3, 1.0], 0), ([1.0, 1e3], 1)):
        estimator = TabularClassifier(classWeights=weights, **QUICK).fit(X, y.sample(frac=1, random_state=1))
        assert estimator.predict_proba(X)[:, place].min() > 0.5
    with pytest.raises(ValueError, match="must have a factor for each of 2 classes"):
        TabularClassifier(classWeights=[1.0], **QUICK).fit(X, y)


def test_labels_of_several_types_are_classes(spark: Any) -> None:
    X = pandas.DataFrame({"x": [1.0, 2.0] * 30})
    estimator = TabularClassifier(**QUICK).fit(X, pandas.Series([1, "a"] * 30))
    assert list(estimator.classes_) == [1, "a"]
    assert list(estimator.predict(X)) == [1, "a"] * 30
    assert (estimator.classes_[estimator.predict_proba(X).argmax(axis=1)] == estimator.predict(X)).all()


def test_a_single_label_is_certain(spark: Any) -> None:
    X = pandas.DataFrame({"x": numpy.random.default_rng(1).normal(size=60)})
    for label in ("q", 7, True):
        estimator = TabularClassifier(maxIter=1, **QUICK).fit(X, [label] * 60)
        assert list(estimator.predict(X * 9)) == [label] * 60
        assert (estimator.predict_proba(X * 9) == numpy.ones((60, 1))).all()


@pytest.mark.parametrize("equal", [(1, True), (1, 1.0), (True, 1, 1.0), (2**53 + 1, numpy.int64(2**53 + 1))])
def test_labels_that_are_equal_are_one_class(equal: Any) -> None:
    for labels in ([*equal, "a"], ["a", *reversed(equal)]):
        y = numpy.array(labels, dtype=object)
        classes = Classes(y)
        assert list(classes.values) in (labels[:1] + ["a"], labels[1:2] + ["a"])
        assert len(set(classes.encode(y))) == 2
        assert (classes.decode(classes.encode(y)) == y).all()


def test_no_prediction_is_no_label() -> None:
    with pytest.raises(ValueError, match="^1 of 3 rows have no prediction; use model_.transform"):
        Classes(numpy.array(["a", "b"])).decode(["a", None, "b"])


def test_the_session_of_a_fit_tells_the_case_of_letters(spark: Any) -> None:
    rows = spark.range(60).selectExpr("double(id) a", "id % 7 `A`", "id % 2 y")
    with pytest.raises(ValueError, match='^columns "a" and "A" differ in the case of letters alone'):
        TabularClassifier(labelCol="y", **QUICK).fit(rows)
    spark.conf.set("spark.sql.caseSensitive", True)
    try:
        model = TabularClassifier(labelCol="y", **QUICK).fit(rows)
        assert model.transform(rows).count() == 60
        with ThreadPool(1) as threads:  # as a cross-validation measures
            assert threads.apply(lambda: model.transform(rows).count()) == 60
    finally:
        spark.conf.unset("spark.sql.caseSensitive")


def test_names_of_columns_may_be_any(spark: Any) -> None:
    names = ["Label", "LABEL", "prediction", "Probability", "weight", "", "a.b", "A.B"]
    X = pandas.DataFrame(numpy.random.default_rng(1).normal(size=(60, 8)), columns=names)
    y = (X["a.b"] > 0).to_numpy()
    estimator = TabularClassifier(predictionCol="p`.", probabilityCol="`q.r", **QUICK)
    estimator.fit(X, y, sample_weight=numpy.ones(60), eval_set=(X, y))
    assert estimator.predict_proba(X).shape == (60, 2)
    assert estimator.score(X, y) > 0.85
    assert list(estimator.feature_names_in_) == names
    with pytest.raises(ValueError, match="two columns 'a'"):
        estimator.fit(pandas.DataFrame([[1, 2]] * 4, columns=["a", "a"]), [0, 1, 0, 1])


def test_validation_rows_may_be_of_other_types(spark: Any) -> None:
    X = pandas.DataFrame({"a": range(60), "b": ["u", "v"] * 30})
    y = numpy.arange(60) % 2
    held = [(pandas.DataFrame({"b": ["u", "w"], "a": [0.5, None]}), [0, 1])]
    estimator = TabularClassifier(**QUICK).fit(X, y, eval_set=held)
    assert estimator.model_.summary.epochs[0]["validationLoss"] is not None
    with pytest.raises(ValueError, match="the label 7 is not among those of the training rows; leave its"):
        estimator.fit(X, y, eval_set=(X[:2], [0, 7]))


def test_rows_without_a_prediction_are_told(spark: Any, houses: pandas.DataFrame) -> None:
    estimator = TabularClassifier(missing="skip", **QUICK).fit(houses[FEATURES], houses["cheap"])
    with pytest.raises(ValueError, match="of 300 rows have no prediction, since missing or unseen"):
        estimator.predict(houses)
    infinite = pandas.DataFrame({"size": [80, numpy.inf]})
    for invalid in ("skip", "keep"):
        lenient = TabularClassifier(handleInvalid=invalid, **QUICK).fit(houses[["size"]], houses["cheap"])
        with pytest.raises(ValueError, match="^1 of 2 rows have no prediction"):
            lenient.predict(infinite)
    strict = TabularClassifier(missing="error", **QUICK)
    strict.fit(houses[["size"]].fillna(80), houses["cheap"])
    with pytest.raises(plateau_spark.DataError) as error:
        strict.predict(houses[["size"]])
    assert "\n" not in str(error.value)


def test_ugly_columns_are_taken(spark: Any) -> None:
    X = pandas.DataFrame(
        {
            "a.b `c`": [1, None, 3] * 20,
            "mixed": [1, "two", None] * 20,
            "category": pandas.Categorical(["u", "v", None] * 20),
            "empty": [None] * 60,
            "day": pandas.to_datetime(["2020-02-29", None, "2021-01-01"] * 20),
            "flag": [True, False, None] * 20,
            "small": numpy.arange(60, dtype="uint8"),
            "half": numpy.arange(60, dtype="float16"),
            3: numpy.arange(60),
        }
    )
    y = numpy.arange(60) % 2
    estimator = TabularClassifier(**QUICK).fit(X, y)
    assert len(estimator.predict(X)) == 60
    unseen = X.assign(category="w", mixed="x")
    assert len(estimator.predict(unseen)) == 60


def test_validation_rows_choose_the_epoch(spark: Any, houses: pandas.DataFrame) -> None:
    train, held = houses[:200], houses[200:]
    estimator = TabularRegressor(**QUICK).fit(
        train[FEATURES],
        train["price"],
        sample_weight=numpy.ones(200),
        eval_set=(held[FEATURES], held["price"]),
    )
    history = estimator.model_.summary.history
    assert history["validationLoss"].notna().all()
    assert estimator.model_.summary.bestEpoch == int(history["validationLoss"].idxmin())
    assert estimator.getValidationIndicatorCol() is None


def test_a_weight_of_nothing_leaves_rows_out(spark: Any, houses: pandas.DataFrame) -> None:
    weight = numpy.r_[numpy.ones(150), numpy.zeros(150)]
    estimator = TabularClassifier(**QUICK).fit(houses[FEATURES], houses["cheap"], weight)
    assert estimator.model_.summary.rows == 150


def test_scikit_learn_knows_it(spark: Any, houses: pandas.DataFrame) -> None:
    estimator = TabularClassifier(**QUICK)
    assert is_classifier(estimator) and is_regressor(TabularRegressor())
    twin = clone(estimator.set_params(maxIter=2))
    assert twin is not estimator
    assert twin.get_params() == estimator.get_params()
    assert estimator.set_params(maxIter=None).get_params()["maxIter"] is None
    for name, hint in (("depth", "."), ("dropuot", "; did you mean 'dropout'?"), ("epochs", "; did you mean 'maxIter'?")):
        with pytest.raises(ValueError) as error:
            estimator.set_params(**{name: 3})
        told = f"Invalid parameter {name!r} for estimator TabularClassifier{hint} Valid parameters are: ['activation'"
        assert str(error.value).startswith(told)
    X, y = houses[["size"]].fillna(80), houses["cheap"]
    scores = cross_val_score(TabularClassifier(maxIter=4, **QUICK), X, y, cv=2)
    assert len(scores) == 2 and min(scores) > 0.4
    search = GridSearchCV(
        make_pipeline(StandardScaler(), TabularClassifier(**QUICK)),
        {"tabularclassifier__maxIter": [1, 12]},
        cv=2,
    )
    assert search.fit(X, y).best_params_["tabularclassifier__maxIter"] in (1, 12)


def test_attributes_of_other_libraries_are_told_by_their_names_here(spark: Any) -> None:
    estimator = TabularClassifier(**QUICK)
    for name in ("model_", "classes_", "n_features_in_", "feature_names_in_"):
        named = " where X has names" if name == "feature_names_in_" else ""
        with pytest.raises(AttributeError, match=f"'{name}'; fit\\(X, y\\) sets it{named}, while fit of a Spark"):
            getattr(estimator, name)
    for name in ("classes_", "decision_function"):
        with pytest.raises(AttributeError, match=f"^'TabularRegressor' object has no attribute '{name}'$"):
            getattr(TabularRegressor(**QUICK), name)
    X = pandas.DataFrame({"a": range(60), "b": ["u", "v"] * 30})
    estimator.fit(X.to_numpy(), X["b"])
    for name, meant in (
        ("feature_importances_", "model_.featureImportances(rows)"),
        ("best_iteration", "model_.summary.bestEpoch"),
        ("decision_function", "predict_proba"),
        ("exportOnnx", "model_.exportOnnx"),
        ("summary", "model_.summary"),
    ):
        assert not hasattr(estimator, name)
        with pytest.raises(AttributeError) as error:
            getattr(estimator, name)
        assert str(error.value) == (
            f"'TabularClassifier' object has no attribute {name!r}; did you mean {meant}?"
        )
    for name in ("feature_names_in_", "labelCols"):
        with pytest.raises(AttributeError, match=f"^'TabularClassifier' object has no attribute '{name}'$"):
            getattr(estimator, name)
    for name, meant in (
        ("predict", "transform(rows)"),
        ("predict_proba", "transform(rows)"),
        ("feature_importances_", "featureImportances(rows)"),
        ("classes_", "labels"),
        ("n_iter_", "summary.totalIterations"),
    ):
        assert not hasattr(estimator.model_, name)
        with pytest.raises(AttributeError) as error:
            getattr(estimator.model_, name)
        assert str(error.value) == (
            f"'TabularClassificationModel' object has no attribute {name!r}; did you mean {meant}?"
        )
    for name in ("feature_importances_", "labelCols"):
        with pytest.raises(AttributeError, match=f"^'TableEncoderModel' object has no attribute '{name}'$"):
            getattr(estimator.model_.encoder, name)
    run = plateau_spark.RunModel(PipelineModel([estimator.model_]), "runs/table")
    for name, hint in (
        ("predict", "; did you mean transform(rows)?"),
        ("predict_proba", "; did you mean transform(rows)?"),
        ("score", ""),
        ("feature_importances_", ""),
        ("piepline", ""),
    ):
        with pytest.raises(AttributeError) as error:
            getattr(run, name)
        assert str(error.value) == f"'RunModel' object has no attribute {name!r}{hint}"
        # By which Python tells the nearest attribute.
        assert (error.value.name, error.value.obj) == (name, run)


def test_a_model_is_set_as_its_estimator_is(spark: Any, houses: pandas.DataFrame) -> None:
    rows = spark.createDataFrame(houses[["size", "cheap"]])
    model = TabularClassifier(labelCol="cheap", maxIter=2, **QUICK).fit(rows)
    model.setPredictionCol("told").setProbabilityCol("").setThresholds([1.0, 0.0]).setHandleInvalid("keep")
    found = model.transform(rows)
    assert "told" in found.columns and not {"prediction", "probability"} & set(found.columns)
    assert {row.told for row in found.select("told").distinct().collect()} == {model.labels[1]}
    with pytest.raises(ValueError, match="handleInvalid"):
        model.setHandleInvalid("drop")


def test_scikit_learn_routes_metadata(spark: Any, houses: pandas.DataFrame) -> None:
    X, y = houses[["size"]].fillna(80), houses["cheap"]
    weights = numpy.where(y == "yes", 1.0, 50.0)
    with pytest.raises(RuntimeError, match="^set_fit_request is for metadata routing, which sklearn.set"):
        TabularClassifier().set_fit_request(sample_weight=True)
    with sklearn.config_context(enable_metadata_routing=True):
        plain = TabularClassifier(maxIter=4, **QUICK)
        truth = LogisticRegression().get_metadata_routing()
        assert plain.get_metadata_routing().score.requests == truth.score.requests
        assert plain.get_metadata_routing().fit.requests == {**truth.fit.requests, "eval_set": None}
        pipeline = make_pipeline(StandardScaler(), plain)
        alone = cross_val_score(pipeline, X, y, cv=2)
        assert alone.min() > 0.4 and pipeline.fit(X, y).score(X, y) > 0.4
        with pytest.raises(UnsetMetadataPassedError):
            pipeline.fit(X, y, sample_weight=weights)
        asking = plain.set_fit_request(sample_weight="w", eval_set=False).set_score_request(sample_weight=True)
        assert asking is plain
        for each in (plain, clone(plain), pickle.loads(pickle.dumps(plain))):
            assert each.get_metadata_routing().fit.requests == {"sample_weight": "w", "eval_set": False}
        pipeline = make_pipeline(StandardScaler().set_fit_request(sample_weight=False), clone(plain))
        pipeline.fit(X, y, w=weights)
        scaled = StandardScaler().fit_transform(X)
        weighted = TabularClassifier(maxIter=4, **QUICK).fit(scaled, y, sample_weight=weights)
        assert (pipeline.predict_proba(X) == weighted.predict_proba(scaled)).all()
        assert pipeline.score(X, y, sample_weight=weights) == weighted.score(scaled, y, weights)
        passed = {"w": weights, "sample_weight": weights}
        scores = cross_val_score(plain, X, y, cv=[(range(150), range(150, 300))], params=passed)
        first = clone(plain).fit(X[:150], y[:150], sample_weight=weights[:150])
        assert scores == [first.score(X[150:], y[150:], weights[150:])]


def test_mistakes_are_told(spark: Any, houses: pandas.DataFrame) -> None:
    estimator = TabularClassifier(**QUICK).setMaxIter(1)
    with pytest.raises(ValueError, match="not fitted yet"):
        estimator.predict(houses)
    with pytest.raises(ValueError, match="inconsistent numbers of samples"):
        estimator.fit(houses[FEATURES], houses["cheap"][:5])
    with pytest.raises(ValueError, match="no column 'label'"):
        estimator.fit(houses[FEATURES])
    estimator.fit(houses[FEATURES], houses["cheap"])
    with pytest.raises(ValueError, match="no column 'city', which was there in fit"):
        estimator.predict(houses[["size", "sold"]])
    renamed = "'size', 'sold', which were there in fit; rename 'Size' to 'size' where that is the same column$"
    with pytest.raises(ValueError, match=f"^X has no columns {renamed}"):
        estimator.predict(houses[["size", "city"]].rename(columns={"size": "Size"}))
    alike = houses[["size", "sold"]].set_axis(["size", "size2"], axis=1)
    with pytest.raises(ValueError, match="there in fit; rename 'size1' to 'size' where that"):
        estimator.copy().fit(alike, houses["cheap"]).predict(alike[["size"]].set_axis(["size1"], axis=1))
    with pytest.raises(ValueError, match=r"no column 'cheep' \(labelCol\); did you mean 'cheap'\?$"):
        estimator.copy().setLabelCol("cheep").fit(houses)
    with pytest.raises(TypeError, match="use model_.transform"):
        estimator.predict(spark.createDataFrame(houses[FEATURES]))
    with pytest.raises(TypeError, match="weightCol instead of sample_weight"):
        estimator.fit(spark.createDataFrame(houses), sample_weight=[1])
    with pytest.raises(TypeError, match="set labelCol to the name of the column, got DataFrame"):
        estimator.fit(spark.createDataFrame(houses), spark.createDataFrame(houses[["cheap"]]))
    with pytest.raises(ValueError, match="Unknown label type: continuous"):
        estimator.fit(houses[FEATURES], houses["price"])
    with pytest.raises(ValueError, match="Input y contains NaN"):
        estimator.fit(houses[FEATURES], houses["size"])
    with pytest.raises(ValueError, match="X has 2 features, but TabularClassifier is expecting 3"):
        estimator.predict(numpy.ones((1, 2)))


@pytest.mark.parametrize(
    "param, argument",
    [("labelCol", "y"), ("weightCol", "sample_weight"), ("validationIndicatorCol", "eval_set")],
)
def test_no_column_and_argument_of_one_role(houses: pandas.DataFrame, param: str, argument: str) -> None:
    X, y = houses[["size", "price"]], houses["price"]
    given = {"sample_weight": numpy.ones(len(y)), "eval_set": (X, y)}
    estimator = TabularRegressor(**{param: "price"})
    with pytest.raises(ValueError, match=f"'price', which {param} names, and fit is given {argument}: give one"):
        estimator.fit(X, y, **{name: value for name, value in given.items() if name == argument})


def test_labels_that_differ_after_a_character_0() -> None:
    labels = numpy.array(["a\0b", "a", "a\0c", "a"], dtype=object)
    classes = Classes(labels)
    assert list(classes.decode(pandas.Series(classes.encode(labels)))) == list(labels)


def test_texts_are_refused_as_another_type(spark: Any, houses: pandas.DataFrame) -> None:
    X = pandas.DataFrame({"size": houses["price"], "open": numpy.where(houses["price"] > 0, "yes", "no")})
    X.loc[::2, "open"] = "no"
    estimator = TabularRegressor(**QUICK).fit(X, houses["price"])
    for other in (X["open"] == "yes", pandas.to_datetime("2020-01-01"), pandas.Series(1, X.index, object)):
        with pytest.raises(ValueError, match='column "open" must be of type text as in training'):
            estimator.predict(X.assign(open=other))


def test_a_label_among_the_columns(spark: Any, houses: pandas.DataFrame) -> None:
    table = houses.drop(columns="price")
    estimator = TabularClassifier(labelCol="cheap", **QUICK).fit(table)
    assert list(estimator.feature_names_in_) == FEATURES
    accuracy = estimator.score(table, table["cheap"])
    assert accuracy > 0.85
    assert estimator.model_.getLabelCol() == "cheap"
    assert estimator.model_.evaluate(spark.createDataFrame(table)).accuracy == pytest.approx(accuracy)


def test_columns_are_ranked_by_what_they_matter(spark: Any, houses: pandas.DataFrame) -> None:
    frame = spark.createDataFrame(houses).selectExpr(
        "*", "price > 160 AS dear", "IF(price > 160, 2, 1) AS stars", "ARRAY(size, 0D) AS `both`"
    )
    for label in ("dear", "stars"):
        estimator = TabularClassifier(labelCol=label, inputCols=FEATURES, **QUICK)
        estimator.setValidationIndicatorCol("held")
        model = estimator.fit(frame.selectExpr("*", "rand(1) < 0.1 AS held"))
        found = model.featureImportances(frame)
        assert list(found)[0] == "size" and set(found) == set(FEATURES)
        assert found["size"] > 0.1
    nothing = frame.selectExpr("* EXCEPT (stars)", "7 AS stars")
    with pytest.raises(ValueError, match="^there are no rows to measure"):
        model.featureImportances(nothing)
    vectors = frame.where("size IS NOT NULL").select("both", "city", "price")
    found = TabularRegressor(labelCol="price", **QUICK).fit(vectors).featureImportances(vectors)
    assert list(found) == ["both", "city"]
