"""A saved model as its files, by name: to be pickled, logged, and sent to and from a server."""

import io
import tempfile
import zipfile
from pathlib import Path
from typing import Any, Dict

from plateau_spark import _server, _session
from plateau_spark._stage import over_connect


def of_model(model: Any) -> Dict[str, bytes]:
    """The files that a model is saved as."""
    if over_connect():
        return _server.files(model)
    with tempfile.TemporaryDirectory() as parent:
        folder = Path(parent, "model")
        model.write().save(uri(folder))
        return read(folder)


def model(cls: Any, files: Dict[str, bytes]) -> Any:
    """The model of a class that was saved as files; starts a session where none runs."""
    _session.ready()
    if over_connect():
        return _server.restored(files, cls)
    with tempfile.TemporaryDirectory() as folder:
        write(files, Path(folder))
        return cls.load(uri(Path(folder)))


def uri(folder: Path) -> str:
    """What Hadoop calls a folder of this machine: signs such as spaces are as they are."""
    return "file:/" + folder.absolute().as_posix().lstrip("/")


def read(folder: Path) -> Dict[str, bytes]:
    """The files below a folder of this machine."""
    paths = [path for path in sorted(folder.rglob("*")) if path.is_file()]
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}


def write(files: Dict[str, bytes], folder: Path) -> None:
    """Writes files below a folder of this machine."""
    for name, content in files.items():
        path = folder / name
        if ".." in path.parts or folder not in path.parents:
            raise ValueError(f"{name!r} is no file of a model")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


def zipped(files: Dict[str, bytes]) -> bytes:
    """Files as a zip file."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def unzipped(data: bytes) -> Dict[str, bytes]:
    """The files in a zip file."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}
