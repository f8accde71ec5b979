"""Seconds of 100 iterations of l-bfgs on few rows, warm: 1,000 rows, ten numbers, three classes, layers 10-16-3.

    python src/jmh/python/small_lbfgs.py [TURNS]

NeuralNetworkClassifier and Spark's MultilayerPerceptronClassifier (MLPC) take turns in one session, on the same cached
vectors. Needs the wheel of plateau_spark, pyspark, pandas and pyarrow.
"""
import statistics
import sys
import time

import numpy as np
import pandas as pd
import plateau_spark
from pyspark.ml.classification import MultilayerPerceptronClassifier
from pyspark.ml.feature import VectorAssembler

ROWS, NUMBERS, CLASSES, ITERATIONS = 1000, 10, 3, 100


def main(turns=8):
    spark = plateau_spark.session("local[2]")
    random = np.random.default_rng(0)
    label = random.integers(0, CLASSES, ROWS)
    numbers = random.normal(size=(CLASSES, NUMBERS))[label] + random.normal(size=(ROWS, NUMBERS))
    names = [f"f{i}" for i in range(NUMBERS)]
    table = pd.DataFrame(numbers, columns=names).assign(label=label.astype(float))
    vectors = VectorAssembler(inputCols=names, outputCol="features")
    rows = vectors.transform(spark.createDataFrame(table)).select("features", "label").cache()
    rows.count()
    settings = {"layers": [NUMBERS, 16, CLASSES], "maxIter": ITERATIONS, "tol": 0, "seed": 1}
    fits = {
        "plateau": lambda: plateau_spark.NeuralNetworkClassifier(solver="l-bfgs", **settings).fit(rows),
        "MLPC": lambda: MultilayerPerceptronClassifier(solver="l-bfgs", **settings).fit(rows),
    }
    seconds = {name: [] for name in fits}
    for _ in range(int(turns)):
        for name, fit in fits.items():
            started = time.perf_counter()
            fit()
            seconds[name].append(time.perf_counter() - started)
    for name, each in seconds.items():
        warm = each[len(each) // 2:]
        print(f"{name}: first {each[0]:.2f} s, then {statistics.median(warm):.2f} s ({min(warm):.2f} to {max(warm):.2f})")


if __name__ == "__main__":
    main(*sys.argv[1:])
