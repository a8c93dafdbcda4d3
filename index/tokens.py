"""Words as BM25 counts them, in any language.

A token is a run of letters, marks and digits (underscores part them: `nitrate_mg` is two), case-folded, in
NFKC, without accents: "CO₂" is `co2`, and so is "m²" `m2`, while raised figures and letters behind other
words mark notes; a word that the end of a line divides counts beside its parts; runs of scripts that are
written without spaces become overlapping pairs of characters; a stem (Snowball) stands for the word where the
language is known.
"""

import re as ascii_re
import unicodedata
from collections.abc import Callable, Sequence
from functools import cache, lru_cache
from itertools import chain
from typing import Protocol

import regex as re

__all__ = ["STEMMED_LANGUAGES", "cut", "fold", "pieces", "tokens", "whole", "words"]

STEMMED_LANGUAGES = {
    "ar": "arabic", "da": "danish", "de": "german", "el": "greek", "en": "english", "es": "spanish",
    "fi": "finnish", "fr": "french", "hu": "hungarian", "hy": "armenian", "id": "indonesian",
    "it": "italian", "lt": "lithuanian", "nl": "dutch", "no": "norwegian", "pt": "portuguese",
    "ro": "romanian", "ru": "russian", "sv": "swedish", "ta": "tamil", "tr": "turkish",
}  # fmt: skip
_ASCII_WORD = ascii_re.compile(r"[^\W_]+(?:[.,]\d+)*(?:['’][^\W_]+)?", ascii_re.ASCII)
_NOTE_LETTERS = "ᵃᵇᶜᵈᵉᶠᵍʰ"
_LETTER = rf"[^\W_{_NOTE_LETTERS}]"
_WORD = re.compile(
    rf"(?<!{_LETTER})(?:[kcdmnµμ]?m|[A-Za-zΑ-Ωα-ω])[²³](?!\w)"  # km², R²
    rf"|{_LETTER}(?:{_LETTER}|[₀-₉])*(?:[.,]\d+)*(?:['’]{_LETTER}+)?"
)
"""A word of any text; the one above finds the same in a text of nothing but ASCII, and is quicker."""
_LINE_END = r"[-\u2010\u00ad¬][^\S\n]*+\n"
_HYPHEN_AT_END = re.compile(_LINE_END)
_DIVIDED = re.compile(rf"(?<![^\W\d_])([^\W\d_]++){_LINE_END}[^\S\n]*+([^\W\d_]++)")
_POSSESSIVE = re.compile(r"['’]s?$")
_STROKES = str.maketrans("łøđħı", "lodhi")
_ACCENT = re.compile(r"[\u0300-\u036f]")
_UNSPACED = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]+")


_PIECE, _PIECE_MARK = 4, "~~~"
"""So far from any word that none is found that differs from it by a letter or two (see `index.lexical`)."""


class _Stemmer(Protocol):
    def stemWords(self, words: Sequence[str]) -> list[str]: ...  # noqa: N802, D102 - PyStemmer's name


def fold(text: str) -> str:
    """Return the text case-folded, in compatibility form, without the accents of Europe's scripts.

    Letters that Unicode does not take for another with an accent go without their strokes too.
    """
    decomposed = unicodedata.normalize("NFKD", text.casefold().translate(_STROKES))
    return unicodedata.normalize("NFC", _ACCENT.sub("", decomposed))


def whole(text: str) -> str:
    """Return a text in which the words that the ends of lines divide stand whole, after their parts.

    Nothing tells "Garra-" and "way" from "well-" and "known", so that both readings are found.
    """
    return _DIVIDED.sub(_with_whole, text) if _HYPHEN_AT_END.search(text) else text


def _with_whole(parts: re.Match[str]) -> str:
    first, last = parts.groups()
    return f"{parts[0]} {first}{last}" if last.islower() or (first + last).isupper() else parts[0]


def cut(text: str, language: str | None = None) -> tuple[str, ...]:
    """Return what `tokens` does, without remembering it: for the many texts that are read once."""
    found = (_ASCII_WORD if text.isascii() else _WORD).findall(whole(text))
    return tuple(chain.from_iterable(map(_counting(language), found)))


@lru_cache(maxsize=20_000)
def words(text: str) -> tuple[str, ...]:
    """Return the folded words of a text in order; possessive endings are dropped."""
    return cut(text)


@lru_cache(maxsize=20_000)
def tokens(text: str, language: str | None) -> tuple[str, ...]:
    """Return the words of a text as stems of the given language, or as they are without one."""
    return cut(text, language)


def pieces(found: Sequence[str]) -> list[str]:
    """Return the overlapping runs of four letters in folded words, marked, so that none looks like a word.

    Words of one root have some in common however they are inflected, derived and compounded (McNamee and
    Mayfield, "Character N-Gram Tokenization for European Language Text Retrieval", 2004).
    """
    letters = (word for word in found if word.isalpha())
    return [f"{_PIECE_MARK}{word[i : i + _PIECE]}" for word in letters for i in range(len(word) - _PIECE + 1)]


@cache
def _counting(language: str | None) -> Callable[[str], tuple[str, ...]]:
    """Return what makes of a run of letters what counts for it; it remembers that of words met of late."""
    stemmer = _stemmer(language)
    if stemmer is None:
        return _folded
    return lru_cache(maxsize=50_000)(lambda word: tuple(stemmer.stemWords(_folded(word))))


@lru_cache(maxsize=50_000)
def _folded(word: str) -> tuple[str, ...]:
    """Return what counts for a run of letters: itself, folded, or the pairs of an unspaced script."""
    folded = fold(_POSSESSIVE.split(word.replace("’s", "'s").removesuffix("'s"))[0])
    return tuple(_pairs(folded)) if _UNSPACED.search(folded) else (folded,) if folded else ()


def _pairs(word: str) -> list[str]:
    return [word[i : i + 2] for i in range(len(word) - 1)] or [word]


@cache
def _stemmer(language: str | None) -> _Stemmer | None:
    name = STEMMED_LANGUAGES.get(language or "")
    if name is None:
        return None
    import Stemmer

    stemmer: _Stemmer = Stemmer.Stemmer(name)
    return stemmer
