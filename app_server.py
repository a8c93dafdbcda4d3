"""What stands before the page: who may do what, the content policy, and the way in for files.

Files do not go through Gradio's own upload, which keeps copies that every user of the page can fetch: they
are written straight into the documents folder.
"""

import hashlib
import ipaddress
import re
import secrets
import socket
from collections.abc import Awaitable, Callable, Mapping, MutableMapping
from dataclasses import dataclass
from http.cookies import SimpleCookie
from typing import Any
from urllib.parse import unquote

from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, PlainTextResponse

from index.errors import FootnoteError
from qa.service import Service

__all__ = ["Gate", "Rights", "is_loopback", "is_own"]

# The browser itself refuses every request to another host. Gradio needs inline code and eval.
_POLICY = (
    "default-src 'self' 'unsafe-inline' 'unsafe-eval' data: blob:; "
    "object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'self'"
)
_UPLOAD = "/footnote/upload"
_COOKIE = "footnote_owner"
_COOKIE_SECONDS = 365 * 24 * 60 * 60
_COOKIE_CHARS = range(32, 128)
_AT_ONCE = 8

Scope = MutableMapping[str, Any]
App = Callable[[Scope, Any, Any], Awaitable[None]]


def is_loopback(host: str) -> bool:
    """Return whether a host name or address is this computer's own."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def is_own(host: str) -> bool:
    """Return whether something can be served on a host name or address at all."""
    try:
        family, kind, _, _, address = socket.getaddrinfo(host.strip("[]"), 0, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind) as probe:
            probe.bind(address)
    except (OSError, UnicodeError):
        return False
    return True


def _host(headers: Mapping[str, str]) -> str:
    return re.sub(r":\d*$", "", headers.get("host", ""))


@dataclass(frozen=True, slots=True)
class Rights:
    """Who may do what. `local` says whether the page listens to this computer alone.

    `public` lets it be reached by other names than this computer's own, through a proxy. `uploads` is true or
    false for everyone, or None for those at this computer.
    """

    local: bool = True
    uploads: bool | None = None
    public: bool = False

    def welcome(self, headers: Mapping[str, str]) -> bool:
        """Return whether a request is answered: another site's name for this computer is no way in."""
        return self.public or not self.local or is_loopback(_host(headers))

    def at_this_computer(self, headers: Mapping[str, str]) -> bool:
        """Return whether a request comes from this computer, and not through a proxy or a foreign name."""
        return (
            self.local and is_loopback(_host(headers)) and not {"forwarded", "x-forwarded-for"} & set(headers)
        )

    def may_change(self, headers: Mapping[str, str]) -> bool:
        """Return whether a request may add and remove documents."""
        return self.at_this_computer(headers) if self.uploads is None else self.uploads

    def owner(self, headers: Mapping[str, str]) -> str | None:
        """Return whose conversations a request may see: all at this computer, else one browser's own."""
        if self.at_this_computer(headers):
            return ""
        secret = SimpleCookie(headers.get("cookie", "")).get(_COOKIE)
        if secret is None or len(secret.value) not in _COOKIE_CHARS:
            return None
        return hashlib.sha256(secret.value.encode()).hexdigest()


class Gate:
    """Adds the content policy and the owner's cookie to what the page answers, and takes files in (ASGI)."""

    def __init__(self, app: App, service: Service, rights: Rights) -> None:
        """Take what answers everything else."""
        self._app = app
        self._service = service
        self._rights = rights
        self._receiving = 0

    async def __call__(self, scope: Scope, receive: Any, send: Any) -> None:  # noqa: ANN401 - ASGI's own
        """Answer one request."""
        if scope["type"] != "http":
            return await self._app(scope, receive, send)
        headers = Request(scope).headers
        cookie = ""
        if scope["path"] == "/" and self._rights.owner(headers) is None:
            values = (
                f"{secrets.token_urlsafe(32)}; Path=/; Max-Age={_COOKIE_SECONDS}; HttpOnly; SameSite=Strict"
            )
            cookie = f"{_COOKIE}={values}"

        async def send_with_policy(message: MutableMapping[str, Any]) -> None:
            if message["type"] == "http.response.start":
                more = [
                    (b"content-security-policy", _POLICY.encode()),
                    (b"x-content-type-options", b"nosniff"),
                ]
                if cookie:
                    more.append((b"set-cookie", cookie.encode()))
                message["headers"] = [*message.get("headers", []), *more]
            await send(message)

        if not self._rights.welcome(headers):
            words = "Footnote serves this computer alone. To reach it by another name, add --allow-public."
            await PlainTextResponse(words, 403)(scope, receive, send_with_policy)
        elif scope["path"] == _UPLOAD:
            response = await self._take_in(Request(scope, receive))
            await response(scope, receive, send_with_policy)
        elif scope["path"].startswith("/gradio_api/upload"):
            await PlainTextResponse("not here", 404)(scope, receive, send_with_policy)
        else:
            await self._app(scope, receive, send_with_policy)

    async def _take_in(self, request: Request) -> JSONResponse:
        """Write one file into the documents folder; another site's page cannot make the browser do it."""
        own_page = request.headers.get("x-footnote") == "upload" and request.method == "POST"
        origin = request.headers.get("origin", "").partition("://")[2]
        if (
            not own_page
            or origin != request.headers.get("host")
            or not self._rights.may_change(request.headers)
        ):
            return JSONResponse({"problem": "Documents cannot be added from here."}, 403)
        if self._receiving >= _AT_ONCE:
            return JSONResponse({"problem": "Too many files are on their way: try again in a moment."}, 429)
        self._receiving += 1
        try:
            return JSONResponse({"name": await self._written(request)})
        except FootnoteError as error:
            return JSONResponse({"problem": str(error)}, 400)
        except OSError as error:
            return JSONResponse({"problem": f"The file could not be written: {error.strerror}"}, 507)
        except ClientDisconnect:
            return JSONResponse({"problem": "The upload was cut off."}, 400)
        finally:
            self._receiving -= 1

    async def _written(self, request: Request) -> str:
        length = request.headers.get("content-length", "")
        name = unquote(request.headers.get("x-file-name", ""))
        folder = self._service.folder
        incoming = await run_in_threadpool(folder.receive, name, int(length) if length.isdecimal() else None)
        try:
            async for data in request.stream():
                await run_in_threadpool(incoming.write, data)
            written = await run_in_threadpool(incoming.finish)
        finally:
            incoming.abort()
        self._service.look_again()
        return written
