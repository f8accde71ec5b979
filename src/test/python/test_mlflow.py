"""Fits are logged in MLflow, and models predict from there."""

import os
from pathlib import Path
from typing import Any, Iterator

import mlflow
import numpy
import pandas
import pyspark
import pytest
from conftest import run_python
from pyspark.ml import PipelineModel

import plateau_spark
import plateau_spark.mlflow
from plateau_spark import (
    NeuralNetworkClassifier,
    RunModel,
    TableEncoder,
    TabularClassifier,
    TabularRegressor,
)
from plateau_spark._mlflow_model import Predictor

pytestmark = pytest.mark.filterwarnings("ignore:Filesystem:FutureWarning")

QUICK = {"effort": "quick", "hiddenLayers": [8], "maxIter": 4, "seed": 1}


@pytest.fixture
def client(tmp_path: Path, spark: Any) -> Iterator[Any]:
    """Logs all fits of a test, in an experiment of their own; leaves no setting to later processes."""
    before = dict(os.environ)
    experiment = mlflow.create_experiment(tmp_path.name, (tmp_path / "mlruns").as_uri())
    mlflow.set_experiment(experiment_id=experiment)
    plateau_spark.mlflow.autolog()
    yield mlflow.MlflowClient()
    plateau_spark.mlflow.autolog(disable=True)
    assert mlflow.active_run() is None
    for name in set(os.environ) - set(before):
        del os.environ[name]


def runs() -> Any:
    """The runs of the test's experiment, the newest first."""
    return mlflow.search_runs(output_format="list")


def test_a_fit_is_a_run(client: Any, houses: pandas.DataFrame) -> None:
    X, y = houses[["size", "city", "sold"]].assign(id=range(300)), houses["cheap"]
    estimator = TabularClassifier(ignoredCols=["id"], **QUICK)
    estimator.fit(X[:200], y[:200], eval_set=(X[200:], y[200:]))
    (run,) = runs()
    assert run.info.status == "FINISHED"
    assert run.data.params["hiddenLayers"] == "[8]"
    assert run.data.params["ignoredCols"] == "['id']"
    assert "stepSize" not in run.data.params
    assert run.data.tags["estimator_name"] == "TabularClassifier"
    summary = estimator.model_.summary
    for name in ("trainLoss", "validationLoss", "accuracy"):
        logged = client.get_metric_history(run.info.run_id, name)
        assert [metric.step for metric in logged] == [1, 2, 3, 4]
        assert [metric.value for metric in logged] == list(summary.history[name])
    assert run.data.metrics["bestEpoch"] == summary.bestEpoch
    assert run.data.tags["stopReason"] == "MAX_EPOCHS"
    assert [each.path for each in client.list_artifacts(run.info.run_id)] == ["report.html"]
    path = client.download_artifacts(run.info.run_id, "report.html")
    assert Path(path).read_text(encoding="utf-8") == summary.report().html

    model = mlflow.pyfunc.load_model(f"runs:/{run.info.run_id}/model")
    assert model.metadata.signature.inputs.input_names() == ["size", "city", "sold"]
    assert model.metadata.signature.outputs.input_names() == ["prediction", "probability"]
    predicted = model.predict(X)
    assert list(predicted["prediction"]) == list(estimator.predict(X))
    probabilities = numpy.stack(predicted["probability"])
    assert (probabilities / probabilities.sum(axis=1, keepdims=True) == estimator.predict_proba(X)).all()
    # Other types than those of the training rows, and gaps.
    other = pandas.DataFrame({"size": [80, None], "city": ["Ulm", None], "sold": X["sold"][:2]})
    assert len(model.predict(other.astype({"size": "Int64"}))) == 2
    # MLflow takes the columns of a matrix for others.
    with pytest.raises(ValueError, match="signature names; give a pandas DataFrame .*input_names") as refused:
        model.predict(X[["size"]].to_numpy())
    assert "\n" not in str(refused.value)
    again = plateau_spark.mlflow.load_model(f"runs:/{run.info.run_id}/model")
    assert again.uid == estimator.model_.uid


