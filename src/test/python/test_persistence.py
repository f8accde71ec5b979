"""Stages are saved and loaded, pickled, and shared with Java and with the command line."""

import json
import pickle
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import Any

import numpy
import pandas
import pytest
from conftest import ROOT, run_python
from pyspark.ml import Pipeline, PipelineModel

import plateau_spark
from plateau_spark import PlateauError, _files


@pytest.fixture(scope="module")
def stages(spark: Any, vectors: Any, houses: pandas.DataFrame) -> Any:
    """An estimator and its model of each kind, with rows that they take."""
    table = spark.createDataFrame(houses)
    ignored = {"ignoredCols": ["price", "cheap"]}
    quick = {"maxIter": 2, "seed": 1, "hiddenLayers": [4]}
    estimators = [
        (plateau_spark.NeuralNetworkClassifier(**quick), vectors),
        (plateau_spark.NeuralNetworkRegressor(labelCol="number", **quick), vectors),
        (plateau_spark.TableEncoder(**ignored), table),
        (plateau_spark.TabularClassifier(labelCol="cheap", **quick, **ignored), table),
        (plateau_spark.TabularRegressor(labelCol="price", **quick, **ignored), table),
    ]
    return [(estimator, estimator.fit(rows), rows) for estimator, rows in estimators]


def test_folders_with_marks_of_patterns_are_loaded(stages: Any, tmp_path: Path) -> None:
    for name in ("lr[0.1]", "lr*", "a{1,2}?"):
        path = str(tmp_path / name)
        estimator, model, rows = stages[0]
        model.save(path)
        assert type(plateau_spark.load(path)) is type(model)


def test_all_are_loaded_by_a_new_interpreter(stages: Any, tmp_path: Path) -> None:
    for estimator, model, rows in stages:
        name = type(estimator).__name__
        estimator.save(str(tmp_path / f"{name}.estimator"))
        model.save(str(tmp_path / f"{name}.model"))
        Pipeline(stages=[estimator]).save(str(tmp_path / f"{name}.pipeline"))
        PipelineModel([model]).save(str(tmp_path / f"{name}.pipeline-model"))
        last = model.transform(rows).columns[-1]
        rows.write.parquet(str(tmp_path / f"{name}.rows"))
        model.transform(rows).selectExpr(f"CAST(`{last}` AS STRING) AS told").write.parquet(
            str(tmp_path / f"{name}.told")
        )
    run_python(
        f"""
        import glob, os
        import plateau_spark
        from pyspark.ml import Pipeline, PipelineModel

        spark = plateau_spark.session("local[2]", spark_driver_host="127.0.0.1")
        for path in glob.glob("{tmp_path}/*.model"):
            name = os.path.basename(path)[:-len(".model")]
            stem = path[:-len(".model")]
            estimator = plateau_spark.load(stem + ".estimator")
            assert type(estimator) is getattr(plateau_spark, name)
            assert type(estimator).load(stem + ".estimator").uid == estimator.uid
            model = plateau_spark.load(path)
            assert type(model).load(path).uid == model.uid
            if estimator.hasParam("maxIter"):
                assert estimator.getMaxIter() == 2 and model.getMaxIter() == 2
                assert not model.hasSummary
            assert Pipeline.load(stem + ".pipeline").getStages()[0].uid == estimator.uid
            try:
                plateau_spark.load(stem + ".pipeline")
                assert False, name
            except plateau_spark.PlateauError as error:
                assert str(error).endswith(
                    "is a Pipeline, which is not of this package; load it by Pipeline.load of PySpark"
                )
            piped = PipelineModel.load(stem + ".pipeline-model")
            rows = spark.read.parquet(stem + ".rows")
            told = [row[0] for row in spark.read.parquet(stem + ".told").collect()]
            for transformer in (model, piped, plateau_spark.load(stem + ".pipeline-model")):
                predicted = transformer.transform(rows)
                last = predicted.columns[-1]
                again = [r[0] for r in predicted.selectExpr(f"CAST(`{{last}}` AS STRING)").collect()]
                assert sorted(again) == sorted(told), name
        """
    )


def test_models_and_estimators_are_pickled(stages: Any, tmp_path: Path, monkeypatch: Any) -> None:
    # By way of a folder whose name no URI has as it is.
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "a folder of 100%"))
    Path(tempfile.gettempdir()).mkdir()
    for estimator, model, rows in stages:
        again = pickle.loads(pickle.dumps(model))
        assert again.uid == model.uid
        assert str(again.transform(rows).collect()) == str(model.transform(rows).collect())
        twin = pickle.loads(pickle.dumps(estimator))
        assert {p.name: v for p, v in twin._paramMap.items()} == {
            p.name: v for p, v in estimator._paramMap.items()
        }


def test_files_from_elsewhere_stay_in_their_folder(tmp_path: Path) -> None:
    inside = tmp_path / "model"
    for name in ("../outside", "a/../../outside", str(tmp_path / "outside")):
        with pytest.raises(ValueError, match="is no file of a model$"):
            _files.write({name: b"1"}, inside)
    assert not (tmp_path / "outside").exists()
    _files.write({"a/b": b"1"}, inside)
    assert _files.read(inside) == {"a/b": b"1"}


