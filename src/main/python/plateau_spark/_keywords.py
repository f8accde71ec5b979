"""Keywords of estimators: what is meant by one that there is not."""

import difflib
import functools
import inspect
from typing import Any, Callable, Concatenate, Iterable, ParamSpec, TypeVar, cast

P = ParamSpec("P")
S = TypeVar("S")

#: Params by the names that scikit-learn, XGBoost and Keras have for them, without underscores.
_ELSEWHERE = {
    "alpha": "regParam",
    "catfeatures": "columnKinds",
    "categoricalfeature": "columnKinds",
    "earlystoppingrounds": "patience",
    "epochs": "maxIter",
    "eta": "stepSize",
    "evalmetric": "monitor",
    "hiddenlayersizes": "hiddenLayers",
    "label": "labelCol",
    "learningrate": "stepSize",
    "learningrateinit": "stepSize",
    "lr": "stepSize",
    "maxepochs": "maxIter",
    "mindelta": "tol",
    "nestimators": "maxIter",
    "niternochange": "patience",
    "objective": "loss",
    "optimizer": "solver",
    "randomstate": "seed",
    "reglambda": "regParam",
    "sampleweight": "weightCol",
    "target": "labelCol",
}


def explained(method: Callable[..., Any], by: Callable[..., Any]) -> Any:
    """A method of keywords whose error for one that another has not names the nearest."""
    known = inspect.signature(by).parameters

    @functools.wraps(method)
    def checked(self: Any, *args: Any, **given: Any) -> Any:
        for name in given:
            if name not in known:
                raise TypeError(
                    f"{type(self).__name__} got an unexpected keyword argument {name!r}{_meant(name, known)}"
                )
        return method(self, *args, **given)

    return checked


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


def _meant(name: str, known: Iterable[str]) -> str:
    plain = {_plain(each): each for each in known}
    meant = _ELSEWHERE.get(_plain(name), "")
    if meant not in plain.values():
        nearest = difflib.get_close_matches(_plain(name), plain, n=1)
        meant = plain[nearest[0]] if nearest else ""
    return f"; did you mean {meant!r}?" if meant else ""


def _plain(name: str) -> str:
    return name.replace("_", "").lower()
