"""The left zone without a browser: finding files, and what the browser may ask for."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from index.library import DocumentInfo
from index.store import Skipped
from index.types import EVERYTHING, Scope
from qa import page_documents, page_rail, page_scope, page_session
from qa.catalogue import FileRow, Search, catalogue, find
from qa.service import Service
from qa.status import Status
from tests.browser import fake
from tests.test_conversations import answer


def info(id_: str, title: str, date: str | None = None) -> DocumentInfo:
    """Return a document of the list."""
    row: dict[str, Any] = dict.fromkeys(DocumentInfo.__dataclass_fields__)
    row |= {"id": id_, "title": title, "date": date, "passages": 1, "media_type": "text/plain"}
    return DocumentInfo(**row)


ROWS = catalogue(
    [info("b/Zebra.txt", "apples", "2024"), info("a/yak.txt", "Citrus", "2023"), info("c/x.txt", "Banana")],
    [
        Skipped("scan.pdf", "no text layer"),
        Skipped("gone/", "a link to another folder"),
        Skipped("mail.eml/plan.pdf", "is protected by a password"),
    ],
    {"a/yak.txt": 300, "b/Zebra.txt": 100, "c/x.txt": 200},
)


@pytest.mark.parametrize(
    ("search", "names"),
    [
        (Search(), ["b/Zebra.txt", "a/yak.txt", "c/x.txt"]),
        (Search(sort="title"), ["b/Zebra.txt", "c/x.txt", "a/yak.txt"]),
        (Search(sort="name"), ["c/x.txt", "a/yak.txt", "b/Zebra.txt"]),
        (Search(sort="changed"), ["a/yak.txt", "c/x.txt", "b/Zebra.txt"]),
        (Search(words="TXT banana"), ["c/x.txt"]),
        (Search(words="nothing"), []),
        (Search(words="text layer", unread=True), ["scan.pdf"]),
    ],
)
def test_files_are_found_and_sorted(search: Search, names: list[str]) -> None:
    """By every word, whatever its case, in four orders; those not read by their reasons."""
    assert [row.id for row in find(ROWS, search)] == names


def listed(rows: tuple[FileRow, ...], search: Search, phase: str = "ready", **more: object) -> str:
    """Return the list as HTML."""
    status = Status(phase, "", 40, 300, reading=str(more.pop("reading", "")))  # type: ignore[arg-type]
    return page_documents.documents_list(rows, search, status, **more)  # type: ignore[arg-type]


def test_ten_thousand_documents_are_listed_a_page_at_a_time() -> None:
    """The list says how many there are, draws fifty, and names the pages before and after."""
    rows = catalogue([info(f"{n:05}.txt", f"Report {n}") for n in range(10_000)], [], {})
    assert "Asking 10,000 documents" in page_scope.asking(rows, EVERYTHING, ready=True, choosing=False)
    html = listed(rows, Search(first=100))
    assert "101–150 of 10,000" in html
    assert html.count('class="doc"') == 50 and "Report 100<" in html and "Report 150<" not in html
    assert 'data-first="50"' in html and 'data-first="150"' in html


def test_documents_of_the_same_title_show_the_names_of_their_files() -> None:
    """Also where only one of them is on the page; a title that no other has stands alone."""
    infos = [*(info(f"{n:02}/<b>.txt", "Minutes") for n in range(51)), info("c.txt", "Apples")]
    rows = catalogue([*infos, info("Minutes", "Minutes")], [], {})
    first, last = listed(rows, Search(sort="title")), listed(rows, Search(sort="title", first=50))
    assert first.count('<small class="name" dir="auto">') == 49
    assert '<small class="name" dir="auto">07/&lt;b&gt;.txt</small>' in first
    assert last.count('<small class="name" dir="auto">') == 2
    assert "c.txt</small>" not in first + last and ">Minutes</small>" not in first + last


def test_each_state_is_said() -> None:
    """What is read, what is being read, and what is not with its reason; removal only where allowed."""
    html = listed(ROWS, Search(), "indexing", reading="report-7.pdf", change=True)
    assert "report-7.pdf</span><small>reading…" in html and "259 files to go" in html
    assert "no text layer" in html
    assert html.count('data-act="remove"') == 4  # a left-out folder and an attachment are no files
    assert 'data-act="remove"' not in listed(ROWS, Search())


def test_what_is_read_only_in_part_says_what_is_missing() -> None:
    """It stands among the documents with what is missing, and among what is not wholly read."""
    missing = [
        Skipped("a/yak.txt", "partly read: page 2 <b>cannot</b> be read"),
        Skipped("a/yak.txt", "partly read: page 9 has no text"),
        Skipped("scan.pdf", "no text layer"),
    ]
    rows = catalogue([info("a/yak.txt", "Citrus"), info("b.txt", "Apples")], missing, {})
    letters = [Skipped(f"mail/a.eml/{n}.bin", "files of type .bin are not read") for n in range(2)]
    (letter, *_) = attached = catalogue([info("mail/a.eml", "Hello")], letters, {})
    assert "2 attachments not read</small>" in listed(attached, Search())
    assert letter.is_whole and [row.left_out for row in attached] == [2, 0, 0]
    assert [(row.id, row.problem, row.note) for row in rows] == [
        ("a/yak.txt", "", "; ".join(entry.reason for entry in missing[:2])),
        ("b.txt", "", ""),
        ("scan.pdf", "no text layer", ""),
    ]
    html = listed(rows, Search(), change=True)
    first, _, second = html.partition("Not read, or only in part")
    words = "partly read: page 2 &lt;b&gt;cannot&lt;/b&gt; be read; partly read: page 9 has no text"
    assert words in first and words in second
    assert html.count('data-act="remove"') == 3
    assert [row.id for row in find(rows, Search(unread=True))] == ["a/yak.txt", "scan.pdf"]
    assert [row.id for row in find(rows, Search(words="page 9"))] == ["a/yak.txt"]
    assert "2 files not read, or only in part" in listed(rows, Search(unread=True))
    assert "Asking 2 documents" in page_scope.asking(rows, EVERYTHING, ready=True, choosing=False)


@pytest.fixture
def service(tmp_path: Path) -> Iterator[Service]:
    """Return a service over a folder with one file, that keeps conversations; nothing is indexed."""
    (tmp_path / "documents").mkdir()
    (tmp_path / "documents" / "a.txt").write_text("text", encoding="utf-8")
    service = Service(tmp_path / "documents", tmp_path / "index", history=True)
    yield service
    service.close()


@pytest.mark.parametrize(
    "wanted",
    [
        None,
        "remove",
        {},
        {"act": "nonsense"},
        {"act": ["remove"]},
        {"act": "find", "first": "-1", "sort": "rm"},
    ],
)
def test_nonsense_from_the_browser_changes_nothing(service: Service, wanted: object) -> None:
    """What is not an action of the page does nothing and fails nothing."""
    session = page_session.Session(owner="", change=True)
    page_rail.act(service, session, wanted)
    assert session.search == Search()


@pytest.mark.parametrize(
    "wanted",
    [
        {"act": "remove", "id": "a.txt"},
        {"act": "restore", "key": "x"},
        {"act": "added"},
        {"act": "open-talk", "id": "x"},
        {"act": "delete-all-sure"},
    ],
)
def test_what_a_session_may_not_do_is_refused(service: Service, wanted: dict[str, str]) -> None:
    """Without the right, and without an owner, the page says no and nothing happens."""
    assert service.conversations is not None
    service.conversations.add("", "", answer("Mine?"))
    drawn = page_rail.act(service, page_session.Session(owner=None, change=False), wanted)
    assert "problem" in drawn["toast"]
    assert (service.documents_dir / "a.txt").exists()
    assert len(service.conversations.listed("")) == 1


def test_only_listed_files_are_removed(service: Service) -> None:
    """A file that the list does not show is not removed, though it is there."""
    drawn = page_rail.act(
        service, page_session.Session(owner="", change=True), {"act": "remove", "id": "a.txt"}
    )
    assert "not in the list" in drawn["toast"] and (service.documents_dir / "a.txt").exists()


def test_a_kept_conversation_asks_what_it_asked_last(service: Service) -> None:
    """Its choice of documents stands above the question again, and another's goes."""
    assert service.conversations is not None
    some = Scope(ids=("a.txt",))
    first = service.conversations.add("", "", replace(answer("Where is A?"), scope=some))
    second = service.conversations.add("", "", answer("Where is B?"))
    session = page_session.Session(owner="")
    drawn = page_rail.act(service, session, {"act": "open-talk", "id": first})
    assert session.scope == some
    assert "a.txt" in drawn["chosen"]
    drawn = page_rail.act(service, session, {"act": "open-talk", "id": second})
    assert session.scope == EVERYTHING
    assert "a.txt" not in drawn["chosen"]


