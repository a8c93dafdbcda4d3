"""Damaged files of every format: none crashes or hangs a run, each is indexed or listed with its reason."""

import os
import random
from collections.abc import Callable
from pathlib import Path

from index.library import Library
from index.walk import walk
from tests import test_every_format, test_formats, test_mail
from tests.support import run_sync, write

COUNT = int(os.environ.get("MUTATIONS", "150"))
"""How many files are damaged; a release is tested with 2,000."""
HTML = b"<html><body><h1>Ferries</h1><p>The ferry left.</p><table><tr><td>1</td></tr></table></body></html>"
MARKDOWN = (
    b"---\ntitle: Ferries\n---\n\n# Ferries\n\nThe ferry *left* at noon.\n\n| a | b |\n|---|---|\n| 1 | 2 |\n"
)
RTF = rb"{\rtf1\ansi{\info{\title Ferries}}{\fonttbl{\f0 Arial;}}\f0 The ferry left.\par It was late.\par}"
LINES = [(60.0, 700.0 - 14 * n, f"Line {n} of a long report on ferries", 11) for n in range(20)]


def bytes_of(content: str | bytes) -> bytes:
    """Return a file's content as bytes."""
    return content.encode() if isinstance(content, str) else content


def originals() -> dict[str, bytes]:
    """Return a sound file of every format that is not merely text."""
    files = test_every_format.files()
    return {
        "pptx": bytes_of(files["b.pptx"]),
        "odt": bytes_of(files["e.odt"]),
        "pdf": test_formats.pages(LINES, LINES),
        "docx": test_formats.word(),
        "xlsx": test_formats.workbook(),
        "epub": test_formats.book(),
        "eml": test_mail.message().as_bytes(),
        "mbox": b"From x Tue Mar  5 10:00:00 2019\n" + test_mail.message().as_bytes(),
        "html": HTML,
        "md": MARKDOWN,
        "rtf": RTF,
        "json": b'[{"name": "Aurora", "trips": 412}, {"name": "Stella"}]',
        "csv": b"Town,Mayor\nVisby,Berg\nTurku,Lind\n",
    }


def flipped(data: bytes, generator: random.Random) -> bytes:
    """Return the data with up to twenty bytes changed."""
    changed = bytearray(data)
    for _ in range(generator.randint(1, 20)):
        changed[generator.randrange(len(changed))] = generator.randrange(256)
    return bytes(changed)


def truncated(data: bytes, generator: random.Random) -> bytes:
    """Return the beginning of the data."""
    return data[: generator.randrange(len(data))]


def spliced(data: bytes, generator: random.Random) -> bytes:
    """Return the data with a stretch of it put somewhere else, perhaps many times."""
    first, second = sorted(generator.randrange(len(data)) for _ in range(2))
    place = generator.randrange(len(data))
    return data[:place] + data[first:second] * generator.choice((1, 1, 50)) + data[place:]


def test_every_damaged_file_is_accounted_for(tmp_path: Path) -> None:
    """Every file is either indexed, and then cited truly, or listed with a reason; a sound one always is."""
    generator = random.Random(20261124)  # noqa: S311
    ways: list[Callable[[bytes, random.Random], bytes]] = [flipped, truncated, spliced]
    sound = originals()
    files: dict[str, str | bytes] = {f"sound.{suffix}": data for suffix, data in sound.items()}
    for number in range(COUNT):
        suffix = generator.choice(sorted(sound))
        files[f"{number:04}.{suffix}"] = generator.choice(ways)(sound[suffix], generator)
    documents = write(tmp_path / "documents", files)
    report = run_sync(tmp_path / "index", documents)
    skipped = {entry.id: entry.reason for entry in report.skipped}
    assert {id_.split("/")[0] for id_ in {*report.added, *skipped}} == set(files)
    both = set(report.added) & set(skipped)
    assert all(skipped[id_].startswith("partly read: ") for id_ in both)
    assert all(skipped.values())
    assert {f"sound.{suffix}" for suffix in sound} <= set(report.added)
    library = Library.open(tmp_path / "index")
    for info in library.documents():
        text = library.document(info.id).text
        passages = [stored.passage for stored in library.record.passages(document_id=info.id)]
        assert "".join(text[p.start : p.end] for p in passages) == text
    library.close()
    assert walk(documents, exclude=tmp_path / "index")[1] == []
