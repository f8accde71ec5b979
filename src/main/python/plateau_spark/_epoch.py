"""Epochs of a history, from JSON of Java."""

from typing import Any, Dict

_NOT_FINITE = ("NaN", "Infinity", "-Infinity")


def numbers(epoch: Dict[str, Any]) -> Dict[str, Any]:
    """The epoch with floats for losses and metrics that are not finite, for which JSON has texts."""
    metrics = {name: _number(value) for name, value in epoch["metrics"].items()}
    return {**{name: _number(value) for name, value in epoch.items()}, "metrics": metrics}


def _number(value: Any) -> Any:
    return float(value) if isinstance(value, str) and value in _NOT_FINITE else value
