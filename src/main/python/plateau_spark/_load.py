"""Loads what was saved: a model of these classes, or the run of a job."""

import importlib
import json
import os
from typing import Any

from pyspark.ml import PipelineModel, Transformer
from pyspark.sql import DataFrame, DataFrameReader, SparkSession

from plateau_spark import _names, _session
from plateau_spark._attributes import HintedModel
from plateau_spark.errors import PlateauError, raise_translated

#: Columns between the stages of a run's pipeline begin with it.
_BETWEEN = "plateau__"


class RunModel(HintedModel, Transformer):
    """The model of a run of the command line: rows in, the columns of ``predict`` out.

    Attributes
    ----------
    pipeline : pyspark.ml.PipelineModel
        its stages
    path : str
        folder of the run
    """

    def __init__(self, pipeline: PipelineModel, path: str) -> None:
        super().__init__()
        self.pipeline = pipeline
        self.path = path

    def _transform(self, dataset: DataFrame) -> DataFrame:
        predicted = self.pipeline.transform(dataset)
        return predicted.drop(*[name for name in predicted.columns if name.startswith(_BETWEEN)])

    def copy(self, extra: Any = None) -> "RunModel":
        return RunModel(self.pipeline.copy(extra), self.path)

    def report(self) -> Any:
        """The page ``report.html`` of the run."""
        from plateau_spark.summary import Report

        rows = _literal(_session.ready()).text(f"{self.path}/report.html", wholetext=True)
        return Report(rows.collect()[0][0])


def load(path: "str | os.PathLike[str]") -> Any:
    """Loads a run's folder, or a saved model or estimator of any class of this package.

    Parameters
    ----------
    path
        URI that Spark knows, such as ``runs/letters``, ``hdfs:///models/letters`` or
        ``s3a://bucket/model``; without a scheme a folder of Spark's default file system

    Returns
    -------
    Transformer or Estimator
        :py:class:`RunModel` of a run or a pipeline, else an object of the class that was saved
    """
    spark = _session.ready()
    path = os.fspath(path).rstrip("/")
    saved = saved_class(spark, f"{path}/model")
    folder = f"{path}/model" if saved else path
    saved = saved or saved_class(spark, path)
    if not saved:
        raise PlateauError(
            f"{path} has no model: neither model/metadata, as a finished run, nor metadata, as a"
            " saved model"
        )
    if saved == "org.apache.spark.ml.PipelineModel":
        return RunModel(PipelineModel.load(folder), path)
    package, _, name = saved.rpartition(".")
    if package != _names.JAVA_PACKAGE:
        raise PlateauError(f"{path} is a {name}, which is not of this package; load it by {name}.load of PySpark")
    return getattr(importlib.import_module("plateau_spark"), name).load(folder)


def _literal(spark: SparkSession) -> DataFrameReader:
    """A reader of paths as they are, in which ``[0.1]`` is no pattern."""
    return spark.read.option("__globPaths__", False)


def saved_class(spark: SparkSession, folder: str) -> str:
    """Java class of what a folder holds, or empty."""
    from pyspark.errors import AnalysisException

    try:
        # Twice: where there is none, Spark warns of one path, which it takes for that of a stream's files.
        lines = _literal(spark).text([f"{folder}/metadata"] * 2).take(1)
    except AnalysisException:
        return ""
    except Exception as error:
        raise_translated(error)
    return str(json.loads(lines[0][0])["class"]) if lines else ""