def test_a_logged_model_reads_the_times_of_its_fit(client: Any, houses: pandas.DataFrame) -> None:
    local = pandas.Series(pandas.date_range("2024-03-30", periods=300, freq="h"))
    X = houses[["size"]].assign(local=local, zoned=local.dt.tz_localize("UTC"), day=local.dt.date)
    X = X.assign(hour=local.dt.time, month=local.dt.to_period("M"), arrow=local.astype("timestamp[us][pyarrow]"))
    estimator = TabularClassifier(**QUICK).fit(X, houses["cheap"])
    (run,) = runs()
    model = mlflow.pyfunc.load_model(f"runs:/{run.info.run_id}/model")
    assert list(model.predict(X)["prediction"]) == list(estimator.predict(X))
    elsewhere = X.assign(zoned=X["zoned"].dt.tz_convert("Asia/Tokyo"))
    assert list(model.predict(elsewhere)["prediction"]) == list(estimator.predict(X))
    # As a server has them of JSON.
    written = X.assign(local=X["local"].astype(str), day=X["day"].astype(str))
    assert list(model.predict(written)["prediction"]) == list(estimator.predict(X))


def test_a_logged_model_reads_the_categories_of_its_fit(client: Any, houses: pandas.DataFrame) -> None:
    X = houses[["size", "city"]].astype({"city": "category"})
    X["left"] = pandas.Series(pandas.date_range("2024-03-30", periods=300)).astype("category")
    estimator = TabularClassifier(ignoredCols=["left"], **QUICK).fit(X, houses["cheap"])
    (run,) = runs()
    model = mlflow.pyfunc.load_model(f"runs:/{run.info.run_id}/model")
    for rows in (X, X.astype({"city": object})):
        assert list(model.predict(rows)["prediction"]) == list(estimator.predict(X))


def test_the_active_run_is_taken_once(client: Any, vectors: Any) -> None:
    vectors = vectors.withColumnRenamed("features", "fea.tures")
    estimator = NeuralNetworkClassifier(
        maxIter=2, hiddenLayers=[4], featuresCol="fea.tures", predictionCol="pre`diction"
    )
    with mlflow.start_run() as outer:
        model = estimator.fit(vectors)
        assert mlflow.active_run().info.run_id == outer.info.run_id
        estimator.copy().setSeed(5).fit(vectors)
    inner, again = runs()
    assert again.info.run_id == outer.info.run_id
    assert inner.data.tags["mlflow.parentRunId"] == outer.info.run_id
    assert inner.data.params["seed"] == "5"
    loaded = mlflow.pyfunc.load_model(f"runs:/{outer.info.run_id}/model")
    rows = vectors.limit(5).toPandas()
    rows["fea.tures"] = [list(vector) for vector in rows["fea.tures"]]
    predicted = loaded.predict(rows[["fea.tures"]])
    expected = model.transform(vectors.limit(5)).toPandas()
    assert list(predicted["pre`diction"]) == list(expected["pre`diction"])
    rows["fea.tures"] = [[1.0, 2.0, 3.0]] * 5
    with pytest.raises(plateau_spark.DataError, match='^column "fea.tures".*width 3') as refused:
        loaded.predict(rows[["fea.tures"]])
    assert "\n" not in str(refused.value)
    assert [list(p) for p in predicted["probability"]] == [list(p) for p in expected["probability"]]
    with pytest.raises(ValueError, match="fea.tures") as absent:
        Predictor(model).predict(rows.rename(columns={"fea.tures": "features"}))
    assert "\n" not in str(absent.value)


