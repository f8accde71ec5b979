"""Seconds of a fit of a small pandas table, warm: 674 rows, ten numbers and a category, eleven classes.

    python src/jmh/python/small_fit.py [TURNS]

Beside it scikit-learn's MLPClassifier of 25 epochs on the numbers alone. Needs the wheel of plateau_spark, pyspark,
pandas, pyarrow and scikit-learn.
"""
import statistics
import sys
import time
import warnings

import numpy as np
import pandas as pd
import plateau_spark
from sklearn.neural_network import MLPClassifier

ROWS, NUMBERS, CLASSES = 674, 10, 11


def main(turns=8):
    plateau_spark.session("local[2]")
    warnings.simplefilter("ignore")
    random = np.random.default_rng(0)
    centers = random.normal(size=(CLASSES, NUMBERS)) * 1.2
    label = random.integers(0, CLASSES, ROWS)
    numbers = centers[label] + random.normal(size=(ROWS, NUMBERS))
    table = pd.DataFrame(numbers, columns=[f"f{i}" for i in range(NUMBERS)])
    table["sex"] = random.choice(["m", "f"], ROWS)
    names = np.array([f"c{i}" for i in label])
    ours, theirs = [], []
    for _ in range(int(turns)):
        started = time.perf_counter()
        plateau_spark.TabularClassifier(effort="quick").fit(table, names)
        ours.append(time.perf_counter() - started)
        started = time.perf_counter()
        MLPClassifier(max_iter=25).fit(numbers, names)
        theirs.append(time.perf_counter() - started)
    print(f"first {ours[0]:.2f} s, then {statistics.median(ours[len(ours) // 2:]):.2f} s;"
          f" MLPClassifier {statistics.median(theirs):.2f} s")


if __name__ == "__main__":
    main(*sys.argv[1:])
