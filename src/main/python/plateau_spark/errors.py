"""Errors that a fit raises."""

import re
from typing import Any, Dict, List, NoReturn, Optional

from plateau_spark import _epoch

_ROW = re.compile(r"^row (\d+) of the input")
_COLUMN = re.compile(r'column "([^"]*)"')
_EXPECTED = re.compile(r": expected (.*), got (.*?)(?:;|$)", re.DOTALL)

_ABSENT = re.compile(r"^\[PATH_NOT_FOUND\] Path does not exist: (.*)/metadata\b")
_TAKEN = re.compile(r"^Path (.*) already exists\.")
_LACKED = re.compile(r"ClassNotFoundException: Class (org\.apache\.hadoop\.\S+) not found")
#: What Spark tells of a job of which a task failed with an error of Plateau.
_FAILED = re.compile(r"^Job aborted due to .*: (io\.plateau\.[\w.$]+): (.*)")
#: Java's errors whose messages tell enough.
_TOLD = (
    "java.io.IOException",
    "java.io.UncheckedIOException",
    "org.apache.hadoop.fs.UnsupportedFileSystemException",
)

#: Of a client whose Connect server does not know its session.
_ENDED = (
    "this Spark Connect session has ended: it was stopped, or its server ended or was started again;"
    " call spark.stop(), then make the session, the DataFrame and models again"
)

#: Of a model that a Connect server does not have any more.
LOST = (
    "the Spark session of this model has ended, or its server has dropped the model; load it again,"
    " or unpickle it"
)


class PlateauError(Exception):
    """Base class of the errors of this package but :py:class:`StoppedError`."""


class DataError(PlateauError, ValueError):
    """Rows are not what they must be. The message names column and row, and what would help.

    Attributes
    ----------
    row : int or None
        row of the input, from 1, where it is known
    column : str or None
        name of the column
    expected, got : str or None
        what must be there, and what is there
    """

    def __init__(self, message: str) -> None:
        super().__init__(message)
        row = _ROW.search(message)
        column = _COLUMN.search(message)
        expected = _EXPECTED.search(message)
        self.row: Optional[int] = int(row.group(1)) if row else None
        self.column: Optional[str] = column.group(1) if column else None
        self.expected: Optional[str] = expected.group(1) if expected else None
        self.got: Optional[str] = expected.group(2) if expected else None


class DivergedError(PlateauError, ArithmeticError):
    """Loss or gradient stopped being finite; there is no model. A smaller learning rate helps.

    Attributes
    ----------
    history : list of dict
        the epochs until then, as in :py:attr:`plateau_spark.TrainingSummary.epochs`
    """

    def __init__(self, message: str, history: List[Dict[str, Any]]) -> None:
        super().__init__(message)
        self.history = history

    def __reduce__(self) -> "tuple[Any, ...]":
        return type(self), (str(self), self.history)


class StoppedError(KeyboardInterrupt):
    """A fit was stopped by Ctrl-C, or a notebook's stop button, and there is no model.

    It was stopped before its first epoch was done, or twice. Whatever was canceled on a Connect
    server is one, too. Like
    the ``KeyboardInterrupt`` that it is, it passes an ``except Exception``.
    """


