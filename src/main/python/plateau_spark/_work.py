"""A call in a thread of its own, which can be canceled: Spark jobs, or operations of Connect."""

import threading
import uuid
from typing import Any, Callable, Optional, Protocol

from plateau_spark.errors import raise_translated


class Tagged(Protocol):
    """Where work is done, and how it is found there by a tag."""

    def thread(self, run: Callable[[], None]) -> threading.Thread:
        """A thread that works there on behalf of this one."""

    def add(self, tag: str) -> None:
        """Tags what this thread begins from now on."""

    def remove(self, tag: str) -> None:
        """Ends that."""

    def cancel(self, tag: str) -> None:
        """Cancels what has a tag."""


class Jobs:
    """Spark jobs of a classic session."""

    def __init__(self, context: Any) -> None:
        self._context = context

    def thread(self, run: Callable[[], None]) -> threading.Thread:
        from pyspark.util import InheritableThread

        return InheritableThread(target=run, daemon=True)

    def add(self, tag: str) -> None:
        self._context.addJobTag(tag)

    def remove(self, tag: str) -> None:
        self._context.removeJobTag(tag)

    def cancel(self, tag: str) -> None:
        self._context.cancelJobsWithTag(tag)


class Operations:
    """Operations of a session of Connect."""

    def __init__(self, spark: Any) -> None:
        self._spark = spark

    def thread(self, run: Callable[[], None]) -> threading.Thread:
        from pyspark.util import InheritableThread

        return InheritableThread(target=run, daemon=True, session=self._spark)

    def add(self, tag: str) -> None:
        self._spark.addTag(tag)

    def remove(self, tag: str) -> None:
        self._spark.removeTag(tag)

    def cancel(self, tag: str) -> None:
        self._spark.interruptTag(tag)


class Work:
    """A call in a thread of its own, under a tag by which it is canceled."""

    def __init__(self, place: Tagged, call: Callable[[], Any]) -> None:
        self.tag = f"plateau-{uuid.uuid4()}"
        self._place = place
        self._call = call
        self._value: Any = None
        self._error: Optional[BaseException] = None
        self._done = threading.Event()
        self._thread = place.thread(self._run)

    def _run(self) -> None:
        try:
            self._place.add(self.tag)
            try:
                self._value = self._call()
            finally:
                self._place.remove(self.tag)
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
