"""A fit that can be followed and stopped: it runs in a thread while the caller's thread looks on."""

import json
import signal
import threading
import uuid
from types import FrameType
from typing import Any, Callable, Dict, List, Optional

from plateau_spark import _progress
from plateau_spark.errors import StoppedError, raise_translated, translate

#: An epoch as callbacks see it; True ends the fit with the best model so far.
Callback = Callable[[Dict[str, Any]], Optional[bool]]

_SECONDS_BETWEEN_POLLS = 0.1


def fit_java(estimator: Any, dataset: Any, callbacks: List[Callback]) -> Any:
    """Fits a Java estimator to rows and returns the Java model.

    The first Ctrl-C, or a notebook's stop button, ends the fit with the best model so far; a
    second one, or one before the first epoch, cancels its Spark jobs.
    """
    from pyspark import SparkContext

    context: Any = SparkContext._active_spark_context
    watch = context._jvm.io.plateau.ml.FitWatch()
    # A copy, since other threads may fit the same estimator.
    java = estimator._java_obj.copy(estimator._empty_java_param_map()).setWatch(watch)
    work = _Work(context, lambda: java.fit(dataset._jdf))
    _Follower(work, watch, _progress.display(java.getMaxIter()), callbacks).run()
    return work.result()


class _Work:
    """A call of Java in a thread of its own, whose Spark jobs have a tag."""

    def __init__(self, context: Any, call: Callable[[], Any]) -> None:
        from pyspark.util import InheritableThread

        self._context = context
        self._call = call
        self._tag = f"plateau-{uuid.uuid4()}"
        self._value: Any = None
        self._error: Optional[BaseException] = None
        self._done = threading.Event()
        self._thread = InheritableThread(target=self._run, daemon=True)

    def _run(self) -> None:
        try:
            self._context.addJobTag(self._tag)
            try:
                self._value = self._call()
            finally:
                self._context.removeJobTag(self._tag)
        except BaseException as error:
            self._error = error
        finally:
            self._done.set()

    def start(self) -> None:
        self._thread.start()

    def done(self, seconds: float) -> bool:
        """Waits for its end; unlike a join, an interrupted wait leaves nothing behind."""
        return self._done.wait(seconds)

    def cancel(self, leaves: Callable[[], bool]) -> None:
        """Cancels its Spark jobs, and waits for its end, or until nobody wants to wait."""
        while not self.done(0.05) and not leaves():
            self._context.cancelJobsWithTag(self._tag)

    def error(self) -> Optional[BaseException]:
        return self._error

    def result(self) -> Any:
        if self._error is not None:
            raise_translated(self._error)
        return self._value


class _Interrupts:
    """Counts Ctrl-C while it is entered; in threads but the main one there are none."""

    def __init__(self) -> None:
        self.count = 0
        self._before: Any = None

    def _count(self, number: int, frame: Optional[FrameType]) -> None:
        # No call of Java here: it might come in the middle of another one.
        self.count += 1

    def __enter__(self) -> "_Interrupts":
        if threading.current_thread() is threading.main_thread():
            self._before = signal.signal(signal.SIGINT, self._count) or signal.SIG_DFL
        return self

    def __exit__(self, *error: Any) -> None:
        if self._before is not None:
            signal.signal(signal.SIGINT, self._before)


class _Follower:
    """Shows how a fit goes on, calls the callbacks, and passes requests to stop on."""

    def __init__(
        self, work: _Work, watch: Any, display: _progress.Display, callbacks: List[Callback]
    ) -> None:
        self._work = work
        self._watch = watch
        self._display = display
        self._callbacks = callbacks
        self._epochs = 0
        self._failed: Optional[BaseException] = None

    def run(self) -> None:
        with _Interrupts() as interrupts:
            self._work.start()
            try:
                self._follow(interrupts)
            except BaseException:
                # Whatever happens here, no job is left at work.
                self._watch.stop()
                self._work.cancel(lambda: interrupts.count > 2)
                raise
        error = self._work.error()
        self._display.close(translate(error) if error else None)
        if self._failed is not None:
            raise self._failed
        # Who has asked once for the best of some epochs and gets an error is told of the error.
        canceled = interrupts.count > 1 or self._epochs == 0
        if interrupts.count and canceled and (error is not None or not self._work.done(0)):
            raise StoppedError(_no_model(self._epochs)) from None

    def _follow(self, interrupts: _Interrupts) -> None:
        asked = 0
        while not self._work.done(_SECONDS_BETWEEN_POLLS):
            self._poll()
            if interrupts.count > asked:
                asked = interrupts.count
                self._watch.stop()
                if asked > 1 or self._epochs == 0:
                    self._work.cancel(lambda: interrupts.count > 2)
                    return
                self._display.stopping()
        self._poll()

    def _poll(self) -> None:
        events = [json.loads(line) for line in self._watch.poll().splitlines()]
        for event in events:
            if event["event"] == "epoch":
                self._epochs += 1
                self._call(event)
            self._display.show(event)
        if events:
            self._display.draw()

    def _call(self, epoch: Dict[str, Any]) -> None:
        if self._failed is not None:
            return
        try:
            # All are called, also after one that wants an end.
            if any([callback(epoch) for callback in self._callbacks]):
                self._watch.stop()
        except BaseException as error:
            self._failed = error
            self._watch.stop()


def _no_model(epochs: int) -> str:
    """What says why a fit that was stopped has no model."""
    if epochs == 0:
        return "the fit was stopped before its first epoch was done, so that there is no model"
    return "the fit was stopped twice, so that there is no model; stop it once to keep the best"


def fit_remote(dataset: Any, fit: Callable[[], Any]) -> Any:
    """Fits over Connect; Ctrl-C interrupts the operation on the server."""
    spark = dataset.sparkSession
    tag = f"plateau-{uuid.uuid4()}"
    spark.addTag(tag)
    try:
        return fit()
    except KeyboardInterrupt:
        spark.interruptTag(tag)
        raise StoppedError("the fit was stopped; over Connect that leaves no model") from None
    except Exception as error:
        raise_translated(error)
    finally:
        spark.removeTag(tag)


