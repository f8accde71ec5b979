"""What estimators and models have alike, beside their params."""

import os
from typing import TYPE_CHECKING, Any, Dict, Optional, Sequence, TypeVar

from pyspark.ml.linalg import DenseVector, Vector
from pyspark.ml.param import Param, Params
from pyspark.ml.util import JavaMLReadable, JavaMLWritable
from pyspark.ml.wrapper import JavaEstimator, JavaModel, JavaTransformer
from pyspark.sql import DataFrame

from plateau_spark import _files, _frames, _server, _session
from plateau_spark._arrow import ColumnFacts
from plateau_spark._attributes import HintedModel
from plateau_spark._fit import Callback, Listeners, fit_java, fit_remote
from plateau_spark._keywords import explained
from plateau_spark._model_ref import counted
from plateau_spark._observe import observed
from plateau_spark._params import HandleInvalid, HasNetworkParams
from plateau_spark._stage import Stage, over_connect
from plateau_spark.errors import LOST, PlateauError, raise_translated
from plateau_spark.summary import HasSummary

E = TypeVar("E", bound="FollowedFit[Any]")
M = TypeVar("M", bound=JavaTransformer)
S = TypeVar("S", bound=Params)


class SparkFit(JavaEstimator[M]):
    """An estimator that is fitted to Spark DataFrames, and whose errors are those of this package.

    Its fit may be stopped, and warns of the rows; that of a network shows its progress.
    """

    _callbacks: "tuple[Callback, ...]" = ()

    #: What the caller calls the columns of the rows, where the names differ.
    _names: Dict[str, str] = {}

    #: What X says of its columns; None of a Spark DataFrame.
    _facts: Optional[ColumnFacts] = None

    #: What was warned of before the rows were Spark's.
    _noted: "tuple[str, ...]" = ()

    if not TYPE_CHECKING:  # PySpark's own fit has the types

        @explained
        def fit(self, dataset: DataFrame, params: Any = None) -> Any:
            """Fits to a Spark DataFrame; with a list of param maps a model for each of them."""
            _frames.require_spark(dataset, self)
            return super().fit(dataset, params)

    def _fit(self, dataset: DataFrame) -> Any:
        return self._followed(dataset, ())

    def _followed(self, dataset: DataFrame, observers: Sequence[Callback]) -> Any:
        listeners = Listeners(observers, self._callbacks, self._names)
        if over_connect():
            fit = super()._fit
            followed = fit_remote(dataset, lambda: fit(dataset), listeners)
            model = followed.model
        else:
            try:
                self._transfer_params_to_java()
                followed = fit_java(self, dataset, listeners)
            except Exception as error:
                _frames.raise_of_rows(error, dataset._jdf)
            model = self._copyValues(self._create_model(followed.model))
        if isinstance(model, HasSummary):
            model._followed, model._warned = followed.facts, (*self._noted, *followed.warnings)
            model._fitted_to = dataset if over_connect() else None
        return model


class FollowedFit(SparkFit[M]):
    """An estimator whose fit ends at Ctrl-C with the best model so far."""

    def setCallbacks(self: E, *callbacks: Callback) -> E:
        """Functions that are called after each epoch, in the thread that called ``fit``.

        Parameters
        ----------
        callbacks
            take a dict with ``epoch``, ``trainLoss``, ``validationLoss`` (or None), ``metrics``,
            ``learningRate``, ``seconds`` and ``best``, the best epoch so far; one that returns
            True ends the fit with the best model so far; one that raises ends it with that error
        """
        wrong = [type(callback).__name__ for callback in callbacks if not callable(callback)]
        if wrong:
            raise TypeError(
                f"setCallbacks takes functions, got {wrong[0]}; those of a list are given by"
                " setCallbacks(*callbacks)"
            )
        self._callbacks = callbacks
        return self

    def _fit(self, dataset: DataFrame) -> Any:
        return observed(self, dataset, lambda observers: self._followed(dataset, observers))


class SavedModel(HintedModel, Stage, JavaModel, JavaMLWritable, JavaMLReadable[Any]):
    """A model that is saved and loaded as spark.ml does, and pickled as its saved bytes."""

    def __init__(self, java_model: Any = None) -> None:
        #: The Connect session that the model is in; None of a classic one.
        self._remote: Any = _session.ready() if over_connect() else None
        super().__init__(java_model)

    def _require_running(self) -> None:
        """Refuses a model whose session is of another kind than the one that runs, or was stopped."""
        if (self._remote is not None) != over_connect() or self._remote and self._remote.is_stopped:
            raise PlateauError(LOST)

    @property
    def _home(self) -> Any:
        """The Connect session that the model is in."""
        self._require_running()
        return self._remote

    @property
    def _java_obj(self) -> Any:
        """The Java model, or over Connect what refers to it."""
        java = self.__dict__.get("_java_obj")
        if java is not None:
            self._require_running()
        return java

    @_java_obj.setter
    def _java_obj(self, java: Any) -> None:
        self.__dict__["_java_obj"] = counted(java, self._remote)

    def __repr__(self) -> str:
        try:
            return super().__repr__()
        except PlateauError:
            # Without a session there is nobody to ask.
            return str(self.uid)

    def _transform(self, dataset: DataFrame) -> DataFrame:
        self._require_running()
        _frames.require_spark(dataset, self)
        if not over_connect():
            _session.adopt(dataset)
        try:
            return super()._transform(dataset)
        except Exception as error:
            raise_translated(error)

    def clear(self, param: "Param[Any]") -> None:
        """Takes the value of a param back; over Connect a model cannot."""
        if over_connect() and self.isSet(param):
            raise NotImplementedError(
                f"over Spark Connect the server keeps the {param.name} of a model; set it to another"
                " value"
            )
        super().clear(param)

    def _ask(self, method: str) -> Any:
        """What a method of the Java model answers, over Connect too."""
        return _server.ask(self, method) if over_connect() else self._call_java(method)

    def __reduce__(self) -> "tuple[Any, ...]":
        return _unpickled, (type(self), _files.zipped(_files.of_model(self)))


