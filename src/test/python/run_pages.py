"""Runs the Python examples of pages, in one session on few rows, each fit for two epochs.

Arguments: markdown files. A block after a comment ``<!-- not run: … -->`` is left out.
"""

import re
import sys
import traceback
from pathlib import Path
from typing import Any, Dict, List, Tuple

import numpy
from pyspark.ml import PipelineModel
from pyspark.ml.functions import array_to_vector
from pyspark.sql import DataFrameReader

import plateau_spark
from plateau_spark._observe import OBSERVERS

BLOCK = re.compile(r"^(<!-- not run: .* -->\n)?```python\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def blocks(page: Path) -> List[Tuple[int, str]]:
    """Code that is run, with the line before it."""
    text = page.read_text(encoding="utf-8")
    found = [match for match in BLOCK.finditer(text) if match.group(1) is None]
    return [(text.count("\n", 0, match.start(2)), match.group(2)) for match in found]


class TwoEpochs:
    """Ends a fit."""

    def __init__(self, estimator: Any, dataset: Any) -> None:
        pass

    def epoch(self, epoch: Dict[str, Any]) -> bool:
        return bool(epoch["epoch"] >= 2)

    def end(self, model: Any) -> None:
        pass

    def fail(self, error: BaseException) -> None:
        pass


def names(spark: Any) -> Dict[str, Any]:
    """What the examples take as given."""
    rows = spark.read.csv("jobs/data/adult-train.csv.gz", header=True, inferSchema=True)
    frame = rows.toPandas()
    X, y = frame.drop(columns="income"), frame["income"]
    random = numpy.random.default_rng(1)
    flowers = frame[["age", "hours_per_week", "workclass"]].assign(
        features=[list(point) for point in random.normal(size=(len(frame), 3))],
        label=random.integers(0, 2, len(frame)).astype(float),
        validation=random.random(len(frame)) < 0.2,
        species=random.choice(["setosa", "virginica"], len(frame)),
        zip=random.integers(10000, 10010, len(frame)),
        id=[f"flower {i}" for i in range(len(frame))],
    )
    training = spark.createDataFrame(flowers)
    training = training.withColumn("features", array_to_vector("features")).cache()
    return {
        "spark": spark,
        "rows": rows,
        "X": X,
        "y": y,
        "X_train": X[:100],
        "y_train": y[:100],
        "X_test": X[100:],
        "y_test": y[100:],
        "training": training,
        "test": training,
    }


def main() -> None:
    spark = plateau_spark.session("local[2]", spark_driver_host="127.0.0.1")
    whole = DataFrameReader.csv
    DataFrameReader.csv = lambda *args, **more: whole(*args, **more).limit(150).cache()  # type: ignore[method-assign]
    OBSERVERS.append(TwoEpochs)
    given = names(spark)
    model = plateau_spark.TabularClassifier(labelCol="income").fit(given["rows"])
    PipelineModel([model]).save("runs/adult/model")
    for page in map(Path, sys.argv[1:]):
        space = dict(given)
        for line, code in blocks(page):
            try:
                exec(compile("\n" * line + code, str(page), "exec"), space)
            except Exception:
                traceback.print_exc()
                sys.exit(f"{page}:{line + 1}: this example fails")
        print(f"{page}: {len(blocks(page))} examples")


if __name__ == "__main__":
    main()
