"""Fixtures of the quick suite: no network, an encoder computed from the text, and small indexes."""

import ipaddress
import os
import signal
import socket
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

from index.library import Library
from index.sync import sync
from qa.ask import Asker
from tests.support import SEEDS, FakeEncoder, calibration, write

settings.register_profile("quick", deadline=None, derandomize=True, max_examples=60, database=None)
settings.register_profile(
    "explore", deadline=None, max_examples=2_000, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "quick"))

if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:  # as in a shell's background: children inherit it
    signal.signal(signal.SIGINT, signal.default_int_handler)

Build = Callable[[Mapping[str, str | bytes]], Library]
Ask = Callable[..., Any]


class NetworkUsedError(AssertionError):
    """A test tried to reach another machine."""


def _refuse_others(address: object) -> None:
    if not isinstance(address, tuple):
        return  # a socket of this machine's file system
    host = str(address[0])
    try:
        local = ipaddress.ip_address(host.partition("%")[0]).is_loopback
    except ValueError:
        local = host in ("localhost", "")
    if not local:
        raise NetworkUsedError(f"a test tried to reach {address}")


@pytest.fixture(autouse=True, scope="session")
def socket_guard() -> Iterator[None]:
    """Fail whatever in this process connects, sends or looks up a name beyond this machine."""
    real_connect, real_connect_ex = socket.socket.connect, socket.socket.connect_ex
    real_sendto, real_lookup = socket.socket.sendto, socket.getaddrinfo

    def connect(self: socket.socket, address: Any) -> None:  # noqa: ANN401
        _refuse_others(address)
        real_connect(self, address)

    def connect_ex(self: socket.socket, address: Any) -> int:  # noqa: ANN401
        _refuse_others(address)
        return real_connect_ex(self, address)

    def sendto(self: socket.socket, *arguments: Any) -> int:  # noqa: ANN401
        _refuse_others(arguments[-1])
        return real_sendto(self, *arguments)

    def getaddrinfo(host: Any, *arguments: Any, **options: Any) -> Any:  # noqa: ANN401
        _refuse_others((host.decode() if isinstance(host, bytes) else host or "",))
        return real_lookup(host, *arguments, **options)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", connect)
        patch.setattr(socket.socket, "connect_ex", connect_ex)
        patch.setattr(socket.socket, "sendto", sendto)
        patch.setattr(socket, "getaddrinfo", getaddrinfo)
        yield


@pytest.fixture(autouse=True)
def no_settings_from_outside(monkeypatch: pytest.MonkeyPatch) -> None:
    """Hide the FOOTNOTE_… variables of whoever runs the tests, but those about the tests themselves."""
    for name in list(os.environ):
        if name.startswith("FOOTNOTE_") and name not in ("FOOTNOTE_CHROMIUM", "FOOTNOTE_REQUIRE_BROWSER"):
            monkeypatch.delenv(name)


@pytest.fixture
def encoder() -> FakeEncoder:
    """Return a fresh encoder that counts."""
    return FakeEncoder()


@pytest.fixture
def documents(tmp_path: Path) -> Path:
    """Return an empty documents folder."""
    folder = tmp_path / "documents"
    folder.mkdir()
    return folder


@pytest.fixture
def build(tmp_path: Path, documents: Path) -> Iterator[Build]:
    """Return a function that writes files and gives the index over them, opened."""
    opened: list[Library] = []

    def make(files: Mapping[str, str | bytes]) -> Library:
        write(documents, files)
        opened.append(Library.open(tmp_path / "index", create=True))
        sync(opened[-1], documents, FakeEncoder())
        return opened[-1]

    yield make
    for library in opened:
        library.close()


@pytest.fixture
def ask(build: Build) -> Ask:
    """Return a function that answers a question over files given as name=text, whatever its confidence."""

    def answer(
        question: str, files: Mapping[str, str | bytes], threshold: float = 0.0
    ) -> tuple[Any, Library]:
        library = build(files)
        return Asker(library, FakeEncoder(), calibration(threshold)).ask(question), library

    return answer


@pytest.fixture(scope="session")
def seeds_index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return an index over the seed documents, made once with the computed encoder."""
    index = tmp_path_factory.mktemp("seeds") / "index"
    library = Library.open(index, create=True)
    sync(library, SEEDS, FakeEncoder())
    library.close()
    return index


@pytest.fixture(scope="session")
def real_encoder() -> Any:  # noqa: ANN401
    """Return the real embedding model, loaded once (about ten seconds)."""
    from index.encode import load_encoder

    encoder = load_encoder()
    encoder.warm()
    return encoder
