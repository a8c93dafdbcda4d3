"""What the README says can be typed, can be typed; and the changelog tells of this version."""

import re
import shlex
import tomllib

import pytest

import footnote
from index.formats import GROUPS
from qa.asked import MAX_QUESTION_CHARS
from tests.support import ROOT


def read(name: str) -> str:
    """Return a file of the project, or fail with its name."""
    path = ROOT / name
    assert path.is_file(), f"{name} is missing from the project"
    return path.read_text(encoding="utf-8")


def fenced_lines() -> list[str]:
    """Return the lines of the README's fenced blocks, continued lines joined, without prompt and comment."""
    if not (ROOT / "README.md").is_file():
        return []
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    blocks = re.findall(r"^```\w*\n(.*?)^```", text, flags=re.MULTILINE | re.DOTALL)
    lines = "\n".join(blocks).replace("\\\n", " ").splitlines()
    return [re.sub(r"\s+#\s.*$", "", line.removeprefix("$ ").strip()) for line in lines]


def quoted_commands() -> list[str]:
    """Return the commands of inline code such as `footnote index [--json]`, with options for brackets."""
    if not (ROOT / "README.md").is_file():
        return []
    found = re.findall(
        r"`((?:footnote|python app\.py) [^`]+)`", (ROOT / "README.md").read_text(encoding="utf-8")
    )
    return [re.sub(r"[\[\]]", "", command) for command in found]


COMMANDS = [
    command
    for command in [*fenced_lines(), *quoted_commands()]
    if re.match(r"(\S*/)?(footnote|python3? app\.py|make)\b", command)
]  # fmt: skip


def help_of(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> str:
    """Return a command's help text."""
    with pytest.raises(SystemExit) as end:
        footnote.main([*arguments, "--help"])
    assert not end.value.code, f"there is no command {arguments}"
    return capsys.readouterr().out


def test_the_readme_shows_commands() -> None:
    """There are commands to check: to run, to test, to index and to ask."""
    assert read("README.md")
    typed = " ".join(COMMANDS)
    assert all(
        part in typed for part in ("make run", "make test", "footnote index", "footnote ask", "app.py")
    )


@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_of_the_readme_can_be_typed(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Its subcommand, its options and its make targets exist."""
    words = shlex.split(command)
    if words[0] == "make":
        targets = re.findall(r"^([\w-]+):(?!=)", read("Makefile"), flags=re.MULTILINE)
        assert set(words[1:]) <= set(targets), f"{words[1:]} are not all among the targets {targets}"
        return
    arguments = words[2:] if words[1] == "app.py" else words[1:]
    options = [word.partition("=")[0] for word in arguments if word.startswith("-")]
    if arguments[:1] == ["COMMAND"]:
        assert options == ["--help"]
        return
    subcommand = (
        ["serve"] if words[1] == "app.py" else [word for word in arguments[:1] if word not in options]
    )
    shown = help_of(subcommand, capsys)
    missing = [option for option in options if not re.search(rf"(?<!\S){re.escape(option)}\b", shown)]
    assert not missing, f"{missing} not in the help of {subcommand}"


def test_every_command_is_in_the_readme(capsys: pytest.CaptureFixture[str]) -> None:
    """What the program can do is told to its readers."""
    listed = help_of([], capsys).split("Commands:")[1]
    names = re.findall(r"^  (\w+)", listed, flags=re.MULTILINE)
    assert names
    text = read("README.md")
    assert [name for name in names if f"footnote {name}" not in text] == []


def test_the_files_that_the_readme_points_to_exist() -> None:
    """No link of the README leads nowhere."""
    targets = re.findall(r"\]\(([^)#\s]+)", read("README.md"))
    local = [target for target in targets if "://" not in target]
    assert local
    assert [target for target in local if not (ROOT / target).exists()] == []


def test_the_newest_version_of_the_changelog_is_the_packages() -> None:
    """Changelog and package are released together."""
    version = tomllib.loads(read("pyproject.toml"))["project"]["version"]
    found = re.findall(
        r"^## \[?(\d+\.\d+\.\d+\S*?)\]?(?: - \d{4}-\d\d-\d\d)?$", read("CHANGELOG.md"), flags=re.MULTILINE
    )
    assert found[:1] == [version]


def test_the_markers_and_strictness_of_the_tests_are_configured() -> None:
    """Warnings are errors, and the three markers that leave tests out are known."""
    options = tomllib.loads(read("pyproject.toml"))["tool"]["pytest"]["ini_options"]
    assert options["filterwarnings"][0] == "error"
    assert {marker.partition(":")[0] for marker in options["markers"]} >= {"model", "browser", "network"}


def test_the_readme_lists_the_kinds_of_documents() -> None:
    """What `--type` takes is what the README says that it takes."""
    listed = re.search(r"`--type` a kind \(([^)]+)\)", read("README.md"))
    assert listed is not None
    assert re.split(r",\s+", listed[1]) == list(GROUPS)


def test_the_readme_tells_how_long_a_question_may_be() -> None:
    """A longer one refuses the whole file of questions that it is in."""
    assert f"of more than {MAX_QUESTION_CHARS:,} characters" in " ".join(read("README.md").split())
