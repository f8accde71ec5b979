"""Scores of other learners on the tables of tables_prepare.py, each at its defaults.

    python3 src/jmh/python/tables_rivals.py TABLES RESULTS --models xgboost lightgbm catboost --seeds 3

Appends a line of JSON to RESULTS for every fit, with its seconds by the clock and of the processor, and skips the fits
that RESULTS already has. All learners see the same training rows, stop or select by the same validation rows where
there are any, and are scored on the same test rows. A date becomes numbers, a text column becomes a category, and a
text column of which more than half of the values differ is left out. The networks, which take no gaps, get the median
of the training rows and a column that marks the gaps; the trees get the gaps. Only the trees do without validation rows.

| model | settings |
|---|---|
| xgboost, lightgbm | defaults, rate 0.1, up to 2000 trees, stop after 50 rounds without gain; not random, so one seed; without validation rows their defaults, of 100 trees |
| catboost | defaults: 1000 trees, automatic rate, the best iteration is kept, or all without validation rows |
| realmlp-td, realmlp-td-s | pytabkit's defaults, 256 epochs, the best epoch is kept, one thread |
| sklearn-mlp | MLPClassifier, MLPRegressor, defaults, on standardized columns; makes no use of the validation rows |

A table of more than --large rows gets one seed. Needs numpy, pandas, scikit-learn, xgboost, lightgbm, catboost and
pytabkit.
"""
import argparse
import dataclasses
import json
import pathlib
import time
import warnings

import numpy as np
import pandas as pd
from sklearn import metrics
from sklearn.compose import TransformedTargetRegressor, make_column_selector, make_column_transformer
from sklearn.neural_network import MLPClassifier, MLPRegressor
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder, StandardScaler

MISSING = ("", "?", "NA", "NaN", "nan")
DATE_FORMATS = ("%Y-%m-%d", "%Y-%m-%d %H:%M:%S", "%Y%m%dT%H%M%S", "%d/%m/%Y")
DATE_PARTS = ("year", "month", "day", "hour", "dayofweek")
MOST_DISTINCT = 0.5  # a text column of which more than this share of values differ names the row
PARTS = ("train", "validation", "test")


@dataclasses.dataclass(frozen=True)
class Problem:
    """Features and targets by part; classes are coded 0, 1, ... in the order of their names."""
    x: dict
    y: dict
    classes: list

    @property
    def classification(self):
        return self.classes is not None

    @property
    def validated(self):
        return "validation" in self.x

    @property
    def categories(self):
        return [name for name, kind in self.x["train"].dtypes.items() if kind == "category"]


def text(column):
    """Values without surrounding spaces, missing ones as NaN."""
    stripped = column.str.strip()
    return stripped.mask(stripped.isin(MISSING))


def is_number(column):
    return pd.to_numeric(column.dropna(), errors="coerce").notna().all()


def date_format(column):
    """Format that reads every value, or None."""
    present = column.dropna()
    for form in DATE_FORMATS:
        if pd.to_datetime(present, format=form, errors="coerce").notna().all():
            return form
    return None


def date_columns(name, column, form):
    """A date as numbers: year, month, day, hour, day of the week, and days since 1970."""
    dates = pd.to_datetime(column, format=form, errors="coerce")
    parts = {f"{name}_{part}": getattr(dates.dt, part).astype(float) for part in DATE_PARTS}
    parts[f"{name}_days"] = (dates - pd.Timestamp(0)) / pd.Timedelta(days=1)
    return parts


def features(parts):
    """Number, date and category columns; kinds, categories and what is constant are learned from the training rows."""
    columns = {part: {} for part in parts}
    for name in parts["train"].columns:
        values = {part: text(rows[name]) for part, rows in parts.items()}
        train = values["train"]
        number, form = is_number(train), date_format(train)
        names = sorted(train.dropna().unique())
        if form is None and not number and len(names) > MOST_DISTINCT * len(train):
            continue
        for part, column in values.items():
            if form is not None:
                columns[part].update(date_columns(name, column, form))
            elif number:
                columns[part][name] = pd.to_numeric(column, errors="coerce").astype(float)
            else:
                columns[part][name] = pd.Categorical(column, categories=names)
    frames = {part: pd.DataFrame(found) for part, found in columns.items()}
    varying = [name for name in frames["train"] if frames["train"][name].nunique(dropna=False) > 1]
    return {part: frame[varying] for part, frame in frames.items()}


