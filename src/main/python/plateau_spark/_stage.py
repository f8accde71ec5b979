"""What all stages have alike: a Java object, and params that Java checks when they are set."""

import os
import reprlib
from contextlib import suppress
from typing import TYPE_CHECKING, Any, Callable, Dict, Iterable, List, Type, TypeVar

from pyspark.ml.linalg import Vector
from pyspark.ml.param import Param, Params, TypeConverters
from pyspark.ml.wrapper import JavaModel, JavaParams, JavaWrapper
from pyspark.sql.utils import is_remote

from plateau_spark import _session
from plateau_spark._keywords import explained
from plateau_spark.errors import PlateauError, raise_translated, translate

S = TypeVar("S", bound="Stage")


def over_connect() -> bool:
    """Whether stages live on a Spark Connect server."""
    return is_remote() and "PYSPARK_NO_NAMESPACE_SHARE" not in os.environ


class Stage(JavaParams):
    """A stage whose params are set in Java at once, and whose defaults stay there."""

    if TYPE_CHECKING:  # those of PySpark take texts alone

        def save(self, path: "str | os.PathLike[str]") -> None:
            """Saves to a path that does not exist, as Spark knows it."""

        @classmethod
        def load(cls: Type[S], path: "str | os.PathLike[str]") -> S:
            """Loads what was saved to a path."""

    def _set(self: S, **kwargs: Any) -> S:
        """Sets those that are not None, or none of them; a value that Java refuses is a ValueError."""
        given = {n: _in_java(self.getParam(n), v) for n, v in kwargs.items() if v is not None}
        params = [self.getParam(name) for name in given]
        before = dict(self._paramMap)
        try:
            super()._set(**given)
            self._set_in_java(params)
        except Exception as error:
            self._paramMap = before
            with suppress(Exception):  # where Java is gone, nothing is to be taken back
                self._set_in_java(params)
            raise translate(error) from None
        return self

    def _set_in_java(self, params: "List[Param[Any]]") -> None:
        """Gives Java the values of params, and takes those back that have none."""
        if self._java_obj is None or over_connect():
            return
        for param in params:
            if param in self._paramMap:
                self._java_obj.set(self._make_java_param_pair(param, self._paramMap[param]))
            else:
                self._java_obj.clear(self._java_obj.getParam(param.name))

    def set(self, param: "Param[Any]", value: Any) -> None:
        """Sets a param, which Java checks."""
        self._shouldOwn(param)
        self._set(**{param.name: value})

    def clear(self, param: "Param[Any]") -> None:
        """Takes the value of a param back."""
        if over_connect():
            # Where PySpark's own does nothing at all.
            Params.clear(self, param)
        else:
            super().clear(param)

    def copy(self: S, extra: Any = None) -> S:
        """A copy with the same uid, and with further values of params."""
        if isinstance(extra, dict):
            own = self.params
            extra = {p: _in_java(p, value) if p in own else value for p, value in extra.items()}
        try:
            that = super().copy(extra)
        except AssertionError as error:
            raise_translated(error)
        java: Any = that._java_obj
        if _is_counted(java):
            java.release_ref()  # PySpark counts the copy that __copy__ has counted
        return that

    def __copy__(self: S) -> S:
        # Not by pickling: a copy has the uid of its origin, so that it owns the same params.
        that = type(self).__new__(type(self))
        that.__dict__.update(self.__dict__)
        that._paramMap = dict(self._paramMap)
        java: Any = self._java_obj
        if _is_counted(java):
            # Else the server would forget the model when one of the two goes.
            java.add_ref()
        elif java is not None and not over_connect():
            # Else what is set in the copy would be set in its origin.
            that._java_obj = java.copy(self._empty_java_param_map())
        return that

    def __del__(self) -> None:
        try:
            super().__del__()
        except Exception:
            # What the session had of this stage has gone with it, or Python ends.
            pass

    def _call_java(self, name: str, *args: Any) -> Any:
        try:
            return super()._call_java(name, *args)
        except Exception as error:
            raise_translated(error)

    def write(self) -> Any:
        """The writer of spark.ml, whose errors are those of this package."""
        try:
            writer: Any = super().write()  # type: ignore[misc]
        except AssertionError as error:
            raise_translated(error)
        writer.save = _translated(writer.save)
        return writer

    @classmethod
    def read(cls) -> Any:
        """The reader of spark.ml, whose errors are those of this package."""
        reader: Any = super().read()  # type: ignore[misc]
        load = _translated(reader.load)

        def loaded(path: "str | os.PathLike[str]") -> Any:
            try:
                found = load(path)
            except Exception:
                from plateau_spark._load import saved_class

                saved = saved_class(_session.ready(), os.fspath(path)).rpartition(".")[2]
                if saved in ("", cls.__name__):
                    raise
                raise PlateauError(f"{path} is a {saved}; load it by {saved}.load") from None
            name = type(found).__name__
            # Of an estimator's folder Spark makes the class that the folder names.
            if not isinstance(found, cls):
                raise PlateauError(f"{path} is a {name}; load it by {name}.load")
            if over_connect() and isinstance(found, JavaModel):
                # The server has them, and PySpark could not send them back.
                found._paramMap = {key: value for key, value in found._paramMap.items() if value != []}
            return found

        reader.load = loaded
        return reader

    def _transfer_params_to_java(self) -> None:
        """Only what is set: Java knows the defaults."""
        assert self._java_obj is not None
        for param in self.params:
            if self.isSet(param):
                self._java_obj.set(self._make_java_param_pair(param, self._paramMap[param]))


