"""A page with a question and what people answered: each post below who wrote it, and when.

Trafilatura finds one post of several, or all without their authors, who sign below what they write.
"""

import re
from collections.abc import Iterator
from itertools import takewhile
from typing import Any

from lxml import etree

__all__ = ["question_and_answers"]

_POSTS = frozenset(("div", "article", "section", "li"))
_BLOCKS = frozenset("p ul ol dl table pre blockquote div section article figure h1 h2 h3 h4 h5 h6".split())
_ANSWER, _QUESTION, _ACCEPTED, _COMMENTS, _LEFT_OUT = (
    re.compile(rf"(?<![\w-])(?:{names})(?![\w-])", re.IGNORECASE)
    for names in (
        r"answer|\S+/Answer",
        r"question|\S+/Question",
        r"accepted|accepted-?answer|acceptedAnswer",
        r"comments|comment-?list|comments-list",
        r"votes?|vote-?cell|js-vote-count|score|tags|post-taglist|post-menu|js-post-menu|share|flag",
    )
)
"""Names of parts of such a page: of its posts also the types of schema.org."""
_TIME = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)|(?<!\d)\d{1,2}:\d\d(?!\d)|\bago\b|\byesterday\b")
_NO_WORDS = re.compile(r"[\W\d]*(?:\d[\d.,]*k)?\W*")
"""How many points an author has, and medals."""
_TEXT = frozenset("p ul ol dl li pre blockquote table".split())
_MOST_CHARS = 200
_HEAD, _BELOW = "h2", "h3"


def question_and_answers(body: Any) -> Any:  # noqa: ANN401 - lxml's elements
    """Return the posts of a page that is one question with answers to it, as a body; None of any other page.

    Each has who wrote it as its heading; half of them at least tell that, and when.
    """
    answers = [*_outermost(body, _ANSWER)] if body is not None else []
    questions = [*_outermost(body, _QUESTION)] if answers else []
    if len(questions) != 1 or any(one is questions[0] for a in answers for one in a.iterancestors()):
        return None
    posts = [questions[0], *answers]
    for element in [e for post in posts for e in post.iterdescendants(etree.Element)]:
        if element.getparent() is not None and _LEFT_OUT.search(_names(element)):
            element.drop_tree()
    signatures = [_signature(post) for post in posts]
    if 2 * sum(signature is not None for signature in signatures) < len(posts):
        return None
    found = body.makeelement("body", {})
    title = next(body.iter("h1"), None)  # which may stand in the question
    for post, signature in zip(posts, signatures, strict=True):
        _arrange(post, signature)
    for element in (title, *posts):
        if element is not None:
            element.tail = None
            found.append(element)
    return found


def _outermost(body: Any, named: re.Pattern[str]) -> Iterator[Any]:  # noqa: ANN401
    """Yield the elements that are named as posts and stand in none of these."""
    for element in body.iter(*_POSTS):
        if named.search(_names(element)) and not any(
            named.search(_names(above)) for above in element.iterancestors(*_POSTS)
        ):
            yield element


def _signature(post: Any) -> Any:  # noqa: ANN401
    """Return the last element below the text of a post, no comment, that tells who wrote it, and when."""
    found = None
    begun = False
    for element in post.iterdescendants(etree.Element):
        around = [*takewhile(lambda above: above is not post, element.iterancestors())]
        if any(_COMMENTS.search(_names(e)) for e in (element, *around)):
            continue
        if element.tag in _TEXT:
            begun = True
        elif begun and element.find(".//p") is None and not any(above.tag in _TEXT for above in around):
            said = _words(element)
            if len(said) <= _MOST_CHARS and _TIME.search(said) and (found is None or found not in around):
                found = element
    return found


def _arrange(post: Any, signature: Any) -> None:  # noqa: ANN401
    """Head a post with its author, and its comments as such."""
    said = ["Accepted answer"] if _ACCEPTED.search(_names(post)) else []
    if signature is not None:
        parts = (" ".join(text.split()) for text in signature.itertext())
        said += [part.strip(", ") for part in parts if not _NO_WORDS.fullmatch(part)]
        signature.drop_tree()
    for comments in [e for e in post.iterdescendants(*_POSTS, "ul") if _COMMENTS.search(_names(e))]:
        _mark_comments(comments)
    if said:
        heading = post.makeelement(_HEAD, {})
        heading.text = ", ".join(said)
        post.insert(0, heading)


def _mark_comments(comments: Any) -> None:  # noqa: ANN401
    """Make paragraphs of the comments below a post, and a heading above them."""
    if any(_COMMENTS.search(_names(above)) for above in comments.iterancestors()):
        return
    for element in comments.iterdescendants("div", "li"):
        if not any(below.tag in (*_BLOCKS, "li") for below in element.iterdescendants(etree.Element)):
            element.tag = "p"
    if _words(comments):
        heading = comments.makeelement(_BELOW, {})
        heading.text = "Comments"
        comments.insert(0, heading)


def _names(element: Any) -> str:  # noqa: ANN401
    return " ".join(element.get(name, "") for name in ("class", "itemprop", "itemtype"))


def _words(element: Any) -> str:  # noqa: ANN401
    return " ".join(" ".join(element.itertext()).split())
