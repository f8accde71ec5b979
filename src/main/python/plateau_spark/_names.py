"""Names by which PySpark finds the Python class of a Java stage."""

import sys
from types import ModuleType
from typing import Any

JAVA_PACKAGE = "io.plateau.ml"


def register(module: ModuleType, *classes: Any) -> None:
    """Lets PySpark find classes by the names that their Java classes have.

    PySpark imports the package of a Java class as a Python module when a pipeline is loaded
    (``JavaParams._from_java``), and takes the Java class from ``__module__`` when a stage is
    (``JavaMLReader``, and ``RemoteMLReader`` over Connect). The standard library's ``io`` is not
    touched.
    """
    sys.modules[JAVA_PACKAGE] = module
    for cls in classes:
        cls.__module__ = JAVA_PACKAGE