def _is_counted(java: Any) -> bool:
    """Whether PySpark deletes a model on the server with the last that refers to it: 4.0 does not."""
    return over_connect() and hasattr(java, "release_ref")


#: What a value must be, by the converter of its param, in words.
_KINDS: Dict[Any, str] = {
    TypeConverters.toBoolean: "True or False",
    TypeConverters.toFloat: "a number",
    TypeConverters.toInt: "an integer",
    TypeConverters.toListFloat: "a list of numbers",
    TypeConverters.toListInt: "a list of integers",
    TypeConverters.toListString: "a list of strings",
    TypeConverters.toString: "a string",
}

#: What is meant where a value is of another type, by the name of its param.
_MEANT = {
    "classWeight": "classWeight must be 'none' or 'balanced'; classWeights takes a number for each class",
    "classWeights": "classWeights must be a list of numbers, one for each class",
    "columnKinds": "columnKinds must be a list such as ['zip:category'], or a dict such as {'zip': 'category'}",
    "missing": "missing must be 'median', 'mean', 'skip' or 'error'",
    "thresholds": "thresholds must be a list of numbers, one for each class",
}


def _in_java(param: "Param[Any]", value: Any) -> Any:
    """The value of a param as Java has it, without types of numpy.

    A list may be any collection in an order, one of strings a set, too, and one of a single integer
    or string that alone.

    Raises
    ------
    TypeError
        for a value of another type
    ValueError
        for an integer that Java's type does not hold, which Connect would cut
    """
    import numpy

    given = value
    if isinstance(value, (numpy.generic, numpy.ndarray)):
        value = value.tolist()
    converter = param.typeConverter
    if converter in (TypeConverters.toListFloat, TypeConverters.toListInt, TypeConverters.toListString):
        value = _listed(param.name, converter, value)
    if isinstance(value, (list, tuple)):
        value = [each.item() if isinstance(each, numpy.generic) else each for each in value]
    if converter in _KINDS:
        try:
            value = converter(value)
        except (TypeError, ValueError):
            must = _MEANT.get(param.name, f"{param.name} must be {_KINDS[converter]}")
            balanced = param.name == "classWeights" and isinstance(given, str) and given == "balanced"
            meant = "; did you mean classWeight='balanced'?" if balanced else ""
            raise TypeError(f"{must}; got {reprlib.repr(given)}{meant}") from None
    if converter in (TypeConverters.toInt, TypeConverters.toListInt):
        end = 2**63 if param.name == "seed" else 2**31
        several = isinstance(value, list)
        if not all(-end <= number < end for number in (value if several else [value])):
            shown = reprlib.repr(value if several else given)
            raise ValueError(f"{param.name} must be {_KINDS[converter]} from {-end} to {end - 1}; got {shown}")
    return value


