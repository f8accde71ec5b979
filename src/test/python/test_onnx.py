"""Exported graphs predict in ONNX Runtime as Plateau does."""

import json
from pathlib import Path
from typing import Any, Dict, List, Tuple

import mlflow
import numpy
import onnx
import onnx.reference
import onnxruntime
import pandas
import pytest
from conftest import ROOT

from plateau_spark import (
    NeuralNetworkClassifier,
    NeuralNetworkRegressor,
    PlateauError,
    TabularClassifier,
    TabularRegressor,
)

#: Models with their predictions, which OnnxGoldenTest of Java writes.
GOLDEN = ROOT / "target/onnx"
MAKE = "mvn test -Dtest=OnnxGoldenTest -Dsurefire.failIfNoSpecifiedTests=false"

QUICK = {"effort": "quick", "hiddenLayers": [16], "seed": 1, "maxIter": 6}

#: Of probabilities, and of numbers relative to themselves or to the root of their mean square.
TOLERANCE = 1e-6

TYPES = {
    "tensor(float)": numpy.float32,
    "tensor(double)": numpy.float64,
    "tensor(string)": numpy.object_,
}


def names() -> List[str]:
    if not (GOLDEN / "complete").is_file():
        return []
    return sorted(path.name for path in GOLDEN.iterdir() if path.is_dir())


def session(path: Path) -> Any:
    """A session of a graph that the checker accepts."""
    onnx.checker.check_model(str(path), full_check=True)
    options = onnxruntime.SessionOptions()
    options.log_severity_level = 3
    options.intra_op_num_threads = 1
    return onnxruntime.InferenceSession(str(path), options, ["CPUExecutionProvider"])


def feeds(graph: Any, columns: Any) -> Dict[str, Any]:
    """Arrays of two dimensions for the inputs of a graph; NaN may be written as a string."""
    return {
        one.name: numpy.array(list(columns[one.name]), dtype=object)
        .reshape(len(columns[one.name]), -1)
        .astype(TYPES[one.type])
        for one in graph.get_inputs()
    }


def deviation(got: Any, expected: Any, unit: float = 1) -> float:
    """The largest difference, relative to numbers above a unit, where the same are NaN."""
    assert got.shape == expected.shape
    assert (numpy.isnan(got) == numpy.isnan(expected)).all()
    differences = numpy.abs(got - expected) / numpy.maximum(unit, numpy.abs(expected))
    return float(numpy.nanmax(differences, initial=0))


def scale(numbers: Any) -> float:
    """The size of numbers, but 1 at least."""
    return max(1.0, float(numpy.sqrt(numpy.nanmean(numpy.square(numbers)))))


def test_java_has_written_models() -> None:
    assert names(), f"{GOLDEN} is not there; make it with: {MAKE}"


def golden(name: str) -> Tuple[Any, Dict[str, Any], Any, List[Any]]:
    graph = session(GOLDEN / name / "model.onnx")
    rows = json.loads((GOLDEN / name / "rows.json").read_text(encoding="utf-8"))
    floats = numpy.array(rows["floats"], dtype=object).astype(float)
    return graph, feeds(graph, rows["inputs"]), floats, rows["labels"]


@pytest.mark.parametrize("name", names())
def test_predictions_are_those_of_java(name: str) -> None:
    graph, inputs, floats, labels = golden(name)
    *decided, got = graph.run(None, inputs)
    unit = 1.0 if decided else scale(floats)
    assert deviation(got, floats, unit) <= TOLERANCE
    for label in decided:
        good = ~numpy.isnan(floats).any(axis=1)
        assert label[good].tolist() == [one for one, ok in zip(labels, good) if ok]
    for count in (0, 1):
        few = graph.run(None, {key: value[:count] for key, value in inputs.items()})
        assert [len(output) for output in few] == [count] * len(few)
        assert deviation(few[-1], floats[:count], unit) <= TOLERANCE


def test_no_runtime_overflows_where_smoothing_is_undone() -> None:
    """The reference evaluator computes softplus as ln(1 + exp(x))."""
    name = "loss-softmaxcrossentropy-class-2-unsmooth"
    graph, inputs, _, _ = golden(name)
    inputs = {key: 100 * values for key, values in inputs.items()}
    *_, got = graph.run(None, inputs)
    assert numpy.nanmax(got) > 0.99
    reference = onnx.reference.ReferenceEvaluator(str(GOLDEN / name / "model.onnx"))
    *_, expected = reference.run(None, inputs)
    assert deviation(got, expected) <= TOLERANCE


def seconds(dates: Any) -> Any:
    return (dates - pandas.Timestamp("1970-01-01")).dt.total_seconds()


def as_given(houses: pandas.DataFrame) -> Dict[str, Any]:
    """The columns of houses as a graph takes them."""
    return {"size": houses["size"], "city": houses["city"], "sold": seconds(houses["sold"])}


@pytest.fixture(scope="module")
def rows(houses: pandas.DataFrame) -> pandas.DataFrame:
    """Houses, one in a city that is new."""
    table = houses.copy()
    table.loc[3, "city"] = "Rome"
    return table


def test_a_fitted_classifier_is_exported(spark: Any, rows: Any, tmp_path: Path) -> None:
    frame = spark.createDataFrame(rows.drop(columns="price"))
    model = TabularClassifier(labelCol="cheap", **QUICK).fit(frame.where("city != 'Rome'"))
    path = tmp_path / "model.onnx"
    model.exportOnnx(path)
    graph = session(path)
    label, probabilities = graph.run(None, feeds(graph, as_given(rows)))
    predicted = model.transform(frame).toPandas()
    expected = numpy.stack([one.toArray() for one in predicted["probability"]])
    assert deviation(probabilities, expected) <= TOLERANCE
    assert label.tolist() == predicted["prediction"].tolist()
    with pytest.raises(FileNotFoundError, match="^/proc/model.onnx "):
        model.exportOnnx("file:/proc/model.onnx")
    with pytest.raises(FileExistsError, match="already exists. Choose another one, or delete it"):
        model.exportOnnx(path)
    model.set(model.thresholds, [0.99, 0.01])
    model.exportOnnx(tmp_path / "thresholds.onnx")
    graph = session(tmp_path / "thresholds.onnx")
    label, _ = graph.run(None, feeds(graph, as_given(rows)))
    assert label.tolist() == model.transform(frame).toPandas()["prediction"].tolist()


