"""Where a text says that it was corrected: the notes below an article, and the takes of an agency."""

import re

__all__ = ["CORRECTS"]

CORRECTS = re.compile(
    r"""\b(?:this|the)\ (?:article|story|report|piece|post|page|text|headline|interview|transcript)
        (?:\ (?:has|have|was|were|is|been|also|since)){1,3}\ (?:amended|corrected)\b
    |\b(?:an?|the|our)\ (?:earlier|previous|first|original|initial)\ versions?\b
    |(?:^|(?<=[\n.]))\W*(?:corrections?|clarifications?|corrigendum|errat(?:a|um)|put\ right)
        (?:\ and\ (?:clarifications?|corrections?))?\s*(?:[:,]|\(|\d)""",
    re.IGNORECASE | re.VERBOSE,
)
"""What says that a text was corrected: "The article was amended", "An earlier version …", "Correction: …"."""
