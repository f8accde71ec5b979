"""Columns of pandas, numpy and Arrow, by types of Arrow that Spark has."""

import datetime
import difflib
import math
import re
from typing import Any, Iterable, NamedTuple, Optional, Tuple

from pyspark.ml.linalg import Vector

from plateau_spark._warnings import DataWarning, warn
from plateau_spark.errors import DataError

#: Whole numbers beyond are not all doubles.
LARGEST = 2**53

#: By unit of a duration.
NANOSECONDS = {"s": 1e9, "ms": 1e6, "us": 1e3, "ns": 1.0}

#: Types of values whose texts are no names.
_UNWRITTEN = (bytes, bytearray, memoryview, complex, list, set, frozenset, dict)


class Fitted(NamedTuple):
    """Type that a column had in a fit.

    Parameters
    ----------
    type
        of Arrow; null where it is not known
    mixed
        whether the column has texts because a column of objects held values of several types, or of
        one that Arrow lacks: later rows then have the text of each value
    """

    type: Any
    mixed: bool = False


def nearest(written: str, known: Iterable[str]) -> Optional[str]:
    """The name of a column that is nearly the written one; case, spaces, ``_`` and ``-`` do not count."""

    def plain(name: str) -> str:
        return re.sub("[_ -]", "", name).lower()

    names = {plain(name): name for name in known}
    found = difflib.get_close_matches(plain(written), names, n=1, cutoff=0.8)
    return names[found[0]] if found else None


def local(data: Any) -> Any:
    """Data of pandas on Spark as pandas has them, and others as they are."""
    return data.to_pandas() if _on_spark(data) else data


def _on_spark(data: Any) -> bool:
    return type(data).__module__.startswith("pyspark.pandas")


def together(data: Any, *others: Any) -> Tuple[Any, ...]:
    """A table, and labels and weights of its rows, of pandas on Spark as pandas has them.

    They are collected by one query: another one of the same rows may have them in another order.
    """
    if not (_on_spark(data) and hasattr(data, "columns")):
        return data, *others
    from pyspark.pandas import Series
    from pyspark.pandas.utils import same_anchor

    frame = data.copy()
    places = {}
    longest = max(map(str, data.columns), key=len, default="")
    for place, other in enumerate(others):
        if _on_spark(other) and hasattr(other, "columns") and len(other.columns) == 1:
            other = other[other.columns[0]]
        if not isinstance(other, Series):
            continue
        if same_anchor(data, other):
            places[place] = len(frame.columns)
            name: Any = f"{longest} {place}"  # of no column of the table
            frame[name if frame.columns.nlevels == 1 else (name,) * frame.columns.nlevels] = other
        else:
            warn(
                f"labels or weights {other.name!r} are not of the DataFrame X, and their rows may come in"
                " another order; take both of one, as X = rows[names] and y = rows[name]"
            )
    collected = frame.to_pandas()
    columns = [
        collected.iloc[:, places[place]] if place in places else other
        for place, other in enumerate(others)
    ]
    return collected.iloc[:, : len(data.columns)], *columns


def warn_of_order(data: Any, **others: Any) -> None:
    """Warns of labels or weights of pandas whose index has the rows of a table in another order."""
    import pandas

    index: Any = getattr(data, "index", None)
    for name, other in others.items():
        rows: Any = getattr(other, "index", None)
        if not (isinstance(index, pandas.Index) and isinstance(rows, pandas.Index)):
            continue
        if len(index) != len(rows) or index.nlevels != rows.nlevels:
            continue
        if not index.equals(rows) and index.is_unique and index.isin(rows).all():
            warn(
                f"{name} has the index of X in another order; rows are taken by their places, as in"
                f" scikit-learn: reorder by .loc[X.index] where the index tells which rows belong together",
                DataWarning,
            )


def array_of(data: Any) -> Any:
    """What numpy makes of data; of lists with a text the values themselves.

    numpy would make texts of the numbers and gaps beside a text.
    """
    import numpy

    values = numpy.asarray(local(data))
    if values.dtype.kind in "SU" and not isinstance(data, numpy.ndarray):
        objects = numpy.array(data, dtype=object)
        if not all(isinstance(value, (str, bytes)) for value in objects.flat):
            return objects
    return values


def of_polars(column: Any, name: str) -> Any:
    """A Series of polars as Arrow has it.

    Raises
    ------
    DataError
        where Arrow has no such type
    """
    import pyarrow

    try:
        return column.to_arrow()
    except pyarrow.ArrowException:
        raise _unknown(name, column.dtype) from None


