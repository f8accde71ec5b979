"""Tables and matrices of pandas, polars, Arrow and numpy, as tables of Arrow."""

from collections import Counter
from typing import AbstractSet, Any, Dict, List, NamedTuple, Optional, Sequence, Set

from plateau_spark._columns import (
    LARGEST,
    Fitted,
    array_of,
    converted,
    fitted_type,
    is_category,
    is_naive,
    is_of_python,
    local,
    nearest,
    of_polars,
    require_feature,
    typed,
)
from plateau_spark._frames import is_spark
from plateau_spark._unseen import Categories, categories, warn_of_unseen
from plateau_spark._warnings import warn
from plateau_spark.errors import DataError

#: So many columns at most are named in a message.
_LISTED = 8


class ColumnFacts(NamedTuple):
    """Columns of X that say more than their types in Spark.

    Parameters
    ----------
    naive
        times without a zone; no times of day, and no periods
    categories
        what X says are categories
    """

    naive: Set[str]
    categories: Set[str]


class Source:
    """The columns of a table or a matrix, as they were given.

    Parameters
    ----------
    data
        DataFrame of pandas, polars, pandas on Spark or a library that exports Arrow, pyarrow Table,
        or anything that numpy makes a matrix of

    Attributes
    ----------
    names : list of str
        of the columns; x0, x1, … of a matrix
    is_table : bool
        whether the data name their columns
    named : bool
        whether all these names are texts, which scikit-learn calls feature names
    num_rows, num_columns : int
        the shape
    """

    def __init__(self, data: Any) -> None:
        import pyarrow

        data = _exported(local(data))
        if isinstance(data, pyarrow.RecordBatch):
            data = pyarrow.Table.from_batches([data])
        elif type(data).__module__.startswith("polars"):
            data = data.collect() if type(data).__name__ == "LazyFrame" else data
            if hasattr(data, "columns"):
                data = pyarrow.table({column.name: of_polars(column, column.name) for column in data})
        self.is_table = True
        if isinstance(data, pyarrow.Table):
            names, self._columns = data.column_names, data.columns
        elif hasattr(data, "columns") and hasattr(data, "dtypes"):
            names = list(data.columns)
            self._columns = [column for _, column in data.items()]
        else:
            data = _matrix(data)
            self.is_table = False
            names = [f"x{place}" for place in range(data.shape[1])]
            self._columns = list(data.T)
        self.named = self.is_table and all(isinstance(name, str) for name in names)
        self.num_rows, self.num_columns = data.shape
        self.names = [str(name) for name in names]
        twice = [name for name, columns in Counter(self.names).items() if columns > 1]
        if twice:
            raise ValueError(f"X has two columns {sorted(twice)[0]!r}; give each a name of its own")

    def categories(self) -> List[str]:
        """The columns that X says are categories."""
        return [name for name, column in zip(self.names, self._columns) if is_category(column)]

    def facts(self, names: Dict[str, str]) -> ColumnFacts:
        """What X says of its columns, of those that have a name in Spark, by this name."""
        naive = [name for name, column in zip(self.names, self._columns) if is_naive(column)]
        found = [{names[name] for name in said if name in names} for said in (naive, self.categories())]
        return ColumnFacts(*found)

    def pop(self, name: str) -> Any:
        """Removes a column, and returns it as pandas has it."""
        place = self.names.index(name)
        self.names.pop(place)
        self.num_columns -= 1
        column = self._columns.pop(place)
        return column if is_of_python(column) else typed(column, name, None).to_pandas()

    def types(self, table: Any) -> Dict[str, Fitted]:
        """Those of the columns in a fit, by the same columns as a pyarrow Table."""
        return {
            name: fitted_type(values, column)
            for name, values, column in zip(self.names, self._columns, table.columns)
        }

    def table(self, types: Dict[str, Fitted], names: Optional[Sequence[str]] = None) -> Any:
        """The columns of rows beside those of a fit, as a pyarrow Table.

        Parameters
        ----------
        types
            those that the columns had in the fit, without those that are not known
        names
            of the columns that are wanted; default all
        """
        import pyarrow

        chosen = dict(zip(self.names, self._columns))
        if names is not None:
            chosen = {name: chosen[name] for name in names}
        unknown = Fitted(pyarrow.null())
        columns = [
            converted(column, name, types.get(name, unknown)) for name, column in chosen.items()
        ]
        return pyarrow.table(columns, names=list(chosen))

    def fitted(self, unread: AbstractSet[str]) -> Any:
        """The columns of a fit as a pyarrow Table.

        Parameters
        ----------
        unread
            names of columns that nothing reads, and that are empty in the table

        Raises
        ------
        DataError
            for a column of a type that is no feature
        """
        import pyarrow

        columns = []
        for name, column in zip(self.names, self._columns):
            if name in unread:
                columns.append(pyarrow.nulls(self.num_rows, pyarrow.string()))
                continue
            try:
                columns.append(converted(column, name, None))
                require_feature(columns[-1], name)
            except DataError as error:
                raise DataError(f'{error}, or leave it out by ignoredCols or inputCols') from None
        return pyarrow.table(columns, names=self.names)


