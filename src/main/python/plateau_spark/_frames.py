"""From pandas, polars, Arrow and numpy to a Spark DataFrame, by way of Arrow."""

from typing import Any, List, Optional, Sequence, Set

from pyspark.sql import Column, DataFrame, SparkSession
from pyspark.sql.functions import col

from plateau_spark.errors import DataError


def is_spark(data: Any) -> bool:
    """Whether data are a Spark DataFrame, classic or Connect."""
    return type(data).__module__.startswith("pyspark.sql") and hasattr(data, "sparkSession")


def column(name: str) -> Column:
    """The column of a name, whatever characters the name has."""
    return col("`" + name.replace("`", "``") + "`")


def arrow(data: Any, names: Optional[Sequence[str]] = None) -> Any:
    """A pyarrow Table of a table or a matrix.

    Parameters
    ----------
    data
        pandas or polars DataFrame, pyarrow Table, or anything that numpy makes a matrix of
    names
        of the columns of a matrix; default x0, x1, …
    """
    import pyarrow

    if isinstance(data, pyarrow.Table):
        table = data
    elif type(data).__module__.startswith("polars"):
        table = data.to_arrow()
    elif hasattr(data, "columns") and hasattr(data, "dtypes"):
        table = _of_pandas(data)
    else:
        table = _of_matrix(data, names)
    twice = {name for name in table.column_names if table.column_names.count(name) > 1}
    if twice:
        raise ValueError(f"X has two columns {sorted(twice)[0]!r}; give each a name of its own")
    return _supported(table)


def _supported(table: Any) -> Any:
    """The table with columns of types that Spark has."""
    import pyarrow

    return pyarrow.table(
        [_known(table.column(i), name) for i, name in enumerate(table.column_names)],
        names=table.column_names,
    )


def _of_pandas(data: Any) -> Any:
    import pandas
    import pyarrow

    columns = []
    for place in range(data.shape[1]):
        values = data.iloc[:, place]
        try:
            columns.append(pyarrow.Array.from_pandas(values))
        except pyarrow.ArrowException:
            # Such as numbers and texts in one column: all of them as texts, as a csv file has them.
            texts = [None if none else str(v) for v, none in zip(values, pandas.isna(values))]
            columns.append(pyarrow.array(texts, pyarrow.string()))
    return pyarrow.table(columns, names=[str(name) for name in data.columns])


def _of_matrix(data: Any, names: Optional[Sequence[str]]) -> Any:
    import numpy
    import pyarrow

    if hasattr(data, "toarray"):
        raise TypeError(
            "sparse matrices are not supported; use vectors of Spark and"
            " NeuralNetworkClassifier, or X.toarray()"
        )
    matrix = numpy.asarray(data)
    if numpy.iscomplexobj(matrix):
        raise ValueError("Complex data not supported")
    if matrix.ndim != 2:
        raise ValueError(
            f"Expected 2D array, got {matrix.ndim}D array instead. Reshape your data either using"
            " array.reshape(-1, 1) if your data has a single feature or array.reshape(1, -1)"
            " if it contains a single sample."
        )
    given = list(names) if names is not None else [f"x{i}" for i in range(matrix.shape[1])]
    columns = [_column(matrix[:, i]) for i in range(matrix.shape[1])]
    return pyarrow.table(columns, names=given)


def _column(values: Any) -> Any:
    import pyarrow

    if values.dtype == object:
        try:
            return pyarrow.array(values.astype(float), from_pandas=True)
        except (TypeError, ValueError):
            return pyarrow.array([None if v is None else str(v) for v in values])
    return pyarrow.array(values, from_pandas=True)