def test_a_fitted_estimator_is_pickled(spark: Any, houses: pandas.DataFrame) -> None:
    X = houses[["size", "city"]]
    estimator = plateau_spark.TabularClassifier(maxIter=2).fit(X, houses["cheap"])
    again = pickle.loads(pickle.dumps(estimator))
    assert (again.predict(X) == estimator.predict(X)).all()


def test_a_run_of_the_command_line_predicts_the_same(spark: Any, tmp_path: Path) -> None:
    data = f"data.path={ROOT}/jobs/data/letter-recognition.csv.gz"
    small = ["stopping.maxEpochs=2", "network.hidden=[16]", data]
    plateau = [str(ROOT / "scripts/plateau"), "--master", "local[2]"]
    run = tmp_path / "run"
    train = [*plateau, "train", str(ROOT / "jobs/letters.yaml"), f"output={run}", *small]
    subprocess.run(train, check=True, capture_output=True, cwd=tmp_path)
    letters = ROOT / "jobs/data/letter-recognition.csv.gz"
    predict = ["predict", str(run), "--data", str(letters), "--output", str(tmp_path / "predicted")]
    subprocess.run([*plateau, *predict], check=True, capture_output=True, cwd=tmp_path)
    told = spark.read.csv(str(tmp_path / "predicted"), header=True).toPandas()
    model = plateau_spark.load(str(run))
    rows = spark.read.csv(str(letters), header=True, inferSchema=True)
    predicted = model.transform(rows)
    assert set(predicted.columns) == set(told.columns)
    ours = predicted.selectExpr("prediction", "CAST(probability AS STRING)").toPandas()
    assert len(ours) == 20000
    assert list(ours["prediction"]) == list(told["prediction"])
    # BLAS rounds by the number of rows that are predicted together, of which there are others here.
    for column in (ours, told):
        column["probability"] = column["probability"].map(json.loads)
    numpy.testing.assert_allclose(list(ours["probability"]), list(told["probability"]), rtol=1e-5)
    assert model.report().html.startswith("<!DOCTYPE html>")


def test_what_is_no_model_is_told(spark: Any, tmp_path: Path) -> None:
    with pytest.raises(plateau_spark.PlateauError, match="has no model: neither model/metadata"):
        plateau_spark.load(str(tmp_path))


def test_loading_logs_nothing(spark: Any, stages: Any, tmp_path: Path) -> None:
    stages[0][1].save(str(tmp_path / "model"))
    log4j = spark._jvm.org.apache.logging.log4j
    logged = spark._jvm.java.io.StringWriter()
    appender = log4j.core.appender.WriterAppender.createAppender(None, None, logged, "loading", False, True)
    appender.start()
    log4j.LogManager.getRootLogger().addAppender(appender)
    # A session of the user's own warns of what conf/local is silent about.
    streams = log4j.LogManager.getLogger("org.apache.spark.sql.execution.streaming")
    level = streams.getLevel()
    log4j.core.config.Configurator.setLevel(streams.getName(), log4j.Level.WARN)
    try:
        plateau_spark.load(tmp_path / "model")
        assert logged.toString() == ""
        streams.warn("something")
        assert "something" in logged.toString()
    finally:
        log4j.core.config.Configurator.setLevel(streams.getName(), level)
        log4j.LogManager.getRootLogger().removeAppender(appender)


def test_paths_may_be_of_pathlib(stages: Any, tmp_path: Path) -> None:
    estimator, model, _ = stages[0]
    for number, (stage, folder) in enumerate(((estimator, tmp_path / "e"), (model, tmp_path / "m"))):
        stage.save(folder)
        stage.write().overwrite().save(folder)
        for loaded in (type(stage).load(folder), type(stage).read().load(folder), plateau_spark.load(folder)):
            assert loaded.uid == stage.uid
        with pytest.raises(PlateauError, match="load it by"):
            type(stages[1][number]).load(folder)


def test_errors_of_saving_and_loading_are_one_line(stages: Any, tmp_path: Path) -> None:
    for number, (estimator, model, _) in enumerate(stages):
        folder = str(tmp_path / str(number))
        model.save(folder)
        other = stages[number - 1][1]
        name = type(model).__name__
        for call, kind, message in (
            (lambda: model.save(folder), FileExistsError, f"{folder} already exists; write"),
            (lambda: model.write().save(folder), FileExistsError, "overwrite().save(path) replaces it"),
            (lambda: estimator.save(folder), FileExistsError, f"{folder} already exists; write"),
            (lambda: type(other).load(folder), PlateauError, f" is a {name}; load it by {name}.load"),
            (lambda: type(estimator).load(folder), PlateauError, f" is a {name}; load it by {name}.load"),
            (lambda: type(model).load(folder + "/nothing"), PlateauError, "there is no model at "),
            (lambda: type(estimator).load(folder + "/nothing"), PlateauError, "/nothing"),
        ):
            with pytest.raises(kind) as error:
                call()
            assert message in str(error.value) and "\n" not in str(error.value)
        estimator.save(folder + ".estimator")
        with pytest.raises(PlateauError, match=f"r is a {type(estimator).__name__}; load it by "):
            type(stages[number - 1][0]).load(folder + ".estimator")
        with pytest.raises(PlateauError, match=f"r is a {type(estimator).__name__}; load it by "):
            type(model).load(folder + ".estimator")
        model.write().overwrite().save(folder)
        again = plateau_spark.load(folder)
        assert again.uid == model.uid
        if hasattr(type(model), "summary"):
            with pytest.raises(PlateauError, match="has no summary: only a model that was fitted"):
                again.summary


