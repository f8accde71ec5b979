"""JSON files of arrays: float32 in the fewest digits that give it back, one line a list."""
import json

import numpy as np


def plain(value):
    """JSON value of nested dictionaries, lists and arrays; NaN becomes null."""
    if isinstance(value, dict):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, np.ndarray):
        return [plain(item) for item in value]
    if isinstance(value, (list, tuple)):
        return [plain(item) for item in value]
    if isinstance(value, np.float32):
        return plain(float(str(value)))
    if isinstance(value, np.generic):
        return plain(value.item())
    return None if isinstance(value, float) and np.isnan(value) else value


def named_arrays(arrays):
    """Shape and row-major values of each array, by name."""
    return {name: {"shape": list(np.shape(array)), "values": np.ravel(array)} for name, array in arrays.items()}


def text(value, indent=""):
    if not isinstance(value, dict) or not value:
        return json.dumps(value, separators=(",", ":"))
    inner = indent + " "
    flat = not any(isinstance(item, (dict, list)) for item in value.values())
    if flat or set(value) == {"shape", "values"}:
        return "{" + ", ".join(f'"{key}": {text(item)}' for key, item in value.items()) + "}"
    return "{\n" + ",\n".join(f'{inner}"{key}": {text(item, inner)}' for key, item in value.items()) + f"\n{indent}}}"


def write(path, value):
    path.write_text(text(plain(value)) + "\n")
