"""Fits: spark.ml's contract, progress, callbacks, stopping and errors."""

import copy
import json
import math
import os
import pickle
import signal
import sys
import threading
import time
from types import SimpleNamespace
from typing import Any, Dict, List

import pytest
from conftest import ROOT, run_python
from pyspark.ml import Pipeline
from pyspark.ml.classification import OneVsRest
from pyspark.ml.evaluation import BinaryClassificationEvaluator, RegressionEvaluator
from pyspark.ml.linalg import Vectors
from pyspark.ml.tuning import CrossValidator, ParamGridBuilder
from pyspark.sql.functions import col, when
from pyspark.util import InheritableThread

import plateau_spark
from plateau_spark import NeuralNetworkClassifier, NeuralNetworkRegressor, _fit, _watch


def classifier(**more: Any) -> NeuralNetworkClassifier:
    return NeuralNetworkClassifier(hiddenLayers=[16], maxIter=40, batchSize=32, seed=1, **more)


def test_a_classifier_learns(vectors: Any) -> None:
    model = classifier().fit(vectors)
    auc = BinaryClassificationEvaluator().evaluate(model.transform(vectors))
    assert auc > 0.95
    assert model.numClasses == 2
    assert model.numFeatures == 2
    assert model.weights.size == 2 * 16 + 16 + 16 * 2 + 2
    assert model.predict(Vectors.dense([2.0, 2.0])) == 1.0
    assert sum(model.predictProbability(Vectors.dense([2.0, 2.0]))) == pytest.approx(1)
    measures = model.evaluate(vectors)
    assert measures.accuracy == pytest.approx(model.summary.accuracy)
    assert repr(measures).startswith(f"ClassificationSummary: accuracy {measures.accuracy:.4g}, ")
    assert not hasattr(measures, "epochs") and "epochs on 200 rows" in repr(model.summary)
    assert model.summary.areaUnderROC == pytest.approx(auc, abs=2e-3)
    assert all(value > 0 for value in model.featureImportances(vectors))


def test_a_regressor_learns(vectors: Any) -> None:
    model = NeuralNetworkRegressor(labelCol="number", maxIter=20, batchSize=32).fit(vectors)
    error = RegressionEvaluator(labelCol="number").evaluate(model.transform(vectors))
    assert error < 0.1
    assert model.summary.rootMeanSquaredError == pytest.approx(error)
    measures = model.evaluate(vectors)
    assert measures.r2 > 0.98
    assert repr(measures).startswith(f"RegressionSummary: r2 {measures.r2:.4g}, ")


def test_models_of_tables_are_measured(spark: Any, houses: Any) -> None:
    rows = spark.createDataFrame(houses)
    quick = {"hiddenLayers": [8], "maxIter": 5, "seed": 1}
    model = plateau_spark.TabularClassifier(labelCol="cheap", ignoredCols=["price"], **quick).fit(rows)
    measures = model.evaluate(rows)
    assert measures.accuracy == model.transform(rows).where("prediction = cheap").count() / 300
    assert measures.predictions.columns == model.transform(rows).columns
    assert measures.areaUnderROC > 0.5 and measures.labels == [0.0, 1.0]
    numbers = plateau_spark.TabularRegressor(labelCol="price", ignoredCols=["cheap"], **quick).fit(rows)
    errors = numbers.evaluate(rows)
    truth = RegressionEvaluator(labelCol="price")
    assert errors.rootMeanSquaredError == pytest.approx(truth.evaluate(errors.predictions))
    assert repr(errors).startswith(f"RegressionSummary: r2 {errors.r2:.4g}, ")


def test_one_vs_rest_weighs_rows(vectors: Any) -> None:
    weighted = vectors.withColumn("weight", when(col("number") > 0, 1.0).otherwise(0.0))
    expected = classifier(weightCol="weight").fit(weighted)
    many = OneVsRest(classifier=classifier(), weightCol="weight").fit(weighted)
    assert many.models[1].weights == expected.weights != classifier().fit(weighted).weights