@pytest.mark.parametrize("later", ["open-talk", "new"])
def test_the_conversation_opened_last_stays(
    service: Service, monkeypatch: pytest.MonkeyPatch, later: str
) -> None:
    """One that takes long to draw takes neither the page nor the session from one opened meanwhile."""
    assert service.conversations is not None
    first, last = (service.conversations.add("", "", answer(f"Where is {name}?")) for name in ("A", "B"))
    session, draw = page_session.Session(owner=""), page_session.draw_turn
    asked_next = {"act": later, "id": last}

    def slow(*arguments: Any) -> Any:  # noqa: ANN401
        monkeypatch.setattr(page_session, "draw_turn", draw)
        page_rail.act(service, session, asked_next)
        return draw(*arguments)

    monkeypatch.setattr(page_session, "draw_turn", slow)
    assert page_rail.act(service, session, {"act": "open-talk", "id": first}) == {}
    asked = ["Where is B?"] if later == "open-talk" else []
    assert [turn.question for turn in session.turns] == asked
    assert session.kept == (last if later == "open-talk" else "")


def test_a_turn_answered_while_earlier_ones_are_drawn_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    """Drawing what is folded takes nothing from the conversation."""
    service = fake.FakeService()
    service._prepare()
    turns = [page_session.Turn(f"Question {n}?", "", fake._share(f"Question {n}?", "")) for n in range(3)]
    session = page_session.Session(turns=tuple(turns[:2]))
    draw = page_session.draw_turn

    def meanwhile(*arguments: Any) -> Any:  # noqa: ANN401
        monkeypatch.setattr(page_session, "draw_turn", draw)
        session.turns = (*session.turns, turns[2])
        return draw(*arguments)

    monkeypatch.setattr(page_session, "draw_turn", meanwhile)
    page_rail.act(service, session, {"act": "earlier"})
    assert [turn.question for turn in session.turns] == [turn.question for turn in turns]