def converted(values: Any, name: str, fitted: Optional[Fitted]) -> Any:
    """A column of a type that Spark has.

    Parameters
    ----------
    values
        column of pandas, numpy or Arrow
    fitted
        type that the column had in the fit; None in the fit itself. A column of another type than
        there is what it is: Spark knows whether any of its values is written as in the fit, and
        refuses the column if not.
    """
    import pyarrow
    from pyarrow import types

    column = typed(values, name, fitted)
    if types.is_time(column.type):
        # As a text of a time alone is read: on the first day that times are counted from.
        ticks = column.cast(pyarrow.int32() if types.is_time32(column.type) else pyarrow.int64())
        column = _known(ticks.cast(pyarrow.int64()).cast(pyarrow.timestamp(column.type.unit)), name)
    if fitted is None:
        return column
    if column.null_count == len(column):
        return pyarrow.nulls(len(column), fitted.type)
    if types.is_float32(fitted.type) and types.is_floating(column.type):
        # As doubles they are no categories of the fit, which knows their shorter texts.
        return _shortened(column, fitted.type)
    return column


def typed(values: Any, name: str, fitted: Optional[Fitted]) -> Any:
    """A column of a type that Spark has, or of times of day."""
    import pyarrow
    from pyarrow import types

    try:
        column = _known(_read(values, fitted and fitted.type), name)
        if types.is_timestamp(column.type) and _is_of_objects(values):
            _warn_of_zones(values, name)
        if fitted and fitted.mixed and _is_of_objects(values) and not types.is_string(column.type):
            column = _texts(values)
    except _Unwritten as error:
        raise _unknown(name, error) from None
    except pyarrow.ArrowException:
        kind = values.dtype if hasattr(values, "dtype") else values.type
        raise _unknown(name, kind) from None
    except UnicodeEncodeError as error:
        raise DataError(f'column "{name}": expected texts in Unicode, got {error.object!r}; convert it') from None
    return column.cast(pyarrow.string()) if types.is_null(column.type) else column


def _warn_of_zones(values: Any, name: str) -> None:
    """Warns of a column of objects of which some times have a zone and others have none."""
    # NaT, which has no zone, is not itself.
    times = (value for value in values if isinstance(value, datetime.datetime) and value == value)
    if len({value.tzinfo is None for value in times}) == 2:
        warn(
            f'column "{name}" has times with a zone and others without, which are read as UTC; give all'
            " of them a zone, or none",
            DataWarning,
        )


def fitted_type(values: Any, column: Any) -> Fitted:
    """The type of a column of a fit, which was converted to one of Arrow."""
    from pandas.api.types import infer_dtype
    from pyarrow import types

    texts = types.is_string(column.type) and _is_of_objects(values)
    return Fitted(column.type, texts and infer_dtype(values, skipna=True) not in ("string", "empty"))


def _is_of_objects(values: Any) -> bool:
    return getattr(values, "dtype", None) == object


def _shortened(column: Any, fitted: Any) -> Any:
    """Numbers in 32 bits; those beyond, which are not infinite, as the largest or least of these."""
    import numpy
    import pyarrow
    from pyarrow import compute

    short = column.cast(fitted, safe=False)
    if not pyarrow.types.is_float64(column.type):
        return short
    beyond = compute.and_(compute.is_inf(short), compute.is_finite(column))
    if not compute.any(beyond).as_py():
        return short
    most = pyarrow.scalar(float(numpy.finfo("float32").max), fitted)
    limit = compute.if_else(compute.greater(short, most), most, compute.negate(most))
    return compute.if_else(beyond, limit, short)


def require_feature(column: Any, name: str) -> None:
    """Refuses a column of Arrow that is neither number, text, boolean, date nor vector."""
    from pyarrow import types

    kind = column.type
    single = types.is_string(kind) or types.is_boolean(kind) or types.is_date(kind)
    vector = hasattr(kind, "value_type") and is_numeric(kind.value_type)
    if not (single or vector or is_numeric(kind) or types.is_timestamp(kind)):
        raise _unknown(name, kind)


def is_numeric(kind: Any) -> bool:
    from pyarrow import types

    return bool(types.is_integer(kind) or types.is_floating(kind) or types.is_decimal(kind))


def is_category(values: Any) -> bool:
    """Whether a column of pandas, numpy or Arrow is categorical, whatever its values are."""
    import pandas
    import pyarrow

    kind = getattr(values, "dtype", None)
    kind = getattr(kind, "pyarrow_dtype", kind or values.type)
    arrow = isinstance(kind, pyarrow.DataType) and pyarrow.types.is_dictionary(kind)
    return isinstance(kind, pandas.CategoricalDtype) or arrow


