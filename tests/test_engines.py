"""One contract, two engines: an index in a folder, and one in Milvus (Milvus Lite, behind its own server).

Each is compared with what NumPy, the formula of BM25 and the other engine say, and never with itself.
"""

import hashlib
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest

from index.copy import copy
from index.library import Library
from index.scope import covers
from index.sync import sync
from index.types import EVERYTHING, Scope
from qa.ask import Asker
from tests.milvus import milvus_lite
from tests.pdf import page, pdf, words
from tests.support import SEEDS, FakeEncoder, assert_verbatim, calibration, contents, write
from tests.test_search import around_of, assert_same_ranking, bm25_by_hand

ENGINES = ("folder", "milvus")
HOSTILE = 'x" or 1 == 1 or "/it\'s [a] \\ 100%_.txt'
TREES = ("alder", "birch", "cedar", "elm", "fir", "hazel", "juniper", "larch", "maple", "oak", "pine", "yew")
FILES: dict[str, str | bytes] = {
    **{f"towers/{t}.txt": f"The {t} tower by the river is {len(t) ** 2} metres high." for t in TREES},
    **{f"lakes/{t[0]}.txt": f"The {t} lake was measured by the election office." for t in TREES[:6]},
    "lakes/twin.txt": "The elm lake was measured by the election office.",
    "Minsk.md": "---\ndate: 2020-08\n---\n# Minsk\n\nMinsk is the capital.\n\n## Election\n\nIt voted.\n",
    "earlier.md": "---\ndate: 2019\n---\n# Earlier\n\nThe election of 2019 was held in Minsk.\n",
    "later.md": "---\ndate: 2021-02-03\n---\n# Later\n\nGrain prices fell after the election.\n",
    HOSTILE: "An election was held in the file whose name is hostile.",
}
MAIL = (
    "From: a@example.org\nTo: b@example.org\nSubject: Grain\nDate: Tue, 03 Mar 2020 10:00:00 +0000\n"
    'MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary="b"\n\n--b\nContent-Type: text/plain\n\n'
    "The grain is on its way to the harbour.\n--b\nContent-Type: text/plain\n"
    'Content-Disposition: attachment; filename="list.txt"\n\nForty tons of grain were loaded.\n--b\n'
    'Content-Type: application/x-odd\nContent-Disposition: attachment; filename="odd.bin"\n\nq\n--b--\n'
)
SHAPES: dict[str, str | bytes] = {
    "mail.eml": MAIL,
    "pages.pdf": pdf([page(words([(72, 700, f"Page {n} says that the bridge is old.")])) for n in (1, 2, 3)]),
    "long.md": "# Code\n\n```\n" + "let x = 1;\n" * 8_000 + "```\n\nThe program was written in spring.\n",
    "japanese.txt": "東京都は日本の首都です。人口は千四百万人です。",
    "unread.bin": "q",
    "empty.txt": "",
}
SCOPES = [
    EVERYTHING,
    Scope(ids=("Minsk.md", "nowhere.md")),
    Scope(folders=("lakes",)),
    Scope(folders=("lake", "towers/")),
    Scope(globs=("*.md",)),
    Scope(globs=("nothing*",)),
    Scope(ids=(HOSTILE,), globs=("lakes/?.txt",)),
    Scope(types=("text",)),
    Scope(types=("markdown",), since="2020"),
    Scope(since="2020-08-15"),
    Scope(until="2020"),
    Scope(since="2019-05", until="2020-08-01", globs=("*M*",)),
]

