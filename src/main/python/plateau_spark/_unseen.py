"""Values of later rows that a fit did not have, and what may be meant by them."""

from typing import Any, Dict, List, NamedTuple, Optional

from plateau_spark._columns import is_numeric
from plateau_spark._warnings import DataWarning, warn

#: A column of more strings than this is none of categories.
_MOST = 1000

#: In fewer rows, all categories may be new by chance.
_LEAST = 20


class Categories(NamedTuple):
    """The categories of a column of a fit.

    Parameters
    ----------
    texts
        the categories
    booleans
        whether they are 0 and 1 because the column was one of booleans
    """

    texts: List[str]
    booleans: bool = False


def categories(column: Any) -> Optional[Categories]:
    """The categories of a column of Arrow in a fit; None where it has none, or only one, or too many."""
    from pyarrow import types

    if types.is_boolean(column.type):
        return Categories(["0", "1"], booleans=True)
    if not types.is_string(column.type):
        return None
    present = column.drop_null()
    different = present.unique()
    known = 2 <= len(different) <= min(_MOST, len(present) / 2)
    return Categories(different.to_pylist()) if known else None


def warn_of_unseen(subject: str, column: Any, fitted: Categories) -> None:
    """Warns of a column where most values are of no category of the fit.

    Where most categories have digits they may be numbers or dates, which need not be those of the fit,
    and which are read without the spaces around them: of these it tells only what differs by the case
    of letters.
    """
    texts, booleans = fitted
    counts = _counts(column, booleans)
    total = sum(counts.values())
    digits = 2 * sum(any(map(str.isdigit, text)) for text in texts) > len(texts)
    read = str.strip if digits else str
    known = set(map(read, texts))
    unseen = {text: n for text, n in counts.items() if read(text) not in known}
    if 2 * sum(unseen.values()) <= total:
        return
    meant = {_plain(text): text for text in texts}
    written = [text for text in unseen if _plain(text) in meant]
    if not (written or booleans) and (total < _LEAST or digits):
        return
    text = (written or list(unseen))[0]
    there = f", which is {meant[_plain(text)]!r} there; write it alike" if written else "; is it the right column?"
    what = "neither 0 nor 1, as the booleans of the fit are" if booleans else "of no category of the fit"
    warn(f"{subject}: {sum(unseen.values())} of {total} values are {what}, such as {text!r}{there}", DataWarning)


def _counts(column: Any, numbers: bool) -> Dict[str, int]:
    """How often there is each string, or each number; of other values nothing."""
    from pyarrow import compute, types

    if not (is_numeric(column.type) if numbers else types.is_string(column.type)):
        return {}
    found = compute.value_counts(column.drop_null())
    texts = [str(value).removesuffix(".0") if numbers else value for value in found.field(0).to_pylist()]
    return dict(zip(texts, found.field(1).to_pylist()))


def _plain(text: str) -> str:
    return text.strip().casefold()
