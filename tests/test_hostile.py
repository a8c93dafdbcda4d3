"""Hostile files: bombs, bottomless nesting and giant numbers end within their limits, with the reason."""

import io
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from index.errors import UnreadableError
from index.parse import Parser
from index.read import read_bytes
from tests.pdf import page, pdf, words
from tests.support import run_sync, write
from tests.test_formats import book, word, workbook

SECRET = "the secret of the harbour master"  # noqa: S105 - a text that must not be found


def changed(archive: bytes, part: str, change: Callable[[bytes], bytes]) -> bytes:
    """Return an archive with one part of it changed."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(archive)) as old,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            data = old.read(name)
            new.writestr(name, change(data) if name == part else data)
    return out.getvalue()


def zeros_inside(archive: bytes) -> bytes:
    """Return an archive with a part more that expands to 60 MB."""
    out = io.BytesIO(archive)
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as new, new.open("word/media/x.bin", "w") as part:
        for _ in range(60):
            part.write(bytes(1_000_000))
    return out.getvalue()


def lying_size(archive: bytes) -> bytes:
    """Return an archive whose directory says that a part that is large is small."""
    big = changed(archive, "word/document.xml", lambda xml: xml + b" " * 3_000_000)
    size = zipfile.ZipFile(io.BytesIO(big)).getinfo("word/document.xml").file_size
    return big.replace(size.to_bytes(4, "little"), (100).to_bytes(4, "little"))


def million_rows() -> bytes:
    """Return a workbook with a cell at each end of the largest sheet that there may be."""
    cells = (
        b'<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>2</v></c></row>'
        b"</sheetData>"
    )

    def grow(xml: bytes) -> bytes:
        start = xml.index(b"<sheetData>") + len(b"<sheetData>")
        return xml[:start] + cells + xml[xml.index(b"</sheetData>") + len(b"</sheetData>") :]

    return changed(workbook(), "xl/worksheets/sheet1.xml", grow)


def nested_mail(depth: int) -> bytes:
    """Return a message of parts within parts."""
    heads = "".join(f'Content-Type: multipart/mixed; boundary="b{n}"\n\n--b{n}\n' for n in range(depth))
    return f"Subject: Deep\nFrom: a@b.test\n{heads}Content-Type: text/plain\n\nThe ferry left.\n".encode()


def many_parts(count: int) -> bytes:
    """Return a message with very many attachments."""
    part = '--b\nContent-Disposition: attachment; filename="x.txt"\n\nThe ferry left.\n'
    return f'Subject: Many\nContent-Type: multipart/mixed; boundary="b"\n\n{part * count}--b--\n'.encode()


BOMBS: dict[str, Callable[[], bytes]] = {
    "zeros.docx": lambda: zeros_inside(word()),
    "zeros.xlsx": lambda: zeros_inside(workbook()),
    "zeros.epub": lambda: zeros_inside(book()),
    "lying.docx": lambda: lying_size(word()),
    "million.xlsx": million_rows,
    "deep.html": lambda: b"<table><tr><td>" * 100_000 + b"The ferry left.",
    "wide.html": lambda: b"<p>The ferry left.</p>" * 5_000,
    "attributes.html": lambda: b"<p " + b" ".join(b"a%d=1" % n for n in range(5_000)) + b">The ferry left.",
    "deep.json": lambda: b"[" * 1_000_000,
    "number.json": lambda: b'{"ferries": ' + b"9" * 1_000_000 + b"}",
    "deep.eml": lambda: nested_mail(3_000),
    "many.eml": lambda: many_parts(300),
    "header.eml": lambda: b"Subject: " + b"=?utf-8?q?x?= " * 5_000 + b"\n\nThe ferry left.",
    "deep.rtf": lambda: b"{\\rtf1 " + b"{" * 200_000 + b"The ferry left." + b"}" * 200_001,
    "stars.md": lambda: b"*a **b " * 5_000,
    "links.md": lambda: b"[a](" * 50_000,
    "pipes.md": lambda: b"|a" * 20_000 + b"\n" + b"|-" * 20_000 + b"\n" + b"|a" * 20_000,
    "quotes.csv": lambda: b'"' * 1_000_001,
    "commas.csv": lambda: b"," * 2_000_000 + b"\nThe ferry left.",
    "dots.txt": lambda: b"." * 3_000_000,
    "abbreviations.txt": lambda: b"a. " * 100_000,
    "dashes.txt": lambda: ("1. \u2014 " * 20_000).encode(),
    "dates.txt": lambda: b"1/1/" * 500_000,
    "spaces.txt": lambda: b"The ferry" + b" " * 10_000_000 + b"left.",
    "newlines.txt": lambda: b"a\n" * 200_000,
    "latin.txt": lambda: "Größere Fähren, ".encode("latin-1") * 50_000,
    "numbers.pdf": lambda: pdf([page(words([(60, 700, "1 " * 20_000)]))]),
    "font.pdf": lambda: pdf([page(f"BT /F1 1e9 Tf {'(x) Tj ' * 20_000} ET")]),
    "loop.pdf": lambda: pdf(
        [page("/X Do", resources="/XObject << /X 5 0 R >>")],
        [
            b"<< /Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X 5 0 R >> >> "
            b"/Length 5 >>\nstream\n/X Do\nendstream"
        ],
    ),
    "nul.docx": lambda: b"\0" * 100_000,
    "nul.md": lambda: b"The ferry\0left.",
    "picture.pdf": lambda: b"\x89PNG\r\n\x1a\n" + bytes(1000),
    "program.txt": lambda: b"MZ\x90\0\3\0\0\0",
    "mail.html": lambda: nested_mail(3),
}


@pytest.fixture(scope="module")
def parser() -> Iterator[Parser]:
    """Return a parser with a process of its own."""
    parser = Parser(seconds=30.0)
    yield parser
    parser.close()


@pytest.mark.parametrize("name", sorted(BOMBS))
def test_a_bomb_ends_within_its_limits(parser: Parser, name: str) -> None:
    """It is read, or refused with a reason; the process that reads next is well."""
    try:
        found = parser.parse(BOMBS[name](), name)
        assert found.documents or found.missing
    except UnreadableError as error:
        assert str(error)
        assert len(str(error)) < 400
    assert parser.parse(b"The ferry left.", "next.txt").documents


@pytest.mark.parametrize(
    ("name", "reason"),
    [("zeros.docx", "would expand to 60 MB"), ("zeros.xlsx", "expand"), ("zeros.epub", "expand")],
)
def test_archives_that_would_explode_say_so(name: str, reason: str) -> None:
    """They are refused before anything of them is unpacked."""
    with pytest.raises(UnreadableError, match=reason):
        read_bytes(BOMBS[name](), name)


def entity(path: Path) -> bytes:
    """Return the declaration of an entity that stands for a file of this machine."""
    return f'<!DOCTYPE x [<!ENTITY secret SYSTEM "{path.as_uri()}">]>'.encode()


def with_entity(xml: bytes, declaration: bytes, instead_of: bytes) -> bytes:
    """Return XML that mentions the entity where something else stood."""
    head, body = (
        (xml[: xml.index(b"?>") + 2], xml[xml.index(b"?>") + 2 :]) if xml.startswith(b"<?xml") else (b"", xml)
    )
    return head + declaration + body.replace(instead_of, b"&secret;", 1)


def test_entities_never_read_files_of_the_machine(tmp_path: Path) -> None:
    """An external entity in any format with XML brings nothing of the file that it names."""
    import odfdo

    (tmp_path / "secret.txt").write_text(SECRET, encoding="utf-8")
    declaration = entity(tmp_path / "secret.txt")
    odt = odfdo.Document("text")
    odt.body.append(odfdo.Paragraph("The ferry was late."))
    out = io.BytesIO()
    odt.save(out)
    files = {
        "a.docx": changed(
            word(), "word/document.xml", lambda x: with_entity(x, declaration, b"It was painted")
        ),
        "a.odt": changed(out.getvalue(), "content.xml", lambda x: with_entity(x, declaration, b"The ferry")),
        "a.xlsx": changed(
            workbook(), "xl/sharedStrings.xml", lambda x: with_entity(x, declaration, b"Paint")
        ),
        "a.epub": changed(book(), "book/two.xhtml", lambda x: with_entity(x, declaration, b"Arriving")),
        "b.epub": changed(book(), "book/a.opf", lambda x: with_entity(x, declaration, b"Quay Press")),
        "a.html": with_entity(b"<html><body><p>The ferry</p></body></html>", declaration, b"The ferry"),
        "a.xml": with_entity(b"<a>The ferry</a>", declaration, b"The ferry"),
    }
    documents = write(tmp_path / "documents", files)
    report = run_sync(tmp_path / "index", documents)
    assert {*report.added, *(s.id for s in report.skipped)} == set(files)
    stored = b"".join(path.read_bytes() for path in (tmp_path / "index").rglob("*") if path.is_file())
    assert SECRET.encode() not in stored