def test_a_long_conversation_is_drawn_from_its_end() -> None:
    """Of 200 turns the last twenty are drawn; the others are a click away, fifty at a time."""
    service = fake.FakeService()
    service._prepare()
    session = page_session.Session()
    session.turns = tuple(
        page_session.Turn(f"Question {n}?", "", fake._share(f"Question {n}?", f"Question {n}?"))
        for n in range(1, 201)
    )
    last = list(page_session.ask(service, session, "And in 2020?"))
    past = last[0].past or ""
    assert past.count('class="turn') == 20 and "Show 180 earlier questions" in past
    assert last[-1].past is None and last[-1].now.count('class="turn') == 1
    more = page_rail.act(service, session, {"act": "earlier"})
    assert more["past"].count('class="turn') == 71 and "Show 130 earlier" in more["past"]


@pytest.mark.parametrize(
    ("choices", "scope"),
    [
        ([("types", "pdf", True), ("types", "mail", True), ("types", "pdf", False)], Scope(types=("mail",))),
        ([("types", "exe", True), ("colour", "red", True), ("since", "DROP", True)], EVERYTHING),
        ([("folders", "a", True), ("ids", "b/Zebra.txt", True)], Scope(ids=("b/Zebra.txt",), folders=("a",))),
        ([("since", "2020", True), ("until", "2024", True)], Scope(since="2020", until="2024")),
        ([("until", "2020", True), ("since", "2024", True)], Scope(since="2024", until="2024")),
        ([("since", "2020", True), ("since", "", True)], EVERYTHING),
    ],
)
def test_choices_make_a_scope(choices: list[tuple[str, str, bool]], scope: Scope) -> None:
    """Each tick adds or takes away; what is no choice changes nothing; no span ends before it begins."""
    chosen = EVERYTHING
    for part, value, on in choices:
        wanted = {"part": part, "value": value, "on": str(on).lower()}
        chosen = page_scope.changed_scope(chosen, wanted)
    assert chosen == scope


@pytest.mark.parametrize(
    ("scope", "words"),
    [
        (EVERYTHING, ""),
        (Scope(folders=("a",), since="2023"), "1 of 3 documents: a/, since 2023"),
        (Scope(ids=("b/Zebra.txt",)), "1 of 3 documents: apples"),
        (Scope(types=("pdf",)), "none of 3 documents: PDF"),
    ],
)
def test_what_is_asked_is_said(scope: Scope, words: str) -> None:
    """How many documents of how many, and by what they were chosen."""
    assert page_scope.scope_words(scope, ROWS) == words


def test_an_answer_says_of_what_it_was_asked() -> None:
    """The scope of the session goes to the service, and its words stand with the answer, kept or not."""
    service = fake.FakeService()
    service._prepare()
    session = page_session.Session(scope=Scope(since="2025"))
    step = list(page_session.ask(service, session, "What share did he get?"))[-1]
    assert "Asked of 2 of 7 documents: since 2025" in step.now
    assert service.scopes == [Scope(since="2025")]


def test_where_conversations_cannot_be_kept_questions_are_answered(tmp_path: Path) -> None:
    """The page comes up, says why nothing is kept, and what to do."""
    (tmp_path / "conversations.sqlite").write_bytes(b"not a database at all" * 100)
    service = Service(tmp_path, tmp_path, history=True)
    drawn = page_rail.draw_talks(service, page_session.Session(owner=""))
    assert "cannot be read or kept" in drawn["talks"] and "--no-history" in drawn["talks"]
