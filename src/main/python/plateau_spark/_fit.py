"""A fit that can be followed and stopped: it runs in a thread while the caller's thread looks on."""

import json
import signal
import threading
from types import FrameType
from typing import Any, Callable, Dict, List, Optional

from plateau_spark import _progress
from plateau_spark._watch import LocalWatch, RemoteWatch, Watch
from plateau_spark._work import Jobs, Operations, Work
from plateau_spark.errors import DivergedError, StoppedError, translate

#: An epoch as callbacks see it; True ends the fit with the best model so far.
Callback = Callable[[Dict[str, Any]], Optional[bool]]

#: What the event of an epoch has beside the epoch.
_OF_EVENTS = ("event", "best", "stopped")


def fit_java(estimator: Any, dataset: Any, callbacks: List[Callback]) -> Any:
    """Fits a Java estimator to rows and returns the Java model.

    The first Ctrl-C, or a notebook's stop button, ends the fit with the best model so far; a
    second one, or one before the first epoch, cancels it.
    """
    from pyspark import SparkContext

    context: Any = SparkContext._active_spark_context
    watch = context._jvm.io.plateau.ml.FitWatch()
    # A copy, since other threads may fit the same estimator.
    java = estimator._java_obj.copy(estimator._empty_java_param_map()).setWatch(watch)
    work = Work(Jobs(context), lambda: java.fit(dataset._jdf))
    _Follower(work, LocalWatch(watch), callbacks).run()
    return work.result()


def fit_remote(
    dataset: Any, fit: Callable[[], Any], callbacks: List[Callback]
) -> "tuple[Any, Dict[str, Any]]":
    """Fits over Connect and returns the model and the facts of its summary.

    It is followed and stopped as in Java.
    """
    spark = dataset.sparkSession
    work = Work(Operations(spark), fit)
    follower = _Follower(work, RemoteWatch(spark, work.tag), callbacks)
    follower.run()
    history = [{k: v for k, v in e.items() if k not in _OF_EVENTS} for e in follower.epochs]
    try:
        return work.result(), {"history": history, **follower.end}
    except DivergedError as error:
        error.history = history
        raise


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

    def __init__(self, work: Work, watch: Watch, callbacks: List[Callback]) -> None:
        self._work = work
        self._watch = watch
        self._display = _progress.display()
        self._callbacks = callbacks
        self.epochs: List[Dict[str, Any]] = []
        self.end: Dict[str, Any] = {}
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
        canceled = interrupts.count > 1 or not self.epochs
        if interrupts.count and canceled and (error is not None or not self._work.done(0)):
            raise StoppedError(_no_model(len(self.epochs))) from None

    def _follow(self, interrupts: _Interrupts) -> None:
        asked = 0
        while not self._work.done(self._watch.seconds):
            self._poll()
            if interrupts.count > asked:
                asked = interrupts.count
                self._watch.stop()
                if asked > 1 or not self.epochs:
                    self._work.cancel(lambda: interrupts.count > 2)
                    return
                self._display.stopping()
        self._poll()

    def _poll(self) -> None:
        events = [json.loads(line) for line in self._watch.poll()]
        for event in events:
            if event["event"] == "epoch":
                self.epochs.append(event)
                self._call(event)
            elif event["event"] == "end":
                self.end = event
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
