"""A call in a thread of its own, which can be canceled: Spark jobs, or operations of Connect."""

import threading
import uuid
from typing import Any, Callable, NamedTuple, Optional

from plateau_spark.errors import raise_translated


class Place(NamedTuple):
    """Where work is done, and found again by a tag.

    Parameters
    ----------
    session
        of Connect, or None
    tag
        tags what a thread begins from now on; the tags of a thread end with it
    cancel
        cancels what has a tag
    """

    session: Any
    tag: Callable[[str], None]
    cancel: Callable[[str], Any]


def jobs(context: Any) -> Place:
    """Spark jobs of a classic session."""
    return Place(None, context.addJobTag, context.cancelJobsWithTag)


def operations(spark: Any) -> Place:
    """Operations of a session of Connect."""
    return Place(spark, spark.addTag, spark.interruptTag)


class Work:
    """A call in a thread of its own, under a tag by which it is canceled."""

    def __init__(self, place: Place, call: Callable[[], Any]) -> None:
        from pyspark.util import InheritableThread

        self.tag = f"plateau-{uuid.uuid4()}"
        self._place = place
        self._call = call
        self._value: Any = None
        self._error: Optional[BaseException] = None
        self._done = threading.Event()
        self._thread = InheritableThread(target=self._run, daemon=True, session=place.session)

    def _run(self) -> None:
        try:
            self._place.tag(self.tag)
            self._value = self._call()
        except BaseException as error:
            self._error = error
        finally:
            self._done.set()

    def start(self) -> None:
        self._thread.start()

    def done(self, seconds: float) -> bool:
        """Waits for its end; unlike a join, an interrupted wait leaves nothing behind."""
        return self._done.wait(seconds)

    def cancel(self) -> None:
        """Cancels it, and waits for its end."""
        while not self.done(0.05):
            self._place.cancel(self.tag)

    def error(self) -> Optional[BaseException]:
        return self._error

    def result(self) -> Any:
        if self._error is not None:
            raise_translated(self._error)
        return self._value
