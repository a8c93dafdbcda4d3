"""Chats and transcripts: what people said, by whom and when, from exports of programs."""

import json
import time

import pytest

from index.types import Document
from qa.answer_spans import answer_span, has_answer_of_kind
from qa.attribution import said_in
from qa.labels import said_from
from qa.lists import lists_of
from qa.question import read_question
from tests.test_formats import kinds, place_of, read

WHATSAPP = """[02/03/2026, 08:55:03] Quay Club: Messages and calls are end-to-end encrypted.
[02/03/2026, 08:55:03] Ana Berg created this group
[02/03/2026, 08:55:40] Ana Berg: Notes from the call:
- sixty badges
- no recording
\u200e[02/03/2026, 08:56:02] Jun de Wit: \u200eimage omitted
[02/03/2026, 08:57:02] Jun de Wit: the boathouse has a bar
[02/03/2026, 08:58:02] Ana Berg: It has stairs and no lift
"""
ANDROID = "".join(
    f"12/03/2026, 14:0{n} - {who}: {said}\n"
    for n, (who, said) in enumerate(
        [("Ana", "Hi"), ("Jun", "<Media omitted>"), ("Ana", "At 9?"), ("Jun", "Yes")]
    )
)
ANA = {"real_name": "Ana Berg", "name": "ana"}


def slack(ts: str, text: str, **more: object) -> dict[str, object]:
    """Return a message as Slack exports it, with the fields that its programs need."""
    blocks = [{"type": "rich_text", "elements": [{"type": "text", "text": text}]}]
    fields = {"client_msg_id": "0-1", "type": "message", "team": "T1", "blocks": blocks, "reply_count": 2}
    return {**fields, "ts": ts, "text": text, "user": "U1", "user_profile": ANA, **more}


SLACK = [
    slack("1773050292.0002", "<@U1> has joined", subtype="channel_join"),
    slack("1773050292.0002", "The relay &amp; the pump are down. See <https://a.test|the alarm>. " * 2),
    slack("1773050500.0003", "On it", user="U2", user_profile={"real_name": "Jun de Wit"}),
    slack("1773050585.0004", "<@U2> digs,\n<@U9> calls <#C1|harbour>"),
]
TELEGRAM = {
    "name": "Quay Club",
    "type": "private_group",
    "messages": [
        {"id": 1, "type": "service", "date": "2026-03-12T14:00:00", "actor": "Ana", "action": "create_group"},
        {"id": 2, "type": "message", "date": "2026-03-12T14:02:11", "from": "Ana Berg", "from_id": "user1",
         "text": ["Closed, see ", {"type": "link", "text": "https://a.test"}, "."], "text_entities": [{}]},
        {"id": 3, "type": "message", "date": "2026-03-12T14:03:00", "from": "Jun",
         "text": "ok", "edited": 1},
    ],
}  # fmt: skip
DISCORD = {
    "guild": {"name": "Quay"},
    "messages": [
        {"id": "1", "type": "Default", "timestamp": "2026-03-12T14:02:11.5+00:00", "isPinned": False,
         "content": "Lock 3 is open", "author": {"id": "7", "name": "ana", "nickname": "Ana Berg"}},
    ],
}  # fmt: skip
ROWS = [
    {"author": "Ana", "date": "2026-03-12", "text": "Fine", "rating": 4},
    {"author": "Jun", "date": "2026-03-13", "text": "Bad", "rating": 1},
]


def test_messages_of_a_chat_are_paragraphs() -> None:
    """None is a title or a heading, and what the program says itself is not quoted."""
    found = read("Chat with Quay Club.txt", WHATSAPP.encode())
    assert found.document.text == WHATSAPP
    assert (found.document.title, found.document.date) == ("Chat with Quay Club.txt", "2026-03-02")
    assert [
        kind for kind, _ in kinds(found)
    ] == "metadata entry entry entry entry metadata entry entry".split()
    assert [kind for kind, _ in kinds(read("a.txt", ANDROID.encode()))] == [
        "entry",
        "metadata",
        "entry",
        "entry",
    ]
    notes = "The tides\n\nHigh water on 12/03/2026, 14:02 - the quay: closed.\n\nLow water is at noon.\n"
    assert kinds(read("b.txt", notes.encode()))[0] == ("heading", "The tides")


