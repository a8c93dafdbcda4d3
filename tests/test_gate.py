"""What stands before the page: who may add files, whose conversations are seen, and what is never let in."""

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

from app_server import Gate, Rights
from qa.service import Service

HERE = {"host": "127.0.0.1:7860", "origin": "http://127.0.0.1:7860", "x-footnote": "upload"}


class Answered:
    """What the gate answered: the status, the headers and the body."""

    def __init__(self) -> None:
        """Nothing yet."""
        self.status, self.headers, self.body = 0, {}, b""

    async def take(self, message: dict[str, Any]) -> None:
        """Take one ASGI message."""
        if message["type"] == "http.response.start":
            self.status = message["status"]
            self.headers = {key.decode(): value.decode() for key, value in message["headers"]}
        else:
            self.body += message.get("body", b"")


async def _page(scope: object, receive: object, send: Callable[[dict[str, Any]], Awaitable[None]]) -> None:
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": b"the page"})


def request(
    service: Service, rights: Rights, path: str, headers: dict[str, str], *chunks: bytes, method: str = "POST"
) -> Answered:
    """Send one request through the gate."""
    parts = [{"type": "http.request", "body": chunk, "more_body": True} for chunk in chunks]
    parts.append({"type": "http.request", "body": b"", "more_body": False})

    async def receive() -> dict[str, Any]:
        return parts.pop(0)

    answered = Answered()
    raw = [(key.encode(), value.encode()) for key, value in headers.items()]
    scope = {"type": "http", "method": method, "path": path, "headers": raw, "query_string": b""}
    asyncio.run(Gate(_page, service, rights)(scope, receive, answered.take))
    return answered


@pytest.fixture
def service(tmp_path: Path) -> Service:
    """Return a service over an empty folder."""
    (tmp_path / "documents").mkdir()
    return Service(tmp_path / "documents", tmp_path / "index")


def upload(service: Service, rights: Rights, name: str = "a.txt", **headers: str) -> Answered:
    """Send a file; headers named by keyword replace or, when empty, remove those of the page itself."""
    sent = {**HERE, "x-file-name": quote(name), **{key.replace("_", "-"): v for key, v in headers.items()}}
    sent = {key: value for key, value in sent.items() if value}
    return request(service, rights, "/footnote/upload", sent, b"some ", b"text")


def test_a_file_is_taken_in(service: Service) -> None:
    """It lies in the folder, under a safe name, and the folder is to be looked through again."""
    answered = upload(service, Rights(), "../Übersicht: März.txt")
    assert (answered.status, answered.body) == (200, '{"name":"Übersicht_ März.txt"}'.encode())
    assert (service.documents_dir / "Übersicht_ März.txt").read_bytes() == b"some text"
    assert service._look.is_set()


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "http://evil.example"},
        {"origin": ""},
        {"x_footnote": ""},
        {"host": "evil.example:7860", "origin": "http://evil.example:7860"},
        {"x_forwarded_for": "203.0.113.7"},
        {"forwarded": "for=203.0.113.7"},
    ],
)
def test_only_the_page_at_this_computer_may_add(service: Service, headers: dict[str, str]) -> None:
    """Another site, a rebound name and a proxy are turned away, and nothing is written."""
    assert upload(service, Rights(), **headers).status == 403
    assert list(service.documents_dir.iterdir()) == []


@pytest.mark.parametrize(
    ("rights", "status"),
    [
        (Rights(local=False), 403),
        (Rights(local=False, uploads=True), 200),
        (Rights(local=True, uploads=False), 403),
    ],
)
def test_uploads_are_off_in_public_unless_allowed(service: Service, rights: Rights, status: int) -> None:
    """The options have the last word."""
    assert upload(service, rights).status == status


@pytest.mark.parametrize(
    ("host", "rights", "status"),
    [
        ("127.0.0.1:7860", Rights(), 200),
        ("localhost:7860", Rights(), 200),
        ("[::1]:7860", Rights(), 200),
        ("rebound.example:7860", Rights(), 403),
        ("127.0.0.1.rebound.example", Rights(), 403),
        ("", Rights(), 403),
        ("footnote.example", Rights(public=True), 200),
        ("footnote.example", Rights(local=False), 200),
    ],
)
def test_no_other_name_leads_to_this_computer(
    service: Service, host: str, rights: Rights, status: int
) -> None:
    """A site whose name is made to point here cannot have its visitor's browser read the documents."""
    assert request(service, rights, "/config", {"host": host}, method="GET").status == status


def test_what_is_refused_says_why_and_leaves_nothing(service: Service) -> None:
    """A type that is not read, a size that is too large."""
    assert "not read" in upload(service, Rights(), "a.exe").body.decode()
    assert "larger than 50 MB" in upload(service, Rights(), content_length=str(60_000_000)).body.decode()
    assert list(service.documents_dir.iterdir()) == []


def test_gradios_own_way_in_is_closed(service: Service) -> None:
    """Gradio would keep a copy that everyone can fetch."""
    for path in ("/gradio_api/upload", "/gradio_api/upload_progress"):
        assert request(service, Rights(), path, HERE, b"x").status == 404


def test_conversations_are_shared_at_this_computer_and_nowhere_else() -> None:
    """Elsewhere each browser has a secret of its own, and only a digest of it is known to the server."""
    here, public = Rights(), Rights(local=False)
    assert here.owner(HERE) == ""
    assert here.owner({**HERE, "x-forwarded-for": "203.0.113.7"}) is None
    assert here.owner({"host": "rebound.example"}) is None
    ann, bob = (public.owner({**HERE, "cookie": f"footnote_owner={letter * 43}"}) for letter in "ab")
    assert ann and bob and ann != bob and "a" * 43 not in ann
    assert public.owner(HERE) is None and public.owner({"cookie": "footnote_owner=short"}) is None


def test_a_browser_gets_its_secret_once_and_only_where_it_needs_one(service: Service) -> None:
    """The cookie is out of reach of scripts and of other sites."""
    cookie = request(service, Rights(local=False), "/", HERE, method="GET").headers["set-cookie"]
    assert "HttpOnly" in cookie and "SameSite=Strict" in cookie
    again = {**HERE, "cookie": cookie.partition(";")[0]}
    for rights, headers in ((Rights(local=False), again), (Rights(), HERE)):
        answered = request(service, rights, "/", headers, method="GET")
        assert "set-cookie" not in answered.headers
        assert "default-src 'self'" in answered.headers["content-security-policy"]
