"""Every param of Java is there in Python, is checked when it is set, and comes back."""

import inspect
import re
from typing import Any, Dict, List

import numpy
import pandas
import pytest
from pyspark.ml.linalg import Vectors
from sklearn.base import clone

import plateau_spark

ESTIMATORS = [
    plateau_spark.NeuralNetworkClassifier,
    plateau_spark.NeuralNetworkRegressor,
    plateau_spark.TableEncoder,
    plateau_spark.TabularClassifier,
    plateau_spark.TabularRegressor,
]

#: A value other than the default for each param that does not take any number or name.
VALUES = {
    "activation": "leakyRelu(slope=0.2)",
    "columnKinds": ["zip:category"],
    "embeddingWidth": 5,
    "hiddenLayers": [7, 5],
    "initialWeights": Vectors.dense([0.5, -1.0]),
    "layers": [3, 2],
    "loss": "auto",
    "numberEmbedding": "periodic(sigma=0.05)",
    "schedule": "step(every=10, factor=0.5)",
    "solver": "nadam",
    "solverSettings": "beta1=0.8",
    "thresholds": [0.3, 0.7],
}


def value_of(param: Any) -> Any:
    """A value that the param takes."""
    if param.name in VALUES:
        return VALUES[param.name]
    kind = param.typeConverter.__name__
    if kind == "toBoolean":
        return True
    if kind == "toInt":
        return 3
    if kind == "toFloat":
        return 0.25
    if kind == "toListFloat":
        return [1.0, 2.5]
    if kind == "toListString":
        return ["a", "b c"]
    choices = getattr(plateau_spark._params, param.name[0].upper() + param.name[1:], None)
    return choices.__args__[-1] if choices is not None else "some_name"


@pytest.mark.parametrize("estimator", ESTIMATORS, ids=lambda cls: cls.__name__)
def test_every_param_comes_back_from_java(spark: Any, estimator: Any) -> None:
    stage = estimator()
    names: List[str] = [param.name for param in stage.params]
    assert sorted(names) == sorted(p.name() for p in stage._java_obj.params())
    for name in names:
        value = value_of(stage.getParam(name))
        fresh = estimator(**{name: value})
        assert fresh.getOrDefault(name) == value
        fresh._paramMap.clear()
        fresh._transfer_params_from_java()
        assert fresh.getOrDefault(name) == value
        getter = getattr(fresh, "get" + name[0].upper() + name[1:])
        assert getter() == value
        setter = getattr(fresh, "set" + name[0].upper() + name[1:])
        assert setter(value) is fresh


@pytest.mark.parametrize("estimator", ESTIMATORS, ids=lambda cls: cls.__name__)
def test_defaults_are_those_of_java(spark: Any, estimator: Any) -> None:
    stage = estimator()
    for param in stage.params:
        java_param = stage._java_obj.getParam(param.name)
        if param.name != "seed":
            assert stage.hasDefault(param) == stage._java_obj.hasDefault(java_param), param.name


def test_docs_are_those_of_java(spark: Any) -> None:
    stage = plateau_spark.TabularClassifier()
    assert all(p.doc == stage._java_obj.getParam(p.name).doc() for p in stage.params)


@pytest.mark.parametrize(
    ("param", "message"),
    [
        ({"maxIter": -1}, "maxIter must be an integer of at least 1; got -1"),
        ({"hiddenLayers": [0]}, "hiddenLayers must be a list of integers of at least 1; got [0]"),
        ({"effort": "lazy"}, 'effort must be one of full, quick; got "lazy"'),
        ({"unseen": "no"}, 'unseen must be one of other, skip, error; got "no"'),
    ],
)
def test_values_are_checked_when_they_are_set(spark: Any, param: Any, message: str) -> None:
    with pytest.raises(ValueError) as error:
        plateau_spark.TabularClassifier(**param)
    assert message in str(error.value)
    assert "\n" not in str(error.value)


@pytest.mark.parametrize(
    ("param", "message"),
    [
        ({"maxIter": 2**31}, "maxIter must be an integer from -2147483648 to 2147483647; got 2147483648"),
        ({"maxIter": 1e300}, f"maxIter must be an integer from -2147483648 to 2147483647; got {1e300}"),
        (
            {"hiddenLayers": [8, 2**32 + 8]},
            "hiddenLayers must be a list of integers from -2147483648 to 2147483647; got [8, 4294967304]",
        ),
        ({"seed": 2**63}, f"seed must be an integer from {-(2**63)} to {2**63 - 1}; got {2**63}"),
        ({"seed": -(2**63) - 1}, f"seed must be an integer from {-(2**63)} to {2**63 - 1}; got {-(2**63) - 1}"),
    ],
    ids=str,
)
def test_integers_beyond_those_of_java_are_refused(spark: Any, param: Any, message: str) -> None:
    with pytest.raises(ValueError) as error:
        plateau_spark.TabularClassifier(**param)
    assert str(error.value) == message
    stage = plateau_spark.TabularClassifier(seed=2**63 - 1, hiddenLayers=[8])
    assert stage.setSeed(-(2**63)).getSeed() == stage._java_obj.getSeed() == -(2**63)
    ((name, value),) = param.items()
    with pytest.raises(ValueError) as error:
        stage.copy({stage.getParam(name): value})
    assert str(error.value) == message


