"""Draws small tables from those that tables_prepare.py made, as measures of what a learner makes of few rows.

    python3 src/jmh/python/tables_small.py target/tables target/small 150 300 500 1000
    python3 src/jmh/python/tables_small.py target/tables target/smallest 150 300 500 1000 --validation 0

Of each table and number of rows two draws, as in adult-300-1: 15 % of the rows are validation rows (with 0 there is no
such file, and all are training rows), and the test rows are 3 000 of the table's at random, or all of fewer.
"""

import argparse
import pathlib
import shutil

import numpy as np
import pandas as pd

DRAWS = 2
TEST = 3000


def draw(table, rows, number, validation, out):
    random = np.random.default_rng([rows, number])
    train, test = (pd.read_csv(table / f"{part}.csv", dtype=str, keep_default_na=False) for part in ("train", "test"))
    known = train.iloc[random.permutation(len(train))[:rows]]
    held = round(validation * rows)
    out.mkdir(parents=True, exist_ok=True)
    known[held:].to_csv(out / "train.csv", index=False)
    if held:
        known[:held].to_csv(out / "validation.csv", index=False)
    test.iloc[random.permutation(len(test))[:TEST]].to_csv(out / "test.csv", index=False)
    shutil.copy(table / "meta.json", out)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("tables", type=pathlib.Path)
    parser.add_argument("out", type=pathlib.Path)
    parser.add_argument("rows", type=int, nargs="+")
    parser.add_argument("--validation", type=float, default=0.15)
    arguments = parser.parse_args()
    for table in sorted(path.parent for path in arguments.tables.glob("*/meta.json")):
        for rows in arguments.rows:
            for number in range(1, DRAWS + 1):
                draw(table, rows, number, arguments.validation, arguments.out / f"{table.name}-{rows}-{number}")


if __name__ == "__main__":
    main()
