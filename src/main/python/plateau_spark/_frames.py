"""From pandas, polars, Arrow and numpy to a Spark DataFrame, by way of Arrow."""

from typing import Any, List, Optional, Sequence

from pyspark.sql import DataFrame, SparkSession

from plateau_spark.errors import DataError


def is_spark(data: Any) -> bool:
    """Whether data are a Spark DataFrame, classic or Connect."""
    return type(data).__module__.startswith("pyspark.sql") and hasattr(data, "sparkSession")


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
    return pyarrow.table(
        [_known(table.column(i), name) for i, name in enumerate(table.column_names)],
        names=table.column_names,
    )


def _of_pandas(data: Any) -> Any:
    import pyarrow

    columns = {}
    for place, name in enumerate(data.columns):
        values = data.iloc[:, place]
        try:
            columns[str(name)] = pyarrow.Array.from_pandas(values)
        except (pyarrow.ArrowInvalid, pyarrow.ArrowTypeError):
            # Numbers and texts in one column: all of them as texts, as a csv file has them.
            columns[str(name)] = pyarrow.Array.from_pandas(
                values.map(lambda value: None if value is None or value != value else str(value))
            )
    return pyarrow.table(columns)


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


def spark_frame(spark: SparkSession, table: Any) -> DataFrame:
    """A Spark DataFrame of a pyarrow Table, in the order of its rows."""
    return spark.createDataFrame(table)


def free(name: str, names: List[str]) -> str:
    """A name that no column has."""
    while name in names:
        name += "_"
    return name
