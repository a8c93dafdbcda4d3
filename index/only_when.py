"""Lines that say when something was published or changed, and nothing else."""

import re

__all__ = ["says_only_when"]

_OF_A_TIME = frozenset(
    """
    date dated posted published publication updated update last first modified changed created edited revised
    on at of the time st nd rd th am pm noon midnight gmt utc bst cet cest est edt et h uhr
    mon tue tues wed thu thur thurs fri sat sun
    monday tuesday wednesday thursday friday saturday sunday
    jan feb mar apr may jun jul aug sep sept oct nov dec
    january february march april june july august september october november december
    """.split()
)
"""The words of a line that says when something was published, and nothing else."""
_WORD = re.compile(r"[^\W\d_]+")


def says_only_when(line: str) -> bool:
    """Return whether a line is a date or a time, with what may stand before it ("Last modified on")."""
    return any(map(str.isdigit, line)) and _OF_A_TIME.issuperset(_WORD.findall(line.lower()))