def translate(error: BaseException) -> BaseException:
    """The error of this package for one of Java, or the error itself."""
    if isinstance(error, AssertionError) and not _runs():
        return PlateauError(
            "there is no Spark session any more; plateau_spark.session() starts another one"
        )
    if str(error).startswith("[NO_ACTIVE_SESSION]"):
        return PlateauError(_ENDED)
    if str(error).startswith("[CANNOT_INFER_ARRAY_ELEMENT_TYPE]"):
        return ValueError(
            "a param is an empty list, which Spark Connect cannot send; leave it unset, and fit a linear"
            " model, of hiddenLayers=[], in a classic session"
        )
    name, message = _java(error)
    dropped = name == "java.lang.NullPointerException" and message.endswith('because "model" is null')
    if dropped or str(error).startswith("[CONNECT_ML.CACHE_INVALID]"):
        return PlateauError(LOST)
    if name == "io.plateau.train.DataException":
        return DataError(message)
    if name == "io.plateau.train.DivergedException":
        return DivergedError(message, _history(error))
    if name == "io.plateau.train.InterruptedTrainingException":
        return StoppedError(message)
    if name == "org.apache.hadoop.fs.FileAlreadyExistsException":
        return FileExistsError(message)
    if name == "java.io.FileNotFoundException":
        return FileNotFoundError(message)
    absent = _ABSENT.match(message)
    if absent:
        return PlateauError(f"there is nothing saved at {absent.group(1)}")
    taken = _TAKEN.match(message)
    if name == "java.io.IOException" and taken:
        return FileExistsError(
            f"{taken.group(1)} already exists; write().overwrite().save(path) replaces it"
        )
    if name in _TOLD and "\n" not in message:
        return PlateauError(message)
    if name == "io.plateau.checkpoint.CheckpointException$OtherJob" and "\n" in message:
        differs, *differences = message.splitlines()
        differences = [*map(str.strip, differences), "choose another checkpointDir"]
        message = f"{differs} {'; '.join(differences)}"
    if name.startswith("io.plateau."):
        return PlateauError(" ".join(message.split()))
    lacked = _LACKED.search(message)
    if name == "java.lang.RuntimeException" and lacked:
        return PlateauError(
            f"Spark has no class {lacked.group(1)}, which this path needs; start the session with the"
            " package that has it by spark_jars_packages, such as org.apache.hadoop:hadoop-aws for s3a"
        )
    if message.startswith("[OPERATION_CANCELED]"):
        return StoppedError(
            "this was canceled on the server before it was done; do it again"
        )
    if name == "java.lang.IllegalArgumentException":
        return ValueError(message)
    if name == "java.lang.UnsupportedOperationException":
        return PlateauError(message)
    return error


def raise_translated(error: BaseException) -> NoReturn:
    """Raises the error of this package, without the stack of Java."""
    translated = translate(error)
    if translated is error:
        raise error
    raise translated from None


def renamed(error: ValueError, names: Dict[str, str]) -> ValueError:
    """The error, with other names of columns in its message, or itself where that has none.

    Parameters
    ----------
    names
        by those that the message has
    """
    if type(error) not in (ValueError, DataError):
        return error
    message = quoted(str(error), names)
    before, there, after = message.partition("; there are: ")
    listed = ", ".join(names.get(name, name) for name in after.split(", "))
    told = before + there + listed
    return error if told == str(error) else type(error)(told).with_traceback(error.__traceback__)


def quoted(message: str, names: Dict[str, str]) -> str:
    """A message with other names of columns, which are quoted in it."""
    return re.sub(r'"([^"]*)"', lambda found: f'"{names.get(found.group(1), found.group(1))}"', message)


def _runs() -> bool:
    """Whether there is a session, without which calls of PySpark end in an AssertionError."""
    from pyspark import SparkContext
    from pyspark.sql.utils import is_remote

    return is_remote() or SparkContext._active_spark_context is not None


def _throwable(error: BaseException) -> Any:
    """What Java threw: of a failed task what failed in it, where that is an error of Plateau."""
    thrown = getattr(error, "java_exception", None) or getattr(error, "_origin", None)
    cause = thrown
    while cause is not None:
        if cause.getClass().getName().startswith("io.plateau."):
            return cause
        cause = cause.getCause()
    return thrown


def _java(error: BaseException) -> "tuple[str, str]":
    """Name of the Java class and its message."""
    throwable = _throwable(error)
    if throwable is not None:
        return throwable.getClass().getName(), throwable.getMessage() or ""
    # Over Connect the class stands before the message, or in the server's stack after it.
    message, _, stack = str(error).partition("\n\nJVM stacktrace:\n")
    failed = _FAILED.match(message)
    if failed:
        return failed.group(1), failed.group(2)
    before = re.match(r"^\(([\w.$]+)\) (.*)", message, re.DOTALL)
    if before:
        return before.group(1), before.group(2)
    return re.split(r"[:\n]", stack, maxsplit=1)[0], message


def _history(error: BaseException) -> List[Dict[str, Any]]:
    import json

    throwable = _throwable(error)
    if throwable is None:
        return []
    from pyspark import SparkContext

    jvm: Any = SparkContext._jvm
    lines = jvm.io.plateau.store.HistoryLines.lines(throwable.state().history())
    return [_epoch.numbers(json.loads(line)) for line in lines.split("\n") if line]
