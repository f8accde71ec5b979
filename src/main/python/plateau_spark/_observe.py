"""What looks on at every fit of this process, such as a log of experiments."""

from typing import Any, Callable, Dict, List, Optional, Protocol

from pyspark.sql import DataFrame


class Observer(Protocol):
    """Looks on at one fit, in the thread that called it: epochs, then either end or failure."""

    def epoch(self, epoch: Dict[str, Any]) -> Optional[bool]:
        """An epoch as callbacks see it; True ends the fit."""

    def end(self, model: Any) -> None:
        """The fit gave a model."""

    def fail(self, error: BaseException) -> None:
        """The fit gave none."""


#: Each makes an observer of a fit, from the estimator and its rows.
OBSERVERS: List[Callable[[Any, DataFrame], Observer]] = []


def observed(
    estimator: Any, dataset: DataFrame, fit: Callable[[List[Any]], Any]
) -> Any:
    """A fit's model.

    Parameters
    ----------
    fit
        takes the functions that are called after each epoch, and returns the model
    """
    observers = [start(estimator, dataset) for start in OBSERVERS]
    try:
        model = fit([observer.epoch for observer in observers])
    except BaseException as error:
        for observer in observers:
            observer.fail(error)
        raise
    for observer in observers:
        observer.end(model)
    return model