def test_a_transcript_with_times_has_a_title() -> None:
    """The line above all that is said; what is heard is not quoted, but what stands below it."""
    said = "".join(f"[00:0{n}:14] IDA LIND: It rained on day {n} of May.\n" for n in range(5))
    text = (
        f"Episode 88: Rain on the quay\nPublished 17 January 2025.\n{said}[00:05:00] (music)\nBy the town.\n"
    )
    found = read("episode.txt", text.encode())
    assert found.document.title == "Episode 88: Rain on the quay"
    told = dict((said, kind) for kind, said in kinds(found))
    assert told["[00:05:00] (music)"] == "metadata"
    assert told["By the town."] == told["Published 17 January 2025."] == "entry"


def test_messages_of_slack_tell_who_says_what_and_when() -> None:
    """Each once, of whatever length, with the names of whom it mentions."""
    found = read("a.json", json.dumps(SLACK).encode())
    relay = "The relay & the pump are down. See the alarm. " * 2
    assert found.document.text == (
        f"[2026-03-09 09:58] Ana Berg: {relay.strip()}\n\n[2026-03-09 10:01] Jun de Wit: On it\n\n"
        "[2026-03-09 10:03] Ana Berg: @Jun de Wit digs,\n@U9 calls #harbour"
    )
    assert (place_of(found, "On it"), found.document.date) == ("record 3", "2026-03-09")
    lines = read("a.jsonl", "\n".join(map(json.dumps, SLACK)).encode())
    assert lines.document.text == found.document.text


def test_messages_of_other_programs_are_read_too() -> None:
    """Their words may be in parts; records with more to tell than a message stay rows."""
    telegram = read("a.json", json.dumps(TELEGRAM).encode())
    assert telegram.document.title == "Quay Club"
    assert [words for _, words in kinds(telegram)][-2:] == [
        "[2026-03-12 14:02] Ana Berg: Closed, see https://a.test.",
        "[2026-03-12 14:03] Jun: ok",
    ]
    discord = read("a.json", json.dumps(DISCORD).encode())
    assert kinds(discord)[-1][1] == "[2026-03-12 14:02] Ana Berg: Lock 3 is open"
    reply = {**DISCORD["messages"][0], "isPinned": True, "reference": {"messageId": "1"}}
    assert kinds(read("a.json", json.dumps([reply]).encode()))[-1][1].endswith("Ana Berg: Lock 3 is open")
    rows = read("a.json", json.dumps(ROWS).encode())
    assert kinds(rows)[0] == ("verbatim", "author: Ana; date: 2026-03-12; text: Fine; rating: 4")


@pytest.mark.parametrize(
    "people",
    [
        {"users": [{"id": "U1", **ANA}, {"id": "U2", "name": "jun", "real_name": "Jun de Wit"}]},
        {"members": {"ana": {"real_name": "Ana Berg"}, "U2": {"display_name": "Jun de Wit"}}},
    ],
)
def test_names_are_told_beside_the_messages(people: dict[str, object]) -> None:
    """By ids or by what somebody goes by, in a list or by key; what is no list of people tells none."""
    said = [
        {"ts": "2026-03-12 14:02", "user": "ana", "text": "<@U2> digs"},
        {"ts": "2026-03-12 14:03", "user": "U2", "text": "Yes"},
    ]
    found = read("a.json", json.dumps({**people, "messages": said, "profiles": 3}).encode())
    assert [words for _, words in kinds(found)][-2:] == [
        "[2026-03-12 14:02] Ana Berg: @Jun de Wit digs",
        "[2026-03-12 14:03] Jun de Wit: Yes",
    ]


