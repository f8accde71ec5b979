"""Warnings that point to the line of the caller."""

import sys
import warnings
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Iterator, List, Optional, Type

_PACKAGES = (__name__.partition(".")[0], "pyspark")


class DataWarning(UserWarning):
    """Rows are used as they are, but may not be what is meant."""


_NOTED: "ContextVar[Optional[List[str]]]" = ContextVar("noted", default=None)


@contextmanager
def noting() -> Iterator[List[str]]:
    """Notes each :py:class:`DataWarning` of this thread meanwhile, whether or not Python shows it."""
    messages: List[str] = []
    before = _NOTED.set(messages)
    try:
        yield messages
    finally:
        _NOTED.reset(before)


def warn(message: str, category: Type[Warning] = UserWarning) -> None:
    """Warns of what the caller of this package gives it, at the line that calls the package.

    The line is not one of PySpark, whose methods call this package, too.
    """
    noted = _NOTED.get()
    if noted is not None and issubclass(category, DataWarning):
        noted.append(message)
    level, frame = 1, sys._getframe()
    while frame.f_back and frame.f_globals.get("__name__", "").partition(".")[0] in _PACKAGES:
        level, frame = level + 1, frame.f_back
    warnings.warn(message, category, stacklevel=level)
