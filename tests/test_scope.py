"""Choosing what to ask: what belongs to a scope, and that both searches rank it as brute force does."""

from pathlib import Path

import numpy as np
import pytest

from index.errors import EmptyScopeError, FootnoteError
from index.formats import FORMATS, GROUPS, media_types
from index.library import Library
from index.scope import covers, in_words, named
from index.types import EVERYTHING, Scope
from qa.ask import Asker
from qa.retrieve import retrieve
from tests.conftest import Build
from tests.support import FakeEncoder, calibration
from tests.test_command_line import FILES, Run, indexed, run  # noqa: F401 - fixtures
from tests.test_search import around_of, assert_same_ranking, bm25_by_hand

PDF, MAIL, TEXT = "application/pdf", "message/rfc822", "text/plain"
QUESTION = "What share of the vote did Ivanov get?"
"""Of no year: a document of another one would hardly answer."""


@pytest.mark.parametrize(
    ("scope", "inside", "outside"),
    [
        (Scope(ids=("a/b.txt",)), ["a/b.txt"], ["b.txt", "a/b.txt2", "a/c.txt"]),
        (Scope(folders=("a",)), ["a/b.txt", "a/b/c.txt"], ["a", "ab/c.txt", "b/a/c.txt"]),
        (Scope(folders=("a/",)), ["a/b.txt"], ["ab.txt"]),
        (Scope(globs=("*.txt",)), ["b.txt", "a/b/c.txt"], ["b.txtx", "b.TXT"]),
        (Scope(ids=("x[1].txt",)), ["x[1].txt"], ["x1.txt"]),
        (Scope(ids=("b.txt",), folders=("a",)), ["b.txt", "a/c.txt"], ["c.txt"]),
        (named(("./a/",), (), None, None), ["a/b.txt"], ["b.txt"]),
        (named(("x[1].txt",), (), None, None), ["x[1].txt", "x1.txt"], ["x2.txt"]),
        (EVERYTHING, ["a", "b/c"], []),
    ],
)
def test_documents_are_named_by_id_folder_or_pattern(
    scope: Scope, inside: list[str], outside: list[str]
) -> None:
    """Any one name is enough; a folder is no prefix of a name; a pattern's star goes through slashes."""
    covered = covers(scope)
    assert [id_ for id_ in inside + outside if covered(id_, TEXT, None)] == inside


@pytest.mark.parametrize(
    ("since", "until", "inside", "outside"),
    [
        ("2020-03", None, ["2020", "2020-03", "2020-03-01", "2021-01-01"], ["2019", "2020-02-29", None]),
        (None, "2020-03", ["2020", "2020-03-31", "1999"], ["2020-04", "2021", None]),
        ("2020-03-05", "2020-03-05", ["2020-03-05", "2020-03", "2020"], ["2020-03-04", "2020-04", "2021"]),
        ("2020", "2021", ["2020-01-01", "2021-12-31"], ["2019-12-31", "2022"]),
    ],
)
def test_dates_are_compared_as_far_as_both_are_known(
    since: str | None, until: str | None, inside: list[str], outside: list[str | None]
) -> None:
    """Both ends belong to the span; what has no date does not."""
    covered = covers(Scope(since=since, until=until))
    assert [date for date in [*inside, *outside] if covered("a.txt", TEXT, date)] == inside


def test_types_are_named_by_group_suffix_or_media_type() -> None:
    """Every format belongs to exactly one group, and what is unknown is named with what is known."""
    kinds = [kind for name in GROUPS for kind in media_types(name)]
    assert sorted(kinds) == sorted({format_.media_type for format_ in FORMATS.values()})
    assert media_types("pdf") == media_types(".PDF") == media_types(PDF) == {PDF}
    assert media_types("mail") == {MAIL, "application/mbox"}
    with pytest.raises(FootnoteError, match="'paper' is no type of document: give one of text, markdown"):
        media_types("paper")
    covered = covers(Scope(folders=("a",), types=("pdf", "mail"), since="2020"))
    assert covered("a/b", MAIL, "2020")
    assert not covered("a/b", TEXT, "2020")
    assert not covered("b", MAIL, "2020")