def _listed(name: str, converter: Any, value: Any) -> Any:
    """The list that is meant by a value, or the value where there is none."""
    if isinstance(value, dict):
        if name != "columnKinds" or not all(isinstance(kind, str) for kind in value.values()):
            return value
        return [f"{column}:{kind}" for column, kind in value.items()]
    if isinstance(value, (set, frozenset)):
        # Names in any order mean the same; that of a set is another one in each process.
        return sorted(value, key=str) if converter is TypeConverters.toListString else value
    if name in ("classWeights", "thresholds"):
        _require_places(name, value)
    alone = {TypeConverters.toListInt: int, TypeConverters.toListString: str}.get(converter)
    if alone is not None and isinstance(value, alone) and not isinstance(value, bool):
        return [value]
    listed = isinstance(value, Iterable) and not isinstance(value, (str, bytes, Vector))
    return list(value) if listed else value


def _require_places(name: str, value: Any) -> None:
    """Refuses numbers of classes that are found by an index, as those of ``value_counts()``."""
    labels: List[Any] = getattr(getattr(value, "index", None), "tolist", list)()
    if labels not in ([], list(range(len(labels)))):
        raise TypeError(
            f"{name} are taken by their places, but these have the index {reprlib.repr(labels)}; give them"
            " in the order of the classes, as .sort_index().tolist() does for classes in ascending order"
        )


def _translated(call: Callable[[str], Any]) -> "Callable[[str | os.PathLike[str]], Any]":
    """A call with a path, whose errors are those of this package."""

    def translating(path: "str | os.PathLike[str]") -> Any:
        try:
            return call(os.fspath(path))
        except Exception as error:
            raise_translated(error)

    return translating


class EstimatorStage(Stage):
    """An estimator, whose Java object is made with it."""

    _java_class: str

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        # Of the classes of _params; a subclass of a user may have any keywords. Type checkers take
        # an assignment for a declaration.
        if "__init__" in vars(cls) and "_java_class" in vars(cls):
            setattr(cls, "__init__", explained(cls.__init__, cls.__init__))

    @property
    def _java_obj(self) -> Any:
        """The Java object, or over Connect its class: made again where the other kind of session runs."""
        java = self.__dict__.get("_java_obj")
        if java is None or isinstance(java, str) == over_connect():
            return java
        if over_connect():
            self._java_obj = self._java_class
            return self._java_class
        _session.ready()
        self._java_obj = JavaWrapper._new_java_obj(self._java_class, self.uid)
        try:
            self._transfer_params_to_java()
        except Exception as error:
            self._java_obj = java
            raise_translated(error)
        return self._java_obj

    @_java_obj.setter
    def _java_obj(self, java: Any) -> None:
        self.__dict__["_java_obj"] = java

    def _begin(self, given: Dict[str, Any]) -> None:
        """Makes the Java object, in a session that has the jar, and sets the params given."""
        _session.ready()
        self._java_obj = JavaWrapper._new_java_obj(self._java_class, self.uid)
        self._set(**{name: value for name, value in given.items() if self.hasParam(name)})

    def __reduce__(self) -> "tuple[Any, ...]":
        state = {
            name: value
            for name, value in self.__dict__.items()
            if name not in _NOT_PICKLED and not isinstance(value, Param)
        }
        params = {param.name: value for param, value in self._paramMap.items()}
        return _rebuilt, (type(self), self.uid, params, state)


_NOT_PICKLED = {"_java_obj", "_paramMap", "_defaultParamMap", "_params", "uid"}


def _rebuilt(cls: Any, uid: str, params: Dict[str, Any], state: Dict[str, Any]) -> Any:
    stage = cls()
    stage._resetUid(uid)
    if not over_connect():
        stage._java_obj = JavaWrapper._new_java_obj(stage._java_class, uid)
    stage._set(**params)
    stage.__dict__.update(state)
    return stage
