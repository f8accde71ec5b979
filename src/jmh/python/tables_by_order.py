"""Splits tables that tables_prepare.py made again, by a column of dates or numbers, as a forecast would be tried.

The last fifth of a table's rows by the column are test rows, rows without a number the first; of the others 15 % at random are validation rows.

    python3 src/jmh/python/tables_by_order.py target/tables target/by-time bike=dteday king_county=date traffic=date_time
    python3 src/jmh/python/tables_by_order.py target/tables target/by-number diamonds=carat used_cars=year
"""

import pathlib
import shutil
import sys

import numpy as np
import pandas as pd

TEST = 0.2
VALIDATION = 0.15
SEED = 5


def split(table, column, out):
    parts = [pd.read_csv(table / f"{part}.csv", dtype=str, keep_default_na=False)
             for part in ("train", "validation", "test")]
    rows = pd.concat(parts)
    numbers = pd.to_numeric(rows[column], errors="coerce")
    order = pd.to_datetime(rows[column]) if numbers.isna().all() else numbers.fillna(-np.inf)
    rows = rows.iloc[np.argsort(order.values, kind="stable")]
    known = rows[:round((1 - TEST) * len(rows))]
    held = np.random.default_rng(SEED).random(len(known)) < VALIDATION
    out.mkdir(parents=True, exist_ok=True)
    known[~held].to_csv(out / "train.csv", index=False)
    known[held].to_csv(out / "validation.csv", index=False)
    rows[len(known):].to_csv(out / "test.csv", index=False)
    shutil.copy(table / "meta.json", out)


def main(tables, out, *columns):
    for name, column in (each.split("=") for each in columns):
        split(pathlib.Path(tables) / name, column, pathlib.Path(out) / name)


if __name__ == "__main__":
    if len(sys.argv) < 4:
        raise SystemExit(__doc__)
    main(*sys.argv[1:])
