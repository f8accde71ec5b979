"""Calls of methods that a Spark Connect server does not let a client call."""

import json
import uuid
from contextlib import contextmanager
from typing import Any, Callable, Dict, Iterator, List

import numpy
from pyspark.sql import DataFrame

from plateau_spark import _names, _session
from plateau_spark.errors import raise_translated

_SOURCE = "io.plateau.ml.ConnectCalls"


def _call(spark: Any, name: str, **options: str) -> List[Any]:
    """The rows that answer a call, which the data source describes."""
    rows: List[Any] = spark.read.format(_SOURCE).options(call=name, **options).load().collect()
    return rows


def _told(rows: List[Any]) -> Any:
    return json.loads(rows[0].answer)


@contextmanager
def _translated() -> Iterator[None]:
    """Errors of the server are those of this package."""
    try:
        yield
    except Exception as error:
        raise_translated(error)


@contextmanager
def _ended(end: Callable[[], Any]) -> Iterator[None]:
    """Undoes something at the end; where that fails, too, the first problem is the one to tell."""
    try:
        yield
    except BaseException:
        try:
            end()
        except Exception:
            pass
        raise
    end()


@contextmanager
def _view(rows: DataFrame) -> Iterator[str]:
    """A name by which the server finds rows."""
    name = f"plateau_{uuid.uuid4().hex}"
    with _ended(lambda: rows.sparkSession.catalog.dropTempView(name)):
        rows.createTempView(name)
        yield name


class Folder:
    """A folder on the disk of the server's driver, where a model is for the time of a call."""

    def __init__(self, spark: Any) -> None:
        self._spark = spark
        # Named here, so that it can be released wherever an interrupt comes.
        self._name = str(uuid.uuid4())

    @contextmanager
    def made(self) -> Iterator["Folder"]:
        """Makes it, and deletes it at the end."""
        with _ended(lambda: self.call("release")):
            self.path: str = _told(self.call("folder"))
            yield self

    def call(self, name: str, **options: str) -> List[Any]:
        return _call(self._spark, name, folder=self._name, **options)

    def save(self, model: Any) -> None:
        from pyspark.ml.connect.readwrite import RemoteMLWriter

        RemoteMLWriter.saveInstance(model, self.path, self._spark)

    def load(self, kind: Any) -> Any:
        from pyspark.ml.connect.readwrite import RemoteMLReader

        return RemoteMLReader.loadInstance(kind, self.path, self._spark)


def _ask(model: Any, method: str, **options: str) -> List[Any]:
    """What a method of a model answers, called on a copy that is saved for it."""
    # A class derived from one of this package's is known by that.
    kind = next(each for each in type(model).__mro__ if each.__module__ == _names.JAVA_PACKAGE)
    with Folder(model._home).made() as folder:
        folder.save(model)
        return folder.call(method, model=kind.__name__, path=folder.path, **options)


def ask(model: Any, method: str, **options: str) -> Any:
    """What a method of a model tells."""
    with _translated():
        return _told(_ask(model, method, **options))


def weights(model: Any) -> Any:
    """The weights of a network."""
    with _translated():
        content = b"".join(row.content for row in _ask(model, "weights"))
    return numpy.frombuffer(content, "<f4").astype(float)


def measured(model: Any, method: str, rows: DataFrame) -> Any:
    """What a method of a model finds in rows."""
    if rows.sparkSession is not model._home:
        raise ValueError(
            "the rows belong to another Spark session than the model; read them in that of the model,"
            " or save the model and load it in theirs"
        )
    with _translated(), _view(rows) as view:
        return _told(_ask(model, method, rows=view))


def part(model: Any, name: str, kind: Any) -> Any:
    """A part of a model as a model of its own."""
    with _translated(), Folder(model._home).made() as folder:
        _ask(model, name, to=folder.path)
        return folder.load(kind)


def files(model: Any) -> Dict[str, bytes]:
    """The files of a saved model by name."""
    found: Dict[str, List[bytes]] = {}
    with _translated():
        for row in _ask(model, "files"):
            found.setdefault(json.loads(row.answer), []).append(row.content)
    return {name: b"".join(parts) for name, parts in found.items()}


def restored(files: Dict[str, bytes], kind: Any) -> Any:
    """The model of a class that was saved in files."""
    spark: Any = _session.ready()
    rows = [(name, bytearray(content)) for name, content in files.items()]
    with _translated():
        table = spark.createDataFrame(rows, "name string, content binary")
        with _view(table) as view, Folder(spark).made() as folder:
            folder.call("restore", rows=view)
            return folder.load(kind)


def report(facts: str) -> str:
    """The page of a summary, as HTML."""
    with _translated():
        page: str = _told(_call(_session.ready(), "report", facts=facts))
    return page
