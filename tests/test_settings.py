"""Settings: each is quoted whole, with the comments above it, below its section."""

import time

from index.split import split
from tests.test_formats import kinds, read

YAML = """# The pump of the quay
# Changed on 2 March 2026

pump:
  port: 8480   # of the web page
  # Off since February.
  # Ask Ana first.
  digest: false
  trusted:
    - 10.0.0.1
    - 10.0.0.2   # the old one

log:
  level: info
"""
INI = "[main]\nhost = quay\n; why not 80\nport = 8080\n\n[[other]]\nnames = [\n  'a',\n]\n"


def test_a_setting_is_quoted_with_its_comments() -> None:
    """And with its values below it; what has others below it heads them."""
    found = read("a.yaml", YAML.encode())
    assert found.document.text == YAML
    assert found.document.title == "a.yaml"
    assert kinds(found) == [
        ("verbatim", "# The pump of the quay"),
        ("verbatim", "# Changed on 2 March 2026"),
        ("heading", "pump:"),
        ("entry", "  port: 8480   # of the web page"),
        ("entry", "  # Off since February.\n  # Ask Ana first.\n  digest: false"),
        ("entry", "  trusted:\n    - 10.0.0.1\n    - 10.0.0.2   # the old one"),
        ("heading", "log:"),
        ("entry", "  level: info"),
    ]
    pieces = split(YAML, found.blocks, "en")
    assert [piece.heading for piece in pieces] == ["", "pump", "log"]
    quotes = [YAML[slice(*span)] for piece in pieces for span in piece.sentences]
    assert "# Off since February.\n  # Ask Ana first.\n  digest: false" in quotes


def test_sections_in_brackets_head_what_stands_in_them() -> None:
    """Lines of a value that is too long are quoted one by one."""
    assert kinds(read("a.ini", INI.encode())) == [
        ("heading", "[main]"),
        ("entry", "host = quay"),
        ("entry", "; why not 80\nport = 8080"),
        ("heading", "[[other]]"),
        ("entry", "names = [\n  'a',\n]"),
    ]
    long = "names:\n" + "".join(f"  - number {n} of the list\n" for n in range(40))
    assert {kind for kind, _ in kinds(read("a.yml", f"top: 1\n{long}".encode()))} == {"entry", "heading"}
    deep = "a = [\n" + "".join(f"  'number {n} of the list',\n" for n in range(40)) + "]\n"
    assert [kind for kind, _ in kinds(read("a.toml", deep.encode()))] == ["entry"] + ["verbatim"] * 41
    assert kinds(read("a.properties", b"# only a comment\n")) == [("verbatim", "# only a comment")]


def test_a_bracket_that_nothing_closes_takes_no_time() -> None:
    """However much white space stands behind it."""
    begun = time.perf_counter()
    opened = f"[{' ' * 190}x\n" * 2_000
    found = read("a.ini", f"[ main ]\n{opened}".encode())
    assert time.perf_counter() - begun < 5
    assert found.blocks[0].label == "main"