@pytest.mark.parametrize("dates", [("20", None), (None, "2020-1"), ("2021", "2020"), ("2020-03", "2020-02")])
def test_what_is_no_span_of_time_is_refused(dates: tuple[str | None, str | None]) -> None:
    """A scope that could hold nothing is not made."""
    with pytest.raises(ValueError, match=r"no(t a)? (date|time)"):
        Scope(since=dates[0], until=dates[1])


TOPICS = ("grain", "election", "bridge", "flood", "museum", "winter", "harbour")


@pytest.fixture
def library(build: Build) -> Library:
    """Return an index of 60 documents in three folders, of two kinds, dated 2000 to 2019."""
    files = {}
    for n in range(60):
        topic, other = TOPICS[n % 7], TOPICS[(n * 5 + 2) % 7]
        said = f"The {topic} of year {n} cost {n * 37} crowns, said the {other} board.\n"
        head = f"---\ntitle: Report {n}\ndate: {2000 + n % 20}-0{1 + n % 9}-11\n---\n\n"
        files[f"part{n % 3}/{n}.{'md' if n % 4 else 'html'}"] = (
            head + said if n % 4 else f"<h1>Report {n}</h1><p>{said}</p>"
        )
    return build(files)


SCOPES = (
    Scope(ids=("part1/1.md",)),
    Scope(folders=("part2",)),
    Scope(types=("markdown",), since="2015"),
    Scope(globs=("*1*",), until="2010-06"),
    EVERYTHING,
)


@pytest.mark.parametrize("scope", SCOPES, ids=range(len(SCOPES)))
def test_a_scope_is_ranked_as_by_brute_force(library: Library, scope: Scope) -> None:
    """(number, score) of vectors and of words are those of all passages without those left out."""
    question = "What did the flood and the winter cost?"
    encoder = FakeEncoder()
    query = encoder.encode([question])[0]
    covered = covers(scope)
    stored = {s.number: s for s in library.record.passages() if s.input_digest}
    documents = {info.id: library.document(info.id) for info in library.documents()}
    of = {number: documents[s.passage.document_id] for number, s in stored.items()}
    inside = {n for n, d in of.items() if covered(d.id, d.media_type, d.date)}
    assert 0 < len(inside) <= len(stored)
    cosines = {
        number: float(row.astype(np.float64) @ query)
        for numbers, rows in library.record.vectors(encoder.model_id)
        for number, row in zip(numbers, rows, strict=True)
        if number in inside
    }
    texts = {n: of[n].text[s.passage.start : s.passage.end] for n, s in stored.items()}
    by_hand = bm25_by_hand(texts, question, "en", around_of(library))
    by_words = [(n, score) for n, score in by_hand if n in inside]
    engine = library.engine()
    for k in (3, 100):
        ranked = sorted(cosines.items(), key=lambda pair: (-round(pair[1], 6), pair[0]))
        assert_same_ranking(engine.nearest(query, k, scope), ranked[:k])
        found = engine.matching(question, k, scope)
        assert {n for n, _ in found} <= inside
        assert [s for _, s in found] == pytest.approx([s for _, s in by_words[:k]], rel=1e-4)
    retrieved = {match.stored.number for match in retrieve(library, encoder, question, 100, scope).matches}
    assert retrieved == inside


