"""Pictures of pages: only of what is in the index, as it was indexed, by a process that may be lost."""

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from app_pages import page_route
from index.child import Child, ChildLateError, ChildLostError
from index.formats.pdf_pages import Pages
from index.library import Library
from qa.service import Service
from qa.types import Citation
from tests.support import run_sync, write
from tests.test_formats import pages

SAID = "The ferry number 12 carried 449 passengers to the islands and back again."
OTHERS = [(72.0, 700.0, "Nobody has ever counted the gulls.", 10), (72.0, 600.0, "They may be many.", 10)]
LINES = [(72.0, 700.0, SAID, 10), (72.0, 650.0, "A second line stands well below the first one here.", 10)]


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    """Return a service over an index of a PDF, a text, and a PDF outside of the index."""
    folder = tmp_path_factory.mktemp("pages")
    write(folder / "documents", {"ferries.pdf": pages(OTHERS, LINES), "notes.txt": f"Notes\n\n{SAID}\n"})
    write(folder, {"outside.pdf": pages(LINES)})
    run_sync(folder / "index", folder / "documents")
    service = Service(folder / "documents", folder / "index")
    service._library = Library.open(folder / "index")
    yield service
    service.close()


def asked(service: Service, **changes: object) -> dict[str, object]:
    """Return what the browser asks for to show the second page."""
    return {
        "id": "ferries.pdf",
        "digest": service.document("ferries.pdf").digest,
        "page": 2,
        "width": 400,
        **changes,
    }


@pytest.fixture(scope="module")
def client(service: Service) -> TestClient:
    """Return a client of the route that serves pages."""
    return TestClient(Starlette(routes=[page_route(service)]))


def test_a_page_is_a_picture_that_does_nothing(service: Service, client: TestClient) -> None:
    """A page comes as a picture that may be kept, and in whose place nothing could run."""
    answer = client.get("/document/page", params=asked(service))
    assert answer.status_code == 200 and answer.content.startswith(b"\x89PNG")
    assert answer.headers["content-type"] == "image/png"
    assert answer.headers["content-security-policy"] == "default-src 'none'; sandbox"
    assert answer.headers["cross-origin-resource-policy"] == "same-origin"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert "immutable" in answer.headers["cache-control"] and "private" in answer.headers["cache-control"]
    width = int.from_bytes(answer.content[16:20], "big")
    assert width in (400, 401)  # the page's own shape is kept
    largest = client.get("/document/page", params=asked(service, width=99999))
    assert int.from_bytes(largest.content[16:20], "big") <= 2400


@pytest.mark.parametrize(
    ("changes", "status"),
    [
        ({"id": "../outside.pdf"}, 404),
        ({"id": "/etc/passwd"}, 404),
        ({"id": "notes.txt"}, 404),
        ({"id": ""}, 404),
        ({"digest": "0" * 64}, 404),
        ({"page": 0}, 404),
        ({"page": 3}, 404),
        ({"page": -1}, 400),
        ({"page": "two"}, 400),
        ({"width": "1e9"}, 400),
        ({"width": "٣٠٠"}, 400),
    ],
)
def test_nothing_else_is_served(
    service: Service, client: TestClient, changes: dict[str, object], status: int
) -> None:
    """Only pages of indexed PDFs are served, and only of the version that was indexed."""
    answer = client.get("/document/page", params=asked(service, **changes))
    assert answer.status_code == status
    assert answer.headers["content-type"].startswith("text/plain")
    assert "immutable" not in answer.headers.get("cache-control", "")


def test_a_changed_file_is_not_drawn(tmp_path: Path) -> None:
    """Once the file is another one, neither its pages nor marks on them are shown."""
    documents = write(tmp_path / "documents", {"ferries.pdf": pages(LINES)})
    run_sync(tmp_path / "index", documents)
    write(documents, {"ferries.pdf": pages(LINES[::-1])})
    service = Service(documents, tmp_path / "index")
    service._library = Library.open(tmp_path / "index")
    try:
        document = service.document("ferries.pdf")
        assert service.view("ferries.pdf", 0, 0).state == "changed"
        assert service.look(document, (0, 1), (0, 10)) is None
        assert service.picture("ferries.pdf", document.digest, 1, 400) is None
    finally:
        service.close()


def test_marks_stand_where_the_characters_do(service: Service) -> None:
    """The marks of a quote are on its line: left, right, and at the height at which it was written."""
    document = service.document("ferries.pdf")
    start = document.text.rindex(SAID)
    look = service.look(document, (0, 2), (start, start + len(SAID)))
    assert look is not None and look.marked and look.count == 2
    first, second = look.sheets
    assert first.marks == () and len(second.marks) == len(SAID.split())
    for left, top, width, height in second.marks:
        assert 0 < left < left + width < 100
        baseline = (1 - 700 / second.height) * 100
        assert top < baseline < top + height + 0.2 and height < 3


def test_a_cited_pdf_is_opened_before_it_is_asked_for(service: Service) -> None:
    """While its answer is read, the process that draws comes up."""
    service._images.close()
    document = service.document("ferries.pdf")
    start = document.text.rindex(SAID)
    place = (document.page_at(start), 1, start, start + len(SAID))
    source = service.source(Citation(1, document.id, "A", None, *place, SAID, document.digest))
    assert source.view is not None
    deadline = time.monotonic() + 20
    while not service._images._child.alive and time.monotonic() < deadline:
        time.sleep(0.02)
    assert service._images._child.alive


def test_a_text_that_is_not_on_the_page_has_no_place() -> None:
    """Where the page says something else, nothing is marked rather than something near."""
    opened = Pages(pages(LINES))
    text = "An altogether different sentence that no page of this file has ever said before."
    assert opened.rectangles(0, text, 0, len(text)) == ()
    opened.close()


CRASH = "import os; os._exit(3)"
HANG = "import time; time.sleep(60)"
ECHO = (
    "import sys, json\n"
    "for line in sys.stdin.buffer:\n"
    "    request = json.loads(line)\n"
    "    data = sys.stdin.buffer.read(request['length'])\n"
    "    if request['said'] == 'end': sys.exit(0)\n"
    "    print(json.dumps({'said': request['said'], 'length': len(data)}), flush=True)\n"
)


def test_a_child_that_is_lost_is_named_and_started_again() -> None:
    """A crash and a hang are told apart; after either, the next request has a new process."""
    with pytest.raises(ChildLostError) as lost:
        Child(CRASH).ask({}, seconds=20)
    assert not isinstance(lost.value, ChildLateError)
    with pytest.raises(ChildLateError):
        Child(HANG).ask({}, seconds=0.3)
    child = Child(ECHO)
    assert child.ask({"said": "a"}, b"12345", seconds=20) == {"said": "a", "length": 5}
    with pytest.raises(ChildLostError):
        child.ask({"said": "end"}, seconds=20)
    assert child.ask({"said": "b"}, seconds=20) == {"said": "b", "length": 0}
    child.close()
