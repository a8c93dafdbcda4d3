"""The conversations that are kept on this machine, in an SQLite file of their own in the index folder.

Each belongs to an owner: the empty one for everyone who uses the machine itself, or one browser's secret
where the page is served to others. Nothing of one owner is returned to another.
"""

import json
import secrets
import sqlite3
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from index.errors import FootnoteError
from qa.stored import answer_from_json
from qa.types import Answer

__all__ = ["Conversations", "Kept", "KeptTurn"]

_SCHEMA = """
CREATE TABLE IF NOT EXISTS conversations (
    id TEXT PRIMARY KEY, owner TEXT NOT NULL, title TEXT NOT NULL, searched TEXT NOT NULL,
    changed TEXT NOT NULL, deleted TEXT)
    WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS conversations_of_owner ON conversations (owner, changed);
CREATE TABLE IF NOT EXISTS turns (
    conversation TEXT NOT NULL REFERENCES conversations (id) ON DELETE CASCADE, number INTEGER NOT NULL,
    question TEXT NOT NULL, answer TEXT NOT NULL, asked_of TEXT NOT NULL,
    searched TEXT NOT NULL, PRIMARY KEY (conversation, number))
    WITHOUT ROWID;
"""
_TITLE_CHARS = 80
_LISTED = 200
_UNDO = timedelta(hours=1)
"""How long a deleted conversation can be brought back; then it is gone for good."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A conversation of the list: its id, its title, and when it was last added to (UTC)."""

    id: str
    title: str
    changed: datetime


@dataclass(frozen=True, slots=True)
class KeptTurn:
    """A question of a conversation, the answer that it got, and of which documents, where not of all."""

    question: str
    answer: Answer
    asked_of: str = ""


