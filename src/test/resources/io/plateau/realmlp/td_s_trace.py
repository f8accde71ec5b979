"""Traces of the published standalone RealMLP-TD-S on a small problem, written as JSON for a test to follow.

    python td_s_trace.py PUBLISHED OUT

PUBLISHED is a checkout of dholzmueller/realmlp-td-s_standalone. Its own `fit` runs, with four lines edited: the hidden
sizes, the batch size, the number of epochs, and a hook at the loss. Batches are given, and an Adam that records its
parameters stands in for torch's. Needs numpy, pandas, scikit-learn and torch.
"""
import pathlib
import sys
import types

import numpy as np
import pandas as pd
import torch

from oracle_json import named_arrays, write

ROWS, BATCH, EPOCHS, HIDDEN = 40, 8, 4, (6, 5)
SNAPSHOTS = (1, 2, 5, 20)
REVISION = "a8c73f7"
NAMES = ["scale"] + [f"{kind}{layer}" for layer in range(len(HIDDEN) + 1) for kind in ("weight", "bias")]


def load(folder, name, edits=()):
    """Module of the published file, after each edit has been applied exactly once."""
    text = (folder / f"{name}.py").read_text().replace("np.NaN", "np.nan").replace("np.Inf", "np.inf")
    for old, new in edits:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    module = types.ModuleType(name)
    sys.modules[name] = module
    exec(compile(text, name, "exec"), module.__dict__)
    return module


def load_published(folder, zero_last):
    load(folder, "preprocessing")
    return load(folder, "mlp", [
        ("NTPLinear(input_dim, 256), act(),\n", f"NTPLinear(input_dim, {HIDDEN[0]}), act(),\n"),
        ("            NTPLinear(256, 256), act(),\n            NTPLinear(256, 256), act(),\n",
         f"            NTPLinear({HIDDEN[0]}, {HIDDEN[1]}), act(),\n"),
        ("NTPLinear(256, output_dim, zero_init=True)",
         f"NTPLinear({HIDDEN[1]}, output_dim, zero_init={zero_last})"),
        ("n_epochs = 256", f"n_epochs = {EPOCHS}"),
        ("train_batch_size = min(256, n_train)", f"train_batch_size = {BATCH}"),
        ("loss.backward()", "LOSSES.append(loss.item()); loss.backward()"),
    ])


def frame(random, rows):
    """Rows of five numbers (one mostly zero, one constant) and a category that is sometimes missing."""
    numbers = {
        "normal": random.randn(rows),
        "heavy": random.randn(rows) ** 3,
        "count": random.poisson(3, rows).astype(float),
        "sparse": np.where(random.rand(rows) < 0.2, random.rand(rows) * 10, 0),
        "constant": np.full(rows, 2.5),
    }
    table = pd.DataFrame({name: np.round(values, 4) for name, values in numbers.items()})
    table["color"] = pd.Categorical(random.choice(["red", "green", "blue", None], rows, p=[0.45, 0.3, 0.15, 0.1]))
    return table


def new_rows(random):
    """Rows that training has not seen, with an unseen category and values out of range."""
    table = frame(random, 6)
    table["color"] = pd.Categorical(["red", "green", "blue", "violet", None, "red"])
    table.loc[3, "heavy"] = 250.0
    table.loc[4, "constant"] = 9.0
    return table


def targets(random, table, classification):
    color = table["color"].astype(object).map({"red": 0.8, "green": -0.6, "blue": 0.2}).fillna(0.0).to_numpy(float)
    signal = table["normal"].to_numpy() + 0.3 * table["count"].to_numpy() + color + 0.3 * random.randn(len(table))
    if classification:
        return np.array(["high", "low", "middle"])[np.digitize(signal, np.quantile(signal, [1 / 3, 2 / 3]))]
    return np.round(10 * signal + 100, 3)


def given_batches(random):
    return [order[begin:begin + BATCH].tolist()
            for order in (random.permutation(ROWS) for _ in range(EPOCHS)) for begin in range(0, ROWS, BATCH)]


class GivenBatches:
    """Data loader over given row indices: one epoch an iteration; the validation loader stays empty."""

    def __init__(self, batches, dataset, batch_size):
        self.dataset, self.per_epoch = dataset, len(dataset) // batch_size
        self.batches = iter(batches)

    def __len__(self):
        return self.per_epoch

    def __iter__(self):
        for _ in range(self.per_epoch):
            yield self.dataset[next(self.batches)]