def is_of_python(values: Any) -> bool:
    """Whether a column of pandas, numpy or Arrow has durations or integers that Spark lacks."""
    from pyarrow import types

    kind = getattr(values, "dtype", None)
    if kind is not None:
        return kind.kind in "mu"
    return bool(types.is_duration(values.type) or types.is_unsigned_integer(values.type))


def is_naive(values: Any) -> bool:
    """Whether a column of pandas, numpy or Arrow has times without a zone, not as objects."""
    from pyarrow import types

    kind = getattr(values, "dtype", None)
    if kind is not None and not hasattr(kind, "pyarrow_dtype"):
        return kind.kind == "M" and getattr(kind, "tz", None) is None
    of_arrow = kind.pyarrow_dtype if kind is not None else values.type
    return bool(types.is_timestamp(of_arrow) and of_arrow.tz is None)


def _read(values: Any, fitted: Any) -> Any:
    """A column with the type that Arrow infers."""
    import numpy
    import pandas
    import pyarrow

    durations = (datetime.time, datetime.timedelta, numpy.timedelta64)
    if isinstance(values, (pyarrow.Array, pyarrow.ChunkedArray)):
        return values
    if isinstance(values, numpy.ndarray):
        if values.dtype.kind in "OT":
            return _objects(values.astype(object, copy=False), fitted)
        return pyarrow.array(values.astype(_plain(values.dtype), copy=False), from_pandas=True)
    kind = values.dtype
    if kind.kind == "c":
        raise pyarrow.ArrowTypeError
    if isinstance(kind, pandas.PeriodDtype):
        # Of any year, while pandas has timestamps of some 600.
        return pyarrow.array(values.array.asfreq("us", how="start").asi8.view("datetime64[us]"), from_pandas=True)
    if isinstance(kind, pandas.SparseDtype):
        return pyarrow.Array.from_pandas(values.sparse.to_dense())
    if isinstance(kind, pandas.CategoricalDtype):
        kind = kind.categories.dtype
    if isinstance(kind, (pandas.IntervalDtype, pandas.PeriodDtype)):
        return _texts(values)
    if kind == object and _are_days(values):
        try:
            return _days(values)
        except (pyarrow.ArrowException, OverflowError):
            return _texts(values)
    try:
        column = pyarrow.Array.from_pandas(values)
        if kind == object and is_numeric(column.type):
            # Arrow takes the real part of complex numbers.
            if any(isinstance(value, numpy.complexfloating) for value in values):
                raise TypeError
    except (pyarrow.ArrowException, OverflowError, TypeError):
        # Of several types, such as numbers and texts, or Decimals of which one is infinite.
        return _objects(numpy.asarray(values, dtype=object), fitted)
    if kind == object and pyarrow.types.is_temporal(column.type) and not pyarrow.types.is_interval(column.type):
        if not all(isinstance(value, durations) for value in values.dropna()):
            # Numbers behind a time are ticks for Arrow, as an empty cell that a sheet shows as 0.
            return _objects(numpy.asarray(values, dtype=object), fitted)
    if kind == object and isinstance(column.type, pyarrow.BaseExtensionType):
        # Such as the type of UUIDs, which older versions of Arrow lack.
        return _texts(values)
    if kind == object and pyarrow.types.is_list(column.type):
        # Arrow lists the values of a set, in any order.
        for value in values:
            if isinstance(value, (set, frozenset)):
                raise _Unwritten(type(value).__name__)
    return column


def _are_days(values: Iterable[Any]) -> bool:
    """Whether objects are dates and times of days, and gaps."""
    import numpy
    import pandas

    some = False
    for value in values:
        if isinstance(value, (datetime.date, numpy.datetime64)):
            some = True
        elif not (value is None or value is pandas.NA or (isinstance(value, float) and math.isnan(value))):
            return False
    return some


def _days(values: Any) -> Any:
    """A column of dates, or of times where one of them is a time.

    Arrow leaves out the hours where the first is a date, refuses a date behind a time, and has no
    column of dates of numpy among objects.
    """
    import numpy
    import pandas
    import pyarrow

    known = values.dropna()
    if any(isinstance(value, (datetime.datetime, numpy.datetime64)) for value in known):
        times = [None if none else _time(value) for value, none in zip(values, pandas.isna(values))]
        values = pandas.Series(times, dtype=object)
    return pyarrow.Array.from_pandas(values)