class Conversations:
    """The kept conversations; safe to use from many threads and processes."""

    def __init__(self, path: Path) -> None:
        """Open the file, or make it, for this user alone. Raises FootnoteError where it is damaged."""
        self._path = path
        self._lock = threading.Lock()
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.touch(mode=0o600)
            connection = sqlite3.connect(path, timeout=30, check_same_thread=False, isolation_level=None)
        except (OSError, sqlite3.Error) as error:
            raise self._unusable(error) from error
        try:
            for setting in ("journal_mode = WAL", "foreign_keys = ON", "secure_delete = ON"):
                connection.execute(f"PRAGMA {setting}")
            connection.executescript(_SCHEMA)
            _forget(connection)
        except sqlite3.Error as error:
            connection.close()
            raise self._unusable(error) from error
        self._connection = connection

    def close(self) -> None:
        """Close the file."""
        with self._lock:
            self._connection.close()

    def listed(self, owner: str, words: str = "") -> list[Kept]:
        """Return an owner's conversations, the latest first, that say all words somewhere."""
        query = "SELECT id, title, changed FROM conversations c WHERE owner = ? AND deleted IS NULL"
        values: list[object] = [owner]
        for word in words.casefold().split():
            query += (
                " AND (instr(searched, ?) OR EXISTS "
                "(SELECT 1 FROM turns t WHERE t.conversation = c.id AND instr(t.searched, ?)))"
            )
            values += [word, word]
        with self._writing() as connection:
            rows = connection.execute(f"{query} ORDER BY changed DESC, id LIMIT {_LISTED}", values).fetchall()
        return [Kept(id_, title, datetime.fromisoformat(changed)) for id_, title, changed in rows]

    def turns(self, owner: str, id_: str) -> list[KeptTurn]:
        """Return the turns of a conversation. Raises FootnoteError where the owner has none of this id."""
        with self._writing() as connection:
            self._check(connection, owner, id_)
            rows = connection.execute(
                "SELECT question, answer, asked_of FROM turns WHERE conversation = ? ORDER BY number", (id_,)
            ).fetchall()
        try:
            return [
                KeptTurn(question, answer_from_json(json.loads(answer)), of) for question, answer, of in rows
            ]
        except (ValueError, KeyError, TypeError) as error:
            raise self._unusable(error) from error

    def add(self, owner: str, id_: str, answer: Answer, asked_of: str = "") -> str:
        """Add a turn and return the conversation's id; an empty id, or a deleted one's, begins a new one."""
        now, title = _now(), _title(answer.question)
        quotes = "\n".join(statement.quote for statement in answer.statements)
        turn = (
            answer.question,
            json.dumps(answer.to_json()),
            asked_of,
            f"{answer.question}\n{quotes}".casefold(),
        )
        with self._writing() as connection:
            changed = connection.execute(
                "UPDATE conversations SET changed = ? WHERE id = ? AND owner = ? AND deleted IS NULL",
                (now, id_, owner),
            ).rowcount
            if not changed:
                id_ = secrets.token_hex(16)
                connection.execute(
                    "INSERT INTO conversations VALUES (?, ?, ?, ?, ?, NULL)",
                    (id_, owner, title, title.casefold(), now),
                )
            connection.execute(
                "INSERT INTO turns SELECT ?1, coalesce(max(number), 0) + 1, ?2, ?3, ?4, ?5 FROM turns "
                "WHERE conversation = ?1",
                (id_, *turn),
            )
        return id_

    def rename(self, owner: str, id_: str, title: str) -> None:
        """Give a conversation a title; an empty one leaves it as it is."""
        title = _title(title)
        with self._writing() as connection:
            self._check(connection, owner, id_)
            if title:
                connection.execute(
                    "UPDATE conversations SET title = ?, searched = ? WHERE id = ?",
                    (title, title.casefold(), id_),
                )

    def delete(self, owner: str, ids: Sequence[str] | None = None) -> list[str]:
        """Delete conversations, or all of an owner, and return which; for a while `bring_back` undoes it."""
        now = _now()
        with self._writing() as connection:
            _forget(connection)
            rows = connection.execute(
                "UPDATE conversations SET deleted = ?1 WHERE owner = ?2 AND deleted IS NULL "
                "AND (?3 IS NULL OR id IN (SELECT value FROM json_each(?3))) RETURNING id",
                (now, owner, None if ids is None else json.dumps(list(ids))),
            ).fetchall()
        return [id_ for (id_,) in rows]

    def bring_back(self, owner: str, ids: Sequence[str]) -> None:
        """Undo a deletion, as far as it can still be undone."""
        with self._writing() as connection:
            connection.execute(
                "UPDATE conversations SET deleted = NULL WHERE owner = ? "
                "AND id IN (SELECT value FROM json_each(?))",
                (owner, json.dumps(list(ids))),
            )

    def _check(self, connection: sqlite3.Connection, owner: str, id_: str) -> None:
        query = "SELECT 1 FROM conversations WHERE id = ? AND owner = ? AND deleted IS NULL"
        if connection.execute(query, (id_, owner)).fetchone() is None:
            raise FootnoteError("this conversation is no longer kept")

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        """Run one transaction."""
        with self._lock:
            try:
                self._connection.execute("BEGIN IMMEDIATE")
                try:
                    yield self._connection
                except BaseException:
                    self._connection.execute("ROLLBACK")
                    raise
                self._connection.execute("COMMIT")
            except sqlite3.Error as error:
                raise self._unusable(error) from error

    def _unusable(self, error: Exception) -> FootnoteError:
        return FootnoteError(
            f"earlier conversations cannot be read or kept ({error}): "
            f"move {self._path} away, or start with --no-history"
        )


def _forget(connection: sqlite3.Connection) -> None:
    """Remove for good what was deleted so long ago that it can no longer be brought back."""
    gone = (datetime.now(UTC) - _UNDO).isoformat()
    connection.execute("DELETE FROM conversations WHERE deleted < ?", (gone,))


def _title(words: str) -> str:
    flat = " ".join(words.split())
    return flat if len(flat) <= _TITLE_CHARS else flat[: _TITLE_CHARS - 2].rsplit(" ", 1)[0] + " …"


def _now() -> str:
    return datetime.now(UTC).isoformat()
