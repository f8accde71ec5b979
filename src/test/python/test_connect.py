"""Spark Connect: a server in a process of its own, to which the jar comes by addArtifact alone."""

from pathlib import Path
from typing import Any

import pytest
from conftest import run_python
from pyspark.errors.exceptions.connect import SparkConnectException

from plateau_spark import NeuralNetworkClassifier, PlateauError
from plateau_spark._watch import RemoteWatch

START = """
import copy, gc, os, sys, pickle, threading, signal, time, warnings
import numpy, pandas
from pyspark.sql import SparkSession

builder = SparkSession.builder.remote("local[2]").config("spark.driver.host", "127.0.0.1")
"""

WORK = """
import plateau_spark
from pyspark.ml import Pipeline, PipelineModel
from pyspark.ml.evaluation import BinaryClassificationEvaluator, RegressionEvaluator
from pyspark.ml.functions import array_to_vector
from pyspark.sql.functions import array, col

spark = plateau_spark.attach(builder.getOrCreate())
assert "connect" in type(spark).__module__
random = numpy.random.default_rng(3)
table = pandas.DataFrame({"a": random.normal(size=300), "b": random.choice(["x", "y"], 300)})
table["number"] = table["a"] + (table["b"] == "x")
table["label"] = (table["number"] > 0.5).astype(float)
rows = spark.createDataFrame(table)
vectors = rows.withColumn("features", array_to_vector(array(col("a"), col("number"))))
vectors = vectors.select("features", "label", "number")
"""