def test_a_fitted_regressor_is_exported(spark: Any, rows: Any, tmp_path: Path) -> None:
    frame = spark.createDataFrame(rows.drop(columns="cheap"))
    settings = {**QUICK, "members": 4, "missing": "median"}
    model = TabularRegressor(labelCol="price", **settings).fit(frame)
    model.exportOnnx(tmp_path / "model.onnx")
    graph = session(tmp_path / "model.onnx")
    (prediction,) = graph.run(None, feeds(graph, as_given(rows)))
    expected = model.transform(frame).toPandas()["prediction"].to_numpy()
    assert deviation(prediction[:, 0], expected, scale(expected)) <= TOLERANCE


def test_models_of_vectors_are_exported(spark: Any, vectors: Any, tmp_path: Path) -> None:
    table = vectors.toPandas()
    features = {"features": [one.toArray() for one in table["features"]]}
    classifier = NeuralNetworkClassifier(hiddenLayers=[8], maxIter=4).fit(vectors)
    classifier.exportOnnx(tmp_path / "classes.onnx")
    graph = session(tmp_path / "classes.onnx")
    label, probabilities = graph.run(None, feeds(graph, features))
    predicted = classifier.transform(vectors).toPandas()
    expected = numpy.stack([one.toArray() for one in predicted["probability"]])
    assert deviation(probabilities, expected) <= TOLERANCE
    assert label.tolist() == predicted["prediction"].tolist()
    settings = {"labelCol": "number", "hiddenLayers": [8], "maxIter": 4}
    regressor = NeuralNetworkRegressor(**settings).fit(vectors)
    regressor.exportOnnx(tmp_path / "numbers.onnx")
    graph = session(tmp_path / "numbers.onnx")
    (numbers,) = graph.run(None, feeds(graph, features))
    expected = regressor.transform(vectors).toPandas()["prediction"].to_numpy()
    assert deviation(numbers[:, 0], expected) <= TOLERANCE


def test_hashed_categories_are_an_error(spark: Any, rows: Any, tmp_path: Path) -> None:
    frame = spark.createDataFrame(rows[["size", "city", "price"]])
    model = TabularRegressor(labelCol="price", maxCategories=2, **QUICK).fit(frame)
    with pytest.raises(ValueError, match='column "city" has more categories than'):
        model.exportOnnx(tmp_path / "model.onnx")
    assert not (tmp_path / "model.onnx").exists()


@pytest.mark.filterwarnings("ignore:Filesystem:FutureWarning")
def test_a_run_is_exported_to_mlflow(spark: Any, rows: Any, tmp_path: Path) -> None:
    run, folder, job = (str(tmp_path / name) for name in ("run", "mlflow", "job.yaml"))
    spark.createDataFrame(rows.drop(columns="price")).write.parquet(str(tmp_path / "rows"))
    Path(job).write_text(
        f"""
data: {{path: {tmp_path}/rows, format: parquet, label: cheap}}
output: {run}
effort: quick
network: {{hidden: [16]}}
stopping: {{maxEpochs: 4}}
""",
        encoding="utf-8",
    )
    assert plateau(spark, "train", job) == 0
    assert plateau(spark, "export", run, "--mlflow", folder, "--onnx", f"{tmp_path}/m.onnx") == 0
    assert plateau(spark, "export", run, "--mlflow", folder) == 5
    assert plateau(spark, "predict", run, "--data", f"{tmp_path}/rows", "--output", f"{run}-p") == 0
    graph = onnx.load(f"{tmp_path}/m.onnx")
    metadata = {entry.key: entry.value for entry in graph.metadata_props}
    assert json.loads(metadata["provenance"])["format"] == "plateau-provenance"
    assert json.loads(metadata["labels"]) == ["no", "yes"]

    predicted = spark.read.parquet(f"{run}-p").toPandas()
    model = mlflow.pyfunc.load_model(folder)
    assert model.metadata.signature.inputs.input_names() == ["size", "city", "sold"]
    given = predicted[["size", "city"]].assign(sold=seconds(predicted["sold"]))
    got = model.predict(given)
    expected = numpy.stack(predicted["probability"].to_numpy())
    assert deviation(got["probabilities"], expected) <= TOLERANCE
    assert got["label"].tolist() == predicted["prediction"].tolist()
    assert len(model.predict(model.input_example)["label"]) == 1


def plateau(spark: Any, *words: str) -> int:
    """Exit status of a command of the command line, in this session."""
    gateway = spark.sparkContext._gateway
    jvm = gateway.jvm
    given = gateway.new_array(jvm.java.lang.String, len(words))
    for i, word in enumerate(words):
        given[i] = word
    # By reflection, since py4j takes Main.run() for the method of the name.
    types = gateway.new_array(jvm.java.lang.Class, 1)
    types[0] = given.getClass()
    arguments = gateway.new_array(jvm.java.lang.Object, 1)
    arguments[0] = given
    loader = jvm.java.lang.Thread.currentThread().getContextClassLoader()
    method = loader.loadClass("io.plateau.cli.Main").getMethod("run", types)
    return int(method.invoke(None, arguments))