def _time(day: Any) -> Any:
    """A date or time of Python or numpy as a datetime, which has the years 1 to 9999."""
    import numpy

    if isinstance(day, numpy.datetime64):
        day = day.astype("datetime64[us]").item()
        if isinstance(day, int):
            raise OverflowError
    return day if isinstance(day, datetime.datetime) else datetime.datetime(*day.timetuple()[:3])


def _plain(kind: Any) -> Any:
    """The type of numpy that Arrow has for one: no other units or bytes, nor longer floats."""
    import numpy

    kind = kind.newbyteorder("=")
    if kind.kind in "mM" and numpy.datetime_data(kind)[0] in ("Y", "M", "W", "D", "h", "m"):
        return numpy.dtype(kind.kind + "8[s]") if kind.kind == "m" else numpy.dtype("datetime64[us]")
    return numpy.dtype(float) if kind == numpy.longdouble else kind


def _objects(values: Any, fitted: Any) -> Any:
    """A column of a matrix of objects: numbers, or texts where a value is one.

    Dates, times and periods are times where the fit had such, durations numbers where it had numbers,
    and else all of them are their texts.
    """
    import numpy
    import pandas
    import pyarrow
    from pyarrow import types

    known = values[~pandas.isna(values)]
    if len(known) and all(isinstance(value, Vector) for value in known):
        return pyarrow.array([value.toArray() if isinstance(value, Vector) else None for value in values])
    if fitted is not None and (types.is_date(fitted) or types.is_timestamp(fitted)):
        if all(isinstance(value, (datetime.date, numpy.datetime64, pandas.Period)) for value in known):
            times = [
                numpy.datetime64(v.asfreq("us", how="start").ordinal, "us") if isinstance(v, pandas.Period) else v
                for v in values
            ]
            return _read(pandas.Series(times, dtype=object), fitted)
    if fitted is not None and types.is_floating(fitted) and len(known):
        if all(isinstance(value, (datetime.timedelta, numpy.timedelta64)) for value in known):
            return _read(pandas.Series(pandas.to_timedelta(values)), fitted)
    # The number that numpy makes of a date or duration depends on the unit of each.
    if not any(isinstance(value, (str, numpy.datetime64, numpy.timedelta64)) for value in known):
        # Of bytes and complex numbers numpy makes numbers, too.
        if any(isinstance(value, (*_UNWRITTEN, numpy.complexfloating)) for value in known):
            return _texts(values)
        try:
            numbers = numpy.where(pandas.isna(values), numpy.nan, values).astype(float)
        except (OverflowError, TypeError, ValueError):
            return _texts(values)
        # Large integers are alike as doubles.
        large = (numpy.abs(numbers) >= LARGEST).any()
        for kind in (None, pyarrow.decimal128(20, 0)) if large else ():
            try:
                return pyarrow.array(values, kind, from_pandas=True)
            except (pyarrow.ArrowException, OverflowError, TypeError):
                # Of several types, or decimals of which one is infinite.
                continue
        return pyarrow.array(numbers, from_pandas=True)
    return _texts(values)


def _texts(values: Any) -> Any:
    """The texts of a column's values."""
    import numpy
    import pandas
    import pyarrow

    if isinstance(values, (pyarrow.Array, pyarrow.ChunkedArray)):
        values = values.to_pandas(integer_object_nulls=True)
    if values.dtype.kind == "f":
        # pandas would give 32-bit floats as doubles, with more digits.
        values = numpy.asarray(values)
    texts = [None if none else _text(v) for v, none in zip(values, pandas.isna(values))]
    return pyarrow.array(texts, pyarrow.string())


class _Unwritten(Exception):
    """A value has no text; the message is its type."""


def _text(value: Any) -> str:
    """The text of a value, by which a model in Java knows it where its column has a type."""
    from decimal import Decimal

    import numpy

    if isinstance(value, str):
        return str(value)
    kind: Any = type(value)
    nameless = kind.__str__ is object.__str__ and kind.__repr__ is object.__repr__
    if nameless or isinstance(value, (*_UNWRITTEN, numpy.complexfloating, numpy.ndarray)):
        raise _Unwritten(kind.__name__)
    if isinstance(value, (bool, numpy.bool_)):
        return str(value).lower()
    if not isinstance(value, (float, numpy.floating, Decimal)):
        return str(value)
    number = float(value)
    if isinstance(value, Decimal) and Decimal(repr(number)) != value:
        # No double writes it.
        plain = format(value, "f")
        return plain.rstrip("0").rstrip(".") if "." in plain else plain
    if number.is_integer() and abs(number) < LARGEST:
        return str(int(number))
    text = str(value) if isinstance(value, numpy.floating) else repr(number)
    if 1e-3 <= abs(number) < 1e7:
        return text
    sign, digits, exponent = Decimal(text).normalize().as_tuple()
    if not isinstance(exponent, int):
        return ("-" if sign else "") + "Infinity"
    first, *rest = map(str, digits)
    return f"{'-' * sign}{first}.{''.join(rest) or '0'}E{exponent + len(rest)}"


