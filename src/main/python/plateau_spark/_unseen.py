"""Values of later rows that a fit did not have, and what may be meant by them."""

from typing import Any, List, NamedTuple, Optional

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
    from pyarrow import array, compute, types

    if fitted.booleans:
        _warn_of_others_than_booleans(subject, column)
        return
    if not types.is_string(column.type):
        return
    texts = fitted.texts
    present = column.drop_null()
    digits = 2 * sum(any(map(str.isdigit, text)) for text in texts) > len(texts)
    if digits:
        texts = [text.strip() for text in texts]
        present = compute.utf8_trim_whitespace(present)
    unseen = present.filter(compute.invert(compute.is_in(present, value_set=array(texts, present.type))))
    if 2 * len(unseen) <= len(present):
        return
    meant = {_plain(text): text for text in texts}
    different = unseen.unique().to_pylist()
    written = [text for text in different if _plain(text) in meant]
    if not written and (digits or len(present) < _LEAST):
        return
    text = (written or different)[0]
    there = f", which is {meant[_plain(text)]!r} there; write it alike" if written else "; is it the right column?"
    warn(
        f"{subject}: {len(unseen)} of {len(present)} values are of no category of the fit, such as {text!r}{there}",
        DataWarning,
    )


def _warn_of_others_than_booleans(subject: str, column: Any) -> None:
    from pyarrow import compute, float64

    if not is_numeric(column.type):
        return
    numbers = compute.cast(column, float64(), safe=False).drop_null()
    present = numbers.filter(compute.invert(compute.is_nan(numbers)))
    others = present.filter(compute.and_(compute.not_equal(present, 0), compute.not_equal(present, 1)))
    if 2 * len(others) > len(present):
        text = repr(others[0].as_py()).removesuffix(".0")
        warn(
            f"{subject}: {len(others)} of {len(present)} values are neither 0 nor 1, as the booleans of the fit are,"
            f" such as {text!r}; is it the right column?",
            DataWarning,
        )


def _plain(text: str) -> str:
    return text.strip().casefold()
