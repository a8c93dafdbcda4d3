"""Words by tantivy, the one place that knows it: BM25 over stems, derived from the record."""

import re
import shutil
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from index.generations import link
from index.searched import counted, in_other_language
from index.tokens import STEMMED_LANGUAGES, pieces, tokens, words

__all__ = ["WordIndex", "Words", "asked_pieces", "is_stop_word"]

_HEAP_BYTES = 64_000_000
_ANALYZER = "stems"
_LEAST_FUZZY, _LEAST_TWICE_FUZZY = 5, 9
"""From how many letters on a word that stands nowhere may differ by one letter, and by two."""
_FUZZY_SCORE = 3.0
"""What such a match scores: about as much as a word that stands in one passage of twenty."""
_VERSION = re.compile(r"\d+(?:\.\d+)+")
_ALL_WORDS_UP_TO = 20_000
"""In how many passages every word of a question is looked for. Among more, those that tell least are left
out: they score next to nothing, and finding the passages that hold them takes nearly all the time."""
_COMMON, _COMMON_STOP, _COMMON_PIECE = 0.25, 0.1, 0.05
"""From which share of the passages on a word tells too little there, one on a stop list, and a piece."""


@dataclass(frozen=True, slots=True)
class Words:
    """What is searched of a passage: its number, its document's, its words (see `cut`), those around it."""

    number: int
    document: int
    own: Sequence[str]
    around: Sequence[str] = ()


class WordIndex:
    """BM25 (k1 = 1.2, b = 0.75) over the stems of passages; scores are unbounded, higher is better."""

    def __init__(self, index: Any, languages: Sequence[str | None]) -> None:  # noqa: ANN401 - tantivy's stubs are partial
        """Take an opened tantivy index (see `open`) and the languages of its documents."""
        self._index = index
        self._languages = tuple(languages)
        self._searcher = index.searcher()

    @staticmethod
    def derive(folder: Path, before: Path | None, removed: Sequence[int], added: Iterable[Words]) -> None:
        """Write an index into an empty folder: that of an earlier state, if any, with what changed since.

        What tantivy wrote once it never changes, so that both share those files; a removed passage is
        marked as such, and counts for BM25 until its segment is merged with others.
        """
        import tantivy

        for path in before.iterdir() if before else ():
            if path.suffix != ".lock":
                (shutil.copy2 if path.suffix == ".json" else link)(path, folder / path.name)
        index = tantivy.Index.open(str(folder)) if before else tantivy.Index(_schema(), path=str(folder))
        _set_up(index)
        writer = index.writer(_HEAP_BYTES, 1)
        if removed:  # by a query: `delete_documents_by_term` misses unsigned numbers without a word
            writer.delete_documents_by_query(
                tantivy.Query.term_set_query(index.schema, "number", list(removed))
            )
        for passage in added:
            all_words = " ".join(counted(passage.own, passage.around))
            document = tantivy.Document(own=" ".join(passage.own), words=all_words)
            document.add_unsigned("number", passage.number)
            document.add_unsigned("document", passage.document)
            writer.add_document(document)
        writer.commit()
        writer.wait_merging_threads()

    @classmethod
    def open(cls, folder: Path, languages: Sequence[str | None]) -> "WordIndex":
        """Map an index folder into memory."""
        import tantivy

        index = tantivy.Index.open(str(folder))
        _set_up(index)
        return cls(index, languages)

    def __len__(self) -> int:
        """Return how many passages there are."""
        return int(self._searcher.num_docs)

    def matching(
        self, question: str, k: int, documents: Sequence[int] | None = None, language: str = "en"
    ) -> list[tuple[int, float]]:
        """Return up to `k` (passage number, BM25 score), best first, equal ones by number.

        `documents` are the numbers of the only documents whose passages may be found, or None for all.
        Each word counts once, by its best stem among the languages of the documents; in a large index not
        those that stand nearly everywhere. A longer word that stands nowhere also matches words that are
        spelled a little differently (Lukashenka, Lukashenko), and a version also those that belong to it. A
        question in another `language` than English ("": not known) matches by pieces of its words too.
        """
        from tantivy import Occur, Query

        terms = self._terms(question) + self._pieces(question, language)
        parts = [[part for form in sorted(forms) for part in self._word(form)] for forms in terms]
        if not parts:
            return []
        query = Query.boolean_query(
            [
                (Occur.Should, some[0] if len(some) == 1 else Query.disjunction_max_query(some))
                for some in parts
            ]
        )
        if documents is not None:
            within = Query.term_set_query(self._index.schema, "document", list(documents))
            query = Query.boolean_query(
                [(Occur.Must, query), (Occur.Must, Query.const_score_query(within, 0.0))]
            )
        hits = self._searcher.search(query, k, count=False).hits  # counting would visit every match
        numbers = self._searcher.fast_field_values("number", [address for _, address in hits])
        found = [(int(n), float(score)) for n, (score, _) in zip(numbers, hits, strict=True)]
        return sorted(found, key=lambda pair: (-pair[1], pair[0]))

    def _terms(self, question: str) -> list[frozenset[str]]:
        """Return the stems of each word to look for, each word once, in a fixed order."""
        by_language = [tokens(question, language) for language in self._languages or (None,)]
        said = {frozenset(forms): word for word, *forms in zip(words(question), *by_language, strict=True)}
        terms = sorted(said, key=sorted)
        if len(self) <= _ALL_WORDS_UP_TO:
            return terms
        frequency, total = self._searcher.doc_freq, len(self)
        share = {forms: max(frequency("words", form) for form in forms) / total for forms in terms}

        def tells(forms: frozenset[str]) -> bool:
            stop = any(is_stop_word(said[forms], language) for language in self._languages)
            return bool(share[forms] <= (_COMMON_STOP if stop else _COMMON))

        return [forms for forms in terms if tells(forms)] or sorted(terms, key=lambda forms: share[forms])[:1]

    def _pieces(self, question: str, language: str) -> list[frozenset[str]]:
        """Return the pieces of words to look for; in a large index those that tell much."""
        found = asked_pieces(question, language, self._languages)
        most = _COMMON_PIECE * len(self) if len(self) > _ALL_WORDS_UP_TO else len(self)
        return [frozenset({one}) for one in found if self._searcher.doc_freq("words", one) <= most]

    def _word(self, form: str) -> list[Any]:
        """Return what matches one stem."""
        from tantivy import Query

        schema = self._index.schema
        exact = Query.term_query(schema, "words", form)
        if _VERSION.fullmatch(form):
            own = Query.regex_query(schema, "words", rf"{re.escape(form)}\.[0-9.]+")
            return [exact, Query.boost_query(own, _FUZZY_SCORE)]
        unknown = len(form) >= _LEAST_FUZZY and form.isalpha() and not self._searcher.doc_freq("words", form)
        if not unknown:
            return [exact]
        distance = 1 if len(form) < _LEAST_TWICE_FUZZY else 2
        alike = Query.fuzzy_term_query(schema, "words", form, distance=distance)
        return [exact, Query.boost_query(alike, _FUZZY_SCORE)]

    def frequency(self, word: str) -> int:
        """Return in how many passages a word stands, by its most frequent stem among the languages."""
        forms = {stem for language in self._languages or (None,) for stem in tokens(word, language)}
        return max((int(self._searcher.doc_freq("own", form)) for form in forms), default=0)


