"""Copies of a document, whole or in part: what they say word for word is said once, and cites them all."""

from collections.abc import Sequence

from qa.evidence import Evidence

__all__ = ["with_copies"]


def with_copies(each: Sequence[Sequence[Evidence]]) -> list[list[Sequence[Evidence]]]:
    """Return stretches of evidence, each of one document, beside those of other documents that say the same.

    All of a stretch must be the same, word for word and in order: one sentence that two contracts share does
    not make their clauses one. In one document the same is said twice.
    """
    groups: list[tuple[list[str], list[Sequence[Evidence]]]] = []
    for some in each:
        said = [_word_for_word(one) for one in some]
        same = next((alike for known, alike in groups if known == said and _is_elsewhere(some, alike)), None)
        if same is None:
            groups.append((said, [some]))
        else:
            same.append(some)
    return [alike for _, alike in groups]


def _is_elsewhere(some: Sequence[Evidence], alike: Sequence[Sequence[Evidence]]) -> bool:
    """Return whether evidence is of another document than any other is; none at all is of no document."""
    documents = {one.match.document.id for other in alike for one in other}
    return bool(some) and some[0].match.document.id not in documents


def _word_for_word(evidence: Evidence) -> str:
    """Return what evidence says, a row with its headings, however its words are spaced and broken."""
    return " ".join(evidence.words.split())