def test_answers_follow_ups_and_what_is_nearest_come_from_the_scope(library: Library) -> None:
    """Nothing of another folder is quoted or shown, whatever would match better there."""
    for threshold in (0.0, 1.1):
        asker = Asker(library, FakeEncoder(), calibration(threshold))
        scope = Scope(folders=("part1",))
        first = asker.ask("What did the flood of year 3 cost?", scope=scope)
        answers = [
            first,
            asker.ask("And in year 6?", [first], scope),
            asker.ask("What are these files about?", scope=scope),
        ]
        places = [c.document_id for a in answers for c in a.citations]
        places += [hit.passage.document_id for a in answers for hit in a.nearest]
        assert places
        assert {place.split("/")[0] for place in places} == {"part1"}


def test_a_scope_without_documents_is_told_and_not_taken_for_silence(library: Library) -> None:
    """The message says what was asked for, in words."""
    asker = Asker(library, FakeEncoder(), calibration(0.0))
    scope = Scope(folders=("part9",), types=("pdf",), since="2020", until="2021-01")
    expected = "none of the 60 documents is 'part9', of type pdf, since 2020, until 2021-01"
    with pytest.raises(EmptyScopeError, match=expected):
        asker.ask("What did the flood cost?", scope=scope)
    assert in_words(named(("a", "*.md"), (), None, None)) == "'a' or '*.md'"


def cited(ran: object) -> set[str]:
    """Return the ids of what an answer in JSON cites."""
    shown = ran.json  # type: ignore[attr-defined]
    return {c["document_id"] for s in shown["statements"] for c in s["citations"]}


@pytest.mark.parametrize(
    ("options", "documents"),
    [
        ((), {"result.md", "old.md"}),
        (("--only", "old.md"), {"old.md"}),
        (("--only", "r*", "--only", "grain.txt"), {"result.md"}),
        (("--type", "markdown", "--until", "2020"), {"old.md"}),
        (("--since", "2025-01"), {"result.md"}),
    ],
)
def test_options_choose_what_is_asked(indexed: Run, options: tuple[str, ...], documents: set[str]) -> None:  # noqa: F811
    """Only documents of the scope are cited."""
    found = cited(indexed("ask", QUESTION, "--index", "ix", "--json", *options))
    assert found
    assert found <= documents
    if options:
        assert found == documents


def test_the_environment_chooses_too(indexed: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:  # noqa: F811
    """FOOTNOTE_ONLY holds several as PATH does; FOOTNOTE_TYPE, _SINCE and _UNTIL do what the options do."""
    import os

    monkeypatch.setenv("FOOTNOTE_ONLY", os.pathsep.join(["grain.txt", "my folder", "old.md"]))
    assert cited(indexed("ask", QUESTION, "--index", "ix", "--json")) == {"old.md"}
    monkeypatch.delenv("FOOTNOTE_ONLY")
    monkeypatch.setenv("FOOTNOTE_TYPE", "md")
    monkeypatch.setenv("FOOTNOTE_SINCE", "2019")
    monkeypatch.setenv("FOOTNOTE_UNTIL", "2020-12")
    assert cited(indexed("ask", QUESTION, "--index", "ix", "--json")) == {"old.md"}
    (tmp_path / "q.jsonl").write_text('{"question": "' + QUESTION + '"}\n')
    assert cited(indexed("ask", "--questions", "q.jsonl", "--index", "ix", "--json")) == {"old.md"}


@pytest.mark.parametrize(
    ("options", "status", "message"),
    [
        (("--since", "March"), 2, "'March' is not a date of the form"),
        (("--since", "2021", "--until", "2020"), 2, "no time since 2021 and until 2020"),
        (("--type", "paper"), 2, "'paper' is no type of document"),
        (("--only", "nowhere"), 1, f"none of the {len(FILES) - 1} documents is 'nowhere'"),
    ],
)
def test_a_scope_that_cannot_be_is_told(  # noqa: F811
    indexed: Run,  # noqa: F811
    options: tuple[str, ...],
    status: int,
    message: str,
) -> None:
    """Wrong usage is 2, an empty scope an error of one line."""
    ran = indexed("ask", QUESTION, "--index", "ix", *options)
    assert (ran.status, ran.out) == (status, "")
    assert message in ran.err