def test_the_jar_comes_as_an_artifact(vectors: Any, tmp_path: Path) -> None:
    linear: Any = {"hiddenLayers": [], "maxIter": 1}
    NeuralNetworkClassifier(**linear).fit(vectors).save(f"file:{tmp_path}/linear")
    done = run_python(
        START
        + WORK
        + f"""
quick = dict(hiddenLayers=[8], maxIter=30, batchSize=32, seed=1)
classifier = plateau_spark.NeuralNetworkClassifier(**quick)
model = classifier.fit(vectors)
predicted = model.transform(vectors)
assert BinaryClassificationEvaluator().evaluate(predicted) > 0.95
assert predicted.where("prediction = label").count() > 270
assert model.numClasses == 2 and model.numFeatures == 2
assert model.getMaxIter() == 30 and model.getMembers() is None
assert model.hasSummary and len(model.summary.objectiveHistory) == model.summary.totalIterations
assert model.summary.accuracy > 0.9 and model.summary.areaUnderROC > 0.95

regressor = plateau_spark.NeuralNetworkRegressor(labelCol="number", **quick).fit(vectors)
assert regressor.transform(vectors).where("abs(prediction - number) < 0.5").count() > 270

tabular = plateau_spark.TabularClassifier(ignoredCols=["number"], **quick).fit(rows)
assert tabular.transform(rows).where("prediction = label").count() > 240
assert tabular.labelsOf(tabular.transform(rows)) == ["0", "1"]
assert tabular.summary.totalIterations == 30
assert tabular.labels == ["0", "1"] and tabular.numClasses == 2
measures = tabular.evaluate(rows)
assert abs(measures.accuracy - tabular.summary.accuracy) < 1e-12
assert measures.predictions.where("prediction = label").count() == 300 * measures.accuracy

one = rows.selectExpr("*", "1 AS one")
for stage in (plateau_spark.TabularClassifier(**quick), plateau_spark.TableEncoder(ignoredCols="label")):
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always", plateau_spark.DataWarning)
        warned = stage.fit(one)
    told = [str(each.message) for each in caught if each.category is plateau_spark.DataWarning]
    assert told == ['column "one" is ignored: one value in all training rows; leave it out by ignoredCols or inputCols where that is right']
    if warned.hasParam("maxIter"):
        kept = pickle.loads(pickle.dumps(warned.summary))
        assert warned.summary.warnings == kept.warnings == told and len(kept.history) == 30

number = plateau_spark.TabularRegressor(labelCol="number", ignoredCols=["label"], **quick).fit(rows)
assert number.transform(rows).count() == 300

encoder = plateau_spark.TableEncoder(ignoredCols=["label", "number"])
pipeline = Pipeline(stages=[encoder, plateau_spark.NeuralNetworkClassifier(**quick)])
piped = pipeline.fit(rows)

# Methods that a server does not let a client call are called on a copy that is saved for it.
assert model.weights.size == 2 * 8 + 8 + 8 * 2 + 2 and "8" in model.network
importances = model.featureImportances(vectors)
assert len(importances) == 2 and importances[1] > importances[0] > -0.1
measures = model.evaluate(vectors)
assert abs(measures.accuracy - model.summary.accuracy) < 1e-12
assert abs(measures.areaUnderROC - model.summary.areaUnderROC) < 1e-12
assert measures.labels == [0.0, 1.0] and len(measures.recallByLabel) == 2
one_class = model.evaluate(vectors.where("label = 1"))
assert numpy.isnan(one_class.weightedFalsePositiveRate) and one_class.weightedRecall == one_class.accuracy
assert measures.roc.columns == ["FPR", "TPR"] and measures.roc.count() == model.summary.roc.count()
assert measures.weightedFMeasure() == measures.weightedFMeasure(1.0) > 0.9
assert measures.predictions.where("prediction = label").count() == 300 * measures.accuracy
assert f"accuracy {{measures.accuracy:.4g}}" in repr(measures) and measures.weightCol == "weightCol"
measures = regressor.evaluate(vectors)
assert abs(RegressionEvaluator(labelCol="number").evaluate(measures.predictions)
           - measures.rootMeanSquaredError) < 1e-12
assert "r2 0.9" in repr(measures)
assert abs(regressor.summary.r2 - measures.r2) < 1e-12
assert regressor.summary.predictions.count() == 300 and regressor.summary.bestEpoch > 0
try:
    pickle.loads(pickle.dumps(regressor)).summary
    raise AssertionError("summarized")
except Exception as error:
    assert "summary" in str(error), error
# The oracle is Spark's evaluator.
truth = RegressionEvaluator(labelCol="number")
assert abs(truth.evaluate(number.transform(rows)) - number.summary.rootMeanSquaredError) < 1e-9
assert repr(number.summary).startswith("RegressionTrainingSummary: 30 epochs")
assert number.featureImportances(rows).keys() == {{"a", "b"}}
ranked = tabular.featureImportances(rows)
assert list(ranked) == ["a", "b"] and ranked["a"] > ranked["b"] > 0
encoded = tabular.encoder.transform(rows)
again = tabular.network.transform(encoded).select("probability").collect()
assert again == tabular.transform(rows).select("probability").collect()
assert number.network.weights == number.network.weights
# Asked in its own of two sessions, whichever is active.
arrays = plateau_spark.TabularClassifier(**quick).fit(table[["a", "b"]], table["label"])
predicted = arrays.predict_proba(table)
other = spark.cloneSession()
type(spark)._active_session.session = other
assert tabular.labels == ["0", "1"] and model.weights.size == 42
assert tabular.featureImportances(rows) == ranked
assert (arrays.predict_proba(table) == predicted).all()
try:
    model.featureImportances(other.createDataFrame(table))
    raise AssertionError("not refused")
except ValueError as error:
    assert "read them in that of the model" in str(error), error
type(spark)._active_session.session = spark
# Closed here: gRPC waits for threads that Python has ended before it deletes what is left.
del other
told = []
stranger = threading.Thread(target=lambda: told.append((tabular.labels, tabular.encoder.uid)))
stranger.start()
stranger.join()
assert told == [(tabular.labels, tabular.encoder.uid)], told
# The model and its summary refer to it, so that a third one would be the last.
for copied in (copy.copy, copy.copy, copy.copy, lambda model: model.copy()):
    twin = copied(tabular)
    twin.setPredictionCol("other")
    del twin
    assert tabular.labels == ["0", "1"] and tabular.getPredictionCol() == "prediction"
refused = tabular.copy()
refused._set(blockSize=-3)
try:
    refused.labels
    raise AssertionError("not refused")
except ValueError as error:
    assert "blockSize" in str(error) and "JVM" not in str(error), error
tabular.exportOnnx("file:{tmp_path}/model.onnx")
try:
    tabular.exportOnnx("file:{tmp_path}/model.onnx")
    raise AssertionError("written twice")
except FileExistsError as error:
    assert "model.onnx already exists" in str(error), error
import onnxruntime

graph = onnxruntime.InferenceSession("{tmp_path}/model.onnx")
inputs = {{"a": table[["a"]].to_numpy(), "b": table[["b"]].to_numpy(object)}}
inputs = {{each.name: inputs[each.name] for each in graph.get_inputs()}}
(found,) = graph.run(["probabilities"], inputs)
expected = numpy.array([row.probability.toArray() for row in again])
assert abs(found - expected).max() < 1e-5
copied = pickle.loads(pickle.dumps(tabular))
assert copied.uid == tabular.uid and copied.getMaxIter() == 30
assert copied.transform(rows).select("probability").collect() == again
assert not [each.name for each in spark.catalog.listTables() if each.name.startswith("plateau")]

# Saved there and loaded again, alone and in pipelines.
for name, stage in dict(c=model, r=regressor, t=tabular, n=number, e=classifier).items():
    path = "file:{tmp_path}/" + name
    stage.write().overwrite().save(path)
    again = plateau_spark.load(path)
    assert type(again) is type(stage) and again.uid == stage.uid
    assert again.getMaxIter() == 30
assert plateau_spark.load("file:{tmp_path}/t").transform(rows).count() == 300
piped.write().overwrite().save("file:{tmp_path}/p")
assert PipelineModel.load("file:{tmp_path}/p").transform(rows).count() == 300

# A model that goes is released with the last copy, and by another thread: in the middle of a call
# of gRPC, where the garbage collector may find it, a call of the same thread would wait for itself.
going = plateau_spark.load("file:{tmp_path}/t")
ref, last = str(going._java_obj), copy.copy(going)
delete, start, released = spark.client._delete_ml_cache, threading.Thread.start, []


def recorded(refs, **options):
    told = delete(refs, **options)
    if refs == [ref]:
        released.append((threading.current_thread().name, told))
    return told


def collecting(thread):
    gc.collect()
    start(thread)


spark.client._delete_ml_cache, threading.Thread.start = recorded, collecting
going.itself = going
del going
assert rows.count() == 300 and last.transform(rows).count() == 300 and not released
last.itself = last
del last
for _ in range(100):
    assert rows.count() == 300
    if released:
        break
    time.sleep(0.1)
assert released == [("plateau-release", [ref])], released
spark.client._delete_ml_cache, threading.Thread.start = delete, start

# Data that Spark does not hold.
estimator = plateau_spark.TabularClassifier(**quick).fit(table[["a", "b"]], table["label"])
assert estimator.score(table[["a", "b"]], table["label"]) > 0.8
assert estimator.predict_proba(table[["a", "b"]]).shape == (300, 2)

assert estimator.set_params(maxIter=None).get_params()["maxIter"] is None
assert not estimator.isSet("maxIter") and estimator.set_params(maxIter=3).getMaxIter() == 3
try:
    model.clear(model.maxIter)
    raise AssertionError("cleared")
except NotImplementedError as error:
    assert "keeps the maxIter of a model" in str(error) and model.isSet("maxIter"), error
unseen = plateau_spark.TabularClassifier(probabilityCol="", rawPredictionCol="", **quick)
unseen.fit(table[["a", "b"]], table["label"])
assert list(unseen.classes_) == [0, 1] and unseen.score(table[["a", "b"]], table["label"]) > 0.8
try:
    unseen.predict_proba(table[["a", "b"]])
    raise AssertionError("predicted")
except ValueError as error:
    assert str(error) == "probabilityCol is empty; set it to predict probabilities", error

# A row that a task refuses.
infinite = table[["a", "b"]].assign(a=float("inf"))
refused = spark.createDataFrame(infinite.assign(label=0.0))
words = 'column "a": expected numbers that are finite as 32-bit floats, got Infinity; handleInv'
for call in (lambda: unseen.predict(infinite), lambda: tabular.featureImportances(refused)):
    try:
        call()
        raise AssertionError("predicted")
    except plateau_spark.DataError as error:
        assert str(error).startswith(words) and error.column == "a" and "\\n" not in str(error), error
try:
    tabular.transform(refused).collect()
    raise AssertionError("predicted")
except Exception as error:
    assert words in str(error).splitlines()[0], error

# Integers that PySpark would cut to those of Java.
for param, value in (("maxIter", 2**32 + 2), ("hiddenLayers", [2**32 + 8]), ("seed", 2**64 + 1)):
    try:
        plateau_spark.TabularClassifier(**{{param: value}})
        raise AssertionError("set")
    except ValueError as error:
        assert str(error).startswith(param + " must be a"), error

# Params that PySpark cannot send, of fits and of a model.
linear = plateau_spark.load("file:{tmp_path}/linear")
assert linear.transform(vectors).count() == 300 and linear.weights.size == 2 * 2 + 2
for stage in (plateau_spark.TabularClassifier(hiddenLayers=[]), plateau_spark.TableEncoder(ignoredCols=[])):
    try:
        stage.fit(rows)
        raise AssertionError("fitted")
    except ValueError as error:
        assert str(error).startswith("a param is an empty list, which Spark Connect cannot send; "), error

# What cannot be saved, loaded or told is of one line.
for call, kind, message in (
    (lambda: tabular.save("file:{tmp_path}/t"), FileExistsError, "/t already exists; write().over"),
    (lambda: type(number).load("file:{tmp_path}/t"), plateau_spark.PlateauError, "/t is a TabularCl"),
    (lambda: type(estimator).load("file:{tmp_path}/t"), plateau_spark.PlateauError, " is a TabularCl"),
    (lambda: plateau_spark.load("file:{tmp_path}/t").summary, plateau_spark.PlateauError, "no summary"),
):
    try:
        call()
        raise AssertionError(message)
    except kind as error:
        assert message in str(error) and "\\n" not in str(error), error

# MLflow has the losses, the report and the model.
import mlflow
import plateau_spark.mlflow

experiment = mlflow.create_experiment("{tmp_path.name}", "file:{tmp_path}/mlruns")
mlflow.set_experiment(experiment_id=experiment)
plateau_spark.mlflow.autolog()
logged = classifier.fit(vectors)
plateau_spark.mlflow.autolog(disable=True)
(run,) = mlflow.search_runs(output_format="list")
steps = mlflow.MlflowClient().get_metric_history(run.info.run_id, "trainLoss")
assert [step.step for step in steps] == list(range(1, 31))
assert [step.value for step in steps] == list(logged.summary.objectiveHistory)
assert run.data.metrics["bestEpoch"] == 30 and run.data.tags["stopReason"] == "MAX_EPOCHS"
assert run.info.status == "FINISHED" and run.data.params["maxIter"] == "30"
assert "Training" in mlflow.artifacts.load_text(run.info.artifact_uri + "/report.html")
kept = plateau_spark.mlflow.load_model(f"runs:/{{run.info.run_id}}/model")
assert kept.uid == logged.uid and kept.weights == logged.weights

# Errors are those of a classic session.
try:
    classifier.fit(vectors.selectExpr("features", "CAST(NULL AS DOUBLE) AS label"))
    raise AssertionError("no error")
except plateau_spark.DataError as error:
    assert error.column == "label" and error.row == 1, error
# A fit is followed, and ended with the best model so far, as in a classic session.
seen = []
followed = plateau_spark.NeuralNetworkClassifier(**quick).setCallbacks(seen.append).fit(vectors)
assert [epoch["epoch"] for epoch in seen] == list(range(1, 31))
assert [epoch["trainLoss"] for epoch in seen] == list(followed.summary.objectiveHistory)
assert list(followed.summary.history["trainLoss"]) == list(followed.summary.objectiveHistory)
assert followed.summary.bestEpoch == seen[-1]["best"] and followed.summary.rows == 300
assert (followed.summary.stopReason, followed.summary.time["rounds"] > 0) == ("MAX_EPOCHS", True)
assert "30 epochs on 300 rows" in repr(followed.summary) and "<svg" in followed.summary._repr_html_()
assert len(followed.summary.plot().lines) == 1
assert followed.copy().summary.bestEpoch == followed.summary.bestEpoch
assert "<title>Training" in followed.summary.report().html
endless = plateau_spark.NeuralNetworkClassifier(hiddenLayers=[8], maxIter=1000000, patience=0)
ended = endless.setCallbacks(lambda epoch: epoch["epoch"] == 3).fit(vectors)
assert 3 <= ended.summary.totalIterations < 1000000
presses = []


def press(epoch):
    if not presses:
        presses.append(epoch["epoch"])
        os.kill(os.getpid(), signal.SIGINT)


interrupted = endless.setCallbacks(press).fit(vectors)
assert interrupted.summary.stopReason == "INTERRUPTED"
assert presses == [1] and interrupted.summary.totalIterations < 1000000
assert interrupted.transform(vectors).count() == 300
try:
    endless.setCallbacks(lambda epoch: 1 / 0).fit(vectors)
    raise AssertionError("not ended")
except ZeroDivisionError:
    pass

try:
    plateau_spark.NeuralNetworkClassifier(stepSize=1e30, solver="sgd", **quick).fit(vectors)
    raise AssertionError("no error")
except plateau_spark.DivergedError as error:
    assert [epoch["epoch"] for epoch in error.history] == list(range(1, len(error.history) + 1))
    assert len(error.history) >= 1, error

# Others cancel it by a tag of their own.
spark.addTag("mine")
try:
    endless.setCallbacks(lambda epoch: spark.interruptTag("mine") and False).fit(vectors)
    raise AssertionError("not canceled")
except plateau_spark.StoppedError as error:
    assert "canceled on the server" in str(error), error
assert spark.getTags() == {{"mine"}}
spark.clearTags()

# Ctrl-C before the first epoch leaves nothing at work on the server.
slow = vectors.where("coalesce(java_method('java.lang.Thread', 'sleep', 10L), 'slept') = 'slept'")
handler = signal.getsignal(signal.SIGINT)


def press_at_once():
    while signal.getsignal(signal.SIGINT) is handler:
        time.sleep(0.01)
    os.kill(os.getpid(), signal.SIGINT)


threading.Thread(target=press_at_once).start()
try:
    endless.setCallbacks().fit(slow)
    raise AssertionError("not interrupted")
except plateau_spark.StoppedError as error:
    assert "before its first epoch" in str(error), error
assert vectors.count() == 300
"""
    )
    assert "BuildVersion" not in done.stdout + done.stderr


