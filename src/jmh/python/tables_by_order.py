"""Splits tables that tables_prepare.py made again, by a column, as on times, sizes or names that no training row has.

The last fifth of a table's rows by the column are test rows, dates, numbers or else names, rows without a number the first; of the others 15 % at random are validation rows.

    python3 src/jmh/python/tables_by_order.py target/tables target/by-time bike=dteday king_county=date traffic=date_time
    python3 src/jmh/python/tables_by_order.py target/tables target/by-number diamonds=carat used_cars=year
    python3 src/jmh/python/tables_by_order.py target/tables target/by-name melbourne=Suburb used_cars=model
"""

import pathlib
import shutil
import sys

import numpy as np
import pandas as pd

TEST = 0.2
VALIDATION = 0.15
SEED = 5


def order(values):
    numbers = pd.to_numeric(values, errors="coerce")
    if numbers.notna().any():
        return numbers.fillna(-np.inf).values
    dates = pd.to_datetime(values, errors="coerce")
    return dates.values if dates.notna().all() else pd.factorize(values, sort=True)[0]


def split(table, column, out):
    parts = [pd.read_csv(table / f"{part}.csv", dtype=str, keep_default_na=False)
             for part in ("train", "validation", "test")]
    rows = pd.concat(parts)
    rows = rows.iloc[np.argsort(order(rows[column]), kind="stable")]
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
