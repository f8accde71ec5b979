"""Values of later rows that a fit did not have, and what may be meant by them."""

from typing import Any, Dict, List, Optional

from plateau_spark._columns import is_numeric
from plateau_spark._warnings import DataWarning, warn

#: A column of more strings than this is none of categories.
_MOST = 1000

#: In fewer rows, all categories may be new by chance.
_LEAST = 20

#: The numbers that are booleans.
_BITS = ["0", "1"]


def categories(column: Any) -> Optional[List[str]]:
    """The categories of a column of Arrow in a fit; None where it has none, or only one, or too many."""
    from pyarrow import types

    if types.is_boolean(column.type):
        return _BITS
    if not types.is_string(column.type):
        return None
    different: List[str] = column.drop_null().unique().to_pylist()
    return different if 2 <= len(different) <= min(_MOST, len(column) / 2) else None


def warn_of_unseen(name: str, column: Any, fitted: List[str]) -> None:
    """Warns of a column where most values are of no category of the fit.

    Where most categories have digits they may be dates or numbers, which need not be those of the
    fit: of these it tells only what differs by spaces or the case of letters.
    """
    counts = _counts(column, fitted == _BITS)
    total = sum(counts.values())
    unseen = {text: n for text, n in counts.items() if text not in fitted}
    if 2 * sum(unseen.values()) <= total:
        return
    meant = {_plain(text): text for text in fitted}
    written = [text for text in unseen if _plain(text) in meant]
    digits = sum(any(map(str.isdigit, text)) for text in fitted)
    truths = fitted == _BITS
    if not (written or truths) and (total < _LEAST or 2 * digits > len(fitted)):
        return
    text = (written or list(unseen))[0]
    there = f", which is {meant[_plain(text)]!r} there; write it alike" if written else "; is it the right column?"
    what = "neither 0 nor 1, as the booleans of the fit are" if truths else "of no category of the fit"
    warn(
        f'column "{name}" of X: {sum(unseen.values())} of {total} values are {what}, such as {text!r}{there}',
        DataWarning,
    )


def _counts(column: Any, numbers: bool) -> Dict[str, int]:
    """How often there is each string, or each number as one; of other values nothing."""
    from pyarrow import compute, types

    if not (is_numeric(column.type) if numbers else types.is_string(column.type)):
        return {}
    found = compute.value_counts(column.drop_null())
    texts = [f"{value:g}" if numbers else value for value in found.field(0).to_pylist()]
    return dict(zip(texts, found.field(1).to_pylist()))


def _plain(text: str) -> str:
    return text.strip().casefold()