def test_what_cannot_be_read_is_one_line(stages: Any, tmp_path: Path) -> None:
    model = stages[0][1]
    whole, part = tmp_path / "whole", tmp_path / "part"
    model.save(str(whole))
    shutil.copytree(whole / "metadata", part / "metadata")
    for call, message in (
        (lambda: type(model).load(str(part)), "part is not a complete model: it has no manifest.json"),
        (lambda: plateau_spark.load(str(part)), "part is not a complete model: it has no manifest.json"),
        (lambda: plateau_spark.load("s3a://bucket/model"), r"S3AFileSystem, .* such as org.apache.hadoop"),
        (lambda: plateau_spark.load("none://bucket/model"), '^No FileSystem for scheme "none"$'),
        (lambda: model.save("none://bucket/model"), '^No FileSystem for scheme "none"$'),
    ):
        with pytest.raises(PlateauError, match=message) as error:
            call()
        assert "\n" not in str(error.value) and error.value.__cause__ is None


def test_checkpoints_of_another_fit_are_one_line(vectors: Any, tmp_path: Path) -> None:
    settings: Any = {"checkpointDir": str(tmp_path), "hiddenLayers": [2], "maxIter": 1}
    plateau_spark.NeuralNetworkClassifier(**settings).fit(vectors)
    differs = "[^;]+: the checkpoint has [^;]+, this job [^;]+; "
    message = f"cannot resume: ({differs}){{2,}}choose another checkpointDir$"
    with pytest.raises(PlateauError, match=message) as error:
        plateau_spark.NeuralNetworkClassifier(dropout=0.3, **settings).fit(vectors)
    assert "\n" not in str(error.value)


def test_a_session_that_was_stopped_is_told_or_followed_by_another() -> None:
    run_python(
        """
        import numpy
        import pytest
        import plateau_spark

        spark = plateau_spark.session("local[1]", spark_driver_memory="1g")
        X = numpy.arange(60.0).reshape(30, 2)
        estimator = plateau_spark.TabularRegressor(hiddenLayers=[2], maxIter=1).fit(X, X[:, 0])
        expected = estimator.predict(X)
        spark.stop()
        model = estimator.model_
        assert repr(model) == estimator.uid
        for call in (lambda: estimator.setDropout(0.1), lambda: model.summary.time, estimator.copy):
            with pytest.raises(plateau_spark.PlateauError, match="^there is no Spark session any more"):
                call()
        assert (estimator.predict(X) == expected).all()
        assert "2 columns" in repr(model) and model.summary.time
        plateau_spark.session().stop()
        estimator.fit(X, X[:, 0])
        """
    )


def test_rows_of_a_session_that_was_stopped_are_told_as_such() -> None:
    run_python(
        """
        import pickle
        import pytest
        import plateau_spark
        from pyspark.ml.linalg import Vectors

        def made():
            spark = plateau_spark.session("local[1]", spark_driver_memory="1g")
            rows = [(Vectors.dense([i]), i, i * 0.5) for i in range(30)]
            return spark, spark.createDataFrame(rows, ["features", "number", "label"])

        def stopping(epoch):
            spark.stop()

        spark, rows = made()
        encoder = plateau_spark.TableEncoder(inputCols=["number"], outputCol="encoded")
        estimator = plateau_spark.NeuralNetworkRegressor(hiddenLayers=[2], maxIter=1)
        model, encoded = estimator.fit(rows), encoder.fit(rows)
        summary = model.summary
        kept = pickle.dumps(summary)
        spark.stop()
        for stage in (encoder, estimator, encoded, model):
            with pytest.raises(plateau_spark.PlateauError, match="^there is no Spark session any more"):
                stage.write()
        assert "<html" in pickle.loads(kept).report().html  # starts a session
        plateau_spark.session().stop()
        spark, others = made()
        for call in (
            lambda: encoder.fit(rows),
            lambda: estimator.fit(rows),
            lambda: encoded.transform(rows),
            lambda: model.transform(rows),
            lambda: model.evaluate(rows),
            lambda: model.featureImportances(rows),
            lambda: summary.r2,
            # What does not end by itself is stopped while it is at work.
            lambda: estimator.copy({estimator.maxIter: 100_000}).setCallbacks(stopping).fit(others),
        ):
            with pytest.raises(plateau_spark.PlateauError, match="^the rows belong to a Spark session that was stopped"):
                call()
        spark, again = made()
        assert model.transform(again).count() == 30 and estimator.fit(again).summary.time
        """
    )
