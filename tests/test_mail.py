"""E-mail: messages, mailboxes, and what is attached to them as documents of their own."""

from email.message import EmailMessage
from pathlib import Path

import numpy as np
import pytest

from index import steps
from index.errors import UnreadableError
from index.library import Library
from index.parse import Parser
from index.read import digest_of, digests, read_bytes, read_file
from qa.ask import Asker
from qa.bundle import bundle_of
from qa.bundle_page import bundle_html
from qa.check import open_source, source_state
from qa.evidence import Candidate
from qa.question import read_question
from qa.retrieve import retrieve
from qa.shares import shares_of
from qa.verify import read_bundle, verify
from tests.conftest import Build
from tests.support import FakeEncoder, calibration, run_sync
from tests.test_formats import FACT, place_of, read, word, workbook

XLSX = "costs.xlsx"
ROW = "Item: Fuel; Year: 2020; Euros: 99000"


def message(subject: str = "Ferry times") -> EmailMessage:
    """Return an e-mail with a text and an attached workbook."""
    mail = EmailMessage()
    mail["Subject"], mail["From"], mail["To"] = subject, "Zoë Berg <zoe@quay.test>", "crew@quay.test"
    mail["Date"] = "Tue, 05 Mar 2019 10:00:00 +0100"
    mail.set_content(f"Hello,\n\n{FACT}\n")
    mail.add_attachment(workbook(), maintype="application", subtype="octet-stream", filename=XLSX)
    return mail


def attach(mail: EmailMessage, name: str, data: bytes) -> None:
    """Attach some bytes under a name, however hostile."""
    mail.add_attachment(data, maintype="application", subtype="octet-stream", filename=name)


def mailbox(*messages: EmailMessage) -> bytes:
    """Return an mbox file."""
    return b"".join(b"From x Tue Mar  5 10:00:00 2019\n" + m.as_bytes() + b"\n" for m in messages)


def test_messages_say_who_wrote_them_and_when() -> None:
    """Subject, sender and date are the document's own, and its text names what is attached."""
    document = read("a.eml", message().as_bytes()).document
    assert (document.title, document.date) == ("Ferry times", "2019-03-05")
    assert document.author == "Zoë Berg"
    assert "From: Zoë Berg <zoe@quay.test>" in document.text
    assert "Attached: costs.xlsx" in document.text
    assert FACT in document.text


def test_attachments_are_documents_of_their_own() -> None:
    """What an attachment does not say of itself it has of its message; its digest is that of its bytes."""
    found = read_file(message().as_bytes(), "in/a.eml")
    sheet = found.documents[1]
    assert [d.document.id for d in found.documents] == ["in/a.eml", "in/a.eml/costs.xlsx"]
    assert sheet.document.title == "Costs"  # its own
    assert (sheet.document.date, sheet.document.author) == ("2020-01-01", "Zoë Berg")  # when it was made
    assert sheet.document.digest == digest_of(workbook())
    assert place_of(sheet, ROW) == "sheet Costs, row 3"
    assert found.missing == []


def test_an_attachment_says_more_of_itself_than_its_message() -> None:
    """Author and title of an attached document are its own; one without a title is named after both."""

    def titled(document: object) -> None:
        document.core_properties.title = "The last ferry"  # type: ignore[attr-defined]
        document.core_properties.author = "Ulf Lind"  # type: ignore[attr-defined]

    mail = message()
    attach(mail, "a.docx", word(titled))
    attach(mail, "b.csv", b"Town,Mayor\nVisby,Berg\n")
    _, _, own, plain = [d.document for d in read_file(mail.as_bytes(), "a.eml").documents]
    assert (own.title, own.author, own.date) == ("The last ferry", "Ulf Lind", "2019-03-05")
    assert (plain.title, plain.author) == ("Ferry times: b.csv", "Zoë Berg")


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("../../etc/passwd.txt", "_.._etc_passwd.txt"),
        ("..", "attachment"),
        ("/etc/x.txt", "_etc_x.txt"),
        ("C:\\x\\y.txt", "C_x_y.txt"),
        ("a\u202etxt.exe.txt", "atxt.exe.txt"),
        ("a\ttab.txt", "a tab.txt"),
        ("x" * 500 + ".txt", "x" * 120 + ".txt"),
    ],
)
def test_hostile_names_stay_below_their_message(name: str, safe: str) -> None:
    """No name of an attachment leaves its message, hides its type, or breaks a line."""
    mail = EmailMessage()
    mail["Subject"] = "Names"
    mail.set_content("Hello.")
    attach(mail, name, b"The ferry left.")
    found = read_file(mail.as_bytes(), "a.eml")
    ids = [d.document.id for d in found.documents[1:]] + [id_ for id_, _ in found.missing]
    assert ids == [f"a.eml/{safe}"]


