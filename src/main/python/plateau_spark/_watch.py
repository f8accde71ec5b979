"""Views of a fit that is under way, here or on a Connect server."""

from typing import Any, List, Protocol

from plateau_spark.errors import PlateauError, translate


class Watch(Protocol):
    """A view of a fit that is under way."""

    #: Seconds between two polls.
    seconds: float

    def poll(self) -> List[str]:
        """The events since the last poll, as JSON."""

    def stop(self) -> None:
        """Asks the fit to end with the best model so far."""


class LocalWatch:
    """A watch in the JVM of this process."""

    seconds = 0.1

    def __init__(self, java: Any) -> None:
        self._java = java

    def poll(self) -> List[str]:
        lines: str = self._java.poll()
        # Not by splitlines: it splits at other characters as well, which names may have.
        return [line for line in lines.split("\n") if line]

    def stop(self) -> None:
        self._java.stop()


class RemoteWatch:
    """A watch on a Connect server, which reads the events of a tag as a table."""

    seconds = 0.5

    def __init__(self, spark: Any, tag: str) -> None:
        self._spark = spark
        self._tag = tag
        self._last = 0
        #: Whether no event was lost, as those that wait too long for a poll.
        self.complete = True

    def poll(self) -> List[str]:
        events = self._events()
        for event in events:
            self.complete = self.complete and event.number == self._last + 1
            self._last = event.number
        return [event.event for event in events]

    def stop(self) -> None:
        # Its events are told again by the next poll.
        self._events(stop=True)

    def _events(self, **options: Any) -> List[Any]:
        try:
            source = self._spark.read.format("io.plateau.ml.FitEvents")
            table = source.options(fit=self._tag, after=self._last, **options).load()
            return list(table.collect())
        except Exception as error:
            translated = translate(error)
            if isinstance(translated, PlateauError):
                raise translated from None
            raise