@pytest.mark.parametrize(
    ("name", "value", "plain"),
    [
        ("maxIter", numpy.int32(3), 3),
        ("seed", numpy.uint64(7), 7),
        ("dropout", numpy.float32(0.5), 0.5),
        ("clampOutput", numpy.bool_(True), True),
        ("effort", numpy.str_("quick"), "quick"),
        ("hiddenLayers", [numpy.int16(7), 5], [7, 5]),
        ("hiddenLayers", numpy.array([7, 5], dtype="uint8"), [7, 5]),
    ],
    ids=str,
)
def test_values_of_numpy_are_those_of_python(spark: Any, name: str, value: Any, plain: Any) -> None:
    stage = plateau_spark.TabularRegressor(**{name: value})
    assert repr(stage.getOrDefault(name)) == repr(plain)
    empty = plateau_spark.TabularRegressor()
    assert repr(empty.copy({empty.getParam(name): value}).getOrDefault(name)) == repr(plain)


def test_names_of_activations_are_listed(spark: Any) -> None:
    with pytest.raises(ValueError, match="one of identity, sigmoid, tanh, .* got \"rleu\""):
        plateau_spark.NeuralNetworkRegressor().setActivation("rleu")


@pytest.mark.parametrize(
    "name, meant",
    [
        ("hidenLayers", "hiddenLayers"),
        ("class_weight", "classWeight"),
        ("learning_rate", "stepSize"),
        ("random_state", "seed"),
        ("label", "labelCol"),
        ("n_iter_no_change", "patience"),
        ("eta", "stepSize"),
        ("reg_lambda", "regParam"),
        ("min_delta", "tol"),
        ("objective", "loss"),
        ("cat_features", "columnKinds"),
        ("sample_weight", "weightCol"),
        ("weight", "weightCol"),
        ("hidden", "hiddenLayers"),
        ("batch", "batchSize"),
        ("labels", "labelCol"),
        ("featuresCol", "inputCols"),
        ("num_round", "maxIter"),
        ("hidden_units", "hiddenLayers"),
        ("validation_fraction", "validationFraction"),
        ("validation_split", "validationFraction"),
    ],
)
def test_an_unknown_name_tells_the_nearest(spark: Any, name: str, meant: str) -> None:
    message = f"^TabularClassifier(.setParams)? got .* argument '{name}'; did you mean '{meant}'\\?$"
    with pytest.raises(TypeError, match=message):
        plateau_spark.TabularClassifier(**{name: 1})
    with pytest.raises(TypeError, match=message):
        plateau_spark.TabularClassifier().setParams(**{name: 1})
    with pytest.raises(TypeError, match="argument 'zzz'$"):
        plateau_spark.TabularClassifier(zzz=True)  # type: ignore[call-arg]
    with pytest.raises(TypeError, match="did you mean 'featuresCol'"):
        plateau_spark.NeuralNetworkClassifier(features="f")  # type: ignore[call-arg]
    with pytest.raises(TypeError, match="'inputCols'; did you mean 'featuresCol'.$"):
        plateau_spark.NeuralNetworkClassifier(inputCols=["f"])  # type: ignore[call-arg]
    with pytest.raises(TypeError, match="'validationFraction'; did you mean 'validationIndicatorCol'.$"):
        plateau_spark.NeuralNetworkClassifier(validationFraction=0.1)  # type: ignore[call-arg]
    with pytest.raises(TypeError, match="argument 'enable_categorical'$"):
        plateau_spark.TabularClassifier(enable_categorical=True)  # type: ignore[call-arg]


@pytest.mark.parametrize(
    "arguments, message",
    [
        ({"verbose": 1}, r"fit got an unexpected keyword argument 'verbose'; did you mean .*show_progress\("),
        ({"epochs": 5}, r"fit got .* 'epochs'; did you mean TabularClassifier\(maxIter=...\)\?$"),
        ({"class_weight": {}}, r"fit got .* did you mean TabularClassifier\(classWeight=...\)\?$"),
        ({"validation_data": ()}, "fit got .* did you mean 'eval_set'"),
        ({"evalset": ()}, "fit got .* did you mean 'eval_set'"),
        ({"callbacks": []}, r"fit got .* did you mean setCallbacks\(...\)\?$"),
    ],
)
def test_an_unknown_argument_of_fit_tells_where_it_belongs(
    spark: Any, arguments: Dict[str, Any], message: str
) -> None:
    with pytest.raises(TypeError, match=rf"^TabularClassifier\.{message}"):
        plateau_spark.TabularClassifier().fit([[1.0]], [0], **arguments)


