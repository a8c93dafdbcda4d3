"""Files come into the documents folder whole, under safe names, over nothing; what is removed is kept."""

import os
import threading
from pathlib import Path

import pytest

from index.errors import FootnoteError
from index.walk import walk
from qa import uploads
from qa.uploads import Folder, safe_name


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    """Return an empty documents folder, open for uploads."""
    (tmp_path / "documents").mkdir()
    return Folder(tmp_path / "documents", tmp_path / "index")


def put(folder: Folder, name: str, data: bytes) -> str:
    """Take one file in."""
    incoming = folder.receive(name, len(data))
    incoming.write(data)
    return incoming.finish()


@pytest.mark.parametrize(
    ("given", "safe"),
    [
        ("report.pdf", "report.pdf"),
        ("../../etc/report.txt", "report.txt"),
        ("C:\\Users\\me\\report.txt", "report.txt"),
        (".hidden.md", "hidden.md"),
        ("a\x00b\x1b[31m\u202egnp.txt", "ab[31mgnp.txt"),
        ("NUL.txt", "_NUL.txt"),
        ("con.tar.txt", "_con.tar.txt"),
        ('w<h>a:t"?*|.txt', "w_h_a_t____.txt"),
        ("re\u0301sume\u0301.txt", "r\u00e9sum\u00e9.txt"),
        ("trailing. .txt", "trailing.txt"),
    ],
)
def test_names_are_made_safe(given: str, safe: str) -> None:
    """Whatever a browser calls a file, its name is one part, printable and usable on every system."""
    assert safe_name(given) == safe


def test_long_names_are_cut_and_keep_their_type() -> None:
    """A name fits any file system, whatever its characters need in UTF-8."""
    name = safe_name("ß" * 400 + ".docx")
    assert len(name.encode()) <= 200 and name.endswith("ß.docx")


@pytest.mark.parametrize("name", ["program.exe", "", "...md", "..", ".txt/..", ".footnoteignore", "noext"])
def test_what_is_not_read_is_refused_by_name(name: str) -> None:
    """A type of file that would not be read is not taken."""
    with pytest.raises(FootnoteError, match="not read"):
        safe_name(name)


def test_a_file_that_says_what_is_left_out_is_refused_as_what_it_is() -> None:
    """Its name is said with its dot, and where it belongs; so is that of any other file."""
    with pytest.raises(
        FootnoteError, match=r"^\.footnoteignore says what is left out.*put it into the documents"
    ):
        safe_name("papers/.footnoteignore")
    with pytest.raises(FootnoteError, match=r"^\.env: files of this type"):
        safe_name(".env")


