"""Nothing leaves the machine: the same work with the network cut off in a namespace of its own."""

import json
import os
import shutil
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import NetworkUsedError
from tests.support import ROOT, SEEDS

pytestmark = pytest.mark.network
ESSENCE = ("test_reading.py", "test_sync.py", "test_answer.py", "test_command_line.py")


def cut_off(*command: str, timeout_seconds: float = 120) -> subprocess.CompletedProcess[str]:
    """Run a command without any network, loopback included; skip where that is not permitted."""
    unshare = shutil.which("unshare")
    if unshare is None:
        pytest.skip("there is no `unshare` on this machine to cut the network off with")
    probe = subprocess.run([unshare, "-rn", "true"], capture_output=True, text=True, check=False)
    if probe.returncode:
        pytest.skip(f"`unshare -rn` is not permitted here: {probe.stderr.strip()}")
    return subprocess.run(
        [unshare, "-rn", *command],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=timeout_seconds,
        check=False,
    )


def test_the_network_is_really_cut_off() -> None:
    """Inside there is no way to any other machine, so that the tests below mean something."""
    code = "import socket; socket.create_connection(('192.0.2.1', 80), timeout=5)"
    done = cut_off(sys.executable, "-c", code)
    assert done.returncode == 1
    assert "unreachable" in done.stderr


def test_the_essence_of_the_quick_suite_passes_without_a_network() -> None:
    """Reading, indexing, answering and the command line do their work cut off."""
    files = [f"tests/{name}" for name in ESSENCE]
    selection = ["-m", "not model and not browser and not network"]
    options = ["-q", "-x", "-p", "no:cacheprovider", *selection]
    done = cut_off(sys.executable, "-m", "pytest", *options, *files, timeout_seconds=300)
    assert done.returncode == 0, done.stdout[-3000:]


@pytest.mark.model
def test_the_real_model_answers_without_a_network(tmp_path: Path) -> None:
    """From a folder to a quote with the real embedding model, cut off from everything."""
    index = str(tmp_path / "index")
    footnote = (sys.executable, "-m", "footnote")
    done = cut_off(*footnote, "index", "--documents", str(SEEDS), "--index", index, timeout_seconds=240)
    assert done.returncode == 0, done.stderr
    question = "What share of the vote did Lukashenko get?"
    done = cut_off(*footnote, "ask", question, "--index", index, "--json", timeout_seconds=240)
    assert done.returncode == 0, done.stderr
    answer = json.loads(done.stdout)
    cited = answer["statements"][0]["citations"][0]
    text = (SEEDS / cited["document_id"]).read_text("utf-8")
    assert text[cited["start"] : cited["end"]] == cited["quote"]


@pytest.mark.model
def test_nothing_is_kept_in_the_home_folder(tmp_path: Path) -> None:
    """ONNX Runtime kept a number of the device there, and reports to be sent to its maker.

    Without a network its attempts to send them fail in silence: what it leaves behind shows them.
    """
    home, index = tmp_path / "home", str(tmp_path / "index")
    home.mkdir()
    for command in (
        ("index", "--documents", str(SEEDS), "--index", index),
        ("ask", "Who won?", "--index", index),
    ):
        done = subprocess.run(
            [sys.executable, "-m", "footnote", *command],
            cwd=ROOT,
            env={**os.environ, "HOME": str(home), "XDG_CACHE_HOME": str(home / ".cache")},
            capture_output=True,
            text=True,
            timeout=240,
            check=False,
        )
        assert done.returncode == 0, done.stderr
    assert [str(path) for path in home.rglob("*") if path.is_file()] == []


@pytest.mark.parametrize("address", [("192.0.2.1", 80), ("2001:db8::1", 80, 0, 0), ("example.org", 443)])
def test_the_guard_of_the_other_tests_refuses_other_machines(address: tuple[object, ...]) -> None:
    """The fixture that watches every test fails a connection, a datagram and a name look-up."""
    family = socket.AF_INET6 if len(address) == 4 else socket.AF_INET
    with socket.socket(family, socket.SOCK_DGRAM) as probe:
        for attempt in (lambda: probe.connect(address), lambda: probe.sendto(b"x", address)):
            with pytest.raises(NetworkUsedError):
                attempt()
    with pytest.raises(NetworkUsedError):
        socket.getaddrinfo(address[0], 80)