def load(folder):
    meta = json.loads((folder / "meta.json").read_text())
    files = {part: folder / f"{part}.csv" for part in PARTS}
    parts = {part: pd.read_csv(file, dtype=str, keep_default_na=False) for part, file in files.items() if file.exists()}
    labels = {part: rows.pop(meta["label"]).str.strip() for part, rows in parts.items()}
    x = features(parts)
    if meta["task"] == "regression":
        return Problem(x, {part: column.astype(float).to_numpy() for part, column in labels.items()}, None)
    classes = sorted(labels["train"].unique())
    codes = {name: code for code, name in enumerate(classes)}
    return Problem(x, {part: column.map(codes).to_numpy(int) for part, column in labels.items()}, classes)


def without_gaps(x):
    """Missing numbers replaced by the median of the training rows, with a column of 0 and 1 that says where."""
    filled = {part: frame.copy() for part, frame in x.items()}
    for name in x["train"].select_dtypes("number"):
        gaps = {part: frame[name].isna() for part, frame in x.items()}
        if not any(gap.any() for gap in gaps.values()):
            continue
        median = x["train"][name].median()
        for part, frame in filled.items():
            frame[name] = frame[name].fillna(median)
            if gaps["train"].any():
                frame[f"{name}_missing"] = gaps[part].astype(float)
    return filled


def xgboost(problem, seed, threads):
    import xgboost
    kind = xgboost.XGBClassifier if problem.classification else xgboost.XGBRegressor
    stopped = {"learning_rate": 0.1, "n_estimators": 2000, "early_stopping_rounds": 50} if problem.validated else {}
    model = kind(enable_categorical=True, random_state=seed, n_jobs=threads, **stopped)
    validation = [(problem.x["validation"], problem.y["validation"])] if problem.validated else None
    model.fit(problem.x["train"], problem.y["train"], verbose=False, eval_set=validation)
    return predictor(model, problem), problem.x["test"]


def lightgbm(problem, seed, threads):
    import lightgbm
    kind = lightgbm.LGBMClassifier if problem.classification else lightgbm.LGBMRegressor
    stopped = {"learning_rate": 0.1, "n_estimators": 2000} if problem.validated else {}
    model = kind(random_state=seed, n_jobs=threads, verbosity=-1, **stopped)
    x = {part: frame.rename(columns=dict(zip(frame, map(str, range(frame.shape[1])))))
         for part, frame in problem.x.items()}
    validation = {"eval_set": [(x["validation"], problem.y["validation"])],
                  "callbacks": [lightgbm.early_stopping(50, verbose=False)]} if problem.validated else {}
    model.fit(x["train"], problem.y["train"], **validation)
    return predictor(model, problem), x["test"]


def catboost(problem, seed, threads):
    import catboost
    kind = catboost.CatBoostClassifier if problem.classification else catboost.CatBoostRegressor
    model = kind(random_seed=seed, thread_count=threads, verbose=False, allow_writing_files=False)
    x = {part: frame.assign(**{name: frame[name].astype(object).fillna("missing") for name in problem.categories})
         for part, frame in problem.x.items()}
    model.fit(x["train"], problem.y["train"], cat_features=problem.categories,
              eval_set=(x["validation"], problem.y["validation"]) if problem.validated else None,
              use_best_model=problem.validated)
    return predictor(model, problem), x["test"]


def realmlp(classifier, regressor):
    def fit(problem, seed, threads):
        import pytabkit
        import torch
        torch.set_num_threads(threads)
        kind = getattr(pytabkit, classifier if problem.classification else regressor)
        model = kind(device="cpu", random_state=seed, n_cv=1, n_refit=0, n_threads=threads, verbosity=0)
        x = without_gaps(problem.x)
        model.fit(x["train"], problem.y["train"], X_val=x["validation"], y_val=problem.y["validation"])
        return predictor(model, problem), x["test"]
    return fit


def sklearn_mlp(problem, seed, threads):
    columns = make_column_transformer(
        (StandardScaler(), make_column_selector(dtype_include="number")),
        (OneHotEncoder(handle_unknown="ignore", sparse_output=False), make_column_selector(dtype_include="category")))
    network = (MLPClassifier(random_state=seed) if problem.classification else
               TransformedTargetRegressor(MLPRegressor(random_state=seed), transformer=StandardScaler()))
    model = make_pipeline(columns, network)
    x = without_gaps(problem.x)
    model.fit(x["train"], problem.y["train"])
    return predictor(model, problem), x["test"]