def test_measures_of_vectors_are_shown_without_numbers(vectors: Any) -> None:
    model = NeuralNetworkRegressor(labelCol="features", maxIter=1).fit(vectors)
    assert "TrainingSummary: 1 epoch on 200 rows" in repr(model.summary)
    assert repr(model.evaluate(vectors)) == "RegressionSummary: of vectors; see predictions"
    for call in (lambda: model.summary.r2, lambda: model.predict(Vectors.dense([0.0, 0.0]))):
        with pytest.raises(plateau_spark.PlateauError, match="this model has several outputs; "):
            call()


def test_stages_of_a_pipeline_are_searched(vectors: Any) -> None:
    network = NeuralNetworkClassifier(maxIter=3, seed=1)
    grid = ParamGridBuilder().addGrid(network.hiddenLayers, [[4], [8]]).build()
    search = CrossValidator(
        estimator=Pipeline(stages=[network]),
        estimatorParamMaps=grid,
        evaluator=BinaryClassificationEvaluator(),
        numFolds=2,
        parallelism=2,
    )
    best = search.fit(vectors)
    assert best.avgMetrics[0] != best.avgMetrics[1]
    hidden = [[4], [8]][0 if best.avgMetrics[0] > best.avgMetrics[1] else 1]
    assert best.bestModel.stages[0].getHiddenLayers() == hidden
    assert best.transform(vectors).count() == 200


def test_param_maps_are_taken_by_copies(vectors: Any) -> None:
    network = NeuralNetworkClassifier(maxIter=3, hiddenLayers=[4], seed=1)
    maps = [{network.maxIter: 1}, {network.maxIter: 2}]
    models = network.fit(vectors, maps)
    assert [model.summary.totalIterations for model in models] == [1, 2]
    twin = copy.copy(network)
    assert twin.uid == network.uid
    assert twin.setMaxIter(7).getMaxIter() == 7
    assert network.getMaxIter() == 3
    assert network._java_obj.getMaxIter() == 3
    again = pickle.loads(pickle.dumps(network))
    assert again.uid == network.uid
    assert again.fit(vectors, {network.maxIter: 1}).summary.totalIterations == 1
    other = models[0].copy({models[0].blockSize: 5})
    assert other.uid == models[0].uid and other.getBlockSize() == 5
    renamed = models[0].transform(vectors, {models[0].predictionCol: "told"})
    assert "told" in renamed.columns and models[0].getPredictionCol() == "prediction"