def _unpickled(cls: Any, data: bytes) -> Any:
    return _files.model(cls, _files.unzipped(data))


class PredictionSettings(HasNetworkParams):
    """Setters of how a network predicts; its other params are those of its training."""

    def setBlockSize(self: S, value: int) -> S:
        """Sets :py:attr:`blockSize`."""
        return self._set(blockSize=value)

    def setHandleInvalid(self: S, value: HandleInvalid) -> S:
        """Sets :py:attr:`handleInvalid`."""
        return self._set(handleInvalid=value)

    def setPredictionSpreadCol(self: S, value: str) -> S:
        """Sets :py:attr:`predictionSpreadCol`."""
        return self._set(predictionSpreadCol=value)


class PortableModel(SavedModel, PredictionSettings):
    """A model that can be asked outside Spark, too."""

    def exportOnnx(self, path: "str | os.PathLike[str]") -> None:
        """Writes the model as a graph of ONNX: the columns of a row in, its predictions out.

        The page "Serve a model" tells the inputs and outputs.

        Parameters
        ----------
        path
            URI that Spark knows of a file that does not exist, such as ``income.onnx`` or
            ``hdfs:///models/income.onnx``; without a scheme a file of Spark's default file system;
            over Spark Connect as the server sees it

        Raises
        ------
        FileExistsError
            where there is something at the path
        FileNotFoundError
            where no file can be made at the path
        ValueError
            for what ONNX cannot express, with what to do instead
        """
        if over_connect():
            _server.ask(self, "exportOnnx", to=os.fspath(path))
            return
        try:
            self._transfer_params_to_java()
            self._call_java("exportOnnx", os.fspath(path))
        except Exception as error:
            raise_translated(error)


class NetworkModel(PortableModel):
    """A model that is a network."""

    def _call_java(self, name: str, *args: Any) -> Any:
        if name.startswith("predict") and not isinstance(args[0], Vector):
            raise TypeError(
                f"{name} takes a vector of pyspark.ml.linalg, got {type(args[0]).__name__};"
                " Vectors.dense(values) makes one"
            )
        return super()._call_java(name, *args)

    @property
    def weights(self) -> DenseVector:
        """All weights: for each layer W (outputs x inputs) by columns, then the biases."""
        if over_connect():
            return DenseVector(_server.weights(self))
        weights: DenseVector = self._call_java("weights")
        return weights

    @property
    def network(self) -> str:
        """The layers in words."""
        if over_connect():
            return str(_server.ask(self, "layers"))
        return str(self._call_java("network").toString())

    def featureImportances(self, dataset: DataFrame) -> DenseVector:
        """How much the mean loss of rows rises when a feature's values come from other rows.

        Parameters
        ----------
        dataset
            rows with features and labels, and weights where a ``weightCol`` is set;
            ``handleInvalid`` says whether rows without are left out

        Raises
        ------
        DataError
            for an invalid row, and where there are no rows
        ValueError
            for a column that is missing or of another type
        """
        return DenseVector(_importances(self, dataset))


class TabularModel(PortableModel):
    """A model of the columns of a table: an encoder, and the network behind it."""

    def featureImportances(self, dataset: DataFrame) -> Dict[str, float]:
        """How much the mean loss of rows rises when a column's values come from other rows.

        Rows with labels that training did not have are left out.

        Parameters
        ----------
        dataset
            rows with the columns of training, the label and weights among them: after ``fit(X, y)``
            in columns ``label`` and ``weight``, or as ``getLabelCol`` and ``getWeightCol`` tell

        Returns
        -------
        dict
            the rise by column, the largest first; about 0 for one that does not matter

        Raises
        ------
        DataError
            for an invalid row, and where there are no rows
        ValueError
            for a column that is missing or of another type
        """
        found = _importances(self, dataset)
        return {column: float(found[column]) for column in found}

    def _part(self, name: str, kind: Any) -> Any:
        """The encoder or the network."""
        if over_connect():
            return _server.part(self, name, kind)
        return kind(self._call_java(name))


def _importances(model: Any, dataset: DataFrame) -> Any:
    _frames.require_spark(dataset, model)
    if over_connect():
        return _server.measured(model, "featureImportances", dataset)
    try:
        model._transfer_params_to_java()
        return model._call_java("featureImportances", dataset)
    except Exception as error:
        raise_translated(error)
