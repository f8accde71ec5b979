"""Metadata routing of scikit-learn: which arguments pipelines and searches pass on to an estimator."""

from typing import Any, Dict, TypeVar, Union

R = TypeVar("R", bound="Routed")

#: Whether an argument is passed on, or by which name; None where nobody has said so, which is an error.
Request = Union[bool, str, None]

#: As in sklearn.utils.metadata_routing, which this package does not depend on.
_UNCHANGED = "$UNCHANGED$"


class Routed:
    """An estimator that takes arguments of ``fit`` and ``score`` beside X and y."""

    #: By method and argument; not changed in place.
    _requests: Dict[str, Dict[str, Request]] = {
        "fit": {"sample_weight": None, "eval_set": None},
        "score": {"sample_weight": None},
    }

    def set_fit_request(
        self: R, *, sample_weight: Request = _UNCHANGED, eval_set: Request = _UNCHANGED
    ) -> R:
        """Sets what a pipeline or search of scikit-learn passes on to ``fit``.

        Parameters
        ----------
        sample_weight, eval_set
            True to take the argument, False to leave it, a name to take the one of that name
        """
        return self._request("fit", sample_weight=sample_weight, eval_set=eval_set)

    def set_score_request(self: R, *, sample_weight: Request = _UNCHANGED) -> R:
        """Sets what a pipeline or search of scikit-learn passes on to ``score``.

        Parameters
        ----------
        sample_weight
            True to take the argument, False to leave it, a name to take the one of that name
        """
        return self._request("score", sample_weight=sample_weight)

    def _request(self: R, method: str, **requests: Request) -> R:
        from sklearn import get_config

        if not get_config().get("enable_metadata_routing"):
            raise RuntimeError(
                f"set_{method}_request is for metadata routing, which"
                " sklearn.set_config(enable_metadata_routing=True) switches on"
            )
        changed = {name: value for name, value in requests.items() if value != _UNCHANGED}
        self._requests = {**self._requests, method: {**self._requests[method], **changed}}
        return self

    def get_metadata_routing(self) -> Any:
        """What scikit-learn asks for: the requests, as a ``MetadataRequest``."""
        from sklearn.utils.metadata_routing import MetadataRequest

        routing = MetadataRequest(owner=type(self).__name__)
        for method, requests in self._requests.items():
            for name, request in requests.items():
                getattr(routing, method).add_request(param=name, alias=request)
        return routing

    @property
    def _metadata_request(self) -> Any:
        # By this name searches without a scorer look for what score takes.
        return self.get_metadata_routing()
