"""One Spark session on two cores for all tests, and the tables that they share."""

import os
import subprocess
import sys
import tempfile
import textwrap
from pathlib import Path
from typing import Any, Iterator

import numpy
import pandas
import pytest

import plateau_spark

# Tests send nothing to anybody, and leave nothing in the folder that they are run in.
os.environ["MLFLOW_DISABLE_TELEMETRY"] = "true"
# MLflow 3.17 refuses stores of files.
os.environ["MLFLOW_TRACKING_URI"] = f"sqlite:///{tempfile.mkdtemp(prefix='mlflow-')}/mlflow.db"

ROOT = Path(__file__).parents[3]


@pytest.fixture(scope="session")
def spark() -> Iterator[Any]:
    session = plateau_spark.session(
        "local[2]",
        spark_driver_host="127.0.0.1",
        spark_driver_memory="2g",
        spark_sql_shuffle_partitions="2",
    )
    yield session
    session.stop()


@pytest.fixture(scope="session")
def houses() -> pandas.DataFrame:
    """300 rows with a number, a category, a date and gaps; ``cheap`` and ``price`` follow from them."""
    random = numpy.random.default_rng(7)
    size = random.normal(80, 20, 300)
    city = random.choice(["Ulm", "Bonn", "Kiel"], 300)
    price = 2 * size + numpy.where(city == "Bonn", 40, 0) + random.normal(0, 5, 300)
    table = pandas.DataFrame(
        {
            "size": numpy.where(random.random(300) < 0.1, numpy.nan, size),
            "city": city,
            "sold": pandas.Timestamp("2020-01-01") + pandas.to_timedelta(random.integers(0, 999, 300), "D"),
            "price": price,
            "cheap": numpy.where(price < numpy.median(price), "yes", "no"),
        }
    )
    return table


@pytest.fixture(scope="session")
def vectors(spark: Any) -> Any:
    """200 rows of two numbers in a vector, and a class that follows from them."""
    from pyspark.ml.linalg import Vectors

    random = numpy.random.default_rng(3)
    points = random.normal(size=(200, 2))
    rows = [(Vectors.dense(p), float(p[0] * p[1] > 0), float(p[0])) for p in points]
    return spark.createDataFrame(rows, ["features", "label", "number"]).cache()


def run_python(code: str, **environment: str) -> "subprocess.CompletedProcess[str]":
    """Runs code in a new interpreter and returns what it printed; fails where it fails."""
    done = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(code)],
        capture_output=True,
        text=True,
        timeout=600,
        cwd=ROOT,
        env={**os.environ, **environment},
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done
