"""Attributes of estimators and models: what is meant by one that there is not."""

from typing import TYPE_CHECKING, Any

#: What a model has, by what other libraries call it.
OF_MODELS = {
    "best_iteration": "summary.bestEpoch",
    "coef_": "featureImportances(rows)",
    "evals_result": "summary.history",
    "evals_result_": "summary.history",
    "feature_importances_": "featureImportances(rows)",
    "loss_curve_": "summary.history",
    "n_iter_": "summary.totalIterations",
    "save_model": "save(path)",
}


class Hinted:
    """An object that says of an attribute that it does not have what is meant."""

    def _meant(self, name: str) -> str:
        """What is said behind the message of Python; empty where nothing is known."""
        raise NotImplementedError

    if not TYPE_CHECKING:  # to which it would say that there is any attribute

        def __getattr__(self, name: str) -> Any:
            """Says of an attribute that there is not what is meant."""
            if isinstance(getattr(type(self), name, None), property):
                # An attribute that it reads is the one that there is not.
                return object.__getattribute__(self, name)
            message = f"{type(self).__name__!r} object has no attribute {name!r}{self._meant(name)}"
            raise AttributeError(message, name=name, obj=self)


class HintedModel(Hinted):
    """A model, or what holds one: rows of Spark in, rows with predictions out."""

    _ELSEWHERE = {
        **OF_MODELS,
        "classes_": "labels",
        "predict": "transform(rows)",
        "predict_proba": "transform(rows)",
        "score": "evaluate(rows)",
    }

    def _meant(self, name: str) -> str:
        meant = self._ELSEWHERE.get(name, "")
        there = meant and hasattr(type(self), meant.partition(".")[0].partition("(")[0])
        return f"; did you mean {meant}?" if there else ""
