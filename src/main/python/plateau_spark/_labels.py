"""Labels on their way to Spark and back: each comes back as the very object that y had."""

from typing import Any, Dict

from plateau_spark._columns import LARGEST, array_of, of_polars


def column_of(y: Any) -> Any:
    """Labels as an array of one dimension.

    Raises
    ------
    ValueError
        where there are more dimensions, or a label is missing
    """
    import numpy
    import pandas

    if type(y).__module__.startswith("polars.series"):
        # polars panics where numpy lacks the type.
        of_polars(y, "y")
    values = array_of(y)
    if not values.dtype.isnative:
        values = values.astype(values.dtype.newbyteorder("="))
    if values.ndim == 2 and values.shape[1] == 1:
        values = values[:, 0]
    if values.ndim == 0:
        raise ValueError(f"y should be a 1d array, got {type(y).__name__} instead.")
    if values.ndim != 1:
        raise ValueError(f"y should be a 1d array, got an array of shape {values.shape} instead.")
    gaps = pandas.isna(values)
    if isinstance(y, numpy.ma.MaskedArray):
        gaps = gaps | numpy.ravel(y.mask)
    if gaps.any():
        raise ValueError(
            f"Input y contains NaN. Leave out the rows without a label, {gaps.sum()} of {len(values)}."
        )
    if values.dtype.kind == "f" and not numpy.isfinite(values).all():
        raise ValueError("Input y contains infinity or a value too large for dtype('float64').")
    return values


def durations_of(nanoseconds: Any) -> Any:
    """Durations of numbers, the longest that there are for those beyond."""
    import numpy

    longest = 2.0**63 - 1024  # the largest double that is a nanosecond
    return numpy.rint(nanoseconds).clip(-longest, longest).astype("timedelta64[ns]")


class Classes:
    """The classes of y, ascending, and their names in Spark.

    Booleans, numbers and texts are columns of that type; anything else is its text. Labels that are
    equal in Python, such as 1 and True, are one class.

    Attributes
    ----------
    values : numpy.ndarray
        the classes
    order : list of int
        their places in the order of a model, which sorts texts as Java does
    """

    def __init__(self, y: Any) -> None:
        import numpy

        if y.dtype.kind == "O" and all(isinstance(value, float) for value in y):
            y = y.astype(float)
        if y.dtype.kind == "f" and (y != numpy.floor(y)).any():
            raise ValueError(
                "Unknown label type: continuous. Maybe you are trying to fit a classifier, which"
                " expects discrete classes on a regression target with continuous values."
            )
        try:
            self.values = numpy.unique(y)
        except TypeError:
            self.values = numpy.array(sorted(set(y), key=str), dtype=object)
        kind = self.values.dtype.kind
        large = kind in "iu" and numpy.abs(self.values.astype(float)).max() >= LARGEST
        self._kind = kind if kind in "biuf" and not large else "text"
        #: By a label the equal one among the classes, whose text names both.
        self._same = {value: value for value in self.values} if self._kind == "text" else {}
        self._places: Dict[Any, int] = {
            self._key(value): place for place, value in enumerate(self.values)
        }
        if len(self._places) < len(self.values):
            raise ValueError("y has different labels that look alike as texts")
        self.order = list(range(len(self.values)))
        if self._kind == "text":
            # By units of UTF-16.
            texts = [str(value).encode("utf-16-be", "surrogatepass") for value in self.values]
            self.order.sort(key=texts.__getitem__)

    def encode(self, y: Any) -> Any:
        """Labels as a column of Spark.

        Raises
        ------
        ValueError
            for one that is not among the classes
        """
        import numpy
        import pandas

        # Texts that differ after a character 0 only are one for pandas.
        different = pandas.unique(y) if y.dtype.kind in "biuf" else dict.fromkeys(y)
        unknown = [value for value in different if self._key(value) not in self._places]
        if unknown:
            label = getattr(unknown[0], "item", lambda: unknown[0])()
            raise ValueError(
                f"the label {label!r} is not among those of the training rows; leave its rows out of"
                " eval_set"
            )
        if self._kind == "text":
            return numpy.array([self._key(value) for value in y], dtype=object)
        if self._kind == "b" and y.dtype.kind != "b":
            return numpy.array([self._key(value) == 1 for value in y])
        return y.astype(float) if self._kind in "uf" else y

    def places(self, names: Any) -> Any:
        """The places among the classes of the names that a model has for them."""
        import numpy

        return numpy.array([self._places[self._key(name)] for name in names], dtype=int)

    def decode(self, column: Any) -> Any:
        """The labels of a column of Spark.

        Raises
        ------
        ValueError
            where a row has none
        """
        import numpy
        import pandas

        none = int(pandas.isna(column).sum())
        if none:
            raise ValueError(
                f"{none} of {len(column)} rows have no prediction; use model_.transform on a Spark"
                " DataFrame, where it is null"
            )
        # Few names for many rows: each is looked up once, and not by pandas, as above.
        names = list(dict.fromkeys(column))
        places = dict(zip(names, self.places(names)))
        return self.values[numpy.array([places[name] for name in column], dtype=int)]

    def _key(self, value: Any) -> Any:
        if self._kind == "text":
            return str(self._same.get(value, value))
        if self._kind == "b" and isinstance(value, str):
            # As Java names booleans.
            return {"true": 1.0, "false": 0.0}.get(value.lower())
        try:
            return float(value)
        except (TypeError, ValueError):
            return None
