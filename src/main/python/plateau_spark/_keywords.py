"""Arguments of estimators: what is meant by one that there is not."""

import difflib
import functools
import inspect
import re
from typing import Any, Callable, Concatenate, Dict, Iterable, Optional, ParamSpec, TypeVar, cast

P = ParamSpec("P")
S = TypeVar("S")
M = TypeVar("M", bound=Callable[..., Any])

#: Params, and arguments of fit, by the names that scikit-learn, XGBoost and Keras have for them,
#: without underscores.
_ELSEWHERE = {
    "alpha": "regParam",
    "catfeatures": "columnKinds",
    "categoricalfeature": "columnKinds",
    "earlystoppingrounds": "patience",
    "epochs": "maxIter",
    "eta": "stepSize",
    "evals": "eval_set",
    "evalmetric": "monitor",
    "featurescol": "inputCols",
    "hiddenunits": "hiddenLayers",
    "hiddenlayersizes": "hiddenLayers",
    "inputcols": "featuresCol",
    "iterations": "maxIter",
    "label": "labelCol",
    "learningrate": "stepSize",
    "learningrateinit": "stepSize",
    "lr": "stepSize",
    "maxepochs": "maxIter",
    "mindelta": "tol",
    "nepochs": "maxIter",
    "nestimators": "maxIter",
    "niternochange": "patience",
    "numboostround": "maxIter",
    "numepochs": "maxIter",
    "numround": "maxIter",
    "objective": "loss",
    "optimizer": "solver",
    "randomstate": "seed",
    "reglambda": "regParam",
    "sampleweight": "weightCol",
    "target": "labelCol",
    "validationdata": "eval_set",
    "validationfraction": "validationIndicatorCol",
    "validationsplit": "validationFraction",
}

#: What is neither here, but a call.
_CALLS = {
    "callbacks": "setCallbacks(...)",
    "verbose": "plateau_spark.show_progress(...)",
    "verbosity": "plateau_spark.show_progress(...)",
}


def explained(method: M, init: Optional[Callable[..., Any]] = None) -> M:
    """A method whose errors for arguments that it does not take name the class, and what is meant.

    Parameters
    ----------
    init
        constructor whose keywords it takes; None where it has arguments of its own
    """
    signature = inspect.signature(init or method)

    @functools.wraps(method)
    def checked(self: Any, *args: Any, **given: Any) -> Any:
        try:
            signature.bind(self, *args, **given)
        except TypeError as error:
            name = type(self).__name__
            known = {_plain(each): repr(each) for each in list(signature.parameters)[1:]}
            params = {} if init else {_plain(p.name): f"{name}({p.name}=...)" for p in self.params}
            unknown = re.fullmatch("got an unexpected keyword argument '(.*)'", str(error))
            if unknown:
                meant = _meant(_plain(unknown[1]), known, params)
            elif init and args and isinstance(args[0], str) and "labelcol" in known:
                meant = f"labelCol={args[0]!r}"
            else:
                meant = ""
            called = name if method.__name__ == "__init__" else f"{name}.{method.__name__}"
            fault = re.sub("^(?!got)", "is " if str(error).startswith("missing") else "got ", str(error))
            raise TypeError(f"{called} {fault}{meant and f'; did you mean {meant}?'}") from None
        return method(self, *args, **given)

    return cast(M, checked)


def keywords_of(
    init: Callable[Concatenate[Any, P], None],
) -> Callable[[Callable[[S], S]], Callable[Concatenate[S, P], S]]:
    """Gives a method of any keywords those of a constructor, for people and type checkers."""

    def given(method: Callable[[S], S]) -> Callable[Concatenate[S, P], S]:
        checked: Any = explained(method, init)
        returned = inspect.signature(method).return_annotation
        checked.__signature__ = inspect.signature(init).replace(return_annotation=returned)
        return cast(Callable[Concatenate[S, P], S], checked)

    return given


def hint(name: str, known: Iterable[str]) -> str:
    """``; did you mean …?``, of a param that there is not, or nothing."""
    meant = _meant(_plain(name), {_plain(each): repr(each) for each in known})
    return f"; did you mean {meant}?" if meant else ""


def _meant(name: str, *places: Dict[str, str]) -> str:
    """What is meant by a name without underscores: one of the first place that has it, or one like it."""
    if name in _CALLS:
        return _CALLS[name]
    for place in places:
        if name in place:
            return place[name]
    known = _plain(_ELSEWHERE.get(name, name))
    for cutoff in (1, 0.66):
        for place in places:
            nearest = difflib.get_close_matches(known if cutoff == 1 else name, place, n=1, cutoff=cutoff)
            if nearest:
                return place[nearest[0]]
    return ""


def _plain(name: str) -> str:
    return name.replace("_", "").lower()
