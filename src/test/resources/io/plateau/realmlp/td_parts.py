"""Parts of pytabkit's RealMLP-TD, and a whole run of it without dropout, as JSON files for a test to follow.

    python td_parts.py OUT

pytabkit's own classes run; what they draw at random is noted beside what they make of it. Needs pytabkit.
"""
import pathlib
import sys
from contextlib import contextmanager
from importlib.metadata import version
from types import SimpleNamespace

import numpy as np
import torch
from pytabkit.models.alg_interfaces.base import InterfaceResources, SplitIdxs
from pytabkit.models.data.data import DictDataset, TensorInfo
from pytabkit.models.nn_models.activations import ActivationFactory, ParametricActivationFitter
from pytabkit.models.nn_models.base import ScaleLayer, set_hp_context, sub_scope_context
from pytabkit.models.nn_models.nn import BiasFitter, PLREmbeddingsFactory, ScaleFitter, WeightFitter
from pytabkit.models.optim.optimizers import AdamOptimizer
from pytabkit.models.sklearn.default_params import DefaultParams
from pytabkit.models.training.coord import HyperparamManager
from pytabkit.models.training.lightning_modules import TabNNModule
from pytabkit.models.training.scheduling import LearnerProgress, get_schedule

from oracle_json import named_arrays, write

SOURCE = f"pytabkit {version('pytabkit')} (Apache-2.0), torch {version('torch')}, float32"
CLASSIFICATION, REGRESSION = DefaultParams.RealMLP_TD_CLASS, DefaultParams.RealMLP_TD_REG


def dataset(x):
    return DictDataset({"x_cont": x}, {"x_cont": TensorInfo(feat_shape=[x.shape[1]])})


def array(tensor):
    return tensor.detach().clone().numpy()


@contextmanager
def recorded_draws():
    """Notes what torch draws, in order, as (kind, array) pairs."""
    draws = []
    exponential = torch.distributions.Exponential
    originals = {name: getattr(torch, name) for name in ("randn", "rand", "randint")}
    sample = exponential.sample

    def note(kind, draw):
        def drawn(*arguments, **settings):
            value = draw(*arguments, **settings)
            draws.append((kind, array(value)))
            return value
        return drawn

    for name, draw in originals.items():
        setattr(torch, name, note(name, draw))
    exponential.sample = note("exponential", sample)
    try:
        yield draws
    finally:
        for name, draw in originals.items():
            setattr(torch, name, draw)
        exponential.sample = sample


def gradients(layer, x, g):
    x = x.clone().requires_grad_()
    y = layer.forward_cont(x)
    y.backward(g)
    return y, x.grad, {name: array(p.grad) for name, p in layer.named_parameters()}


def pbld():
    """Numeric embedding "PBLD": parameters as drawn by pytabkit, output, and gradients for a given dL/dy."""
    torch.manual_seed(3)
    x = torch.randn(6, 3)
    layer = PLREmbeddingsFactory(plr_act_name="linear", plr_use_densenet=True, plr_use_cos_bias=True,
                                 **CLASSIFICATION).fit(dataset(x))
    g = torch.randn(6, 12)
    y, dx, parameter_gradients = gradients(layer, x, g)
    return {"source": SOURCE + "; PLREmbeddingsLayerCosBias",
            "parameters": named_arrays({name: array(p) for name, p in layer.named_parameters()}),
            "input": array(x), "output": array(y), "outputGradient": array(g), "inputGradient": array(dx),
            "parameterGradients": named_arrays(parameter_gradients)}


def activation(name):
    """Parametric activation of 4 neurons with given alpha, on a grid of inputs that includes large ones."""
    torch.manual_seed(4)
    grid = torch.tensor([-90.0, -25.0, -8.0, -3.0, -1.0, -0.1, 0.0, 1e-4, 0.1, 1.0, 3.0, 8.0, 25.0, 90.0])
    x = grid[:, None].repeat(1, 4)
    layer = ActivationFactory(act=name, use_parametric_act=True).create(dataset(x).tensor_infos).fit(dataset(x))
    with torch.no_grad():
        layer.weight.copy_(torch.tensor([[1.0, 0.0, 0.7, 1.3]]))
    g = torch.randn(*x.shape)
    y, dx, parameter_gradients = gradients(layer, x, g)
    return {"alpha": array(layer.weight)[0], "input": array(x), "output": array(y), "outputGradient": array(g),
            "inputGradient": array(dx), "alphaGradient": parameter_gradients["weight"][0]}


def schedules():
    """Schedules at 50 points from 0 to 1 inclusive."""
    points = [i / 49 for i in range(50)]
    return {"source": SOURCE + "; training.scheduling.get_schedule, double precision", "t": points,
            **{name: [float(get_schedule(name).call_time_(t)) for t in points] for name in ("coslog4", "flat_cos")}}