def test_names_of_attachments_never_collide() -> None:
    """The same name twice, or one that another was given, is told apart, without regard to case."""
    mail = message()
    for name in ("x.txt", "x.txt", "x (2).txt", "X.TXT"):
        attach(mail, name, f"The ferry {name} left.".encode())
    ids = [d.document.id for d in read_file(mail.as_bytes(), "a.eml").documents[2:]]
    assert ids == ["a.eml/x.txt", "a.eml/x (2).txt", "a.eml/x (2) (2).txt", "a.eml/X (3).TXT"]


def test_what_is_not_read_of_a_message_is_listed() -> None:
    """Types that are not read, broken ones and empty ones are listed with their reasons."""
    mail = message()
    attach(mail, "winmail.dat", b"x\x9f\x3e\x22")
    attach(mail, "broken.docx", b"PK\x03\x04")
    attach(mail, "empty.txt", b"")
    missing = dict(read_file(mail.as_bytes(), "a.eml").missing)
    assert missing["a.eml/winmail.dat"] == "files of type .dat are not read"
    assert "broken" in missing["a.eml/broken.docx"]
    assert missing["a.eml/empty.txt"] == "the file is empty"


def test_messages_in_messages_are_followed() -> None:
    """A forwarded message is a document below its own, with what is attached to it, but not without end."""
    mail = message("Inner")
    for depth in range(7):
        outer = EmailMessage()
        outer["Subject"] = f"Outer {depth}"
        outer.set_content("See below.")
        outer.add_attachment(mail)
        mail = outer
    found = read_file(mail.as_bytes(), "a.eml")
    ids = [d.document.id for d in found.documents]
    assert ids[1] == "a.eml/Outer 5.eml"
    assert len(ids) == 6
    assert "nested more than 5 deep" in found.missing[0][1]
    shallow = EmailMessage()
    shallow["Subject"] = "Fwd"
    shallow.set_content("See below.")
    shallow.add_attachment(message("Inner"))
    ids = [d.document.id for d in read_file(shallow.as_bytes(), "b.eml").documents]
    assert ids == ["b.eml", "b.eml/Inner.eml", "b.eml/Inner.eml/costs.xlsx"]


def test_messages_of_a_mailbox_are_documents_of_their_own() -> None:
    """Each message has its own title, date and author, under its number."""
    found = read_file(mailbox(message("Letter 1"), message("Letter 2")), "a.mbox")
    assert [d.document.id for d in found.documents] == [
        "a.mbox/message 1", "a.mbox/message 1/costs.xlsx", "a.mbox/message 2", "a.mbox/message 2/costs.xlsx",
    ]  # fmt: skip
    second = found.documents[2].document
    assert (second.title, second.date, second.author) == ("Letter 2", "2019-03-05", "Zoë Berg")
    with pytest.raises(UnreadableError, match="not a mailbox"):
        read_file(b"hello", "a.mbox")


