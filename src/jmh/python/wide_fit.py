"""Seconds of fit and predict of a pandas table of few rows and many columns, in one session.

    python src/jmh/python/wide_fit.py [ROWS [COLUMNS [TURNS]]]

Needs the wheel of plateau_spark, pyspark, pandas and pyarrow.
"""
import statistics
import sys
import time

import numpy as np
import pandas as pd
import plateau_spark


def main(rows=300, columns=2000, turns=4):
    plateau_spark.session("local[2]")
    random = np.random.default_rng(0)
    numbers = random.normal(size=(int(rows), int(columns)))
    label = (numbers[:, 0] + numbers[:, 1] + 0.5 * random.normal(size=int(rows)) > 0).astype(int)
    table = pd.DataFrame(numbers, columns=[f"f{i}" for i in range(int(columns))])
    fits, predictions = [], []
    for _ in range(int(turns)):
        started = time.perf_counter()
        model = plateau_spark.TabularClassifier(effort="quick").fit(table, label)
        fitted = time.perf_counter()
        model.predict(table)
        fits.append(fitted - started)
        predictions.append(time.perf_counter() - fitted)
    for name, seconds in (("fit", fits), ("predict", predictions)):
        print(f"{name}: first {seconds[0]:.1f} s, then {statistics.median(seconds[1:]):.1f} s")


if __name__ == "__main__":
    main(*sys.argv[1:])
