"""The source of an RTF document as it is shown (RTF 1.9.1): what its library leaves in, out, or together.

Of tracked changes what was deleted, or moved from there, is left out, as is hidden text. Notes stand where
they are called and comments at the end. Ends of cells, and of lines in them, have marks of their own, as "|"
and line ends may stand in any text.
"""

import re
from dataclasses import dataclass, replace

__all__ = ["CELL", "LINE", "NOTE", "shown"]

CELL, LINE, _NOTE_BEGINS, _NOTE_ENDS = "\x01", "\x02", "\x03", "\x04"
"""What ends a cell, or a line in one, and what stands around a note: no text has these characters."""
NOTE = re.compile(rf"[^\S\n]*{_NOTE_BEGINS}([^{_NOTE_ENDS}]*){_NOTE_ENDS}")
_NO_MARKS = dict.fromkeys(map(ord, (CELL, LINE, _NOTE_BEGINS, _NOTE_ENDS)))
_TOKEN = re.compile(
    r"""
    \{\s*(?:\\\*\s*)?\\(?P<own>footnote|annotation|atnauthor|atnid)(?![a-z])[ ]?
    |(?P<brace>[{}])
    |\\(?P<word>[a-zA-Z]{1,32})(?P<number>-?[0-9]{1,10})?[ ]?
    |\\'[0-9a-fA-F]{2}
    |\\(?P<sign>[^a-zA-Z])
    |(?P<text>[^\\{}]+)
    """,
    re.VERBOSE | re.DOTALL,
)
_GONE = frozenset(("deleted", "v", "mvf"))
"""What says of characters that they are not shown, until it is taken back or `plain` is said."""
_LINES = frozenset(("par", "line", "sect", "page", "nestcell"))
_ENDS = _LINES | {"cell", "row"}
_CHARACTERS = frozenset(
    """
    u tab emdash endash emspace enspace qmspace bullet lquote rquote ldblquote rdblquote
    """.split()
)
_IGNORABLE = "*"


@dataclass(frozen=True, slots=True)
class _Group:
    """What is said of the text in a group: why it is gone, and whether a cell, or a note, has it."""

    gone: frozenset[str] = frozenset()
    in_cell: bool = False
    in_note: bool = False


def shown(source: str) -> str:
    """Return the source of the same document as it is shown, with marks that striprtf keeps."""
    reader = _Source()
    at, depth = 0, 0
    while match := _TOKEN.match(source, at):
        at = match.end()
        if match["own"]:
            reader.open(match["own"])
        elif match["brace"] == "{":
            reader.open()
        elif match["brace"]:
            reader.close()
        elif match["word"] == "bin":  # so many bytes of a picture
            at += max(int(match["number"] or 0), 0)
        elif match["word"]:
            reader.word(match[0], match["word"], match["number"])
        else:
            reader.text(match[0], always=match["sign"] == _IGNORABLE)
        depth = reader.depth
        if not depth:
            break
    for _ in range(depth):
        reader.close()
    return reader.shown()


class _Source:
    """Takes the parts of a source, one after the other."""

    def __init__(self) -> None:
        self._groups = [_Group()]
        self._begun = [""]  # by group: which of its own it is, if any
        self._out: list[list[str]] = [[]]
        self._who = ""
        self._comments: list[str] = []

    @property
    def depth(self) -> int:
        """How many groups are open."""
        return len(self._groups) - 1

    def open(self, own: str = "") -> None:
        """Begin a group, perhaps one of its own: a note, a comment, or who made that."""
        above = self._groups[-1]
        self._begun.append(own)
        if not own:
            self._groups.append(above)
            self._out[-1].append("{")
            return
        if own == "footnote":
            gone = frozenset((own,)) if above.gone else above.gone  # whatever its own text says of itself
            self._groups.append(_Group(gone, above.in_cell, in_note=True))
            self._out[-1].append("{" if gone else f"{{{_NOTE_BEGINS}")
        else:  # what calls a comment may be hidden
            self._groups.append(_Group(in_note=True))
            self._out.append([])

    def close(self) -> None:
        """End a group; the outermost one ends with the comments."""
        group = self._groups.pop()
        own = self._begun.pop()
        if own == "footnote":
            self._out[-1].append("}" if group.gone else f"{_NOTE_ENDS}}}")
        elif own:
            said = f"{{{''.join(self._out.pop())}}}"
            if own == "annotation":
                self._comments.append(f"{{Comment by {self._who}: {said}}}" if self._who else said)
            self._who = "" if own == "annotation" else said
        else:
            if len(self._groups) == 1:
                self._out[-1] += [rf"\par {comment}\par " for comment in self._comments]
            self._out[-1].append("}")

    def word(self, whole: str, word: str, number: str | None) -> None:
        """Take a control word."""
        group = self._groups[-1]
        if word in _GONE:
            self._groups[-1] = replace(
                group, gone=group.gone - {word} if number == "0" else group.gone | {word}
            )
        elif word == "plain":
            self._groups[-1] = replace(group, gone=group.gone - _GONE)
        elif word in ("pard", "intbl"):
            self._groups[-1] = replace(group, in_cell=word == "intbl" and number != "0")
        elif word in _ENDS and group.in_note:
            whole = " "
        elif word == "cell":
            whole = CELL
        elif word == "nestcell" or (word in _LINES and group.in_cell):
            whole = LINE
        if not (group.gone and word in _CHARACTERS):
            self._out[-1].append(whole)

    def text(self, said: str, *, always: bool) -> None:
        """Take text, or a sign."""
        if always or not self._groups[-1].gone:
            self._out[-1].append(said.translate(_NO_MARKS))

    def shown(self) -> str:
        """Return all that was taken, as it is shown."""
        return "".join(self._out[0])