def initialization():
    """Data-driven start of two layers, 24 rows of 5 columns: weight "std", then bias "he+5", then SELU between."""
    torch.manual_seed(8)
    x, layers = torch.randn(24, 5) * torch.tensor([1.0, 0.2, 3.0, 1.0, 0.5]) + 0.3, []
    ds = dataset(x)
    for units in (4, 3):
        with recorded_draws() as draws:
            weight, product = WeightFitter(units, **CLASSIFICATION).fit_transform(ds)
            bias, ds = BiasFitter(in_features=ds.tensors["x_cont"].shape[1], **CLASSIFICATION).fit_transform(product)
        assert [kind for kind, _ in draws] == ["randn", "randint", "exponential"]
        drawn = dict(draws)
        layers.append({"normals": drawn["randn"], "rows": drawn["randint"], "exponentials": drawn["exponential"],
                       "weight": array(weight.weight), "bias": array(bias.bias)[0],
                       "output": array(ds.tensors["x_cont"])})
        ds = dataset(torch.selu(ds.tensors["x_cont"]))
    return {"source": SOURCE + "; WeightFitter(weight_init_mode='std', weight_param='ntk'), "
                               "BiasFitter(bias_init_mode='he+5'), torch.selu between the layers; "
                               "rows[j] and exponentials[j] belong to neuron j",
            "input": array(x), "layers": layers}


def decay():
    """Three steps of Adam with pytabkit's decay, on one small tensor a parameter group, with given gradients."""
    torch.manual_seed(9)
    manager = HyperparamManager(**CLASSIFICATION)
    ds = dataset(torch.randn(10, 2))
    embedding = dict(plr_act_name="linear", plr_use_densenet=True, plr_use_cos_bias=True)
    with torch.no_grad(), set_hp_context(manager), sub_scope_context("net"):
        pbld_layer = PLREmbeddingsFactory(**{**CLASSIFICATION, **embedding, "plr_hidden_1": 2}).fit(ds)
        groups = {
            "weight": WeightFitter(3, **CLASSIFICATION).fit(ds).weight,
            "bias": BiasFitter(in_features=2, **CLASSIFICATION).fit(ds).bias,
            "scale": ScaleFitter(**CLASSIFICATION).fit(ds).scale,
            "alpha": ParametricActivationFitter(torch.selu, **CLASSIFICATION).fit(ds).weight,
            "pbld": pbld_layer.weight_2,
        }
    optimizer = AdamOptimizer([{"params": [p]} for p in groups.values()], manager)
    learner, steps = SimpleNamespace(progress=LearnerProgress()), []
    learner.progress.max_epochs = 1
    initial = {name: array(p) for name, p in groups.items()}
    for t in (0.05, 0.45, 0.7):
        learner.progress.epoch_float = t
        manager.update_hypers(learner)
        given = {name: torch.randn(*p.shape) for name, p in groups.items()}
        for name, p in groups.items():
            p.grad = given[name].clone()
        optimizer.step()
        steps.append({"t": t, "rate": optimizer.hyper_getters["lr"][0](), "decay": optimizer.hyper_getters["wd"][0](),
                      "gradients": named_arrays({name: array(g) for name, g in given.items()}),
                      "parameters": named_arrays({name: array(p) for name, p in groups.items()})})
    return {"source": SOURCE + "; optim.optimizers.AdamOptimizer with RealMLP_TD_CLASS: the decay comes before Adam's "
                               "step and takes the factors of a group twice: "
                               "p *= 1 - decay * factorDecay^2 * rate * factorRate^2",
            "settings": {"beta1": 0.9, "beta2": 0.95, "epsilon": 1e-8},
            "rateFactors": {name: p.hyper_factors["lr"] for name, p in groups.items()},
            "decayFactors": {name: p.hyper_factors["wd"] for name, p in groups.items()},
            "initial": named_arrays(initial), "steps": steps}


ROWS, BATCH, EPOCHS, HIDDEN, SNAPSHOTS = 32, 8, 5, [6, 5], (2, 5, 20)
CATEGORY_SIZES = {"color": 4, "flag": 3, "city": 12}


def problem(classification):
    """Three numbers, one of them mostly zero, and categories of 3, 2 and 11 values; code 0 means missing."""
    random = np.random.RandomState(17)
    numbers = np.round(np.stack([random.randn(ROWS), 20 + 5 * random.randn(ROWS) ** 3,
                                 np.where(random.rand(ROWS) < 0.2, random.rand(ROWS) * 10, 0)], axis=1), 3)
    codes = np.stack([random.randint(0, size, ROWS) for size in CATEGORY_SIZES.values()], axis=1)
    signal = numbers[:, 0] + 0.05 * (numbers[:, 1] - 20) + 0.4 * codes[:, 0] + 0.3 * random.randn(ROWS)
    y = (np.digitize(signal, np.quantile(signal, [1 / 3, 2 / 3])) if classification
         else np.round(10 * signal + 100, 3).astype(np.float32))
    batches = [order[begin:begin + BATCH] for order in (random.permutation(ROWS) for _ in range(EPOCHS))
               for begin in range(0, ROWS, BATCH)]
    return numbers.astype(np.float32), codes, y, batches