TRANSCRIPT = "Ana Berg: It has stairs.\n\nJun: It has a bar.\n\n" * 3


@pytest.mark.parametrize(
    ("text", "words", "who"),
    [
        (WHATSAPP, "stairs", "Ana Berg"),
        (WHATSAPP, "a bar", "Jun de Wit"),
        (TRANSCRIPT, "stairs", "Ana Berg"),
        (TRANSCRIPT, "a bar", "Jun"),
        ("Depth: 3 m.\n\nThe quay is dry.\n\nIt has stairs.\n\n" * 3, "stairs", ""),
    ],
)
def test_what_stands_after_a_label_is_said_by_whom_it_names(text: str, words: str, who: str) -> None:
    """The time may stand before the name; a label alone makes no transcript."""
    document = Document(id="a.txt", title="A", date=None, text=text, digest="0" * 64, media_type="text/plain")
    start = text.index(words)
    assert next((one.who for one in said_in(document, start, start + len(words))), "") == who


@pytest.mark.parametrize(
    ("asked", "said", "answer", "kind"),
    [
        ("Who speaks at the meetup?", "who speaks so far?", None, 0.0),
        ("Who speaks at the meetup?", "Nadia Farouk on berths", "Nadia Farouk", 1.0),
        ("Who orders the food?", "I'll order it", "Ana Berg", 0.5),
        ("When is the meetup?", "On Thursday", "Thursday", 1.0),
        ("When was the badge printed?", "badges arrived", "12/03/2026", 0.5),
    ],
)
def test_a_label_is_hardly_an_answer(asked: str, said: str, answer: str | None, kind: float) -> None:
    """But it tells who "I" is, and when something was said that tells no date itself."""
    sentence = f"[12/03/2026, 14:02:11] Ana Berg: {said}"
    question, begin = read_question(asked), said_from(sentence, "text/plain")
    assert sentence[begin:] == said
    span = answer_span(question, sentence, "en", begin)
    assert (sentence[slice(*span)] if span else None) == answer
    assert has_answer_of_kind(question, sentence, "en", begin) == kind


def test_messages_are_no_items_of_a_list() -> None:
    """Neither after a line that ends in a colon."""
    text = "[12/03/2026, 14:02] Ana: Options:\n[12/03/2026, 14:03] Jun: here\n[12/03/2026, 14:04] Ana: there"
    spans = [(0, 33), (34, 63), (64, len(text))]
    assert lists_of(text, spans, "") == ()


@pytest.mark.parametrize("field", ["comments", "paid", "due_date", "results", "user_rating"])
def test_a_record_with_more_to_tell_is_no_message(field: str) -> None:
    """Whatever its name ends in: nothing of it is lost."""
    record = {"author": "Ana", "date": "2026-03-12T14:02", "text": "Fine", field: "the quay"}
    assert f"{field}: the quay" in read("a.json", json.dumps([record] * 2).encode()).document.text


def test_mentions_that_nothing_closes_take_no_time() -> None:
    """A message is as long as whoever wrote it likes."""
    begun = time.process_time()
    assert read("a.json", json.dumps([slack("1773050292.0002", "<@a|" * 20_000)]).encode()).blocks
    assert time.process_time() - begun < 5


@pytest.mark.parametrize(
    ("said", "quoted"),
    [
        ("The salt was omitted", True),
        ("image omitted", False),
        ("\u200econtact card omitted", False),
        ("report.pdf • \u200e3 pages \u200edocument omitted", False),
    ],
)
def test_what_people_say_is_omitted_is_quoted(said: str, quoted: bool) -> None:  # noqa: FBT001
    """What programs say of pictures and files is not; its mark tells it."""
    found = read("a.txt", f"{WHATSAPP}[02/03/2026, 08:59:02] Ana Berg: {said}\n".encode())
    assert (found.blocks[-1].kind == "entry") == quoted
