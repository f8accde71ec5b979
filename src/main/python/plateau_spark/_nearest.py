"""Names that are meant by others, by the rule of ``Nearest`` in Java."""

import re
from typing import Iterable, Optional

#: Nobody means a name by something longer; it is not worth the comparisons.
_LONGEST = 200


def nearest(written: str, known: Iterable[str]) -> Optional[str]:
    """The known name that is nearest to what was written; None where none is near.

    A third of the letters may differ, but not all of them, or two may follow the name.
    """
    best, fewest = None, _LONGEST
    for name in known if len(written) <= _LONGEST else ():
        a, b = plain(written), plain(name)
        most = max(1, min(len(a), len(b)) // 3)
        follows = len(b) >= 3 and a.startswith(b) and len(a) <= len(b) + 2
        if not follows and abs(len(a) - len(b)) > most:
            continue
        edits = _distance(a, b)
        if edits < fewest and (follows or edits <= most and edits < len(a)):
            best, fewest = name, edits
    return best


def plain(name: str) -> str:
    """A name in lower case, without the characters that are left out as often as not."""
    return re.sub("[_ -]", "", name).lower()


def _distance(a: str, b: str) -> int:
    """Edits of one letter, or swaps of neighbors."""
    before: "list[int]" = []
    row = list(range(len(b) + 1))
    for i, letter in enumerate(a, 1):
        before, last, row = row, before, [i]
        for j, other in enumerate(b, 1):
            edits = min(before[j - 1] + (letter != other), before[j] + 1, row[-1] + 1)
            if i > 1 and j > 1 and letter == b[j - 2] and a[i - 2] == other:
                edits = min(edits, last[j - 2] + 1)
            row.append(edits)
    return row[-1]