def _schema() -> Any:  # noqa: ANN401
    import tantivy

    builder = tantivy.SchemaBuilder()
    builder.add_unsigned_field("number", indexed=True, fast=True)
    builder.add_unsigned_field("document", indexed=True)
    builder.add_text_field("own", tokenizer_name=_ANALYZER, index_option="basic")
    builder.add_text_field("words", tokenizer_name=_ANALYZER, index_option="freq")
    return builder.build()


def _set_up(index: Any) -> None:  # noqa: ANN401
    """Let tantivy part words at spaces only: they are cut and stemmed in Python (see `tokens`).

    Nor shall it read the index again where that has changed, which none does once it is in place: that takes
    a lock in its folder, which may be just what is being removed.
    """
    import tantivy

    index.config_reader("manual")
    index.register_tokenizer(_ANALYZER, tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).build())


def asked_pieces(question: str, language: str, of_documents: Sequence[str | None]) -> list[str]:
    """Return the pieces of a question's words that carry content, each once; none of one in English.

    Where its `language` isn't known ("") the languages of the documents tell.
    """
    others = any(in_other_language(one) for one in of_documents)
    if not others or language == "en" or (not language and "en" in of_documents):
        return []
    stop = [one for one in of_documents if in_other_language(one)]
    told = [word for word in words(question) if not any(is_stop_word(word, one) for one in stop)]
    return list(dict.fromkeys(pieces(told)))


@cache
def is_stop_word(word: str, language: str | None) -> bool:
    """Return whether a folded word is on tantivy's stop list of a language (False without a list)."""
    import tantivy

    stop = tantivy.Filter.stopword(STEMMED_LANGUAGES.get(language or "", ""))
    try:
        analyzer = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.raw()).filter(stop).build()
    except ValueError:  # tantivy's word for a language without a list
        return False
    return bool(word) and not analyzer.analyze(word)