class Layout:
    """The columns of a fit, by which those of further rows are found and read.

    Parameters
    ----------
    source
        the columns
    table
        the same as the fit has them
    uncategorized
        names of columns whose values the fit reads otherwise than as categories
    """

    #: Of columns that may have some; what was pickled by an earlier build has none.
    _categories: Dict[str, Categories] = {}

    def __init__(self, source: Source, table: Any, uncategorized: AbstractSet[str] = frozenset()) -> None:
        self.names: List[str] = list(source.names)
        self.types = source.types(table)
        self.is_table = source.is_table
        self.named = source.named
        columns = {name: table.column(name) for name in self.names if name not in uncategorized}
        found = {name: categories(column) for name, column in columns.items()}
        self._categories = {name: known for name, known in found.items() if known}

    def like(
        self, source: Source, estimator: str, unread: AbstractSet[str] = frozenset(), argument: str = "X"
    ) -> Any:
        """A pyarrow Table of the columns of the fit, in its order.

        They are found by their names, where X has such in the fit and here; else by their places,
        as scikit-learn finds them.

        Parameters
        ----------
        source
            has the columns, and perhaps others
        estimator
            name for messages
        unread
            names of columns that may be missing, and are empty in the table
        argument
            what the caller calls the source
        """
        import pyarrow

        read = [name for name in self.names if name not in unread]
        table = self._read(source, estimator, read, argument)
        for name, known in self._categories.items():
            if name not in unread:
                warn_of_unseen(f'column "{name}" of {argument}', table.column(name), known)
        empty = pyarrow.nulls(source.num_rows, pyarrow.string())
        columns = [empty if name in unread else table.column(name) for name in self.names]
        return pyarrow.table(columns, names=self.names)

    def _read(self, source: Source, estimator: str, wanted: List[str], argument: str) -> Any:
        missing = [name for name in wanted if name not in source.names]
        texts = self.named and source.named
        if texts and missing:
            one = len(missing) == 1
            names = ", ".join(map(repr, missing[:_LISTED])) + ", …" * (len(missing) > _LISTED)
            new = [name for name in source.names if name not in self.names]
            renames = []
            for name in missing[:_LISTED]:
                if found := nearest(name, new):
                    new.remove(found)
                    renames.append(f"{found!r} to {name!r}")
            advice = f"; rename {', '.join(renames)} where that is the same column" if renames else ""
            raise ValueError(
                f"{argument} has no {'column' if one else 'columns'} {names}, which {'was' if one else 'were'}"
                f" there in fit{advice}"
            )
        if texts or self.is_table and source.is_table and not missing:
            return source.table(self.types, wanted)
        if source.num_columns != len(self.names):
            raise ValueError(
                f"{argument} has {source.num_columns} features, but {estimator} is expecting"
                f" {len(self.names)} features as input"
            )
        if source.named or self.named:
            warn(
                f"{argument} has feature names, but {estimator} was fitted without feature names"
                if source.named
                else f"{argument} does not have valid feature names, but {estimator} was fitted with feature"
                " names"
            )
        places = dict(zip(self.names, source.names))
        types = {places[name]: self.types[name] for name in wanted}
        return source.table(types, list(types)).rename_columns(wanted)


def _exported(data: Any) -> Any:
    """A table of a library that this package does not know, as one of Arrow; other data as they are."""
    import pyarrow

    if is_spark(data):
        raise TypeError(
            "eval_set must not hold a Spark DataFrame; fit one that has the validation rows, too, and set"
            " validationIndicatorCol"
        )
    known = type(data).__module__.partition(".")[0] in ("numpy", "pandas", "polars", "pyarrow")
    # Libraries that have the columns of pandas, too.
    if known or hasattr(data, "dtypes") and hasattr(data, "items"):
        return data
    if hasattr(data, "__arrow_c_stream__"):
        return pyarrow.table(data)
    if not hasattr(data, "__dataframe__"):
        return data
    from pyarrow import interchange

    return interchange.from_dataframe(data)


def _matrix(data: Any) -> Any:
    import numpy

    if hasattr(data, "toarray"):
        raise TypeError(
            "sparse matrices are not supported; use vectors of Spark and"
            " NeuralNetworkClassifier, or X.toarray()"
        )
    if isinstance(data, numpy.ma.MaskedArray) and not numpy.any(data.mask):
        data = data.data
    elif isinstance(data, numpy.ma.MaskedArray):
        missing: Any
        kind = data.dtype.kind
        alike = kind in "iu" and (numpy.abs(data.data.astype(float)) >= LARGEST).any()  # as doubles
        if kind in "mM":
            plain, missing = numpy.array(data.data), "NaT"
        elif kind in "iuf" and not alike:
            plain, missing = numpy.array(data.data, dtype=float), numpy.nan
        else:
            plain, missing = numpy.array(data.data, dtype=object), None
        plain[data.mask] = missing
        data = plain
    matrix = array_of(data)
    records = matrix.dtype.names or any(isinstance(row, dict) for row in matrix.flat[:1])
    if matrix.ndim == 0 or records:
        raise TypeError(
            "X must be a DataFrame of pandas, polars or Spark, a pyarrow Table or a 2d array, got"
            f" {type(data).__name__}; pandas.DataFrame(X) makes one of records, and of columns by name"
        )
    if numpy.iscomplexobj(matrix):
        raise ValueError("Complex data not supported")
    if matrix.ndim != 2:
        raise ValueError(
            f"Expected 2D array, got {matrix.ndim}D array instead. Reshape your data either using"
            " array.reshape(-1, 1) if your data has a single feature or array.reshape(1, -1)"
            " if it contains a single sample."
        )
    return matrix