def test_threads_fit_one_estimator(vectors: Any) -> None:
    seen: Dict[int, List[int]] = {}

    def collect(epoch: Dict[str, Any]) -> None:
        seen.setdefault(threading.get_ident(), []).append(epoch["epoch"])

    network = classifier().setCallbacks(collect)
    threads = [InheritableThread(target=lambda: network.fit(vectors)) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert list(seen.values()) == [list(range(1, 41))] * 3


def test_callbacks_are_functions(spark: Any) -> None:
    message = r"^setCallbacks takes functions, got list; those of a list are given by setCallbacks\(\*callbacks\)$"
    with pytest.raises(TypeError, match=message):
        classifier().setCallbacks([print])  # type: ignore[arg-type]


def test_a_display_that_fails_leaves_no_job(vectors: Any, monkeypatch: Any) -> None:
    class Broken(plateau_spark._progress.Display):
        def draw(self) -> None:
            raise BrokenPipeError

    monkeypatch.setattr(plateau_spark._progress, "display", Broken)
    with pytest.raises(BrokenPipeError):
        classifier().setMaxIter(100000).fit(vectors)
    tracker = vectors.sparkSession.sparkContext.statusTracker()
    assert not list(tracker.getActiveJobsIds())


def test_callbacks_see_epochs_and_end_a_fit(vectors: Any) -> None:
    seen: List[Dict[str, Any]] = []

    def three(epoch: Dict[str, Any]) -> bool:
        seen.append(epoch)
        return epoch["epoch"] >= 3

    model = classifier(localSteps=1, shards=2).setMaxIter(2000).setCallbacks(three).fit(vectors)
    assert model.summary.stopReason == "INTERRUPTED"
    assert 3 <= len(model.summary.epochs) < 2000
    assert [epoch["epoch"] for epoch in seen[:3]] == [1, 2, 3]
    assert seen[0]["trainLoss"] == model.summary.objectiveHistory[0]


def test_an_error_of_a_callback_ends_the_fit(vectors: Any) -> None:
    def fails(epoch: Dict[str, Any]) -> bool:
        raise LookupError("no more")

    with pytest.raises(LookupError, match="no more"):
        classifier().setMaxIter(5000).setCallbacks(fails).fit(vectors)


@pytest.mark.parametrize("message", ["no more", 'no "label"'])
def test_an_error_of_a_callback_has_its_traceback(spark: Any, message: str) -> None:
    def fails(epoch: Dict[str, Any]) -> bool:
        raise ValueError(message)

    estimator = plateau_spark.TabularRegressor(hiddenLayers=[2], maxIter=5).setCallbacks(fails)
    with pytest.raises(ValueError, match="^no ") as told:
        estimator.fit([[float(i)] for i in range(40)], range(40))
    assert told.traceback[-1].name == "fails"


def test_a_summary_tells_how_it_went(vectors: Any) -> None:
    summary = classifier().fit(vectors).summary
    history = summary.history
    assert list(history["trainLoss"]) == list(summary.objectiveHistory)
    assert len(history) == summary.totalIterations == 40
    assert summary.bestEpoch == 40
    assert summary.stopReason == "MAX_EPOCHS"
    assert summary.rows == 200
    assert summary.seconds > 0
    assert "40 epochs on 200 rows" in repr(summary)
    assert "<polyline" in summary._repr_html_()
    report = summary.report()
    assert report.html.startswith("<!DOCTYPE html>")
    assert "<iframe" in report._repr_html_()


def test_a_summary_is_plotted(vectors: Any) -> None:
    import matplotlib

    matplotlib.use("agg")
    validated = vectors.selectExpr("*", "rand(1) < 0.3 AS held")
    axes = classifier(validationIndicatorCol="held").fit(validated).summary.plot()
    assert [line.get_label() for line in axes.lines] == ["training", "validation", "best epoch"]


def test_bad_rows_are_one_line(spark: Any) -> None:
    rows = [(Vectors.dense([0.0, 1.0]), 0.0), (Vectors.dense([1.0, math.nan]), 1.0)]
    with pytest.raises(plateau_spark.DataError) as error:
        classifier().fit(spark.createDataFrame(rows, ["features", "label"]))
    assert error.value.row == 2
    assert error.value.column == "features"
    assert error.value.expected == "finite numbers"
    assert error.value.got == "NaN at index 1"
    assert "\n" not in str(error.value)
    assert error.value.__cause__ is None


def test_a_diverged_training_has_its_history(vectors: Any) -> None:
    with pytest.raises(plateau_spark.DivergedError) as error:
        NeuralNetworkRegressor(
            labelCol="number", solver="sgd", stepSize=1e30, maxIter=9, activation="identity"
        ).fit(vectors)
    assert str(error.value).startswith("training diverged in epoch ")
    assert error.value.history[0]["epoch"] == 1
    # JSON has texts for such numbers.
    assert not math.isfinite(error.value.history[-1]["trainLoss"])
    pickle.dumps(error.value.history)


def test_settings_that_conflict_are_one_line(vectors: Any) -> None:
    with pytest.raises(ValueError) as error:
        NeuralNetworkClassifier(layers=[2, 2], hiddenLayers=[3]).fit(vectors)
    assert "layers" in str(error.value)
    assert "\n" not in str(error.value)


def test_ctrl_c_returns_the_best_model_and_leaves_no_job() -> None:
    done = run_python(
        """
        import os, signal, threading, time
        import plateau_spark
        from pyspark.ml.linalg import Vectors

        spark = plateau_spark.session("local[2]", spark_driver_host="127.0.0.1")
        handler = signal.getsignal(signal.SIGINT)
        rows = spark.createDataFrame(
            [(Vectors.dense([float(i % 7), float(i)]), float(i % 2)) for i in range(500)],
            ["features", "label"],
        )
        epochs = []
        def interrupt(epoch):
            epochs.append(epoch["epoch"])
            if len(epochs) == 3:
                os.kill(os.getpid(), signal.SIGINT)
        model = (
            plateau_spark.NeuralNetworkClassifier(maxIter=100000, shards=2, localSteps=1)
            .setCallbacks(interrupt)
            .fit(rows)
        )
        assert model.summary.stopReason == "INTERRUPTED", model.summary
        assert model.transform(rows).count() == 500
        assert not list(spark.sparkContext.statusTracker().getActiveJobsIds())
        # Whoever does not want to wait presses twice; a model that is there by then is returned.
        def twice(epoch):
            if epoch["epoch"] == 1:
                os.kill(os.getpid(), signal.SIGINT)
                os.kill(os.getpid(), signal.SIGINT)
        try:
            model = (
                plateau_spark.NeuralNetworkClassifier(
                    maxIter=100000, patience=0, shards=2, localSteps=1
                )
                .setCallbacks(twice)
                .fit(rows)
            )
            assert model.summary.stopReason == "INTERRUPTED", model.summary
        except plateau_spark.StoppedError as stopped:
            assert "stopped twice" in str(stopped), stopped
        # Before the first epoch there is nothing to keep: the jobs are canceled.
        sleep = "length(coalesce(java_method('java.lang.Thread', 'sleep', 100L), ''))"
        slow = rows.selectExpr("features", f"label + 0 * {sleep} AS label")
        endless = plateau_spark.NeuralNetworkClassifier(maxIter=100000)
        def press():
            while signal.getsignal(signal.SIGINT) is handler:
                time.sleep(0.01)
            time.sleep(1)
            os.kill(os.getpid(), signal.SIGINT)
        threading.Thread(target=press, daemon=True).start()
        try:
            endless.fit(slow)
            print("model")
        except Exception as error:
            print("swallowed")
        except plateau_spark.StoppedError as stopped:
            assert isinstance(stopped, KeyboardInterrupt)
            assert "before its first epoch" in str(stopped), stopped
            print("interrupted")
        deadline = time.monotonic() + 30
        while list(spark.sparkContext.statusTracker().getActiveJobsIds()):
            assert time.monotonic() < deadline
        assert signal.getsignal(signal.SIGINT) is handler
        """
    )
    assert done.stdout.splitlines()[-1] == "interrupted"


def epoch(number: int, stopped: bool = False) -> Dict[str, Any]:
    loss = {"trainLoss": 1 / number, "validationLoss": 2 / number, "best": number}
    event = {"event": "epoch", "epoch": number, "seconds": 0.1, "metrics": {}, **loss}
    return {**event, "stopped": "all 3 epochs are done"} if stopped else event


EVENTS = [
    {"event": "stage", "activity": "checking rows"},
    {"event": "begin", "rows": 1234, "epochs": 3},
    epoch(1),
    epoch(2),
    epoch(3, stopped=True),
]


def test_a_terminal_has_one_line(capsys: Any, monkeypatch: Any) -> None:
    monkeypatch.setenv("COLUMNS", "60")
    line = plateau_spark._progress._Line()
    for event in EVENTS:
        line.show(event)
        line.draw()
    line.close(None)
    drawn = capsys.readouterr().err
    assert drawn.count("\n") == 1
    parts = [part.rstrip() for part in drawn.strip().split("\r")]
    assert parts[0] == "checking rows"
    assert parts[1] == "training on 1,234 rows"
    assert parts[2].startswith("epoch 1/3  loss 1  validation 2  best epoch 1")
    assert all(len(part) < 60 for part in parts)


def test_a_terminal_makes_way_for_warnings(capsys: Any) -> None:
    line = plateau_spark._progress._Line()
    line.clear()
    line.show(EVENTS[0])
    line.draw()
    line.clear()
    line.close(None)
    assert capsys.readouterr().err == "\rchecking rows\r             \r"


def test_a_notebook_has_one_cell(monkeypatch: Any) -> None:
    cell = plateau_spark._progress._Cell()
    monkeypatch.setattr(cell, "draw", lambda: None)
    for event in EVENTS:
        cell.show(event)
    shown = cell._html()
    assert shown.count("<polyline") == 2
    assert "epoch 3/3 · loss 0.3333 · validation 0.6667 · best epoch 3 · all 3 epochs" in shown
    cell.close(ValueError("no <b>more</b>"))
    assert "no &lt;b&gt;more" in cell._html()


class Waiting:
    """Work that is done once it is stopped or canceled, and the watch of it."""

    seconds = 0.01

    def __init__(self, *batches: List[Dict[str, Any]]) -> None:
        self.batches = list(batches)
        self.stops = 0
        self.canceled = False

    def start(self) -> None:
        pass

    def done(self, seconds: float) -> bool:
        return self.canceled or (self.stops > 0 and not self.batches)

    def cancel(self) -> None:
        self.canceled = True

    def error(self) -> Any:
        return RuntimeError("canceled") if self.canceled else None

    def poll(self) -> List[str]:
        return [json.dumps(event) for event in self.batches.pop(0)] if self.batches else []

    def stop(self) -> None:
        self.stops += 1


def follow(fit: Waiting, observers: List[Any], callbacks: List[Any]) -> Any:
    follower = _fit._Follower(fit, fit, _fit.Listeners(observers, callbacks))  # type: ignore[arg-type]
    follower.run()
    return follower


def test_a_line_is_drawn_again_after_a_warning(capsys: Any) -> None:
    fit = Waiting([*EVENTS[:3], {"event": "warning", "message": "look"}])
    follower = _fit._Follower(fit, fit, _fit.Listeners([], [lambda event: True]))  # type: ignore[arg-type]
    follower._display = plateau_spark._progress._Line()
    with pytest.warns(plateau_spark.DataWarning, match="^look$"):
        follower.run()
    assert "epoch 1/3" in capsys.readouterr().err.rsplit("\r", 1)[1]


def test_what_a_callback_prints_has_a_line_of_its_own(capsys: Any) -> None:
    fit = Waiting([*EVENTS[:2], epoch(1)], [epoch(2)])
    printing = [lambda event: print(event["epoch"], file=sys.stderr)]
    listeners = _fit.Listeners(printing, [lambda event: True])  # type: ignore[list-item]
    follower = _fit._Follower(fit, fit, listeners)  # type: ignore[arg-type]
    follower._display = plateau_spark._progress._Line()
    follower.run()
    printed = capsys.readouterr().err
    assert printed.split("\n")[1].rsplit("\r", 1)[1] == "2"
    assert "epoch 2/3" in printed.rsplit("\r", 1)[1]


def test_a_fit_needs_no_stream_to_show_itself(monkeypatch: Any) -> None:
    for stream in (None, object()):
        monkeypatch.setattr(sys, "stderr", stream)
        assert type(plateau_spark._progress.display()) is plateau_spark._progress.Display


def test_a_diverged_error_is_pickled_with_its_history() -> None:
    error = plateau_spark.DivergedError("the loss is not finite", [{"epoch": 1}])
    for same in (pickle.loads(pickle.dumps(error)), copy.copy(error)):
        assert str(same) == str(error) and same.history == [{"epoch": 1}]


def test_no_callback_is_called_after_one_that_wants_an_end() -> None:
    fit = Waiting([epoch(number) for number in range(1, 9)], [epoch(9)])
    observed: List[int] = []
    called: List[int] = []

    def ends(event: Dict[str, Any]) -> bool:
        called.append(event["epoch"])
        return event["epoch"] == 2

    follower = follow(fit, [lambda event: observed.append(event["epoch"])], [ends])
    assert called == [1, 2]
    assert observed == list(range(1, 10)) == [event["epoch"] for event in follower.epochs]
    assert fit.stops == 1 and not fit.canceled


def test_presses_are_seen_between_the_epochs_of_a_poll() -> None:
    fit = Waiting([epoch(number) for number in range(1, 100)])
    called: List[int] = []

    def press(event: Dict[str, Any]) -> None:
        called.append(event["epoch"])
        os.kill(os.getpid(), signal.SIGINT)

    follow(fit, [], [press])
    assert called == [1] and fit.stops == 1 and not fit.canceled


def test_a_press_before_the_first_epoch_is_known_cancels_a_fit() -> None:
    class Pressed(Waiting):
        def poll(self) -> List[str]:
            if not self.stops:
                os.kill(os.getpid(), signal.SIGINT)
            return super().poll()

    fit = Pressed([EVENTS[0]], [epoch(1)])
    with pytest.raises(plateau_spark.StoppedError, match="before its first epoch"):
        follow(fit, [], [])
    assert fit.canceled
    fit = Pressed([*EVENTS[:2], epoch(1)], [epoch(2)])
    assert len(follow(fit, [], []).epochs) == 2 and not fit.canceled


def test_two_presses_cancel_a_fit() -> None:
    fit = Waiting([epoch(1)])

    def press(event: Dict[str, Any]) -> None:
        os.kill(os.getpid(), signal.SIGINT)
        os.kill(os.getpid(), signal.SIGINT)

    with pytest.raises(plateau_spark.StoppedError, match="stopped twice"):
        follow(fit, [], [press])
    assert fit.canceled


def test_a_third_press_leaves_what_does_not_answer() -> None:
    class Hanging(Waiting):
        def poll(self) -> List[str]:
            for _ in range(3):
                os.kill(os.getpid(), signal.SIGINT)
            time.sleep(60)
            return []

    with pytest.raises(plateau_spark.StoppedError, match="may still be at work"):
        follow(Hanging(), [], [])
    with pytest.raises(KeyboardInterrupt):
        os.kill(os.getpid(), signal.SIGINT)
        time.sleep(60)


def test_a_watch_knows_that_events_were_lost(monkeypatch: Any) -> None:
    watch = _watch.RemoteWatch(None, "plateau-1")
    polls = [[1, 2], [], [3], [5]]
    monkeypatch.setattr(
        watch,
        "_events",
        lambda: [SimpleNamespace(number=number, event=str(number)) for number in polls.pop(0)],
    )
    assert watch.poll() + watch.poll() + watch.poll() == ["1", "2", "3"] and watch.complete
    assert watch.poll() == ["5"] and not watch.complete


def test_a_session_has_the_settings_of_the_command_line(spark: Any) -> None:
    lines = (ROOT / "conf/local/spark-defaults.conf").read_text().splitlines()
    expected = dict(line.split(maxsplit=1) for line in lines if line.startswith("spark."))
    expected["spark.master"] = "local[2]"  # given, as those that follow
    expected.update({"spark.driver.memory": "2g", "spark.sql.shuffle.partitions": "2"})
    settings = spark.sparkContext.getConf()
    assert {name: settings.get(name) for name in expected} == expected
    # One that the JVM is started with.
    inputs = spark._jvm.java.lang.management.ManagementFactory.getRuntimeMXBean().getInputArguments()
    assert "-XX:Tier4InvocationThreshold=100000" in list(inputs)