def test_arguments_that_are_missing_or_too_many_are_told_of_the_class_of_the_caller(spark: Any) -> None:
    with pytest.raises(TypeError, match="^TabularClassifier got too many .*; did you mean labelCol='income'.$"):
        plateau_spark.TabularClassifier("income")  # type: ignore[misc]
    with pytest.raises(TypeError, match="^TabularClassifier got too many positional arguments$"):
        plateau_spark.TabularClassifier([[1.0]], epochs=5)  # type: ignore[misc]
    with pytest.raises(TypeError, match="^TableEncoder got too many positional arguments$"):
        plateau_spark.TableEncoder(["a"])  # type: ignore[misc]
    with pytest.raises(TypeError, match="^TabularRegressor.predict is missing a required argument: 'X'$"):
        plateau_spark.TabularRegressor().predict()
    with pytest.raises(TypeError, match="^TabularRegressor.score got .* argument 'weight'"):
        plateau_spark.TabularRegressor().score([], [], weight=[])
    with pytest.raises(TypeError, match="^NeuralNetworkClassifier.fit got multiple values for argument 'dataset'$"):
        plateau_spark.NeuralNetworkClassifier().fit([], dataset=[])


def test_params_are_set_by_the_keywords_of_the_constructor(spark: Any) -> None:
    stage = plateau_spark.TabularRegressor(maxIter=5)
    assert stage.setParams(maxIter=7, labelCol="price") is stage
    assert (stage.getMaxIter(), stage.getLabelCol()) == (7, "price")
    one, other = (inspect.signature(each) for each in (stage.setParams, plateau_spark.TabularRegressor))
    assert one.parameters == other.parameters


def test_a_class_of_a_user_has_its_own_keywords(spark: Any) -> None:
    class Mine(plateau_spark.TabularClassifier):
        def __init__(self, width: int = 3) -> None:
            super().__init__(hiddenLayers=[width])

    assert Mine(width=5).getHiddenLayers() == [5]


def test_unknown_names_and_types_are_refused(spark: Any) -> None:
    with pytest.raises(TypeError, match="unexpected keyword argument 'hidenLayers'"):
        plateau_spark.TabularClassifier(hidenLayers=[3])  # type: ignore[call-arg]
    with pytest.raises(TypeError, match="^maxIter must be an integer; got 'many'$"):
        plateau_spark.TabularClassifier().setMaxIter("many")  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("name", "value", "expected"),
    [
        ("inputCols", "a", ["a"]),
        ("inputCols", pandas.Index(["b", "a"]), ["b", "a"]),
        ("inputCols", {"b": 1, "a": 2}.keys(), ["b", "a"]),
        ("ignoredCols", {"b", "a", "c"}, ["a", "b", "c"]),
        ("ignoredCols", (name for name in "ba"), ["b", "a"]),
        ("ignoredCols", pandas.Series(["a"]), ["a"]),
        ("columnKinds", "zip:category", ["zip:category"]),
        ("columnKinds", {"zip": "category", "a:b": "date"}, ["zip:category", "a:b:date"]),
        ("hiddenLayers", 64, [64]),
        ("hiddenLayers", numpy.int64(64), [64]),
        ("hiddenLayers", range(3, 5), [3, 4]),
        ("hiddenLayers", (width for width in (4, 2.0)), [4, 2]),
        ("thresholds", numpy.array([0.5, 0.5]), [0.5, 0.5]),
        ("thresholds", pandas.Series([1, 2]), [1.0, 2.0]),
        ("hiddenLayers", Vectors.dense([3, 4]), [3, 4]),
        ("classWeights", pandas.Series([1, 2], index=["a", "b"]).tolist(), [1.0, 2.0]),
    ],
)
def test_a_list_may_be_any_collection(spark: Any, name: str, value: Any, expected: Any) -> None:
    stage = plateau_spark.TabularClassifier(**{name: value})
    assert stage.getOrDefault(name) == expected
    assert list(stage._java_obj.getOrDefault(stage._java_obj.getParam(name))) == expected
    assert clone(stage).get_params()[name] == expected


def test_a_param_map_may_have_any_collection(vectors: Any) -> None:
    stage = plateau_spark.NeuralNetworkClassifier(maxIter=1)
    assert stage.fit(vectors, {stage.hiddenLayers: 3}).getHiddenLayers() == [3]