def _known(column: Any, name: str) -> Any:
    """A column of a type that Spark has."""
    import pyarrow
    from pyarrow import types

    kind = column.type
    if types.is_dictionary(kind):
        return _known(column.cast(kind.value_type), name)
    if types.is_unsigned_integer(kind):
        return column.cast(pyarrow.float64() if kind == pyarrow.uint64() else pyarrow.int64())
    if types.is_float16(kind):
        return column.cast(pyarrow.float32())
    if types.is_timestamp(kind):
        return column.cast(pyarrow.timestamp("us", tz=kind.tz), safe=False)
    if types.is_duration(kind):
        return column.cast(pyarrow.int64()).cast(pyarrow.float64())
    if types.is_null(kind):
        return column.cast(pyarrow.string())
    if types.is_large_string(kind) or "string_view" in str(kind):
        return column.cast(pyarrow.string())
    if types.is_struct(kind) or types.is_map(kind) or types.is_union(kind):
        raise DataError(f'column "{name}": expected numbers, texts or dates, got {kind}')
    return column


def require_rows(table: Any, labels: int) -> None:
    """Refuses a table without rows or columns, or with another number of rows than labels."""
    shape = (table.num_rows, table.num_columns)
    if table.num_columns == 0:
        raise ValueError(f"0 feature(s) (shape={shape}) while a minimum of 1 is required.")
    if table.num_rows == 0:
        raise ValueError(f"Found array with 0 sample(s) (shape={shape}) while a minimum of 1 is required.")
    if table.num_rows != labels:
        raise ValueError(
            f"Found input variables with inconsistent numbers of samples: {[table.num_rows, labels]}"
        )


def like(table: Any, names: List[str], named: bool) -> Any:
    """The columns of a table that a fit had: by their names, or by their places."""
    if named:
        missing = [name for name in names if name not in table.column_names]
        if missing:
            raise ValueError(f"X has no column {missing[0]!r}, which was there in fit")
        return table.select(names)
    if table.num_columns != len(names):
        raise ValueError(
            f"X has {table.num_columns} features, but the estimator is expecting {len(names)} features as input"
        )
    return table.rename_columns(names)


class Rows:
    """Rows of features with the columns of their labels, weights and validation.

    Attributes
    ----------
    names : dict
        name in Spark by the name in X: Spark does not tell Label from label, and the names of
        what a model appends are taken
    roles : dict
        names in Spark of the further columns, by the params that hold them
    """

    def __init__(self, features: Any, labels: Any, weight: Any) -> None:
        import numpy
        import pyarrow

        taken = {"prediction", "probability", "rawprediction", ""}
        self.names = {name: free(name, taken) for name in features.column_names}
        self.roles = {"labelCol": free("label", taken)}
        self._taken = taken
        columns = {self.names[name]: features.column(name) for name in features.column_names}
        columns[self.roles["labelCol"]] = pyarrow.array(labels, from_pandas=True)
        if weight is not None:
            require_rows(features, len(weight))
            self.roles["weightCol"] = free("weight", taken)
            columns[self.roles["weightCol"]] = pyarrow.array(numpy.asarray(weight, dtype=float))
        self.table = _supported(pyarrow.table(columns))

    def validated(self, features: Any, labels: Any) -> "Rows":
        """Adds validation rows, which all weigh 1."""
        import numpy
        import pyarrow

        held = Rows(features, labels, numpy.ones(len(labels)) if "weightCol" in self.roles else None)
        name = self.roles["validationIndicatorCol"] = free("validation", self._taken)
        parts = [
            part.append_column(name, pyarrow.array([value] * part.num_rows, pyarrow.bool_()))
            for part, value in ((self.table, False), (held.table, True))
        ]
        self.table = pyarrow.concat_tables(parts, promote_options="permissive")
        return self

    def frame(self, spark: SparkSession) -> DataFrame:
        """The rows as a Spark DataFrame."""
        return spark.createDataFrame(self.table)


def free(name: str, taken: Set[str]) -> str:
    """A name that no column has, in any case of letters; it is taken from now on."""
    while name.lower() in taken:
        name += "_"
    taken.add(name.lower())
    return name