def test_a_page_of_mail_is_read_as_its_text() -> None:
    """A message without plain text gives the words of its page; a plain text comes before a page."""
    mail = EmailMessage()
    mail["Subject"] = "Ferry"
    mail.set_content(f"<html><body><script>bad()</script><p>{FACT}</p></body></html>", subtype="html")
    text = read("a.eml", mail.as_bytes()).document.text
    assert FACT in text
    assert "bad()" not in text
    both = EmailMessage()
    both["Subject"] = "Both"
    both.set_content("The plain words.")
    both.add_alternative("<p>The other words.</p>", subtype="html")
    assert kinds_of(both) == ["Both", "The plain words."]


@pytest.mark.parametrize(
    ("plain", "is_page"),
    [
        ("This bulletin is a page. Open it in a browser: https://harbour.test/12", True),
        ("This e-mail cannot be displayed.", True),
        ("Cette lettre est à lire dans votre navigateur.", True),
        ("<https://harbour.test/12>", True),
        ("Agreed, see you then.", False),
        ("The gate code is 7301. Keep it to yourself.", False),
        ("Read the gate's code online: 7301", False),
        ("Open it in a browser. The pilot is ill.", False),
        ("My browser is slow.", False),
        ("We show the film of the regatta online tonight.", False),
        ("If you see no pictures, read this bulletin online.", True),
    ],
)
def test_a_page_is_read_where_the_plain_text_only_points_to_it(plain: str, *, is_page: bool) -> None:
    """Whatever the page quotes first; a plain text that says something of its own is read."""
    mail = EmailMessage()
    mail["Subject"] = "Bulletin"
    mail.set_content(plain)
    told = "The dredger comes to the east quay in the second week of the month. " * 6
    page = f"<html><body><blockquote>Ahoy</blockquote><h2>Dredging</h2><p>{told}</p></body></html>"
    mail.add_alternative(page, subtype="html")
    assert (kinds_of(mail)[-2:] == ["Dredging", told.strip()]) is is_page
    assert (kinds_of(mail)[1].split() == plain.split()) is not is_page


def kinds_of(mail: EmailMessage) -> list[str]:
    """Return the blocks of a message."""
    reading = read_bytes(mail.as_bytes(), "a.eml")
    return [reading.document.text[b.start : b.end] for b in reading.blocks]


def test_digests_are_those_of_the_documents() -> None:
    """What is told without reading agrees with what is read."""
    mail = message()
    mail.add_attachment(message("Inner"))
    for name, data in (("a.eml", mail.as_bytes()), ("a.mbox", mailbox(mail, message("Other")))):
        found = {d.document.id: d.document.digest for d in read_file(data, name).documents}
        told = digests(data, name)
        assert found.items() <= told.items()
        assert told[name] == digest_of(data)
        parser = Parser()
        assert parser.digests(data, name) == told
        parser.close()


