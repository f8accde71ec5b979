"""Deviance of counts that a regression with loss poisson learns by rates and limits of gradients, for tables.md.

    scripts/python-environment && target/python/environment/bin/python src/jmh/python/tables_counts.py

Labels are drawn by Poisson's distribution around a known mean, are a column of letters, or are the values of houses
in tenths of their median. Needs the package of target/python/environment and scikit-learn, whose boosted trees with
loss poisson are measured on the same rows.
"""
import numpy
import pandas
from sklearn.ensemble import HistGradientBoostingRegressor

from plateau_spark import TabularRegressor

SETTINGS = [{"stepSize": 0.2}, {}, {"clipNorm": 3.0}]


def deviance(counts, means):
    """Mean deviance (McCullagh and Nelder 1989, Generalized Linear Models, 2.3)."""
    means = numpy.maximum(means, 1e-9)
    logs = numpy.where(counts > 0, counts * numpy.log(numpy.maximum(counts, 1) / means), 0)
    return 2 * numpy.mean(logs - (counts - means))


def mixed(rows, columns, seed):
    """Numbers, a category and an integer."""
    random = numpy.random.default_rng(seed)
    X = pandas.DataFrame({f"a{i}": random.normal(size=rows) for i in range(columns)})
    X["c"] = random.choice(list("xyz"), rows)
    X["i"] = random.integers(0, 50, rows)
    logs = 0.6 * X.a0 + 0.5 * numpy.sin(2 * X.a1) + 0.7 * (X.c == "x") + 0.3 * X.a0 * X.a2
    return X, random.poisson(numpy.exp(numpy.clip(logs, -5, 5)))


def skewed(rows, scale, seed):
    """Two numbers, and means that differ by factors of a thousand."""
    random = numpy.random.default_rng(seed)
    X = pandas.DataFrame({"x": random.normal(size=rows), "z": random.normal(size=rows)})
    return X, random.poisson(scale * numpy.exp(X.x + numpy.sin(2 * X.z)))


def tables():
    for rows, columns, seed in ((600, 3, 0), (1600, 8, 1), (3000, 15, 2)):
        yield f"mixed, {rows // 2} rows, {columns + 2} columns", *mixed(rows, columns, seed)
    for scale, seed in ((1, 0), (1, 1), (1, 2), (100, 2), (100, 3)):
        yield f"skewed, mean of about {scale * 2}, draw {seed}", *skewed(800, scale, seed)
    letters = pandas.read_csv("jobs/data/letter-recognition.csv.gz").sample(3000, random_state=1)
    count = letters.columns[5]
    yield f"letters, {count}", letters.drop(columns=count), letters[count].to_numpy()
    houses = pandas.read_csv("jobs/data/california.csv.gz").sample(4000, random_state=1)
    value = "median_house_value"
    tenths = numpy.round(houses[value] / houses[value].median() * 10).astype(int)
    yield "california", houses.drop(columns=value), tenths.to_numpy()


for name, X, y in tables():
    n = len(y) // 2
    numbers = X.apply(lambda column: column if column.dtype != object else column.astype("category").cat.codes)
    trees = HistGradientBoostingRegressor(loss="poisson").fit(numbers[:n], y[:n]).predict(numbers[n:])
    cells = [name, deviance(y[n:], numpy.full(len(y) - n, y[:n].mean())), deviance(y[n:], trees)]
    for effort in ("quick", "full"):
        for settings in SETTINGS:
            model = TabularRegressor(loss="poisson", effort=effort, **settings)
            try:
                cells.append(deviance(y[n:], model.fit(X[:n], y[:n]).predict(X[n:])))
            except ArithmeticError as error:
                cells.append(type(error).__name__)
    print("|", " | ".join(cell if isinstance(cell, str) else f"{cell:.2f}" for cell in cells), "|", flush=True)
