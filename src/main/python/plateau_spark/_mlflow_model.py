"""Models as MLflow keeps them: Spark's files beside an MLmodel of flavor ``python_function``."""

import json
import warnings
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, List, Optional

import pyspark
from pyspark.ml.functions import array_to_vector, vector_to_array
from pyspark.ml.linalg import VectorUDT
from pyspark.sql import DataFrame
from pyspark.sql.types import (
    ArrayType,
    DateType,
    StringType,
    StructType,
    TimestampNTZType,
    TimestampType,
)

import plateau_spark
from plateau_spark import _files, _frames, _session
from plateau_spark._arrow import ColumnFacts, Source
from plateau_spark._model import SavedModel
from plateau_spark.errors import PlateauError, raise_translated


def imported() -> Any:
    """MLflow, which this package does not depend on."""
    try:
        import mlflow
        import mlflow.pyfunc
    except ImportError:
        raise PlateauError("plateau_spark.mlflow needs MLflow; pip install mlflow") from None
    if int(mlflow.__version__.split(".")[0]) < 3:
        raise PlateauError(
            f"plateau_spark.mlflow needs MLflow 3, not {mlflow.__version__}; pip install -U mlflow"
        )
    return mlflow


def log(
    model: Any,
    name: str,
    dataset: Optional[DataFrame],
    more: "dict[str, Any]",
    facts: Optional[ColumnFacts] = None,
) -> Any:
    """Logs a model to the active run, with a signature where there are rows to tell it by.

    Parameters
    ----------
    facts
        what X says of its columns; None of a Spark DataFrame
    """
    mlflow = imported()
    if not isinstance(model, SavedModel):
        if hasattr(model, "model_"):
            raise ValueError(f"log_model takes a model; give it the model_ of this {type(model).__name__}")
        raise ValueError(
            f"log_model takes a model of this package, got {type(model).__name__}; the stages of a"
            " RunModel are in its pipeline, and plateau export RUN --mlflow DIR writes all of it"
        )
    with TemporaryDirectory() as folder, warnings.catch_warnings():
        # An example of the input is not needed to tell the signature.
        warnings.filterwarnings("ignore", ".*input example was not provided.*")
        data = Path(folder, "model")
        _files.write(_files.of_model(model), data)
        if "signature" not in more and dataset is not None:
            more = {**more, "signature": _signature(model, dataset, facts)}
        return mlflow.pyfunc.log_model(
            name=name, loader_module="plateau_spark.mlflow", data_path=str(data), **_needed(more)
        )


def _needed(more: "dict[str, Any]") -> "dict[str, Any]":
    """Arguments of MLflow, with the packages of the model where none of them says what it needs."""
    if {"pip_requirements", "conda_env"} & more.keys():
        return more
    others = more.get("extra_pip_requirements") or []
    needed = [
        f"plateau-spark[spark]=={plateau_spark.__version__}",
        f"pyspark=={pyspark.__version__}",
        *([f"-r {others}"] if isinstance(others, str) else others),
    ]
    rest = {name: value for name, value in more.items() if name != "extra_pip_requirements"}
    return {**rest, "pip_requirements": needed}


def saved(folder: str) -> Any:
    """The model in a folder of this machine."""
    # Read here rather than by Spark, which may not see this machine's files.
    files = _files.read(Path(folder))
    metadata = next(content for name, content in files.items() if name.startswith("metadata/part-"))
    name = str(json.loads(metadata.splitlines()[0])["class"]).rpartition(".")[2]
    return _files.model(getattr(plateau_spark, name), files)


class Predictor:
    """Predicts as MLflow calls models: pandas in, pandas out."""

    def __init__(self, model: Any) -> None:
        self.model = model

    def get_raw_model(self) -> Any:
        """The model itself."""
        return self.model

    def predict(self, rows: Any, params: Any = None) -> Any:
        """Predictions for rows.

        Parameters
        ----------
        rows : pandas.DataFrame
            the columns that the model was fitted to; a column of vectors as lists of numbers

        Returns
        -------
        pandas.DataFrame
            with the column of predictions, and of classifiers that of probabilities, as lists in
            the order of the labels; of an encoder with the column of its vectors
        """
        source = Source(rows)
        if not source.num_columns:
            # MLflow leaves out what its signature does not name, such as the columns of a matrix.
            raise ValueError(
                "the rows have no column that the model's signature names; give a pandas DataFrame with"
                " such names: of a matrix X pandas.DataFrame(X,"
                " columns=model.metadata.signature.inputs.input_names()) makes one"
            )
        frame = _frames.of_arrow(self.model._home or _session.ready(), source.table({}))
        if not self.model.hasParam("inputCols"):
            name = self.model.getFeaturesCol()
            if name in frame.columns and isinstance(frame.schema[name].dataType, ArrayType):
                numbers = _frames.column(name).cast("array<double>")
                frame = frame.withColumn(name, array_to_vector(numbers))
        predicted = self.model.transform(frame).select(*map(_frames.column, _outputs(self.model)))
        vectors = [f.name for f in predicted.schema if isinstance(f.dataType, VectorUDT)]
        for name in vectors:
            predicted = predicted.withColumn(name, vector_to_array(_frames.column(name)))
        try:
            return predicted.toArrow().to_pandas()
        except Exception as error:
            raise_translated(error)


def _outputs(model: Any) -> List[str]:
    if model.hasParam("outputCol"):
        return [model.getOutputCol()]
    names = [model.getPredictionCol()]
    if model.hasParam("probabilityCol"):
        names.append(model.getProbabilityCol())
    return [name for name in names if name]


def _inputs(model: Any, columns: List[str]) -> List[str]:
    if not model.hasParam("inputCols"):
        return [model.getFeaturesCol()]
    if model.isDefined(model.inputCols):
        return list(model.getInputCols())
    others = set(model.getIgnoredCols() or [])
    for name in ("labelCol", "weightCol", "validationIndicatorCol"):
        if model.hasParam(name) and model.isDefined(model.getParam(name)):
            others.add(model.getOrDefault(model.getParam(name)))
    return [name for name in columns if name not in others]


def _signature(model: Any, dataset: DataFrame, facts: Optional[ColumnFacts]) -> Any:
    from mlflow.models import ModelSignature

    outputs = model.transform(dataset).select(*map(_frames.column, _outputs(model))).schema
    inputs = dataset.select(*map(_frames.column, _inputs(model, dataset.columns)))
    return ModelSignature(inputs=_schema(inputs.schema, facts), outputs=_schema(outputs, facts))


def _schema(schema: StructType, facts: Optional[ColumnFacts]) -> Any:
    """Columns for MLflow, all of which may be missing.

    Numbers are of any type: MLflow would refuse integers for a column of doubles, and a missing
    value for one of integers. So are times with a zone, times of day and periods, which it would
    refuse as datetimes; as those it reads the texts of others in JSON. And so are categories of
    pandas, which it would refuse as strings.
    """
    from mlflow.types import ColSpec, DataType, Schema
    from mlflow.types.schema import AnyType

    columns = []
    for field in schema:
        kind: Any = AnyType()
        if isinstance(field.dataType, StringType):
            if facts is None or field.name not in facts.categories:
                kind = DataType.string
        elif isinstance(field.dataType, (DateType, TimestampNTZType, TimestampType)):
            if facts is None or field.name in facts.naive or isinstance(field.dataType, DateType):
                kind = DataType.datetime
        columns.append(ColSpec(kind, field.name, required=False))
    return Schema(columns)