class RecordingAdam(torch.optim.Adam):
    """Adam of torch that notes rates, gradients and parameters of every step."""

    def __init__(self, *arguments, **settings):
        super().__init__(*arguments, **settings)
        scale, weights, biases = (group["params"] for group in self.param_groups)
        self.named = dict(zip(NAMES, scale + [p for pair in zip(weights, biases) for p in pair]))
        self.initial, self.rates, self.gradients, self.snapshots = self.parameters(), [], None, {}

    def parameters(self):
        return {name: p.detach().clone().numpy() for name, p in self.named.items()}

    def step(self, closure=None):
        if self.gradients is None:
            self.gradients = {name: p.grad.clone().numpy() for name, p in self.named.items()}
        super().step(closure)
        self.rates.append(self.param_groups[1]["lr"])
        if len(self.rates) in SNAPSHOTS:
            self.snapshots[len(self.rates)] = self.parameters()


def trace(folder, classification, zero_last):
    random = np.random.RandomState(11)
    table, extra = frame(random, ROWS), new_rows(random)
    y, batches = targets(random, table, classification), given_batches(random)
    published = load_published(folder, zero_last)
    published.LOSSES = []
    optimizers = []

    def adam(*arguments, **settings):
        optimizers.append(RecordingAdam(*arguments, **settings))
        return optimizers[-1]

    def loader(dataset, batch_size, shuffle, drop_last=False):
        return GivenBatches(batches if shuffle else [], dataset, batch_size)

    published.DataLoader = loader
    published.torch = types.SimpleNamespace(**{**torch.__dict__, "optim": types.SimpleNamespace(Adam=adam)})
    torch.manual_seed(5)
    model = (published.Standalone_RealMLP_TD_S_Classifier if classification
             else published.Standalone_RealMLP_TD_S_Regressor)()
    model.fit(table, y)
    return document(published, model, optimizers[0], table, extra, y, batches, classification, zero_last)


def document(published, model, adam, table, extra, y, batches, classification, zero_last):
    one_hot, robust = (step for _, step in model.prep_.steps)
    robust.fitted_ = True  # the published transform predates scikit-learn's check of fitted pipelines
    colors = [c for c in one_hot.tfm_.transformers_[0][1].ordinal_enc_.categories_[0] if isinstance(c, str)]
    numbers = [c for c in table.columns if c != "color"]
    predict = model.predict_proba if classification else model.predict
    scaled = {} if classification else {"mean": model.model_.y_mean_, "standardDeviation": model.model_.y_std_}
    outputs = model.model_.model_(torch.as_tensor(model.prep_.transform(table), dtype=torch.float32)).detach().numpy()
    return {
        "source": f"github.com/dholzmueller/realmlp-td-s_standalone at {REVISION} (Apache-2.0), its own fit, "
                  f"torch {torch.__version__.split('+')[0]}, float32",
        "task": "classification" if classification else "regression",
        "settings": {"hidden": HIDDEN, "activation": "selu" if classification else "mish", "batch": BATCH,
                     "epochs": EPOCHS, "rate": 0.04 if classification else 0.07, "scaleFactor": 6, "biasFactor": 0.1,
                     "beta1": 0.9, "beta2": 0.95, "epsilon": 1e-8, "labelSmoothing": 0.1 if classification else 0,
                     "zeroLastLayer": zero_last},
        "raw": {"columns": list(table.columns), "rows": table.astype(object).values.tolist(),
                "newRows": extra.astype(object).values.tolist()},
        "labels": y,
        "classes": model.classes_ if classification else None,
        "standardized": scaled,
        "preprocessing": {"columns": [f"color={c}" for c in colors] + numbers, "median": robust._median,
                          "factor": robust._factors},
        "inputs": model.prep_.transform(table).astype(np.float32),
        "newInputs": model.prep_.transform(extra).astype(np.float32),
        "targets": (model.model_.class_enc_.transform(y[:, None])[:, 0].astype(int) if classification else
                    ((y - scaled["mean"]) / (scaled["standardDeviation"] + 1e-30)).astype(np.float32)),
        "batches": batches,
        "initial": named_arrays(adam.initial),
        "gradientsOfStep1": named_arrays(adam.gradients),
        "rates": adam.rates,
        "losses": np.array(published.LOSSES, np.float32),
        "parametersAfterStep": {step: named_arrays(arrays) for step, arrays in adam.snapshots.items()},
        "outputs": outputs,
        "newPredictions": predict(extra),
    }


def main(folder, out):
    for classification in (True, False):
        for zero_last in (True, False):
            name = f"td-s-{'classification' if classification else 'regression'}{'' if zero_last else '-random-last'}"
            write(out / f"{name}.json", trace(folder, classification, zero_last))


if __name__ == "__main__":
    torch.set_num_threads(1)
    main(pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2]))
