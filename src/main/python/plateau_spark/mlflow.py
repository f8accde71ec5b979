"""Fits and models in MLflow.

>>> import plateau_spark.mlflow
>>> plateau_spark.mlflow.autolog()
>>> model = plateau_spark.TabularClassifier(labelCol="income").fit(rows)
>>> again = mlflow.pyfunc.load_model("runs:/…/model")
>>> again.predict(pandas_frame)
"""

from typing import Any, Optional

from pyspark.sql import DataFrame

from plateau_spark._mlflow_fit import Autolog
from plateau_spark._mlflow_model import Predictor, imported, log, saved
from plateau_spark._observe import OBSERVERS

__all__ = ["autolog", "load_model", "log_model"]


def autolog(log_models: bool = True, log_reports: bool = True, disable: bool = False) -> None:
    """Logs every fit from now on: params that are set, losses and metrics by epoch, and the end.

    A fit takes the active run, if it is the first one in it; else it starts a run of its own, in
    the active one where there is one. Its run ends with the fit, as FAILED where there is no
    model. What cannot be logged is a warning; the fit goes on.

    Parameters
    ----------
    log_models : bool
        whether models are logged, as ``model``
    log_reports : bool
        whether the page is logged that shows the training, as ``report.html``
    disable : bool
        whether to log no fit from now on
    """
    imported()
    OBSERVERS[:] = [each for each in OBSERVERS if not isinstance(each, Autolog)]
    if not disable:
        OBSERVERS.append(Autolog(log_models, log_reports))


def log_model(
    model: Any, name: str = "model", dataset: Optional[DataFrame] = None, **more: Any
) -> Any:
    """Logs a model to the active run, for ``mlflow.pyfunc.load_model`` and :py:func:`load_model`.

    Parameters
    ----------
    model
        of a class of this package
    name : str
        of the model
    dataset : Spark DataFrame, optional
        rows that the model was fitted to, by which its signature is told
    more
        further arguments of ``mlflow.pyfunc.log_model``, such as ``registered_model_name``

    Returns
    -------
    mlflow.models.model.ModelInfo
    """
    return log(model, name, dataset, more)


def load_model(uri: str) -> Any:
    """The model of a URI such as ``runs:/…/model``, as it was before it was logged."""
    return imported().pyfunc.load_model(uri).get_raw_model()


def _load_pyfunc(path: str) -> Predictor:
    """What MLflow calls to load a model from a folder of this machine."""
    return Predictor(saved(path))