def predictor(model, problem):
    return model.predict_proba if problem.classification else model.predict


MODELS = {
    "xgboost": xgboost, "lightgbm": lightgbm, "catboost": catboost,
    "realmlp-td": realmlp("RealMLP_TD_Classifier", "RealMLP_TD_Regressor"),
    "realmlp-td-s": realmlp("RealMLP_TD_S_Classifier", "RealMLP_TD_S_Regressor"),
    "sklearn-mlp": sklearn_mlp,
}
WITHOUT_RANDOMNESS = ("xgboost", "lightgbm")
ONE_THREAD = ("realmlp-td", "realmlp-td-s", "sklearn-mlp")


def balanced_log_loss(y, probabilities):
    """Mean over the classes of the mean log loss of the rows of each class."""
    loss = -np.log(np.clip(probabilities[np.arange(len(y)), y], 1e-15, None))
    return np.mean([loss[y == label].mean() for label in np.unique(y)])


def classification_scores(y, probabilities):
    scores = {"accuracy": metrics.accuracy_score(y, probabilities.argmax(axis=1)),
              "logLoss": metrics.log_loss(y, probabilities, labels=range(probabilities.shape[1])),
              "balancedLogLoss": balanced_log_loss(y, probabilities)}
    if probabilities.shape[1] == 2:
        scores["auc"] = metrics.roc_auc_score(y, probabilities[:, 1])
    return scores


def regression_scores(y, predicted):
    return {"rmse": metrics.root_mean_squared_error(y, predicted), "mae": metrics.mean_absolute_error(y, predicted),
            "r2": metrics.r2_score(y, predicted)}


def score(problem, predict, x):
    if problem.classification:
        probabilities = np.asarray(predict(x), dtype=float)
        return classification_scores(problem.y["test"], probabilities / probabilities.sum(axis=1, keepdims=True))
    return regression_scores(problem.y["test"], np.asarray(predict(x), dtype=float).ravel())


def run(name, model, seed, threads, problem):
    started, started_cpu = time.perf_counter(), time.process_time()
    predict, x = MODELS[model](problem, seed, threads)
    seconds, cpu_seconds = time.perf_counter() - started, time.process_time() - started_cpu
    scores = {metric: float(f"{value:.6g}") for metric, value in score(problem, predict, x).items()}
    return {"table": name, "model": model, "seed": seed, "metrics": scores, "seconds": round(seconds, 1),
            "cpuSeconds": round(cpu_seconds, 1), "threads": threads}


def planned(arguments, problems):
    """Fits to do, as (table, model, seed): seed by seed, and the small tables before the large ones."""
    size = {name: sum(map(len, problem.x.values())) for name, problem in problems.items()}
    for seed in arguments.first_seed + np.arange(arguments.seeds):
        for model in arguments.models:
            for name in sorted(problems, key=size.get):
                once = model in WITHOUT_RANDOMNESS or size[name] > arguments.large
                if seed == 0 or not once:
                    yield name, model, int(seed)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("tables", type=pathlib.Path)
    parser.add_argument("results", type=pathlib.Path)
    parser.add_argument("--models", nargs="+", choices=MODELS, default=list(MODELS))
    parser.add_argument("--only", nargs="+", help="names of tables; all by default")
    parser.add_argument("--most", type=int, help="largest number of training rows of a table; any by default")
    parser.add_argument("--seeds", type=int, default=3)
    parser.add_argument("--first-seed", type=int, default=0)
    parser.add_argument("--large", type=int, default=30000)
    parser.add_argument("--threads", type=int, default=2, help="threads of the trees; networks take one")
    arguments = parser.parse_args()
    warnings.filterwarnings("ignore")
    folders = sorted(path.parent for path in arguments.tables.glob("*/meta.json"))
    problems = {folder.name: load(folder) for folder in folders if not arguments.only or folder.name in arguments.only}
    if arguments.most:
        problems = {name: problem for name, problem in problems.items() if len(problem.y["train"]) <= arguments.most}
    for name, model, seed in planned(arguments, problems):
        lines = arguments.results.read_text().splitlines() if arguments.results.exists() else []
        if (name, model, seed) in {(done["table"], done["model"], done["seed"]) for done in map(json.loads, lines)}:
            continue
        result = run(name, model, seed, 1 if model in ONE_THREAD else arguments.threads, problems[name])
        with arguments.results.open("a") as file:
            file.write(json.dumps(result) + "\n")
        print(result, flush=True)


if __name__ == "__main__":
    main()
