"""Calls of methods that a Spark Connect server does not let a client call."""

import json
import uuid
from contextlib import contextmanager
from typing import Any, Dict, Iterator

from pyspark.sql import DataFrame

from plateau_spark import _session
from plateau_spark.errors import raise_translated

_SOURCE = "io.plateau.ml.ConnectCalls"


def call(name: str, **options: str) -> Any:
    """The answer of a call, which the data source describes."""
    source = _session.ready().read.format(_SOURCE)
    try:
        (row,) = source.options(call=name, **options).load().collect()
    except Exception as error:
        raise_translated(error)
    return json.loads(row.answer)


@contextmanager
def folder() -> Iterator[str]:
    """A folder on the disk of the server's driver, to save a model to."""
    path = call("folder")
    try:
        yield path
    finally:
        call("release", path=path)


def ask(model: Any, method: str, **options: str) -> Any:
    """What a method of a model answers, called on a copy that is saved for it."""
    with folder() as path:
        model.write().save(path)
        return call(method, model=type(model).__name__, path=path, **options)


@contextmanager
def view(rows: DataFrame) -> Iterator[str]:
    """Name by which the server finds rows."""
    name = f"plateau_{uuid.uuid4().hex}"
    rows.createTempView(name)
    try:
        yield name
    finally:
        _session.ready().catalog.dropTempView(name)


def part(model: Any, name: str, kind: Any) -> Any:
    """A part of a model as a model of its own."""
    with folder() as path:
        ask(model, name, to=path)
        return kind.load(path)


def files(model: Any) -> Dict[str, bytes]:
    """The files of a saved model by name."""
    import base64

    found = ask(model, "files")
    return {name: base64.b64decode(content) for name, content in found.items()}


def restored(files: Dict[str, bytes], kind: Any) -> Any:
    """The model of a class that was saved in files."""
    rows: Any = [(name, bytearray(content)) for name, content in files.items()]
    table = _session.ready().createDataFrame(rows, "name string, content binary")
    with folder() as path, view(table) as name:
        call("restore", path=path, rows=name)
        return kind.load(path)