def compiled(classification, numbers, codes, y):
    """pytabkit's module on the problem, and the draws of its start in order."""
    ds = DictDataset(
        {"x_cont": torch.as_tensor(numbers), "x_cat": torch.as_tensor(codes), "y": torch.as_tensor(y)[:, None]},
        {"x_cont": TensorInfo(feat_shape=[numbers.shape[1]]),
         "x_cat": TensorInfo(cat_sizes=list(CATEGORY_SIZES.values())),
         "y": TensorInfo(cat_sizes=[3]) if classification else TensorInfo(feat_shape=[1])})
    recipe = CLASSIFICATION if classification else REGRESSION
    module = TabNNModule(**{**recipe, "hidden_sizes": HIDDEN, "n_epochs": EPOCHS, "batch_size": BATCH, "p_drop": 0.0})
    split = SplitIdxs(torch.arange(ROWS)[None], None, None, split_seed=1, sub_split_seeds=[2], split_id=0)
    with recorded_draws() as draws:
        module.compile_model(ds, [split], InterfaceResources(n_threads=1, gpu_devices=[]))
    return module, draws


def names(module):
    """Parameters of the one stacked model by name: scope joined with the name of the array in its layer."""
    found = {}
    for path, p in module.model.named_parameters():
        scope = [part for part in str(p.context.scope).split("/") if part and part != "net"]
        leaf = path.split(".")[-1]
        found["/".join(scope if scope and scope[-1] == leaf else scope + [leaf])] = p
    return found


def whole(classification):
    """A whole run of RealMLP-TD, dropout off, over given batches."""
    numbers, codes, y, batches = problem(classification)
    module, draws = compiled(classification, numbers, codes, y)
    parameters = names(module)
    optimizer, rates, decays, losses, snapshots, first = module.configure_optimizers(), [], [], [], {}, {}
    module.optimizers = lambda: optimizer
    module.manual_backward = lambda loss: (losses.append(loss.item()), loss.backward())
    zero_grad = optimizer.zero_grad

    def note_gradients():
        first.update({} if first else {name: array(p.grad[0]) for name, p in parameters.items()})
        zero_grad()

    optimizer.zero_grad = note_gradients
    initial = {name: array(p[0]) for name, p in parameters.items()}
    front = front_input(module)
    module.model.train()
    for step, rows in enumerate(batches, 1):
        module.hp_manager.update_hypers(module)
        rates.append(optimizer.hyper_getters["lr"][0]())
        decays.append(optimizer.hyper_getters["wd"][0]())
        module.training_step(module.train_dl.ds.get_batch(torch.as_tensor(rows)[None]), step)
        if step in SNAPSHOTS:
            snapshots[step] = named_arrays({name: array(p[0]) for name, p in parameters.items()})
    module.model.eval()
    with torch.no_grad():
        outputs = module.model(module.train_dl.ds.get_batch(torch.arange(ROWS)[None]))["x_cont"][0]
    return {
        "source": SOURCE + f"; TabNNModule with RealMLP_TD_{'CLASS' if classification else 'REG'}, p_drop 0",
        "settings": {"hidden": HIDDEN, "batch": BATCH, "epochs": EPOCHS, "rate": 0.04 if classification else 0.2,
                     "decay": 0.02, "labelSmoothing": 0.1 if classification else 0.0},
        "numbers": numbers, "codes": codes, "categorySizes": CATEGORY_SIZES, "labels": y, "batches": batches,
        "draws": [{"kind": kind, "shape": list(value.shape), "values": value.ravel()} for kind, value in draws],
        "initial": named_arrays(initial), "frontInputOfFirst8Rows": front[:8],
        "gradientsOfStep1": named_arrays(first), "rates": rates, "decays": decays,
        "losses": np.array(losses, np.float32), "parametersAfterStep": snapshots, "outputs": array(outputs),
    }


def front_input(module):
    """Columns that reach the front scale layer, with the initial parameters."""
    seen = []
    front = next(layer for layer in module.model.modules()
                 if isinstance(layer, ScaleLayer) and any(True for _ in layer.parameters()))
    hook = front.register_forward_pre_hook(lambda _, inputs: seen.append(array(inputs[0]["x_cont"][0])))
    module.model.eval()
    with torch.no_grad():
        module.model(module.train_dl.ds.get_batch(torch.arange(ROWS)[None]))
    hook.remove()
    return seen[0]


def main(out):
    write(out / "pbld.json", pbld())
    write(out / "parametric-activation.json", {
        "source": SOURCE + "; ParametricActivationLayer", "selu": activation("selu"), "mish": activation("mish")})
    write(out / "schedules.json", schedules())
    write(out / "initialization.json", initialization())
    write(out / "decay.json", decay())
    write(out / "td-classification.json", whole(True))
    write(out / "td-regression.json", whole(False))


if __name__ == "__main__":
    torch.set_num_threads(1)
    main(pathlib.Path(sys.argv[1]))