def test_attachments_follow_their_message(build: Build, documents: Path, tmp_path: Path) -> None:
    """They are found and cited, encoded once, moved and removed with their message, and told when changed."""
    mail = message()
    attach(mail, "song.mp3", b"ID3")
    library = build({"a.eml": mail.as_bytes()})
    answer = Asker(library, FakeEncoder(), calibration(0.0)).ask("Which year was the item Fuel?")
    citation = next(c for c in answer.citations if c.quote == ROW)
    assert (citation.document_id, citation.place) == ("a.eml/costs.xlsx", "sheet Costs, row 3")
    assert open_source(library, citation, documents).state == "unchanged"
    assert [(s.id, s.reason) for s in library.skipped()] == [
        ("a.eml/song.mp3", "files of type .mp3 are not read")
    ]
    page = tmp_path / "evidence.html"
    evidence = bundle_of([answer], library.document, library.model_id, None)
    page.write_text(bundle_html(evidence), encoding="utf-8")
    assert {c.verdict for c in verify(read_bundle(page), documents)} == {"found at its place"}

    del mail["Subject"]
    mail["Subject"] = "Another"
    (documents / "a.eml").write_bytes(mail.as_bytes())
    sheet = library.document("a.eml/costs.xlsx")
    assert source_state(library, library.document("a.eml"), documents) == "changed"
    assert source_state(library, sheet, documents) == "unchanged"
    encoder = FakeEncoder()
    report = run_sync(tmp_path / "index", documents, encoder)
    assert report.changed == ["a.eml"]
    assert not any("Fuel" in text for text in encoder.encoded)

    (documents / "a.eml").rename(documents / "b.eml")
    report = run_sync(tmp_path / "index", documents, encoder)
    assert (report.moved, report.encoded, report.removed) == ([("a.eml", "b.eml")], 0, [])
    assert {d.id for d in library.documents()} == {"b.eml", "b.eml/costs.xlsx"}
    assert [s.id for s in library.skipped()] == ["b.eml/song.mp3"]
    moved = verify(read_bundle(page), documents)
    assert [c.words for c in moved if c.quote == ROW] == ["the document is now b.eml/costs.xlsx"]

    other = message("Another")
    (documents / "b.eml").write_bytes(other.as_bytes().replace(b"costs.xlsx", b"other.xlsx"))
    sheet = library.document("b.eml/costs.xlsx")
    assert source_state(library, sheet, documents) == "missing"
    changed = EmailMessage()
    changed["Subject"] = "Another"
    changed.set_content("Hello.")
    attach(changed, XLSX, word())
    (documents / "b.eml").write_bytes(changed.as_bytes())
    assert source_state(library, sheet, documents) == "changed"

    (documents / "b.eml").unlink()
    report = run_sync(tmp_path / "index", documents)
    assert (report.removed, report.skipped) == (["b.eml"], [])
    assert library.documents() == ()


def test_a_message_may_become_a_folder(build: Build, documents: Path, tmp_path: Path) -> None:
    """A file may get the id that an attachment had."""
    mail = message()
    attach(mail, "x.txt", b"The ferry left at noon.")
    library = build({"a.eml": mail.as_bytes()})
    (documents / "a.eml").unlink()
    (documents / "a.eml").mkdir()
    (documents / "a.eml" / "x.txt").write_bytes(b"The ferry left at dusk.")
    run_sync(tmp_path / "index", documents)
    assert [d.id for d in library.documents()] == ["a.eml/x.txt"]
    assert "dusk" in library.document("a.eml/x.txt").text


