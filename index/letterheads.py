"""The name of who issues a document, where its title belongs: "HARBOUR COMMISSION" above "Mooring rules".

In English.
"""

import re

__all__ = ["is_letterhead", "names_document"]

_ISSUER = re.compile(
    r"(?:[\w’'&.,-]+\s+){0,7}?(?:university|college|school|academy|institute|hospital|council|commission|committee"
    r"|ministry|department|authority|agency|association|society|foundation|trust|union|club|bank|company|corporation"
    r"|ltd|limited|inc|plc|llc|gmbh|court|parliament|board|office|bureau|service|church|museum)\b\.?"
    r"(?:\s+(?:of|for)(?:\s+[\w’'&.-]+){1,6})?",
    re.IGNORECASE,
)
_DOCUMENT = re.compile(
    r"\b(?:regulations?|rules|by-?laws|byelaws|statutes|report|minutes|polic(?:y|ies)|agreement|contract|lease|guide"
    r"|guidelines?|handbook|manual|plan|procedures?|strategy|catalogue?|protocol|charter|code|newsletter|constitution"
    r"|specification|instructions|prospectus|budget|accounts|statement|survey|terms|notice)\b",
    re.IGNORECASE,
)


def is_letterhead(heading: str) -> bool:
    """Return whether a heading is the name of a body and nothing else: it names no document."""
    return bool(_ISSUER.fullmatch(heading.strip())) and not names_document(heading)


def names_document(heading: str) -> bool:
    """Return whether a heading has a word for a document: "Rules of the moorings"."""
    return bool(_DOCUMENT.search(heading))