def _known(column: Any, name: str) -> Any:
    """A column of a type that Spark has, or of nulls."""
    import pyarrow
    import pyarrow.compute
    from pyarrow import types
    from pyspark.errors import PySparkException
    from pyspark.sql.pandas.types import from_arrow_type

    kind = column.type
    if types.is_dictionary(kind) and not isinstance(kind.value_type, pyarrow.BaseExtensionType):
        return _known(column.cast(kind.value_type), name)
    if kind == pyarrow.uint64():
        try:
            return column.cast(pyarrow.int64())
        except pyarrow.ArrowInvalid:
            # No doubles, in which large identifiers are alike.
            return column.cast(pyarrow.decimal128(20, 0))
    if types.is_unsigned_integer(kind):
        return column.cast(pyarrow.int64())
    if types.is_float16(kind):
        return column.cast(pyarrow.float32())
    if types.is_decimal256(kind):
        # Of more digits than Spark has.
        return column.cast(pyarrow.float64())
    if types.is_timestamp(kind):
        try:
            # Fractions of microseconds are left out, as in Spark.
            return column.cast(pyarrow.timestamp("us", tz=kind.tz), safe=kind.unit != "ns")
        except pyarrow.ArrowInvalid:
            raise DataError(f'column "{name}": expected a date, got a time too far from 1970') from None
    if types.is_date64(kind):
        return column.cast(pyarrow.date32())
    if types.is_time(kind):
        return column
    if types.is_duration(kind):
        # Whatever its unit is, which follows from the values: in nanoseconds.
        units = column.cast(pyarrow.int64()).cast(pyarrow.float64(), safe=False)
        return pyarrow.compute.multiply(units, NANOSECONDS[kind.unit])
    if types.is_large_string(kind) or "string_view" in str(kind):
        return column.cast(pyarrow.string())
    try:
        if types.is_struct(kind) or types.is_map(kind) or types.is_union(kind):
            raise TypeError
        from_arrow_type(kind)
    except (TypeError, PySparkException):
        raise _unknown(name, kind) from None
    return column


def _unknown(name: str, kind: Any) -> DataError:
    return DataError(f'column "{name}": expected numbers, texts or dates, got {kind}; convert it')


def alike(train: Any, held: Any, name: str) -> Tuple[Any, Any]:
    """A column of training rows and one of validation rows, in one type that has all values.

    Raises
    ------
    DataError
        where there is none
    """
    import pyarrow
    from pyarrow import types

    if train.type == held.type:
        return train, held
    numbers = is_numeric(held.type)
    if types.is_string(train.type) and (numbers or types.is_boolean(held.type)):
        written = _is_number if numbers else ("false", "true").__contains__
        if any(map(written, train.drop_null().unique().to_pylist())):
            return train, _texts(held)
    try:
        common = _common(train.type, held.type)
        train, cast = train.cast(common), held.cast(common)
        # Of numbers only 0 and 1 are booleans.
        if not types.is_boolean(common) or cast.cast(held.type).equals(held):
            return train, cast
    except pyarrow.ArrowException:
        pass
    raise DataError(
        f'column "{name}" of eval_set: expected {train.type}, got {held.type}; give it the type that it'
        " has in the fit"
    )


def _is_number(text: str) -> bool:
    try:
        return math.isfinite(float(text))
    except ValueError:
        return False


def _common(train: Any, held: Any) -> Any:
    """The type that two columns are brought to; an error of Arrow where there is none."""
    import pyarrow
    from pyarrow import types

    pair = (train, held)
    if all(types.is_date(kind) or types.is_timestamp(kind) for kind in pair):
        zones = [getattr(kind, "tz", None) for kind in pair]
        if (zones[0] is None) == (zones[1] is None):
            return pyarrow.timestamp("us", tz=zones[0])
    if any(types.is_boolean(kind) for kind in pair) and not types.is_string(train):
        return train
    if types.is_binary(held) or types.is_large_binary(held) or types.is_fixed_size_binary(held):
        # Of which a column of texts would be one, too, which is no feature.
        raise pyarrow.ArrowTypeError
    fields = [pyarrow.schema([("", kind)]) for kind in pair]
    return pyarrow.unify_schemas(fields, promote_options="permissive").types[0]