def test_an_unread_file_is_not_read_again_until_it_changes(
    documents: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What cannot be read stays listed without being parsed anew, and is added once it can be."""
    (documents / "a.json").write_bytes(b"{")
    index = tmp_path / "index"
    assert [s.id for s in run_sync(index, documents).skipped] == ["a.json"]
    with monkeypatch.context() as patch:
        patch.setattr(Parser, "parse", lambda *_: pytest.fail("it is read again"))
        report = run_sync(index, documents)
    assert ([s.id for s in report.skipped], report.unchanged, report.removed) == (["a.json"], 0, [])
    (documents / "a.json").write_bytes(b'{"ferry": "Aurora"}')
    report = run_sync(index, documents)
    assert (report.added, report.skipped) == (["a.json"], [])
    (documents / "a.json").write_bytes(b"[")
    report = run_sync(index, documents)
    assert (report.removed, [s.id for s in report.skipped]) == (["a.json"], ["a.json"])
    library = Library.open(index)
    assert library.documents() == ()
    library.close()


LOSING = """
import json, os, sys
while line := sys.stdin.buffer.readline():
    request = json.loads(line)
    sys.stdin.buffer.read(request["length"])
    for name in ("a.eml/1.pdf", "a.eml/2.pdf"):
        print(json.dumps({"at": name}), flush=True)
        if name not in request["lost"]:
            os._exit(3)
    print(json.dumps({"documents": [], "missing": [[n, "lost"] for n in request["lost"]]}), flush=True)
"""


def test_a_lost_attachment_costs_only_itself() -> None:
    """Where the process is lost at an attachment, the message is read without it."""
    parser = Parser(program=LOSING)
    found = parser.parse(b"x", "a.eml")
    assert found.missing == (("a.eml/1.pdf", "lost"), ("a.eml/2.pdf", "lost"))
    parser.close()
    steps.listen(lambda at: None, ["a.eml/costs.xlsx"])
    reading = read_file(message().as_bytes(), "a.eml")
    steps.listen(lambda at: None, [])
    assert [d.document.id for d in reading.documents] == ["a.eml"]
    assert "crashed" in reading.missing[0][1]


REPLY = f"""Dear Zoë,

thank you for your answer. Two short questions already:

- who sails?

On 5 March 2019, Zoë Berg <zoe@quay.test> wrote:
> Hello crew,
>
> {FACT}
> She will sail again when the weather of these days allows it, that is
> on Friday.
>> Will she sail?
"""


def test_what_is_quoted_is_read_in_paragraphs() -> None:
    """A paragraph that was broken into lines is one, and the first line of a message is no title."""
    mail = message()
    mail.clear_content()
    mail.set_content(REPLY)
    assert [block for block in kinds_of(mail) if block.startswith(">")] == [
        "> Hello crew,",
        f"> {FACT} She will sail again when the weather of these days allows it, that is on Friday.",
        "> > Will she sail?",
    ]
    reading = read_bytes(mail.as_bytes(), "a.eml")
    assert [block.label for block in reading.blocks if block.kind == "heading"] == ["Ferry times"]
    assert "<zoe@quay.test> wrote:" in reading.document.text


def test_the_message_itself_comes_before_those_that_quote_it(build: Build) -> None:
    """What is quoted was said earlier, and by another."""
    first, second = message("Hello"), message("Re: the ferry Aurora")
    first.clear_content()
    first.set_content(f"Hello crew,\n\n{FACT}\n")
    second.clear_content()
    second.set_content(f"Am 5.3.2019 um 10:00 schrieb Zoë Berg:\n> {FACT}\n>\n> Is she safe?\n\nYes.\n")
    library = build({"a.eml": second.as_bytes(), "b.eml": first.as_bytes()})
    retrieval = retrieve(library, FakeEncoder(), "Which ferry carried 412 passengers?", 10)
    question = read_question("Which ferry carried 412 passengers?")
    found = [
        Candidate(match, *span, "", np.zeros(1), None)
        for match in retrieval.matches
        for span in match.stored.sentences
    ]
    told = {(c.match.document.id, c.text): s for c, s in zip(found, shares_of(question, found), strict=True)}
    assert told["b.eml", FACT] == 1.0
    assert told["a.eml", f"> {FACT}"] == 0.5
    assert told["a.eml", "> Is she safe?"] == 0.3  # it asks, but nobody else says it
    assert told["a.eml", "Am 5.3.2019 um 10:00 schrieb Zoë Berg:"] == 0.05


EARLIER = """The quay is shut.

-----Original Message-----
From: Zoe Lind <zoe@quay.test>
Sent: 3 May 2024 09:03
To: Crew
Subject: The quay

Dear crew,

is the quay open on Friday?
"""


def test_an_earlier_message_is_headed_by_who_wrote_it(build: Build) -> None:
    """What stands below its marker is hers, and the lines of its head answer nothing but who wrote."""
    mail = message()
    mail.clear_content()
    mail.set_content(EARLIER)
    reading = read_bytes(mail.as_bytes(), "a.eml")
    heads = [block.label for block in reading.blocks if block.kind == "heading"]
    assert heads == ["Ferry times", "From Zoe Lind, 3 May 2024 09:03"]
    assert "-----Original Message-----" in reading.document.text
    mail.set_content(EARLIER.replace("From: Zoe Lind <zoe@quay.test>\n", ""))
    assert [b.label for b in read_bytes(mail.as_bytes(), "a.eml").blocks if b.kind == "heading"] == heads[:1]