def test_an_encoder_is_logged_and_a_run_is_not(
    client: Any, spark: Any, houses: pandas.DataFrame
) -> None:
    table = houses[["size", "city"]]
    rows = spark.createDataFrame(table)
    model = TableEncoder(inputCols=["size", "city"], outputCol="vec.tor").fit(rows)
    with mlflow.start_run() as run:
        plateau_spark.mlflow.log_model(model, dataset=rows)
    loaded = mlflow.pyfunc.load_model(f"runs:/{run.info.run_id}/model")
    assert loaded.metadata.signature.outputs.input_names() == ["vec.tor"]
    expected = [list(row["vec.tor"]) for row in model.transform(rows).collect()]
    numpy.testing.assert_array_equal(numpy.stack(loaded.predict(table)["vec.tor"]), expected)
    with pytest.raises(ValueError, match="got RunModel; .* plateau export RUN --mlflow DIR"):
        plateau_spark.mlflow.log_model(RunModel(PipelineModel([model]), "runs/houses"))
    with pytest.raises(ValueError, match="^log_model takes a model; give it the model_ of this Tabular"):
        plateau_spark.mlflow.log_model(TabularRegressor(maxIter=1).fit(table[["size"]], houses["price"]))


def test_arguments_of_mlflow_take_the_place_of_those_of_the_model(client: Any, vectors: Any) -> None:
    model = NeuralNetworkClassifier(maxIter=1, hiddenLayers=[]).fit(vectors)
    given = mlflow.models.ModelSignature(inputs=mlflow.types.Schema([mlflow.types.ColSpec("string", "given")]))
    needed = [f"plateau-spark[spark]=={plateau_spark.__version__}", f"pyspark=={pyspark.__version__}"]
    for more, expected in [
        ({"extra_pip_requirements": ["polars"]}, [*needed, "polars"]),
        ({"pip_requirements": ["pyspark"]}, ["pyspark"]),
        ({}, needed),
    ]:
        with mlflow.start_run():
            logged = plateau_spark.mlflow.log_model(model, dataset=vectors, signature=given, **more)
        assert logged.signature == given
        written = Path(mlflow.artifacts.download_artifacts(logged.model_uri), "requirements.txt").read_text()
        assert [line for line in written.split() if not line.startswith("mlflow")] == expected


def test_a_fit_without_a_model_is_a_failed_run(client: Any, vectors: Any) -> None:
    def interrupts(epoch: Any) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        NeuralNetworkClassifier(maxIter=5).setCallbacks(interrupts).fit(vectors)
    with pytest.raises(plateau_spark.DataError):
        NeuralNetworkClassifier(maxIter=5).fit(vectors.selectExpr("features", "label + 0.5 label"))
    second, first = runs()
    assert first.info.status == second.info.status == "FAILED"
    assert first.data.metrics["trainLoss"] > 0
    assert first.data.tags["error"] == "KeyboardInterrupt: "
    assert second.data.tags["error"].startswith("DataError: row 1 of the input")


def test_a_fit_outlives_its_log(
    client: Any, vectors: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: Any, **__: Any) -> None:
        raise OSError("no space left")

    monkeypatch.setattr(mlflow.MlflowClient, "log_batch", fails)
    with pytest.warns(UserWarning, match="could not log this fit, which continues: OSError: no space"):
        model = NeuralNetworkClassifier(maxIter=2).fit(vectors)
    assert model.numClasses == 2
    assert runs()[0].info.status == "FINISHED"


def test_only_what_is_wanted_is_logged(
    client: Any, houses: pandas.DataFrame, tmp_path: Path
) -> None:
    plateau_spark.mlflow.autolog(log_models=False, log_reports=False)
    rows = houses[["size", "city", "price"]]
    estimator = TabularRegressor(labelCol="price", **QUICK).fit(rows)
    plateau_spark.mlflow.autolog(disable=True)
    estimator.fit(rows)
    (run,) = runs()
    assert client.list_artifacts(run.info.run_id) == []
    assert not client.search_logged_models([run.info.experiment_id])
    with mlflow.start_run():
        plateau_spark.mlflow.log_model(estimator.model_, registered_model_name="prices")
    rows[:20].to_pickle(tmp_path / "rows")
    done = run_python(
        f"""
        import mlflow, pandas
        mlflow.set_tracking_uri("{mlflow.get_tracking_uri()}")
        model = mlflow.pyfunc.load_model("models:/prices/1")
        print(list(model.predict(pandas.read_pickle("{tmp_path}/rows"))["prediction"]))
        """
    )
    assert done.stdout.splitlines()[-1] == str([float(p) for p in estimator.predict(rows[:20])])