def test_a_file_never_takes_the_place_of_another(folder: Folder) -> None:
    """A second file of the same name gets a number; ten at once each get their own."""
    assert put(folder, "report.pdf", b"first") == "report.pdf"
    threads = [threading.Thread(target=put, args=(folder, "report.pdf", b"%d" % n)) for n in range(10)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    names = sorted(path.name for path in folder.root.iterdir())
    assert names == sorted(["report.pdf", *(f"report ({n}).pdf" for n in range(2, 12))])
    assert (folder.root / "report.pdf").read_bytes() == b"first"
    assert {path.read_bytes() for path in folder.root.iterdir()} == {
        b"first",
        *(b"%d" % n for n in range(10)),
    }


def test_without_hard_links_nothing_is_overwritten_either(
    folder: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On file systems that know no links the name is claimed first."""

    def no_links(*args: object, **more: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(os, "link", no_links)
    assert put(folder, "a.txt", b"one") == "a.txt"
    assert put(folder, "a.txt", b"two") == "a (2).txt"
    assert folder.restore(folder.remove("a.txt").key) == "a.txt"
    assert [(folder.root / name).read_bytes() for name in ("a.txt", "a (2).txt")] == [b"one", b"two"]


def test_a_file_on_its_way_is_not_there_yet(folder: Folder, tmp_path: Path) -> None:
    """Until it is whole the folder shows nothing of it, not even as left out; given up, nothing stays."""
    incoming = folder.receive("report.txt", None)
    incoming.write(b"half")
    assert walk(folder.root, tmp_path / "index") == ([], [])
    incoming.abort()
    assert list(folder.root.iterdir()) == []


def test_too_large_too_empty_and_too_full_are_refused(
    folder: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A size that is announced or reached beyond the limit, nothing at all, and a full disk: no file."""
    monkeypatch.setattr(uploads, "MAX_UPLOAD_BYTES", 10)
    with pytest.raises(FootnoteError, match="larger than"):
        folder.receive("a.txt", 11)
    incoming = folder.receive("a.txt", None)
    with pytest.raises(FootnoteError, match="larger than"):
        incoming.write(b"x" * 11)
    incoming.abort()
    empty = folder.receive("a.txt", 0)
    with pytest.raises(FootnoteError, match="empty"):
        empty.finish()
    empty.abort()
    monkeypatch.setattr(uploads, "_SPARE_BYTES", 1 << 60)
    with pytest.raises(FootnoteError, match="disk is nearly full"):
        folder.receive("a.txt", 1)
    assert list(folder.root.iterdir()) == []


def test_what_is_removed_is_kept_and_comes_back(folder: Folder) -> None:
    """Removing moves a file below the index folder; it returns to its place, or beside what took it."""
    (folder.root / "deep").mkdir()
    (folder.root / "deep" / "a.txt").write_bytes(b"old")
    removed = folder.remove("deep/a.txt")
    assert not (folder.root / "deep" / "a.txt").exists()
    assert [one.id for one in folder.removed()] == ["deep/a.txt"]
    (folder.root / "deep" / "a.txt").write_bytes(b"new")
    assert folder.restore(removed.key) == "deep/a (2).txt"
    assert (folder.root / "deep" / "a.txt").read_bytes() == b"new"
    assert (folder.root / "deep" / "a (2).txt").read_bytes() == b"old"
    assert folder.removed() == []
    with pytest.raises(FootnoteError, match="put back already"):
        folder.restore(removed.key)


def test_a_file_that_cannot_be_put_back_stays_kept(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    """When writing fails on the way back, the kept file is still there, and no half of it in the folder."""
    put(folder, "a.txt", b"one")
    removed = folder.remove("a.txt")

    def full(*args: object, **more: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(uploads.shutil, "copy2", full)
    monkeypatch.setattr(os, "link", full)
    with pytest.raises(FootnoteError, match=r"a\.txt was not put back: No space left"):
        folder.restore(removed.key)
    assert list(folder.root.iterdir()) == []
    assert [one.key for one in folder.removed()] == [removed.key]


@pytest.mark.parametrize("document_id", ["../secret.txt", "/etc/passwd", "gone.txt", "link/secret.txt", "."])
def test_only_files_of_the_folder_can_be_removed(folder: Folder, tmp_path: Path, document_id: str) -> None:
    """No path leads out of the documents folder, by dots or by links."""
    (tmp_path / "secret.txt").write_bytes(b"secret")
    (folder.root / "link").symlink_to(tmp_path)
    with pytest.raises(FootnoteError):
        folder.remove(document_id)
    assert (tmp_path / "secret.txt").read_bytes() == b"secret"


@pytest.mark.parametrize("key", ["../../documents", "", "nothing"])
def test_only_what_was_removed_can_be_put_back(folder: Folder, key: str) -> None:
    """A key that is not one of those kept does nothing."""
    put(folder, "a.txt", b"one")
    with pytest.raises(FootnoteError):
        folder.restore(key)


def test_a_read_only_folder_says_so(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where nothing can be written, nothing is offered and everything refused with the reason."""
    monkeypatch.setattr(uploads.os, "access", lambda path, mode: False)
    assert "read-only" in folder.problem()
    with pytest.raises(FootnoteError, match="read-only"):
        folder.receive("a.txt", 1)