def test_a_default_file_system_that_is_not_local(tmp_path: Path) -> None:
    run_python(
        START
        + f"""
builder = (
    builder.config("spark.hadoop.fs.defaultFS", "viewfs://cluster/")
    .config("spark.hadoop.fs.viewfs.mounttable.cluster.link./data", "file://{tmp_path}")
    .config("spark.sql.warehouse.dir", "file://{tmp_path}/warehouse")
)
"""
        + WORK
        + """
quick = dict(hiddenLayers=[8], maxIter=3, seed=1)
for estimator, frame in [
    (plateau_spark.NeuralNetworkClassifier(**quick), vectors),
    (plateau_spark.TabularRegressor(labelCol="number", **quick), rows),
]:
    model = estimator.fit(frame)
    assert model.transform(frame).count() == 300
    model.save("/data/" + type(model).__name__)
    assert plateau_spark.load("/data/" + type(model).__name__).uid == model.uid
"""
    )


def test_estimators_outlive_their_session_and_models_are_told_lost(tmp_path: Path) -> None:
    done = run_python(
        START
        + WORK
        + f"""
import plateau_spark.mlflow

X, y = table[["a", "b"]].rename(columns={{"a": "prediction"}}), table["label"]
quick = dict(hiddenLayers=[8], maxIter=30, batchSize=32, seed=1)


def require_lost(estimator, *further):
    model = estimator.model_
    calls = [
        lambda: estimator.predict(X),
        lambda: model.labels,
        lambda: model.encoder,
        lambda: model.save("file:{tmp_path}/never"),
        lambda: model.exportOnnx("file:{tmp_path}/never.onnx"),
        lambda: pickle.dumps(estimator),
    ]
    for call in [*calls, *further]:
        try:
            call()
            raise AssertionError("called")
        except plateau_spark.PlateauError as error:
            words = "the Spark session of this model has ended, or its server has dropped the model; "
            assert str(error) == words + "load it again, or unpickle it", error
    assert repr(model) == model.uid


def require_stopped():
    for stage in (unfitted, plateau_spark.TableEncoder(ignoredCols="label")):
        try:
            stage.fit(rows)
            raise AssertionError("fitted")
        except plateau_spark.PlateauError as error:
            assert str(error).startswith("the rows belong to a Spark session that was stopped"), error


estimator = plateau_spark.TabularClassifier(**quick)
expected = estimator.fit(X, y).predict_proba(X)
# A feature may have the name of what a model appends.
assert estimator.model_.getPredictionCol() == "prediction_" and estimator.score(X, y) > 0.8
named = plateau_spark.mlflow.Predictor(estimator.model_).predict(X)
assert list(named) == ["prediction_", "probability"]
assert list(named["prediction_"].astype(float)) == list(estimator.predict(X))
pickled = pickle.dumps(estimator)
unfitted = plateau_spark.TabularClassifier(**quick)
network = plateau_spark.NeuralNetworkClassifier(**quick)
wrong = plateau_spark.TabularClassifier(dropout=7.0, **quick)
spark.client._cleanup_ml_cache()
require_lost(estimator)

spark.stop()
spark = builder.getOrCreate()
require_stopped()
require_lost(estimator, lambda: estimator.model_.copy(), lambda: estimator.model_.transform(rows))
assert (estimator.fit(X, y).predict_proba(X) == expected).all()
assert (pickle.loads(pickled).predict_proba(X) == expected).all()

spark.stop()
require_lost(estimator, lambda: estimator.model_.copy())
# In a classic session.
spark = plateau_spark.session("local[2]", spark_driver_host="127.0.0.1")
assert "connect" not in type(spark).__module__
require_stopped()
require_lost(estimator, lambda: estimator.model_.copy())
assert unfitted.setMaxIter(20).fit(X, y).model_.summary.totalIterations == 20
assert unfitted.score(X, y) > 0.8 and estimator.fit(X, y).score(X, y) > 0.8
assert (pickle.loads(pickled).predict_proba(X) == expected).all()
encoded = unfitted.model_.encoder.transform(spark.createDataFrame(X))
encoded = encoded.selectExpr("features", "1.0 * rint(rand(1)) AS label")
assert network.fit(encoded).summary.totalIterations == 30
try:
    wrong.fit(X, y)
    raise AssertionError("fitted")
except ValueError as error:
    assert "dropout" in str(error) and "\\n" not in str(error), error
assert wrong.set_params(dropout=0.1).fit(X, y).score(X, y) > 0.5

spark.stop()
os.environ["SPARK_REMOTE"] = "local[2]"
spark = plateau_spark.session(spark_driver_host="127.0.0.1")
assert "connect" in type(spark).__module__
require_lost(unfitted, lambda: unfitted.model_.copy())
assert (estimator.fit(X, y).predict_proba(X) == expected).all()
"""
    )
    assert "Exception ignored" not in done.stderr


class Ended:
    """A session whose server answers nothing but an error."""

    def __init__(self, error: Exception) -> None:
        self._error = error

    @property
    def read(self) -> Any:
        raise self._error


def test_a_fit_whose_session_has_ended_says_so() -> None:
    error = SparkConnectException(errorClass="NO_ACTIVE_SESSION", messageParameters={})
    with pytest.raises(PlateauError, match=r"session has ended.* call spark\.stop\(\)"):
        RemoteWatch(Ended(error), "tag").poll()


def test_other_errors_of_a_look_at_a_fit_are_left_to_the_fit() -> None:
    error = SparkConnectException("[OPERATION_CANCELED] the operation is no more")
    with pytest.raises(SparkConnectException) as raised:
        RemoteWatch(Ended(error), "tag").poll()
    assert raised.value is error
