"""What estimators and models have alike, beside their params."""

import atexit
import io
import os
import tempfile
import weakref
import zipfile
from pathlib import Path
from typing import Any, List, TypeVar

from pyspark.ml.linalg import DenseVector
from pyspark.ml.util import JavaMLReadable, JavaMLWritable
from pyspark.ml.wrapper import JavaEstimator, JavaModel
from pyspark.sql import DataFrame

from plateau_spark import _session
from plateau_spark._fit import Callback, Listeners, fit_java, fit_remote
from plateau_spark._observe import observed
from plateau_spark._stage import Stage, over_connect
from plateau_spark.errors import PlateauError, raise_translated

E = TypeVar("E", bound="FollowedFit")


class FollowedFit(JavaEstimator[Any]):
    """An estimator whose fit shows its progress and ends at Ctrl-C with the best model so far."""

    _callbacks: "tuple[Callback, ...]" = ()

    def setCallbacks(self: E, *callbacks: Callback) -> E:
        """Functions that are called after each epoch, in the thread that called ``fit``.

        Parameters
        ----------
        callbacks
            take a dict with ``epoch``, ``trainLoss``, ``validationLoss`` (or None), ``metrics``,
            ``learningRate``, ``seconds`` and ``best``, the best epoch so far; one that returns
            True ends the fit with the best model so far; one that raises ends it with that error
        """
        self._callbacks = callbacks
        return self

    def _fit(self, dataset: DataFrame) -> Any:
        return observed(self, dataset, lambda observers: self._followed(dataset, observers))

    def _followed(self, dataset: DataFrame, observers: List[Callback]) -> Any:
        listeners = Listeners(observers, self._callbacks)
        if over_connect():
            fit = super()._fit
            model, facts = fit_remote(dataset, lambda: fit(dataset), listeners)
            model._followed = facts
            return model
        try:
            self._transfer_params_to_java()
        except Exception as error:
            raise_translated(error)
        java_model = fit_java(self, dataset, listeners)
        return self._copyValues(self._create_model(java_model))


#: Models on a Connect server that this process still refers to.
_REMOTE: "weakref.WeakSet[Any]" = weakref.WeakSet()


def _forget() -> None:
    """Leaves models to the end of their session when Python ends.

    PySpark would tell the server of each model that goes, which hangs once threads cannot be
    started any more.
    """
    for model in list(_REMOTE):
        model._java_obj = None
        if hasattr(model, "_summary"):
            del model._summary._remote_model_obj


atexit.register(_forget)


class SavedModel(Stage, JavaModel, JavaMLWritable, JavaMLReadable[Any]):
    """A model that is saved and loaded as spark.ml does, and pickled as its saved bytes."""

    def __init__(self, java_model: Any = None) -> None:
        super().__init__(java_model)
        if over_connect():
            _REMOTE.add(self)

    def _transform(self, dataset: DataFrame) -> DataFrame:
        try:
            return super()._transform(dataset)
        except Exception as error:
            raise_translated(error)

    def __reduce__(self) -> "tuple[Any, ...]":
        if over_connect():
            raise PlateauError(
                "a model on a Spark Connect server cannot be pickled; save it and load it"
            )
        with tempfile.TemporaryDirectory() as folder:
            self.write().overwrite().save(Path(folder, "model").as_uri())
            return _unpickled, (type(self), _zipped(Path(folder, "model")))


def _zipped(folder: Path) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                archive.write(path, path.relative_to(folder))
    return buffer.getvalue()


def _unpickled(cls: Any, data: bytes) -> Any:
    _session.ready()
    with tempfile.TemporaryDirectory() as folder:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            archive.extractall(folder)
        return cls.load(Path(folder).as_uri())


class PortableModel(SavedModel):
    """A model that can be asked outside Spark, too."""

    def exportOnnx(self, path: "str | os.PathLike[str]") -> None:
        """Writes the model as a graph of ONNX: the columns of a row in, its predictions out.

        The page "Serve a model" tells the inputs and outputs. Not over Spark Connect.

        Parameters
        ----------
        path
            URI that Spark knows of a file that does not exist, such as ``income.onnx`` or
            ``hdfs:///models/income.onnx``; without a scheme a file of Spark's default file system

        Raises
        ------
        FileExistsError
            where there is something at the path
        ValueError
            for what ONNX cannot express, with what to do instead
        """
        if over_connect():
            raise PlateauError(
                "over Spark Connect a model cannot be exported; save it where the command line"
                " or a classic session can read it, and export it there"
            )
        try:
            self._transfer_params_to_java()
            self._call_java("exportOnnx", os.fspath(path))
        except Exception as error:
            raise_translated(error)


class NetworkModel(PortableModel):
    """A model that is a network."""

    @property
    def weights(self) -> DenseVector:
        """All weights: for each layer W (outputs x inputs) by columns, then the biases."""
        weights: DenseVector = self._call_java("weights")
        return weights

    @property
    def network(self) -> str:
        """The layers in words."""
        return str(self._call_java("network").toString())

    def featureImportances(self, dataset: DataFrame) -> DenseVector:
        """How much the mean loss of rows rises when a feature's values come from other rows.

        Parameters
        ----------
        dataset
            rows with features and labels, and weights where a ``weightCol`` is set
        """
        try:
            importances: DenseVector = self._call_java("featureImportances", dataset)
        except Exception as error:
            raise_translated(error)
        return importances