Make = Callable[[Path], Library]


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Return the address of a server of Milvus Lite."""
    with milvus_lite(tmp_path_factory.mktemp("milvus") / "data") as address:
        yield address


@pytest.fixture
def place(
    request: pytest.FixtureRequest, server: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Path | str:
    """Return where an index of an engine can be made: a folder, or a cluster with fresh collections."""
    monkeypatch.setenv("FOOTNOTE_MILVUS_COLLECTION", f"test_{abs(hash(tmp_path))}")
    return server if request.param == "milvus" else tmp_path / "index"


@pytest.fixture
def library(place: Path | str) -> Iterator[Library]:
    """Return an empty index of an engine."""
    opened = Library.open(place, create=True)
    yield opened
    opened.close()


@pytest.fixture
def local(tmp_path: Path) -> Iterator[Library]:
    """Return an empty index in a folder, to compare with."""
    opened = Library.open(tmp_path / "local", create=True)
    yield opened
    opened.close()


both = pytest.mark.parametrize("place", ENGINES, indirect=True)
milvus = pytest.mark.parametrize("place", ["milvus"], indirect=True)


def texts_of(library: Library, scope: Scope = EVERYTHING) -> dict[int, str]:
    """Return what is searched of each passage of a scope, by number."""
    covered = covers(scope)
    found: dict[int, str] = {}
    for info in library.documents():
        if covered(info.id, info.media_type, info.date):
            text = library.document(info.id).text
            for stored in library.record.passages(document_id=info.id):
                if stored.input_digest:
                    p = stored.passage
                    found[stored.number] = text[p.start : p.end]
    return found


def vectors_of(library: Library, encoder: FakeEncoder) -> dict[int, np.ndarray]:
    """Return the vector of each passage by number, made again of what the encoder was given for it."""
    texts = {hashlib.sha256(text.encode()).digest(): text for text in encoder.encoded}
    places = [library.record.passages(document_id=info.id) for info in library.documents()]
    searched = [one for some in places for one in some if one.input_digest]
    vectors = FakeEncoder().encode([texts[one.input_digest] for one in searched])
    return {one.number: vector for one, vector in zip(searched, vectors, strict=True)}


def assert_nearest(found: list[tuple[int, float]], exact: dict[int, float], k: int) -> None:
    """Check that these are the `k` best in order; of several that are equal at the end, any will do."""
    expected = sorted(exact.items(), key=lambda pair: (-round(pair[1], 6), pair[0]))[:k]
    end = expected[-1][1] + 1e-6 if len(exact) > k else -2.0
    assert_same_ranking([one for one in found if one[1] > end], [one for one in expected if one[1] > end])
    assert [score for _, score in found] == pytest.approx([score for _, score in expected], abs=1e-5)
    assert dict(found) == pytest.approx({number: exact[number] for number, _ in found}, abs=1e-5)


@both
def test_rankings_and_scopes_are_those_of_brute_force(library: Library, documents: Path) -> None:
    """Of every scope (number, cosine) are NumPy's; words give BM25's, and in a scope the same passages."""
    encoder = FakeEncoder()
    sync(library, write(documents, FILES), encoder)
    engine, vectors = library.engine(), vectors_of(library, encoder)
    assert len(engine) == len(vectors) == len(texts_of(library)) == len(encoder.encoded) + 1  # the twin
    for question in ("How high is the maple tower?", "election in Minsk"):
        query = encoder.encode([question])[0]
        for scope in SCOPES:
            inside = texts_of(library, scope)
            exact = {n: float(vectors[n].astype(np.float64) @ query) for n in inside}
            for k in (1, 5, 100):
                assert_nearest(engine.nearest(query, k, scope), exact, k)
            by_words = engine.matching(question, 100, scope)
            by_hand = bm25_by_hand(texts_of(library), question, "en", around_of(library))
            assert {n for n, _ in by_words} == {n for n, _ in by_hand if n in inside}, scope
            if not scope:
                assert [score for _, score in by_words] == pytest.approx([s for _, s in by_hand], rel=1e-3)
                assert dict(by_words) == pytest.approx(dict(by_hand), rel=1e-3)
        some = [*list(vectors)[:3], 1]
        assert engine.cosines(query, some) == pytest.approx(
            {n: float(vectors[n] @ query) for n in some[:3]}, abs=1e-6
        )
    assert [engine.frequency(word) for word in ("towers", "elections", "zebra")] == [12, 11, 0]


@both
def test_words_of_other_languages_are_found_by_pieces(library: Library, documents: Path) -> None:
    """By a part of a compound and a derived word, for a question in that language, on either engine."""
    german = {
        "de/damm.md": "# Der Damm\n\nDie Brückensanierung begann im Mai und die Kündigung kam zu spät.\n",
        "de/turm.md": "# Der Turm\n\nDer Turm steht nun seit vielen Jahren leer und niemand wohnt in ihm.\n",
    }
    sync(library, write(documents, {**FILES, **german}), FakeEncoder())
    engine = library.engine()
    damm = {n for n, text in texts_of(library).items() if "Brückensanierung" in text}
    for question in ("Wird eine Brücke saniert?", "Wer hat gekündigt?"):
        assert engine.matching(question, 100, language="de")[0][0] in damm, question
        assert damm.isdisjoint(n for n, _ in engine.matching(question, 100)), question
        assert engine.matching(question, 100) == engine.matching(question, 100, language="")
    assert engine.frequency("bruck") == 0


@both
def test_documents_of_every_shape_are_read_back_as_they_are(
    library: Library, local: Library, documents: Path
) -> None:
    """Pages, places, attachments, a stretch longer than a row, other scripts, and what is not read."""
    write(documents, SHAPES)
    report, _ = sync(library, documents, FakeEncoder()), sync(local, documents, FakeEncoder())
    assert len(report.added) == 4
    assert contents(library) == contents(local)
    assert {"mail.eml/odd.bin", "unread.bin", "empty.txt"} <= {one.id for one in library.skipped()}
    assert library.documents() == local.documents()
    for info in local.documents():
        assert library.record.file_of(info.id) == local.record.file_of(info.id)
        for offset in (0, 700, 40_000):
            assert library.record.passage_at(info.id, offset) == local.record.passage_at(info.id, offset)
        assert library.record.headings(info.id, 0, 10**6) == local.record.headings(info.id, 0, 10**6)


@both
def test_increments_encode_what_is_new_alone(library: Library, local: Library, documents: Path) -> None:
    """Changed, moved, removed and added files: nothing else is encoded, and a fresh index is the same."""
    sync(library, write(documents, FILES), FakeEncoder())
    assert library.engine().matching("zebra", 5) == []
    (documents / "towers/fir.txt").unlink()
    (documents / "earlier.md").rename(documents / "lakes/earlier.md")
    write(documents, {"towers/elm.txt": "A zebra came.", "new.txt": "The new zebra is here.", "odd.bin": "q"})
    encoder = FakeEncoder()
    report = sync(library, documents, encoder)
    assert sorted(encoder.encoded) == ["A zebra came.", "The new zebra is here."]
    assert (report.added, report.changed, report.removed) == (
        ["new.txt"],
        ["towers/elm.txt"],
        ["towers/fir.txt"],
    )
    assert report.moved == [("earlier.md", "lakes/earlier.md")]
    assert len(library.engine().matching("zebra", 5)) == 2
    assert len(library.engine()) == len(library.record.searchable())
    sync(local, documents, FakeEncoder())
    assert contents(library) == contents(local)
    (documents / "odd.bin").unlink()
    assert sync(library, documents, encoder).unchanged == len(FILES)
    assert library.skipped() == ()


@both
def test_every_citation_says_what_its_document_says(library: Library, local: Library) -> None:
    """Promise 1, on answers over the seeds; both engines give the same answer."""
    sync(library, SEEDS, FakeEncoder())
    sync(local, SEEDS, FakeEncoder())
    for question in (
        "Who won the election?",
        "When was the election held in Belarus?",
        "What is this about?",
    ):
        answers = [Asker(one, FakeEncoder(), calibration(0.0)).ask(question) for one in (library, local)]
        assert_verbatim(answers[0], library)
        said = [[(c.document_id, c.start, c.end, c.quote) for c in answer.citations] for answer in answers]
        assert said[0]
        assert said[0] == said[1]


@both
def test_the_passages_below_a_heading(library: Library, documents: Path) -> None:
    """Those of a document alone that stand below just these headings, in order."""
    sync(library, write(documents, FILES | SHAPES), FakeEncoder())
    headings: set[tuple[str, str]] = set()
    for info in library.documents():
        stored = library.record.passages(document_id=info.id)
        for heading in {one.passage.heading for one in stored}:
            below = [one for one in stored if one.passage.heading == heading]
            assert library.record.passages(document_id=info.id, heading=heading) == below
            headings.add((info.id, heading))
        assert library.record.passages(document_id=info.id, heading="nowhere") == []
    assert len(headings) > len(library.documents())


@both
def test_an_index_is_copied_without_encoding(library: Library, local: Library, documents: Path) -> None:
    """With all that is kept, what is missing too; and the next run finds nothing to do."""
    sync(local, write(documents, FILES | SHAPES), FakeEncoder())
    assert copy(local, library) == len(local.record.file_states())
    assert contents(library) == contents(local)
    assert copy(local, library) == 0
    encoder = FakeEncoder()
    report = sync(library, documents, encoder)
    assert encoder.encoded == report.added == report.changed == report.removed == []
    query = encoder.encode(["How high is the maple tower?"])[0]
    names = [library.passages([n])[n].passage for n, _ in library.engine().nearest(query, 5)]
    assert names == [local.passages([n])[n].passage for n, _ in local.engine().nearest(query, 5)]
