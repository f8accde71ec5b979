"""A fit that can be followed and stopped: it runs in a thread while the caller's thread looks on."""

import json
import signal
import threading
from types import FrameType
from typing import Any, Callable, Dict, List, NamedTuple, Optional, Sequence, Tuple

from plateau_spark import _epoch, _progress, _session
from plateau_spark._warnings import DataWarning, warn
from plateau_spark._watch import LocalWatch, RemoteWatch, Watch
from plateau_spark._work import Work, jobs, operations
from plateau_spark.errors import DivergedError, StoppedError, quoted, translate

#: An epoch as callbacks see it; True ends the fit with the best model so far.
Callback = Callable[[Dict[str, Any]], Optional[bool]]


class Listeners(NamedTuple):
    """Who is told of each epoch.

    Parameters
    ----------
    observers
        are told of all epochs
    callbacks
        are told until one of them, or somebody else, wants an end
    names
        of columns in warnings, by those of the rows
    """

    observers: Sequence[Callback]
    callbacks: Sequence[Callback]
    names: Dict[str, str] = {}


class Followed(NamedTuple):
    """What was seen of a fit.

    Parameters
    ----------
    model
        of Java, or over Connect of Python
    warnings
        of the rows
    facts
        of the summary; None in a classic session, where Java tells them later, and where not all
        were seen
    """

    model: Any
    warnings: Tuple[str, ...]
    facts: Optional[Dict[str, Any]] = None


def fit_java(estimator: Any, dataset: Any, listeners: Listeners) -> Followed:
    """Fits a Java estimator to rows.

    The first Ctrl-C, or a notebook's stop button, ends the fit with the best model so far; a
    second one, or one before the first epoch, cancels it; a third one waits for nothing.
    """
    from pyspark import SparkContext

    context: Any = SparkContext._active_spark_context
    watch = context._jvm.io.plateau.ml.FitWatch()
    # A copy, since other threads may fit the same estimator.
    java = estimator._java_obj.copy(estimator._empty_java_param_map()).setWatch(watch)

    def fitted() -> Any:
        _session.adopt(dataset)
        return java.fit(dataset._jdf)

    work = Work(jobs(context), fitted)
    follower = _Follower(work, LocalWatch(watch), listeners)
    follower.run()
    return Followed(work.result(), tuple(follower.warnings))


def fit_remote(dataset: Any, fit: Callable[[], Any], listeners: Listeners) -> Followed:
    """Fits over Connect, followed and stopped as in Java."""
    spark = dataset.sparkSession
    work = Work(operations(spark), fit)
    watch = RemoteWatch(spark, work.tag)
    follower = _Follower(work, watch, listeners)
    follower.run()
    history = [_facts(epoch) for epoch in follower.epochs]
    try:
        model = work.result()
    except DivergedError as error:
        error.history = [_epoch.numbers(epoch) for epoch in history]
        raise
    seen = watch.complete and follower.end
    facts = {"history": history, **_facts(follower.end)} if seen else None
    return Followed(model, tuple(follower.warnings), facts)


def _facts(event: Dict[str, Any]) -> Dict[str, Any]:
    """What an event tells, without what makes it one."""
    return {key: value for key, value in event.items() if key not in ("event", "best", "stopped")}


class _Interrupts:
    """Counts Ctrl-C while it is entered; in threads but the main one there are none.

    From the third one on it is a KeyboardInterrupt, for who waits for what does not end.
    """

    def __init__(self) -> None:
        self.count = 0
        self._before: Any = None

    def _count(self, number: int, frame: Optional[FrameType]) -> None:
        # No call of Java here: it might come in the middle of another one.
        self.count += 1
        if self.given_up():
            raise KeyboardInterrupt

    def given_up(self) -> bool:
        return self.count > 2

    def __enter__(self) -> "_Interrupts":
        if threading.current_thread() is threading.main_thread():
            self._before = signal.signal(signal.SIGINT, self._count) or signal.SIG_DFL
        return self

    def __exit__(self, *error: Any) -> None:
        if self._before is not None:
            signal.signal(signal.SIGINT, self._before)


class _Follower:
    """Shows how a fit goes on, tells of epochs, warns, and passes requests to stop on."""

    def __init__(self, work: Work, watch: Watch, listeners: Listeners) -> None:
        self._work = work
        self._watch = watch
        self._display = _progress.display()
        self._listeners = listeners
        self._interrupts = _Interrupts()
        self._answered = 0
        self._ending = False
        self._begun = False
        self._canceled = ""
        self._failed: Optional[BaseException] = None
        self.warnings: List[str] = []
        self.epochs: List[Dict[str, Any]] = []
        self.end: Dict[str, Any] = {}

    def run(self) -> None:
        with self._interrupts as interrupts:
            self._work.start()
            try:
                self._follow()
            except BaseException as stopping:
                if interrupts.given_up():
                    raise StoppedError(
                        "the fit was stopped three times and may still be at work;"
                        " spark.stop() ends it"
                    ) from None
                # Whatever happens here, no job is left at work.
                try:
                    self._stop()
                finally:
                    self._work.cancel()
                    self._display.close(stopping)
                raise
        error = self._work.error()
        self._display.close(translate(error) if error else None)
        if self._failed is not None:
            raise self._failed
        # Who has asked once for the best of some epochs and gets an error is told of the error.
        if self._canceled and error is not None:
            raise StoppedError(self._canceled) from None

    def _follow(self) -> None:
        while not self._work.done(self._watch.seconds):
            self._poll()
        try:
            self._poll()
        except Exception:
            # The error of the fit tells more than one of looking on.
            if self._work.error() is None:
                raise

    def _poll(self) -> None:
        told = [json.loads(line) for line in self._watch.poll()]
        events = [event for event in told if event["event"] != "warning"]
        self._begun = self._begun or any(event["event"] == "epoch" for event in events)
        for event in events:
            self._take(event)
            self._answer()
        self._answer()
        for event in told:
            if event["event"] == "warning":
                self._warn(quoted(event["message"], self._listeners.names))
        if told:
            self._display.draw()

    def _warn(self, warning: str) -> None:
        """Warns while the fit is at work, so that who makes errors of warnings need not wait for its end."""
        self.warnings.append(warning)
        self._display.clear()
        try:
            warn(warning, DataWarning)
        except DataWarning:
            # An error of a callback, or Ctrl-C, came first.
            if self._failed is None and not self._canceled:
                raise

    def _take(self, event: Dict[str, Any]) -> None:
        if event["event"] == "epoch":
            self.epochs.append(event)
            self._tell(_epoch.numbers(event))
        elif event["event"] == "end":
            self.end = event
        self._display.show(event)

    def _tell(self, epoch: Dict[str, Any]) -> None:
        if self._failed is not None:
            return
        told = [*self._listeners.observers, *(() if self._ending else self._listeners.callbacks)]
        if told:
            self._display.clear()
        try:
            # All are told, also after one that wants an end.
            if any([listener(epoch) for listener in told]):
                self._stop()
        except Exception as error:
            self._failed = error
            self._stop()

    def _stop(self) -> None:
        if not self._ending:
            self._ending = True
            self._watch.stop()

    def _answer(self) -> None:
        """Does what Ctrl-C has asked for since the last look."""
        if self._interrupts.count > self._answered:
            self._answered = self._interrupts.count
            self._stop()
            if self._begun and self._answered == 1:
                self._display.stopping()
                return
            self._canceled = (
                "the fit was stopped twice, so that there is no model; stop it once to keep the best"
                if self._begun
                else "the fit was stopped before its first epoch was done, so that there is no model"
            )
            self._work.cancel()
