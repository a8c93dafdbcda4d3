"""Where a text says that it was corrected: the notes below an article, and the takes of an agency."""

import re

__all__ = ["CORRECTS"]

CORRECTS = re.compile(
    r"""(?:[Aa]rticle|[Ss]tory|[Rr]eport|[Pp]iece|[Pp]ost|[Pp]age|[Tt]ext|[Hh]eadline|[Ii]nterview|[Tt]ranscript)
        (?:\ (?:has|have|was|were|is|been|also|since)){1,3}\ (?:amended|corrected)\b
    |(?:[Ee]arlier|[Pp]revious|[Ff]irst|[Oo]riginal|[Ii]nitial)\ versions?\b
    |(?<![\w,;]\s)(?:C(?:orrections?|ORRECTIONS?|larifications?|LARIFICATIONS?|orrigend(?:a|um))|Errat(?:a|um)
        |[Pp]ut\ right)(?:\ [Aa]nd\ (?:[Cc]larifications?|[Cc]orrections?))?\s*[:,(\d]""",
    re.VERBOSE,
)
"""What says that a text was corrected: "The article was amended", "An earlier version …", "Correction: …"."""