@pytest.mark.parametrize(
    ("name", "value", "message"),
    [
        ("inputCols", [0], "inputCols must be a list of strings; got [0]"),
        ("inputCols", {"x": 1}, "inputCols must be a list of strings; got {'x': 1}"),
        ("inputCols", b"x", "inputCols must be a list of strings; got b'x'"),
        ("columnKinds", {"c": 3}, "columnKinds must be a list such as ['zip:category'], or a dict such as {'zip': 'category'}; got {'c': 3}"),
        ("columnKinds", [("c", "date")], "columnKinds must be a list such as ['zip:category'], or a dict such as {'zip': 'category'}; got [('c', 'date')]"),
        ("hiddenLayers", [4.5], "hiddenLayers must be a list of integers; got [4.5]"),
        ("hiddenLayers", True, "hiddenLayers must be a list of integers; got True"),
        ("hiddenLayers", numpy.array(["4"]), "hiddenLayers must be a list of integers; got array(['4'], dtype='<U1')"),
        ("hiddenLayers", "4", "hiddenLayers must be a list of integers; got '4'"),
        ("classWeights", {0: 1.0}, "classWeights must be a list of numbers, one for each class; got {0: 1.0}"),
        ("classWeights", "balanced", "classWeights must be a list of numbers, one for each class; got 'balanced'; did you mean classWeight='balanced'?"),
        ("classWeights", {5.0, 1.0}, f"classWeights must be a list of numbers, one for each class; got { {5.0, 1.0}!r}"),
        ("hiddenLayers", {64}, "hiddenLayers must be a list of integers; got {64}"),
        ("classWeights", pandas.Series([1.0, 2.0], index=[1, 0]), "classWeights are taken by their places, but these have the index [1, 0]; give them in the order of the classes, as .sort_index().tolist() does for classes in ascending order"),
        ("classWeight", {"no": 1}, "classWeight must be 'none' or 'balanced'; classWeights takes a number for each class; got {'no': 1}"),
        ("missing", float("nan"), "missing must be 'median', 'mean', 'skip' or 'error'; got nan"),
        ("thresholds", 0.5, "thresholds must be a list of numbers, one for each class; got 0.5"),
        ("labelCol", ["y"], "labelCol must be a string; got ['y']"),
        ("stepSize", "0.1", "stepSize must be a number; got '0.1'"),
        ("maxIter", float("nan"), "maxIter must be an integer; got nan"),
        ("seed", 1.5, "seed must be an integer; got 1.5"),
    ],
)
def test_a_value_of_another_type_says_what_is_meant(
    spark: Any, name: str, value: Any, message: str
) -> None:
    with pytest.raises(TypeError, match=f"^{re.escape(message)}$"):
        plateau_spark.TabularClassifier(**{name: value})
    stage = plateau_spark.TabularClassifier()
    with pytest.raises(TypeError, match=f"^{re.escape(message)}$"):
        stage.copy({stage.getParam(name): value})


def test_a_refused_value_leaves_the_old_one(spark: Any) -> None:
    stage = plateau_spark.TabularClassifier(maxIter=5)
    with pytest.raises(ValueError):
        stage.setMaxIter(0)
    assert stage.getMaxIter() == 5


@pytest.mark.parametrize("refused", [{"stepSize": -1.0}, {"stepSize": "slow"}])
def test_a_refused_value_leaves_those_beside_it(spark: Any, refused: Dict[str, Any]) -> None:
    stage = plateau_spark.TabularClassifier(patience=3)
    with pytest.raises((ValueError, TypeError)):
        stage.setParams(maxIter=5, patience=4, **refused)
    assert not stage.isSet("maxIter")
    assert stage.getPatience() == 3
    java = stage._java_obj
    assert not java.isSet(java.getParam("maxIter"))
    assert java.getPatience() == 3


def test_names_of_a_fixed_set_are_literals() -> None:
    assert plateau_spark._params.Effort.__args__ == ("full", "quick")


@pytest.mark.parametrize(
    "model",
    [
        plateau_spark.NeuralNetworkClassificationModel,
        plateau_spark.NeuralNetworkRegressionModel,
        plateau_spark.TableEncoderModel,
        plateau_spark.TabularClassificationModel,
        plateau_spark.TabularRegressionModel,
    ],
    ids=lambda cls: cls.__name__,
)
def test_models_have_the_setters_of_java(spark: Any, model: Any) -> None:
    loader = spark._jvm.Thread.currentThread().getContextClassLoader()
    methods = loader.loadClass(f"io.plateau.ml.{model.__name__}").getMethods()
    setters = {method.getName() for method in methods if re.match("set[A-Z]", method.getName())}
    # Those of Spark's own stages that Python does not have either.
    missing = setters - set(dir(model)) - {"setDefault", "setParent", "setSummary"}
    assert len(setters) > 2 and not missing
