"""Spark DataFrames: what is one, and those that are made of Arrow's tables."""

from typing import Any, Dict, NoReturn, Optional, Set

from pyspark.sql import Column, DataFrame, SparkSession
from pyspark.sql.functions import col
from pyspark.sql.pandas.types import from_arrow_schema

from plateau_spark._columns import alike, converted, local
from plateau_spark._stage import over_connect
from plateau_spark.errors import PlateauError, raise_translated, translate

_STOPPED = (
    "the rows belong to a Spark session that was stopped; make the DataFrame again in the one that"
    " runs, which plateau_spark.session() gives"
)


def is_spark(data: Any) -> bool:
    """Whether data are a Spark DataFrame, classic or Connect."""
    return type(data).__module__.startswith("pyspark.sql") and hasattr(data, "sparkSession")


def require_spark(data: Any, stage: Any) -> None:
    """Refuses what is no Spark DataFrame, and one of a session that is not the one in use."""
    if not is_spark(data):
        kind = type(data)
        package = "" if kind.__module__ == "builtins" else kind.__module__.partition(".")[0] + "."
        others = ", or fit TabularClassifier or TabularRegressor, which take X and y"
        raise TypeError(
            f"{type(stage).__name__} takes a Spark DataFrame, got {package}{kind.__name__}; make one by"
            f" spark.createDataFrame{others if hasattr(stage, 'fit') else ''}"
        )
    remote = type(data).__module__.startswith("pyspark.sql.connect")
    if remote and data.sparkSession.is_stopped:
        raise PlateauError(_STOPPED)
    if remote != over_connect():
        kinds = ("classic", "Connect")
        raise PlateauError(
            f"the rows belong to a {kinds[remote]} session, but a {kinds[not remote]} one is in use; make the"
            " DataFrame again in that, which plateau_spark.session() gives"
        )
    _require_running(None if remote else data._jdf)


def raise_of_rows(error: Exception, java: Any) -> NoReturn:
    """Raises the error of this package for one of rows, whose session may have been stopped.

    Parameters
    ----------
    java
        Java DataFrame, or None over Connect
    """
    if translate(error) is error and not isinstance(error, PlateauError):
        _require_running(java)
    raise_translated(error)


def _require_running(java: Any) -> None:
    if java is not None and java.sparkSession().sparkContext().isStopped():
        raise PlateauError(_STOPPED)


def column(name: str) -> Column:
    """The column of a name, whatever characters the name has."""
    return col("`" + name.replace("`", "``") + "`")


def of_arrow(spark: SparkSession, table: Any) -> DataFrame:
    """A Spark DataFrame of a table of Arrow, in which times without a zone have none either."""
    return spark.createDataFrame(table, from_arrow_schema(table.schema, prefer_timestamp_ntz=True))


def require_rows(table: Any, labels: int) -> None:
    """Refuses a table or source without rows or columns, or with more or fewer rows than labels."""
    shape = (table.num_rows, table.num_columns)
    if table.num_columns == 0:
        raise ValueError(f"0 feature(s) (shape={shape}) while a minimum of 1 is required.")
    if table.num_rows == 0:
        raise ValueError(f"Found array with 0 sample(s) (shape={shape}) while a minimum of 1 is required.")
    require_alike(table.num_rows, labels)


def require_alike(*rows: int) -> None:
    """Refuses numbers of rows that differ."""
    if len(set(rows)) > 1:
        raise ValueError(
            f"Found input variables with inconsistent numbers of samples: {list(rows)}"
        )


def weights_of(weight: Any) -> Any:
    """Weights as an array of one dimension.

    Raises
    ------
    ValueError
        where there are more dimensions or none, or a weight is no number
    """
    import numpy

    try:
        values = numpy.asarray(local(weight), dtype=float)
    except (TypeError, ValueError):
        raise ValueError("sample_weight must hold numbers") from None
    if values.ndim != 1:
        raise ValueError(
            f"sample_weight should be a 1d array, got an array of shape {values.shape} instead."
        )
    return values


class Rows:
    """Rows of features with the columns of their labels, weights and validation.

    Attributes
    ----------
    names : dict
        name in Spark by the name in X: Spark does not tell Label from label, and no name is empty
    outputs : dict
        names of the columns that a model appends, by their params, where those of ``outputs`` are
        names of features
    roles : dict
        names in Spark of the further columns, by the params that hold them
    given : dict
        names of all columns for messages, as the caller has given them, by those in Spark

    Parameters
    ----------
    label
        name of the labels in X, where they are a column of it
    """

    #: What the caller calls what the params hold.
    ARGUMENTS = {
        "labelCol": "y",
        "weightCol": "sample_weight",
        "validationIndicatorCol": "eval_set",
    }

    def __init__(
        self,
        features: Any,
        labels: Any,
        weight: Any,
        outputs: Dict[str, str],
        label: Optional[str] = None,
    ) -> None:
        import pyarrow

        taken = {""}
        self.names = {name: free(name, taken) for name in features.column_names}
        clashing = {param: name for param, name in outputs.items() if name.lower() in taken}
        taken.update(name.lower() for name in outputs.values())
        self.outputs = {param: free(name, taken) for param, name in clashing.items()}
        self.roles = {"labelCol": free(label or "label", taken)}
        self._arguments = {**self.ARGUMENTS, **({"labelCol": label} if label else {})}
        self._taken = taken
        columns = {self.names[name]: features.column(name) for name in features.column_names}
        columns[self.roles["labelCol"]] = converted(labels, "y", None)
        if weight is not None:
            weights = weights_of(weight)
            require_rows(features, len(weights))
            self.roles["weightCol"] = free("weight", taken)
            columns[self.roles["weightCol"]] = pyarrow.array(weights)
        self.table = pyarrow.table(columns)

    def validated(self, features: Any, labels: Any) -> "Rows":
        """Adds validation rows, which all weigh 1."""
        import numpy
        import pyarrow

        weight = numpy.ones(len(labels)) if "weightCol" in self.roles else None
        held = Rows(features, labels, weight, {})
        columns = [
            alike(train, other, column)
            for column, train, other in zip(self.table.column_names, self.table.columns, held.table.columns)
        ]
        name = self.roles["validationIndicatorCol"] = free("validation", self._taken)
        names = [*self.table.column_names, name]
        parts = []
        for place, part in enumerate((self.table, held.table)):
            indicator = pyarrow.array([place == 1] * part.num_rows, pyarrow.bool_())
            parts.append(pyarrow.table([*(pair[place] for pair in columns), indicator], names=names))
        self.table = pyarrow.concat_tables(parts)
        return self

    @property
    def given(self) -> Dict[str, str]:
        arguments = {there: self._arguments[param] for param, there in self.roles.items()}
        return {**{there: here for here, there in self.names.items()}, **arguments}

    def frame(self, spark: SparkSession) -> DataFrame:
        """The rows as a Spark DataFrame."""
        return of_arrow(spark, self.table)


def free(name: str, taken: Set[str]) -> str:
    """A name that no column has, in any case of letters; it is taken from now on."""
    while name.lower() in taken:
        name += "_"
    taken.add(name.lower())
    return name
