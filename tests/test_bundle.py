"""Evidence that is carried away: what it holds, and that no edit of it, or of a document, is missed."""

import datetime
import json
import random
import re
from pathlib import Path

import pytest

from index.errors import FootnoteError
from qa.ask import Asker
from qa.bundle import bundle_html, sealed
from qa.types import Answer
from qa.verify import read_bundle, verify
from tests.conftest import Build
from tests.support import FakeEncoder, calibration

LAKE = "The bridge over the lake is 412 metres long. <script>alert(1)</script> It was painted green in May."
FILES = {"lake.txt": LAKE, "sub/tower.txt": "The tower of Visby is 41 metres high."}
NOW = datetime.datetime(2026, 11, 24, 12, 0, tzinfo=datetime.UTC)


@pytest.fixture
def answers(build: Build) -> list[Answer]:
    """Return two answers and a refusal."""
    library = build(FILES)
    asker = Asker(library, FakeEncoder(), calibration(0.0))
    found = [asker.ask("How long is the bridge over the lake?"), asker.ask("How high is the tower of Visby?")]
    return [*found, Answer("What is love?", "What is love?", False, 0.01)]


@pytest.fixture
def bundle(answers: list[Answer], build: Build, tmp_path: Path) -> Path:
    """Return a file with the answers."""
    library = build(FILES)
    ids = {citation.document_id for answer in answers for citation in answer.citations}
    documents = {id_: library.document(id_) for id_ in ids}
    path = tmp_path / "evidence.html"
    path.write_text(
        bundle_html(answers, documents, "Footnote 1", "fake@1", NOW), encoding="utf-8", newline="\n"
    )
    return path


def test_a_bundle_holds_what_was_answered(bundle: Path, answers: list[Answer], documents: Path) -> None:
    """Questions, statements, selectors and digests are inside, and every quote is found at its place."""
    value = read_bundle(bundle)
    assert value["answers"] == json.loads(json.dumps([answer.to_json() for answer in answers]))
    assert {document["id"] for document in value["documents"]} >= {"lake.txt"}
    checked = verify(value, documents)
    assert len(checked) == sum(len(answer.citations) for answer in answers) > 1
    assert {one.verdict for one in checked} == {"found at its place"}


def test_a_bundle_needs_nothing_and_runs_nothing(bundle: Path) -> None:
    """No link, no script that runs, no text of a document as markup."""
    text = bundle.read_text(encoding="utf-8")
    assert "<script>alert" not in text
    assert re.findall(r"<script[^>]*>", text) == ['<script type="application/json" id="footnote">']
    assert not re.search(r"\b(?:src|href)=", text)
    assert "default-src 'none'" in text
    assert "Not in these documents." in text


def test_every_edit_of_one_character_is_found(bundle: Path) -> None:
    """Whatever character is changed, in a quote, a digest, a number or the seal, the file is refused."""
    text = bundle.read_text(encoding="utf-8")
    generator = random.Random(1)  # noqa: S311
    places = [generator.randrange(len(text)) for _ in range(300)]
    places += [match.start() for match in re.finditer(r"412|[0-9a-f]{64}|painted", text)]
    for place in places:
        new = "x" if text[place] != "x" else "y"
        bundle.write_text(text[:place] + new + text[place + 1 :], encoding="utf-8", newline="\n")
        with pytest.raises(FootnoteError):
            read_bundle(bundle)


def test_a_new_seal_does_not_hide_a_contradiction(bundle: Path, documents: Path) -> None:
    """Who edits a quote and seals the file anew is found by the places, or by the documents."""
    text = bundle.read_text(encoding="utf-8")
    body = text[: text.rindex("<!-- footnote")]
    bundle.write_text(sealed(body.replace('"quote": "The bridge', '"quote": "A bridge')), encoding="utf-8")
    with pytest.raises(FootnoteError, match="contradicts itself"):
        read_bundle(bundle)
    bundle.write_text(sealed(body.replace("412 metres", "413 metres")), encoding="utf-8")
    assert "not found" in {one.verdict for one in verify(read_bundle(bundle), documents)}


@pytest.mark.parametrize("data", [b"", b"<html></html>", b"\xff\xfe\0", b"<!-- footnote sha256 0 -->"])
def test_what_is_no_bundle_is_refused(tmp_path: Path, data: bytes) -> None:
    """Anything else is named as such."""
    path = tmp_path / "evidence.html"
    path.write_bytes(data)
    with pytest.raises(FootnoteError):
        read_bundle(path)


def verdicts(bundle: Path, documents: Path) -> set[tuple[str, str]]:
    """Return the document and the verdict of every quote."""
    return {(one.document_id, one.verdict) for one in verify(read_bundle(bundle), documents)}


def test_documents_that_moved_or_changed_are_told(bundle: Path, documents: Path) -> None:
    """A renamed file is moved, an added line is a change, an edited or missing quote is not found."""
    lake = documents / "lake.txt"
    lake.rename(documents / "water.txt")
    assert ("lake.txt", "moved") in verdicts(bundle, documents)
    lake.write_text("A line above.\n" + LAKE, encoding="utf-8")
    (documents / "water.txt").unlink()
    assert ("lake.txt", "document changed") in verdicts(bundle, documents)
    lake.write_text(LAKE.replace("412", "413"), encoding="utf-8")
    assert ("lake.txt", "not found") in verdicts(bundle, documents)
    lake.unlink()
    assert ("lake.txt", "not found") in verdicts(bundle, documents)


def test_a_bundle_cannot_reach_out_of_the_folder(bundle: Path, documents: Path, tmp_path: Path) -> None:
    """A document id that climbs out of the folder is not read."""
    (tmp_path / "secret.txt").write_text(LAKE, encoding="utf-8")
    text = bundle.read_text(encoding="utf-8")
    body = text[: text.rindex("<!-- footnote")].replace('"lake.txt"', '"../secret.txt"')
    bundle.write_text(sealed(body), encoding="utf-8")
    (documents / "lake.txt").unlink()
    assert {one.verdict for one in verify(read_bundle(bundle), documents) if "secret" in one.document_id} == {
        "not found"
    }
