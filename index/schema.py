"""The tables of the record, opening it, and what SQLite refuses in words for people."""

import sqlite3
from pathlib import Path

from index.errors import FootnoteError, IndexBusyError, IndexDamagedError, unwritable

__all__ = ["SCHEMA_VERSION", "opened", "refused", "renumber"]

SCHEMA_VERSION = 7
_FILES = """
CREATE TABLE files (
    number INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, digest TEXT NOT NULL,
    size INTEGER NOT NULL, mtime_ns INTEGER NOT NULL, missing TEXT NOT NULL DEFAULT '[]',
    stamp TEXT NOT NULL DEFAULT '');
"""
_VECTORS = """
CREATE TABLE vectors (
    number INTEGER PRIMARY KEY, model TEXT NOT NULL, input_digest BLOB NOT NULL, vector BLOB NOT NULL,
    UNIQUE (input_digest, model));
"""
"""With another key than a number, a row would overflow its page: 4.9 kB for a vector of 1.5 kB, not 2.3."""
_SCHEMA = f"""
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
{_FILES}
CREATE TABLE documents (
    number INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, title TEXT NOT NULL, date TEXT,
    language TEXT, publisher TEXT, media_type TEXT NOT NULL, page_starts TEXT NOT NULL,
    places TEXT NOT NULL DEFAULT '[]', author TEXT,
    digest TEXT NOT NULL, text TEXT NOT NULL, file INTEGER REFERENCES files (number) ON DELETE CASCADE,
    seal BLOB);
CREATE INDEX documents_of_file ON documents (file);
CREATE TABLE passages (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    document INTEGER NOT NULL REFERENCES documents (number) ON DELETE CASCADE,
    start INTEGER NOT NULL, "end" INTEGER NOT NULL, heading TEXT NOT NULL, page INTEGER,
    sentences TEXT NOT NULL, input_digest BLOB);
CREATE INDEX passages_of_document ON passages (document, start);
CREATE INDEX passages_by_input ON passages (input_digest);
{_VECTORS}
CREATE TABLE skipped (id TEXT PRIMARY KEY, reason TEXT NOT NULL) WITHOUT ROWID;
"""
_TO_2 = "ALTER TABLE documents ADD COLUMN places TEXT NOT NULL DEFAULT '[]';"
_TO_3 = "ALTER TABLE documents ADD COLUMN author TEXT;"
_TO_4 = """
INSERT INTO files (number, id, digest, size, mtime_ns)
    SELECT number, id, digest, size, mtime_ns FROM documents;
ALTER TABLE documents ADD COLUMN file INTEGER REFERENCES files (number) ON DELETE CASCADE;
UPDATE documents SET file = number;
ALTER TABLE documents DROP COLUMN size;
ALTER TABLE documents DROP COLUMN mtime_ns;
CREATE INDEX documents_of_file ON documents (file);"""
_TO_5 = "ALTER TABLE vectors RENAME TO vectors_before;" + _VECTORS
_TO_5 += """
INSERT INTO vectors (model, input_digest, vector) SELECT model, input_digest, vector FROM vectors_before;
DROP TABLE vectors_before;"""
_TO_6 = "ALTER TABLE documents ADD COLUMN seal BLOB;"
_TO_7 = "ALTER TABLE files ADD COLUMN stamp TEXT NOT NULL DEFAULT ''"
_TO_PRESENT = {
    0: _SCHEMA,
    1: _TO_2 + _TO_3 + _FILES + _TO_4 + _TO_5 + _TO_6,
    2: _TO_3 + _FILES + _TO_4 + _TO_5 + _TO_6,
    3: _FILES + _TO_4 + _TO_5 + _TO_6,
    4: _TO_5 + _TO_6 + _TO_7,
    5: _TO_6 + _TO_7,
    6: _TO_7,
}
"""What brings an empty record, or one of an earlier schema, to the present one."""
_UNWRITABLE = {
    sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_PERM, sqlite3.SQLITE_PROTOCOL,
}  # fmt: skip


def opened(path: Path) -> tuple[sqlite3.Connection, sqlite3.Error | None]:
    """Open a record at the present schema; where it can't be written only to read, and say why."""
    try:
        return _connected(str(path)), None
    except sqlite3.OperationalError as error:
        if not path.is_file() or error.sqlite_errorcode & 0xFF not in _UNWRITABLE:
            raise
        return _connected(_read_only_uri(path)), error


def _connected(name: str) -> sqlite3.Connection:
    """Open a record, by path or URI, at the present schema."""
    connection = sqlite3.connect(
        name, uri=name.startswith("file:"), timeout=30, check_same_thread=False, isolation_level=None
    )
    try:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA foreign_keys = ON")
        _at_present_schema(connection)
    except BaseException:
        connection.close()
        raise
    return connection


def _read_only_uri(path: Path) -> str:
    """Return the URI of a record in a folder that cannot be written, so that SQLite makes no files beside it.

    Without a log of changes beside it, the record itself says all that was committed.
    """
    log = path.with_name(f"{path.name}-wal")
    changing = log.is_file() and log.stat().st_size
    return f"{path.resolve().as_uri()}?{'mode=ro' if changing else 'immutable=1'}"


def refused(path: Path, error: sqlite3.Error) -> FootnoteError:
    """Return what SQLite refuses, in words that say what to do."""
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    if code == sqlite3.SQLITE_BUSY:
        return IndexBusyError(f"another process holds the index {path.parent}: try again when it is done")
    if code in _UNWRITABLE:
        return unwritable(path.parent, error)
    return IndexDamagedError(f"the index {path} cannot be read ({error}): 'footnote doctor' says more")


def _at_present_schema(connection: sqlite3.Connection) -> None:
    """Make the tables, or bring earlier ones to the present schema.

    Another process may be doing the same: whoever comes second finds it done.
    """
    version = int(connection.execute("PRAGMA user_version").fetchone()[0])
    if version not in _TO_PRESENT:
        return
    connection.execute("BEGIN IMMEDIATE")
    version = int(connection.execute("PRAGMA user_version").fetchone()[0])
    for statement in _TO_PRESENT.get(version, "").split(";"):
        connection.execute(statement)
    connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")
    connection.execute("COMMIT")


def renumber(connection: sqlite3.Connection, earlier: str, present: str) -> None:
    """Put the documents of a moved file, and their passages, under new ids and numbers in their place."""
    columns = [f'"{row[1]}"' for row in connection.execute("PRAGMA table_info(documents)")]
    rest = ", ".join(name for name in columns if name not in ('"number"', '"id"'))
    kept = 'start, "end", heading, page, sentences, input_digest'
    connection.execute("DELETE FROM documents WHERE id = ?", (present,))  # of a mail that is gone
    numbers = connection.execute(
        "SELECT d.number FROM documents d JOIN files f ON f.number = d.file WHERE f.id = ?", (earlier,)
    ).fetchall()
    for (number,) in numbers:
        new = connection.execute(
            f"INSERT INTO documents (id, {rest}) "  # noqa: S608 - names of columns
            f"SELECT ? || substr(id, ?), {rest} FROM documents WHERE number = ?",
            (present, len(earlier) + 1, number),
        ).lastrowid
        connection.execute(
            f"INSERT INTO passages (document, {kept}) "  # noqa: S608 - a constant
            f"SELECT ?, {kept} FROM passages WHERE document = ? ORDER BY number",
            (new, number),
        )
        connection.execute("DELETE FROM documents WHERE number = ?", (number,))
