"""The posts of a forum and their like: who wrote each of them, and when, heads it."""

import re
from collections.abc import Sequence
from typing import Any

from lxml import etree

__all__ = ["HEAD_OF_POST", "mark_posts"]

HEAD_OF_POST = "data-head-of-post"
"""What a heading has that was made of what stands above a post."""
_FEWEST = 3
_MAY_BE_POST = frozenset(("div", "article", "section", "li"))
_BEGINS_TEXT = frozenset(("p", "blockquote", "pre", "ul", "ol", "table"))
_HEADINGS = etree.XPath(".//h1|.//h2|.//h3|.//h4|.//h5|.//h6")
_MOST_HEAD_CHARS, _MOST_PARTS = 150, 8
_TIME = re.compile(
    r"(?<!\d)(?:19|20)\d\d(?!\d)|(?<!\d)\d{1,2}:\d\d(?!\d)|\bago\b|\byesterday\b", re.IGNORECASE
)
_LEVEL = "h6"
"""Below all others: what is told in a post has no headings of its own."""
_Place = tuple[Any, str]
"""An element, and which of its texts is meant: "text", or the "tail" behind it."""


def mark_posts(body: Any) -> bool:  # noqa: ANN401
    """Make a heading of what stands above the text of each post; return whether there was any.

    Posts are three or more elements of one class beside each other that all begin with a few words, among
    them a time, before a paragraph.
    """
    changed = False
    for parent in [*body.iter(etree.Element)]:
        groups: dict[str, list[Any]] = {}
        for child in parent:
            if child.tag in _MAY_BE_POST and child.get("class"):
                groups.setdefault(f"{child.tag} {child.get('class').split()[:1]}", []).append(child)
        for posts in groups.values():
            heads = [_head(post) for post in posts] if len(posts) >= _FEWEST else []
            if heads and all(heads):
                changed = True
                for post, head in zip(posts, heads, strict=True):
                    _put(post, head)
    return changed


def _head(post: Any) -> list[_Place]:  # noqa: ANN401
    """Return where the words above the text of a post stand; none where it is no post."""
    if _HEADINGS(post):
        return []
    found: list[_Place] = []
    for event, element in etree.iterwalk(post, events=("start", "end", "comment")):
        if event == "start" and element.tag in _BEGINS_TEXT:
            said = [getattr(node, name) for node, name in found]
            short = 1 < len(said) <= _MOST_PARTS and sum(map(len, said)) <= _MOST_HEAD_CHARS
            return found if short and any(map(_TIME.search, said)) else []
        name = "text" if event == "start" else "tail"
        if element is post and name == "tail":
            break
        if (getattr(element, name) or "").strip():
            found.append((element, name))
        if len(found) > _MOST_PARTS:
            break
    return []


def _put(post: Any, head: Sequence[_Place]) -> None:  # noqa: ANN401
    """Put the words above the text of a post into a heading."""
    heading = post.makeelement(_LEVEL, {HEAD_OF_POST: ""})
    heading.text = ", ".join(" ".join(getattr(node, name).split()) for node, name in head)
    for node, name in head:
        setattr(node, name, None)
    post.insert(0, heading)
