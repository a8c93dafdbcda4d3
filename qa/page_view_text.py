"""A stretch of a document's text as HTML: every character once, in order, in its elements and the mark.

What a format's view knows is where its elements begin and end in the text. Here they are put together with
the mark, so that the mark covers exactly the quote's characters whatever stands between or around them.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from html import escape
from itertools import pairwise

__all__ = ["HIDDEN", "Shown", "Span", "text_html"]

HIDDEN = "syntax"
"""The class of characters that are there, and are not seen: markup of the source."""
_FIRST_MARK = ' id="quote" tabindex="-1"'


@dataclass(frozen=True, slots=True)
class Span:
    """An element around `text[start:end]`.

    `attributes`, `lead` (what comes before it) and `before` (what comes first in it) are finished HTML.

    Blocks nest, are never divided, and hold marks; other elements are divided where a mark begins or ends.
    """

    start: int
    end: int
    tag: str
    attributes: str = ""
    before: str = ""
    lead: str = ""
    block: bool = False


@dataclass(frozen=True, slots=True)
class Shown:
    """The part of a text that is shown, its passage (not muted) and its quote (marked), where there are any.

    `badge` follows the mark; `goes_on` says that the mark began in a part that is shown before, `named`
    whether the mark is the one that its page leads to.
    """

    first: int
    last: int
    passage: tuple[int, int] | None = None
    quote: tuple[int, int] | None = None
    badge: str = ""
    goes_on: bool = False
    named: bool = True


def text_html(text: str, shown: Shown, spans: Iterable[Span] = ()) -> str:
    """Return the shown part of a text in its elements, escaped."""
    cut = [_clipped(span, shown) for span in spans if span.start < shown.last and span.end > shown.first]
    cut.sort(key=lambda span: (not span.block, span.start, -span.end))
    tones = _tones(shown)
    borders = {shown.first, shown.last}
    borders.update(at for span in [*cut, *tones] for at in (span.start, span.end))
    out: list[str] = []
    stack: list[Span] = []
    sweep = _Sweep([s for s in cut if s.block], tones, [s for s in cut if not s.block])
    for start, end in pairwise(sorted(borders)):
        wanted = sweep.over(start)
        same = next((i for i, (a, b) in enumerate(zip(stack, wanted, strict=False)) if a is not b), None)
        same = min(len(stack), len(wanted)) if same is None else same
        out += _closed(stack[same:], start, shown)
        for span in wanted[same:]:
            first = span.tag == "mark" and span.start == start and shown.named and not shown.goes_on
            attributes = _FIRST_MARK if first else span.attributes
            out.append(f"{span.lead}<{span.tag}{attributes}>{span.before}")
        stack = wanted
        out.append(escape(text[start:end]))
    return "".join([*out, *_closed(stack, shown.last, shown)])


def _closed(stack: Sequence[Span], at: int, shown: Shown) -> Iterator[str]:
    """Yield the ends of elements, innermost first; after that of the mark its badge, once all is marked."""
    for span in reversed(stack):
        yield f"</{span.tag}>"
        if span.tag == "mark" and shown.quote and at == shown.quote[1]:
            yield shown.badge


def _clipped(span: Span, shown: Shown) -> Span:
    return replace(span, start=max(span.start, shown.first), end=min(span.end, shown.last))


def _tones(shown: Shown) -> list[Span]:
    """Return the mark, and what is muted: all that is outside the passage."""
    tones: list[Span] = []
    if shown.quote:
        tones.append(Span(*shown.quote, "mark"))
    if shown.passage:
        start, end = shown.passage
        if shown.quote:
            start, end = min(start, shown.quote[0]), max(end, shown.quote[1])
        tones.append(Span(shown.first, start, "span", ' class="rest"'))
        tones.append(Span(end, shown.last, "span", ' class="rest"'))
    return [tone for tone in tones if tone.start < tone.end]


class _Sweep:
    """Tells which spans lie over a place, asked for places in order."""

    def __init__(self, *families: Sequence[Span]) -> None:
        self._waiting = [sorted(family, key=lambda span: (span.start, -span.end)) for family in families]
        self._next = [0] * len(families)
        self._over: list[list[Span]] = [[] for _ in families]

    def over(self, place: int) -> list[Span]:
        """Return the spans over a place: of the first family, outermost first, then of the next."""
        for number, family in enumerate(self._waiting):
            over = [span for span in self._over[number] if span.end > place]
            while self._next[number] < len(family) and family[self._next[number]].start <= place:
                span = family[self._next[number]]
                if span.end > place:
                    over.append(span)
                self._next[number] += 1
            self._over[number] = over
        return [span for over in self._over for span in over]
