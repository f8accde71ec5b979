"""Estimators by the protocol of scikit-learn: params by name, clones and tags."""

import reprlib
from typing import Any, Dict, TypeVar

from plateau_spark._keywords import hint
from plateau_spark._routing import Routed
from plateau_spark._stage import EstimatorStage

P = TypeVar("P", bound="Protocol")

_SHORT = reprlib.Repr()
_SHORT.maxstring = _SHORT.maxother = 60


class Protocol(Routed, EstimatorStage):
    """What searches, pipelines and ensembles of scikit-learn ask of an estimator."""

    _estimator_type: str
    _callbacks: "tuple[Any, ...]"

    def __repr__(self) -> str:
        given = {name: value for name, value in self.get_params().items() if value is not None}
        return f"{type(self).__name__}({', '.join(f'{n}={_SHORT.repr(v)}' for n, v in given.items())})"

    def get_params(self, deep: bool = True) -> Dict[str, Any]:
        """All params by name; None where one is not set."""
        return {
            param.name: self._paramMap[param] if self.isSet(param) else None
            for param in self.params
        }

    def set_params(self: P, **params: Any) -> P:
        """Sets params by name; None takes a value back."""
        for name, value in params.items():
            if not self.hasParam(name):
                names = sorted(param.name for param in self.params)
                raise ValueError(
                    f"Invalid parameter {name!r} for estimator {type(self).__name__}"
                    f"{hint(name, names) or '.'} Valid parameters are: {names}."
                )
            if value is None:
                if self.isSet(self.getParam(name)):
                    self.clear(self.getParam(name))
            else:
                self._set(**{name: value})
        return self

    def __sklearn_clone__(self: P) -> P:
        clone = type(self)()
        clone._set(**self.get_params())
        clone._callbacks = self._callbacks
        clone._requests = self._requests
        return clone

    def __sklearn_is_fitted__(self) -> bool:
        return hasattr(self, "model_")

    def __sklearn_tags__(self) -> Any:
        from sklearn.utils import ClassifierTags, InputTags, RegressorTags, Tags, TargetTags

        classifies = self._estimator_type == "classifier"
        return Tags(
            estimator_type=self._estimator_type,
            target_tags=TargetTags(required=True),
            transformer_tags=None,
            classifier_tags=ClassifierTags() if classifies else None,
            regressor_tags=None if classifies else RegressorTags(),
            input_tags=InputTags(allow_nan=True, string=True, categorical=True),
        )
