"""Conversations are kept whole, each owner's apart, and deleted for good only after a while."""

import json
import multiprocessing
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from index.errors import FootnoteError
from index.types import Passage
from qa import conversations as module
from qa.conversations import Conversations
from qa.page_conversations import conversations_list, when_words
from qa.stored import answer_from_json
from qa.types import Answer, Choice, Citation, Clarification, Hit, Statement

QUOTE = "The bridge is 312 metres long."


def answer(question: str, quote: str = QUOTE) -> Answer:
    """Return an answer with one citation."""
    place = {"page": 3, "line": 7, "start": 10, "end": 10 + len(quote), "quote": quote, "digest": "a" * 64}
    citation = Citation(
        1, "b.pdf", "Bridges", "2024", **place, prefix="say. ", suffix=" And", place="slide 2"
    )
    return Answer(question, question, True, 0.9, (Statement((citation,), (4, 10)),), seconds={"total": 0.5})


@pytest.fixture
def kept(tmp_path: Path) -> Iterator[Conversations]:
    """Return an empty file of conversations."""
    kept = Conversations(tmp_path / "index" / "conversations.sqlite")
    yield kept
    kept.close()


@pytest.mark.parametrize(
    "given",
    [
        answer("How long?"),
        Answer("Who?", "Who?", False, 0.2, nearest=(Hit(Passage("b.pdf", 3, 8, "Head", 2), "texts", 0.25),)),
        Answer(
            "He?",
            "He?",
            False,
            0.1,
            clarification=Clarification("Whom do you mean?", (Choice("Ann", "What did Ann say?"),)),
        ),
    ],
    ids=["answered", "not there", "asked back"],
)
def test_an_answer_survives_its_json(given: Answer) -> None:
    """What is stored and read back is the same answer, every field of it."""
    assert answer_from_json(json.loads(json.dumps(given.to_json()))) == given


def test_a_conversation_is_continued_where_it_was(kept: Conversations, tmp_path: Path) -> None:
    """Turns come back in order, in another process too, under the title of the first question."""
    key = kept.add("", "", answer("How long is the bridge?"))
    assert kept.add("", key, answer("And how wide?")) == key
    kept.close()
    again = Conversations(tmp_path / "index" / "conversations.sqlite")
    assert [turn.question for turn in again.turns("", key)] == ["How long is the bridge?", "And how wide?"]
    assert again.turns("", key)[0].answer == answer("How long is the bridge?")
    assert [one.title for one in again.listed("")] == ["How long is the bridge?"]
    again.close()


def test_search_finds_words_in_titles_questions_and_quotes(kept: Conversations) -> None:
    """All words must occur, in any case, and the latest conversation comes first."""
    first = kept.add("", "", answer("Straße or bridge?"))
    second = kept.add("", "", answer("How many ships?", "Seventeen vessels lay in port."))
    kept.rename("", second, "100% Harbour_notes")
    assert [one.id for one in kept.listed("")] == [second, first]
    for words, found in (
        ("STRASSE", [first]),
        ("ships vessels", [second]),
        ("harbour", [second]),
        ("100% harbour_", [second]),
        ("%", [second]),
        ("ships bridge", []),
    ):
        assert [one.id for one in kept.listed("", words)] == found, words


def test_nothing_of_one_owner_is_anothers(kept: Conversations) -> None:
    """Another owner neither sees, continues, renames nor deletes a conversation, even knowing its key."""
    key = kept.add("ann", "", answer("What is secret?"))
    assert kept.listed("bob") == [] and kept.listed("") == []
    for attempt in (lambda: kept.turns("bob", key), lambda: kept.rename("bob", key, "mine")):
        with pytest.raises(FootnoteError, match="no longer kept"):
            attempt()
    assert kept.add("bob", key, answer("And mine?")) != key
    assert kept.delete("bob", [key]) == []
    kept.delete("ann", [key])
    kept.bring_back("bob", [key])
    assert kept.listed("ann") == []
    kept.bring_back("ann", [key])
    assert [turn.question for turn in kept.turns("ann", key)] == ["What is secret?"]


def test_deleting_can_be_undone_and_is_final_after_a_while(
    kept: Conversations, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Deleted conversations are gone from every list at once, and from the file when undo has run out."""
    keys = [kept.add("", "", answer(f"Question {n} zyxwv?")) for n in range(3)]
    assert sorted(kept.delete("")) == sorted(keys)
    assert kept.listed("") == []
    kept.bring_back("", keys[:2])
    assert {one.id for one in kept.listed("")} == set(keys[:2])
    monkeypatch.setattr(module, "_UNDO", timedelta(0))
    kept.delete("")
    kept.delete("")
    kept.bring_back("", keys)
    assert kept.listed("") == []
    kept.close()
    assert b"zyxwv" not in (tmp_path / "index" / "conversations.sqlite").read_bytes()


def test_a_deleted_conversation_is_begun_anew_when_asked_on(kept: Conversations) -> None:
    """An answer to a conversation that another tab deleted is not lost."""
    key = kept.add("", "", answer("One?"))
    kept.delete("", [key])
    new = kept.add("", key, answer("Two?"))
    assert [turn.question for turn in kept.turns("", new)] == ["Two?"]


def _write(path: Path, key: str, count: int) -> None:
    kept = Conversations(path)
    for number in range(count):
        kept.add("", key, answer(f"Question {number}?"))
    kept.close()


def test_several_processes_write_at_once(kept: Conversations, tmp_path: Path) -> None:
    """No turn is lost when several processes continue the same conversation."""
    key = kept.add("", "", answer("First?"))
    path = tmp_path / "index" / "conversations.sqlite"
    spawn = multiprocessing.get_context("spawn")
    writers = [spawn.Process(target=_write, args=(path, key, 20)) for _ in range(3)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join(60)
    assert [writer.exitcode for writer in writers] == [0, 0, 0]
    assert len(kept.turns("", key)) == 61


def test_a_damaged_file_says_what_to_do(tmp_path: Path) -> None:
    """A file that is not a database is named, with both ways out."""
    path = tmp_path / "conversations.sqlite"
    path.write_bytes(b"not a database at all" * 100)
    with pytest.raises(FootnoteError, match=r"conversations\.sqlite away, or start with --no-history"):
        Conversations(path)


def test_the_file_is_this_users_alone(kept: Conversations, tmp_path: Path) -> None:
    """Others on the machine cannot read what was asked."""
    mode = (tmp_path / "index" / "conversations.sqlite").stat().st_mode
    assert mode & 0o077 == 0


@pytest.mark.parametrize(
    ("ago", "words"),
    [
        (timedelta(seconds=30), "now"),
        (timedelta(hours=3), "12:00"),
        (timedelta(days=2), "Sun"),
        (timedelta(days=30), "25 Oct"),
        (timedelta(days=700), "2024"),
    ],
)
def test_moments_are_said_briefly(ago: timedelta, words: str) -> None:
    """The nearer a moment, the more exactly it is said."""
    now = datetime(2026, 11, 24, 15, 0, tzinfo=UTC)
    assert when_words(now - ago, now) == words


def test_titles_are_shown_as_text(kept: Conversations) -> None:
    """A question that looks like markup stays text in the list."""
    kept.add("", "", answer('<img src=x onerror="alert(1)">'))
    html = conversations_list(kept.listed(""), datetime.now(UTC), current="")
    assert "<img" not in html and "&lt;img" in html
