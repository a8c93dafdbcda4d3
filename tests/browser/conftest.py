"""A real server, a real browser: the fixtures of the browser tests."""

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

ROOT = Path(__file__).parents[2]
ARTIFACTS = ROOT / "tests" / "artifacts"
CHROMIUM = Path(os.environ.get("FOOTNOTE_CHROMIUM", "/usr/bin/chromium"))
ARGUMENTS = ["--no-sandbox", "--disable-quic", "--disable-background-networking"]
ARGUMENTS += ["--disable-component-update", "--disable-sync"]


def free_port() -> int:
    """Return a loopback port that nothing listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def start(command: list[str], port: int, log: Path) -> subprocess.Popen[bytes]:
    """Start a server and wait until its page is reachable."""
    with log.open("wb") as out:
        server = subprocess.Popen([sys.executable, *command], cwd=ROOT, stdout=out, stderr=out)  # noqa: S603
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and server.poll() is None:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=2):
                return server
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
    stop(server)
    pytest.fail(f"the page did not come up:\n{log.read_text()[-2000:]}")


def stop(server: subprocess.Popen[bytes]) -> None:
    """End a server that `start` started."""
    server.terminate()
    try:
        server.wait(10)
    except subprocess.TimeoutExpired:
        server.kill()
        server.wait(10)


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """Start one browser for all tests; skip, or fail where it is required, when there is none."""
    if not CHROMIUM.exists():
        reason = f"no chromium at {CHROMIUM}: install it or set FOOTNOTE_CHROMIUM"
        if os.environ.get("FOOTNOTE_REQUIRE_BROWSER") == "1":
            pytest.fail(reason)
        pytest.skip(reason)
    ARTIFACTS.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=str(CHROMIUM), args=ARGUMENTS)
        yield chromium
        chromium.close()


@pytest.fixture(scope="package")
def fake_url(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve the page over the known answers of `fake.py`."""
    port = free_port()
    server = start(["tests/browser/fake.py", str(port)], port, tmp_path_factory.mktemp("fake") / "log")
    yield f"http://127.0.0.1:{port}"
    stop(server)


class Desk:
    """A page under test, with what it asked for and what it complained about."""

    def __init__(self, page: Page, url: str) -> None:
        """Record every request and every error of a page."""
        self.page, self.url = page, url
        self.requests: list[str] = []
        self.errors: list[str] = []
        page.on("request", lambda request: self.requests.append(request.url))
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.on("console", lambda m: self.errors.append(m.text) if m.type == "error" else None)

    def open(self, query: str = "") -> "Desk":
        """Open the page and wait until it can be used."""
        self.page.goto(self.url + query)
        self.page.wait_for_selector("#question textarea")
        self.page.wait_for_selector("#rail .doc")
        return self

    def ask(self, question: str) -> None:
        """Type a question, press Enter, and wait for its answer."""
        before = self.page.locator(".turn:not(.waiting)").count()
        self.page.locator("#question textarea").fill(question)
        self.page.locator("#question textarea").press("Enter")
        self.page.wait_for_function(
            "n => document.querySelectorAll('.turn:not(.waiting)').length > n"
            " && !document.querySelector('.turn.waiting') && !document.querySelector('#send').disabled",
            arg=before,
            timeout=60_000,
        )

    def picture(self, name: str) -> None:
        """Keep a picture of what is on the screen."""
        self.page.mouse.move(2, 2)
        self.page.wait_for_timeout(250)
        self.page.screenshot(path=str(ARTIFACTS / f"{name}.png"))

    def foreign_requests(self) -> list[str]:
        """Return the requests that went anywhere but to the server."""
        return [url for url in self.requests if not url.startswith((self.url, "data:", "blob:"))]


def context(browser: Browser, **options: object) -> BrowserContext:
    """Return a fresh profile at the size of the design."""
    settings: dict[str, object] = {"viewport": {"width": 1440, "height": 860}, **options}
    return browser.new_context(**settings)  # type: ignore[arg-type]


@pytest.fixture
def desk(browser: Browser, fake_url: str) -> Iterator[Desk]:
    """Open the page over the known answers, in a fresh profile; no request may leave, no script may fail."""
    profile = context(browser)
    profile.grant_permissions(["clipboard-read", "clipboard-write"], origin=fake_url)
    desk = Desk(profile.new_page(), fake_url).open()
    yield desk
    assert desk.foreign_requests() == []
    assert desk.errors == []
    profile.close()
