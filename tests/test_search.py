"""Rankings against independent oracles: NumPy for vectors, a hand-written BM25 for words."""

import math
import unicodedata
from collections import Counter
from collections.abc import Mapping
from itertools import accumulate
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.engine import LocalEngine
from index.lexical import WordIndex, Words
from index.library import Library, encoder_input
from index.tokens import cut, tokens, words
from index.vectors import VectorIndex
from qa.pairs import AskedPairs, word_shares
from qa.retrieve import DENSE_WEIGHT, fuse, retrieve
from tests.conftest import Build
from tests.support import FakeEncoder, source_of

VECTOR_COUNT, VECTOR_DIMENSION = 300, 24


def unit_rows(seed: int, count: int) -> np.ndarray:
    """Return (count, 24) float32 unit rows."""
    rows = np.random.default_rng(seed).standard_normal((count, VECTOR_DIMENSION)).astype(np.float32)
    return rows / np.linalg.norm(rows, axis=1, keepdims=True)


@pytest.fixture(scope="module")
def rows() -> np.ndarray:
    """Return known vectors; 7 and 8 are equal."""
    found = unit_rows(1, VECTOR_COUNT)
    found[8] = found[7]
    return found


@pytest.fixture(scope="module")
def vector_index(rows: np.ndarray, tmp_path_factory: pytest.TempPathFactory) -> VectorIndex:
    """Return an index of them under the numbers 1000, 1003, …, written in two batches."""
    folder = tmp_path_factory.mktemp("vectors")
    numbers = np.arange(1000, 1000 + 3 * VECTOR_COUNT, 3)
    source = source_of(dict(zip(numbers.tolist(), rows, strict=True)), batch=100)
    VectorIndex.derive(folder, None, numbers, source, VECTOR_DIMENSION)
    index = VectorIndex.open(folder, numbers, source)
    assert len(index) == VECTOR_COUNT
    return index


def by_numpy(rows: np.ndarray, query: np.ndarray, k: int) -> list[tuple[int, float]]:
    """Return the exact ranking."""
    scores = rows.astype(np.float64) @ query.astype(np.float64)
    pairs = [(1000 + 3 * i, float(score)) for i, score in enumerate(scores)]
    return sorted(pairs, key=lambda pair: (-round(pair[1], 6), pair[0]))[:k]


def assert_same_ranking(found: list[tuple[int, float]], expected: list[tuple[int, float]]) -> None:
    """Check ids exactly and scores to five digits."""
    assert [number for number, _ in found] == [number for number, _ in expected]
    assert [score for _, score in found] == pytest.approx([score for _, score in expected], abs=1e-5)


@pytest.mark.parametrize("k", [1, 10, 299])
@pytest.mark.parametrize("seed", [2, 3, 4])
def test_nearest_vectors_are_those_of_brute_force(
    vector_index: VectorIndex, rows: np.ndarray, seed: int, k: int
) -> None:
    """(number, cosine) pairs are those that NumPy finds."""
    query = unit_rows(seed, 1)[0]
    assert_same_ranking(vector_index.nearest(query, k), by_numpy(rows, query, k))


def test_equal_vectors_are_ranked_by_number(vector_index: VectorIndex, rows: np.ndarray) -> None:
    """Two equal vectors are two hits with the same score, the lower number first."""
    found = vector_index.nearest(rows[7], 2)
    assert_same_ranking(found, [(1021, 1.0), (1024, 1.0)])


def test_more_results_than_vectors_gives_each_once(vector_index: VectorIndex, rows: np.ndarray) -> None:
    """Asking for more than there are pads with nothing."""
    found = vector_index.nearest(rows[0], VECTOR_COUNT + 50)
    assert sorted(number for number, _ in found) == [1000 + 3 * i for i in range(VECTOR_COUNT)]


def test_an_empty_vector_index_finds_nothing(tmp_path: Path, rows: np.ndarray) -> None:
    """No vectors, no hits, no error."""
    numbers = np.zeros(0, dtype=np.int64)
    VectorIndex.derive(tmp_path, None, numbers, source_of({}), VECTOR_DIMENSION)
    assert VectorIndex.open(tmp_path, numbers, source_of({})).nearest(rows[0], 5) == []


@pytest.mark.parametrize("shape", [(VECTOR_DIMENSION + 1,), (1, VECTOR_DIMENSION), (3,)])
def test_a_vector_of_another_dimension_is_refused_in_words(
    vector_index: VectorIndex, shape: tuple[int, ...]
) -> None:
    """The error says which shape came and which is needed."""
    vector = np.ones(shape, dtype=np.float32)
    for search in (lambda: vector_index.nearest(vector, 3), lambda: vector_index.cosines(vector, [1000])):
        with pytest.raises(ValueError, match=r"shape .* \(24,\) is needed"):
            search()


def test_cosines_of_given_passages_are_exact(vector_index: VectorIndex, rows: np.ndarray) -> None:
    """Each known number has its inner product; unknown numbers are left out."""
    query = unit_rows(5, 1)[0]
    found = vector_index.cosines(query, [1000, 1030, 999, 10**9])
    assert found == pytest.approx({1000: float(rows[0] @ query), 1030: float(rows[10] @ query)}, abs=1e-6)


PASSAGES = {
    11: "The president won the election in Minsk",
    12: "An election is held every five years; the election of 2020 was disputed",
    13: "Minsk is the capital of Belarus",
    14: "Grain prices fell by three percent in the spring of 2020 according to the ministry",
    15: "Opposition leaders left Minsk after the election and Minsk kept silent",
}


def kept_lengths() -> list[int]:
    """Return the lengths that tantivy can keep in a byte: each up to 40, then fewer and fewer."""
    beyond = (2 ** (1 + (n // 8)) for n in range(60))
    return [*range(40), *accumulate(beyond, initial=40)]


def bm25_by_hand(
    texts: dict[int, str], question: str, language: str | None, around: Mapping[int, str] | None = None
) -> list[tuple[int, float]]:
    """Return the BM25 ranking (k1 1.2, b 0.75, words thrice), with idf ln(1 + (N - n + 0.5) / (n + 0.5))."""
    near = {number: tokens(text, language) for number, text in (around or {}).items()}
    bags = {n: Counter(3 * tokens(text, language) + near.get(n, ())) for n, text in texts.items()}
    mean = sum(bag.total() for bag in bags.values()) / len(bags)
    lengths = {n: max(x for x in kept_lengths() if x <= bag.total()) for n, bag in bags.items()}
    scores: dict[int, float] = {}
    for term in set(tokens(question, language)):
        holders = [number for number, bag in bags.items() if term in bag]
        idf = math.log(1 + (len(bags) - len(holders) + 0.5) / (len(holders) + 0.5))
        for number in holders:
            frequency, length = bags[number][term], lengths[number]
            weight = frequency * 2.2 / (frequency + 1.2 * (0.25 + 0.75 * length / mean))
            scores[number] = scores.get(number, 0.0) + idf * weight
    return sorted(scores.items(), key=lambda pair: (-round(pair[1], 5), pair[0]))


def around_of(library: Library) -> dict[int, str]:
    """Return what stands around each searched passage: title, headings, and the passages beside it."""
    found: dict[int, str] = {}
    for info in library.documents():
        text = library.document(info.id).text
        searched = [one for one in library.record.passages(document_id=info.id) if one.input_digest]
        said = ["", *(text[one.passage.start : one.passage.end] for one in searched), ""]
        for i, one in enumerate(searched):
            heading = one.passage.heading
            title = "" if info.title in heading else info.title
            found[one.number] = f"{title}\n{heading}\n{said[i]}\n{said[i + 2]}"
    return found


def word_index(folder: Path, passages: dict[int, tuple[str, str | None]]) -> WordIndex:
    """Return an index of texts with their languages."""
    folder.mkdir()
    WordIndex.derive(folder, None, [], [Words(n, n, cut(*said)) for n, said in passages.items()])
    return WordIndex.open(folder, sorted({language for _, language in passages.values()}, key=str))


@pytest.mark.parametrize(
    "question",
    [
        "election",
        "Who won the elections in Minsk?",
        "Minsk Minsk Minsk",
        "price of grain 2020",
        "zebra",
        "?!",
    ],
)
def test_word_rankings_are_those_of_bm25(tmp_path: Path, question: str) -> None:
    """(number, score) pairs are those of the formula, each word of the question counted once."""
    index = word_index(tmp_path / "words", {n: (text, "en") for n, text in PASSAGES.items()})
    expected = bm25_by_hand(PASSAGES, question, "en")
    found = index.matching(question, 10)
    assert [number for number, _ in found] == [number for number, _ in expected]
    assert [score for _, score in found] == pytest.approx([score for _, score in expected], rel=1e-4)
    assert index.matching(question, 2) == found[:2]


def test_frequency_counts_passages(tmp_path: Path) -> None:
    """A word in three passages counts three, however often it stands in each."""
    index = word_index(tmp_path / "words", {n: (text, "en") for n, text in PASSAGES.items()})
    assert [index.frequency(w) for w in ("election", "Elections", "Minsk", "zebra", "")] == [3, 3, 3, 0, 0]


LANGUAGES: dict[int, tuple[str, str | None]] = {
    1: ("Президент выступил перед рабочими завода в Гомеле.", "ru"),
    2: ("Die Häuser der Straße wurden im Frühling gebaut.", "de"),
    3: ("東京都は日本の首都です。", "ja"),
    4: ("北京是中华人民共和国的首都。", "zh"),
    5: ("Le café de l'hôtel était fermé.", "fr"),
    6: ("The workers went home, and the builder's hammer lay in its ﬁle.", "en"),
    7: ("Ελλάδα, οι εκλογές έγιναν στην Αθήνα.", "el"),
}


@pytest.mark.parametrize(
    ("question", "best"),
    [
        ("рабочий", 1),
        ("ЗАВОДЫ", 1),
        ("Haus", 2),
        ("strasse", 2),
        ("STRASSEN", 2),
        ("fruhling", 2),
        ("東京", 3),
        ("日本の首都", 3),
        ("北京", 4),
        ("共和国", 4),
        ("CAFE", 5),
        ("hotel", 5),
        ("ferme", 5),
        ("worker", 6),
        ("builders", 6),
        ("file", 6),
        ("εκλογη", 7),
        ("ΑΘΗΝΑ", 7),
    ],
)
def test_words_are_found_in_any_language(tmp_path: Path, question: str, best: int) -> None:
    """By stems, by pairs of unspaced scripts, without case, accents or ligatures."""
    found = word_index(tmp_path / "words", LANGUAGES).matching(question, 3)
    assert found, question
    assert found[0][0] == best


def test_a_word_that_the_end_of_a_line_divides_is_found() -> None:
    """Whole, and by its parts, for those of "well-known" are words; the text stays as it is."""
    assert words("the PER-\nSEVERANCE of Mr Garra-  \n  way's") == (
        *("the", "per", "severance", "perseverance"),
        *("of", "mr", "garra", "way", "garraway"),
    )
    for apart in ("North-\nWest", "a -\nb", "1914-\n18", "here-\n\nthere", "well-known"):
        assert words(apart) == words(apart.replace("\n", " "))
    assert encoder_input("", "", "a well-\nknown ship")[0] == "a well-\nknown wellknown ship"


def test_an_unspaced_word_is_found_by_its_pairs_only() -> None:
    """Overlapping pairs stand for a run without spaces; a single character for itself."""
    assert words("東京都は") == ("東京", "京都", "都は")
    assert words("水 H2O") == ("水", "h2o")


@pytest.mark.parametrize("text", ["Zélande café", "naïve Việt Nam", "Ελλάδα", "Йод", "Straße über Köln"])
def test_words_do_not_depend_on_how_accents_are_written(text: str) -> None:
    """Letters with combining accents are the words that composed letters are."""
    assert words(unicodedata.normalize("NFD", text)) == words(text)
    assert len(words(text)) == len(text.split())


@pytest.mark.parametrize("text", ["हिन्दी भाषा", "தமிழ் மொழி", "مُحَمَّد رسول"])
def test_marks_belong_to_their_word(text: str) -> None:
    """Vowel signs part no word: a token is a run of letters, marks and digits."""
    assert len(words(text)) == len(text.split())


def test_small_figures_are_of_formulas_and_units_and_not_of_notes() -> None:
    """Lowered ones wherever they stand, raised ones behind a unit of length or a single letter."""
    assert words("CO₂ N₂O’s C₆H₁₂O₆ (CH₂)₃") == ("co2", "n2o", "c6h12o6", "ch2")
    assert words("I² = 12 R²=0.9, 40 km² m³") == ("i2", "12", "r2", "0.9", "40", "km2", "m3")
    assert words("£480¹ 10² 5² the UK² (cats³) Otimᵃ,ᵇ mg L⁻¹") == (
        "480", "10", "5", "the", "uk", "cats", "otim", "mg", "l",
    )  # fmt: skip


def test_fused_scores_are_the_convex_combination() -> None:
    """Each side is divided by its best; what one side does not know counts 0 there."""
    fused = fuse({1: 0.8, 2: 0.4, 3: -0.5}, {2: 10.0, 4: 5.0})
    assert DENSE_WEIGHT == 0.6
    assert fused == pytest.approx({1: 0.6, 2: 0.3 + 0.4, 3: 0.0, 4: 0.2})


@given(
    st.dictionaries(st.integers(0, 30), st.floats(-1, 1)),
    st.dictionaries(st.integers(0, 30), st.floats(0, 50)),
)
def test_fused_scores_lie_between_0_and_1(cosines: dict[int, float], bm25: dict[int, float]) -> None:
    """Every candidate of either side has a score between 0 and 1."""
    fused = fuse(cosines, bm25)
    assert fused.keys() == cosines.keys() | bm25.keys()
    assert all(0.0 <= score <= 1.0 + 1e-9 for score in fused.values())


def pairs_by_hand(texts: dict[int, str], question: str) -> dict[int, float]:
    """Return what share of the question the pairs of words that each text has in common with it hold."""
    stems = {number: tokens(text, "en") for number, text in texts.items()}
    asked = tokens(question, "en")
    said = {stem for stem in asked if stem not in ("who", "the", "in", "of")}
    counts = {stem: sum(stem in found for found in stems.values()) for stem in said}
    weights = {stem: math.log1p((len(texts) - n + 0.5) / (n + 0.5)) for stem, n in counts.items()}
    share = {stem: weight / sum(weights.values()) for stem, weight in weights.items()}

    def met(found: tuple[str, ...]) -> float:
        pairs = set(zip(asked, asked[1:], strict=False)) & set(zip(found, found[1:], strict=False))
        return sum(share.get(stem, 0.0) / 2 for pair in pairs for stem in pair)

    return {number: met(found) for number, found in stems.items()}


def by_hand(library: Library, question: str) -> dict[tuple[str, int], float]:
    """Return the score of every passage, by its place, from the record alone."""
    encoder = FakeEncoder()
    query = encoder.encode([question])[0].astype(np.float64)
    stored = {s.number: s for s in library.record.passages() if s.input_digest}
    texts = {
        number: library.document(one.passage.document_id).text[one.passage.start : one.passage.end]
        for number, one in stored.items()
    }
    cosines: dict[int, float] = {}
    for numbers, matrix in library.record.vectors(encoder.model_id):
        cosines |= dict(zip(numbers, (matrix.astype(np.float64) @ query).tolist(), strict=True))
    headings = {number: one.passage.heading for number, one in stored.items()}  # with the title
    bm25 = dict(bm25_by_hand(texts, question, "en", headings))
    top, top_bm25 = max(cosines.values()), max(bm25.values(), default=1.0)
    return {
        (one.passage.document_id, one.passage.start): 0.8
        * (0.6 * max(cosines[n], 0) / top + 0.4 * bm25.get(n, 0.0) / top_bm25)
        + 0.2 * pairs_by_hand(texts, question)[n]
        for n, one in stored.items()
    }


@pytest.mark.parametrize("question", ["Who won the election in Minsk?", "price of grain", "capital"])
def test_retrieved_passages_are_those_of_brute_force(build: Build, question: str) -> None:
    """(place, fused score) of a whole index are computed again from the record by hand."""
    library = build({f"{n}.md": f"# Report number {n}\n\n{text}.\n" for n, text in PASSAGES.items()})
    expected = sorted(by_hand(library, question).items(), key=lambda pair: (-pair[1], pair[0]))
    matches = retrieve(library, FakeEncoder(), question, 3).matches
    found = [((m.hit.passage.document_id, m.hit.passage.start), m.hit.score) for m in matches]
    assert [place for place, _ in found] == [place for place, _ in expected[:3]]
    assert [score for _, score in found] == pytest.approx([score for _, score in expected[:3]], abs=1e-4)
    for match in matches:
        text = library.document(match.hit.passage.document_id).text
        assert match.hit.text == text[match.hit.passage.start : match.hit.passage.end]


def test_pairs_of_words_in_order_count_by_the_words_that_say_something(build: Build) -> None:
    """Each pair counts half of its words' shares; not in another order, nor apart; stems are enough."""
    library = build(
        {
            "1.txt": "The prime minister spoke in the old town.",
            "2.txt": "A minister spoke of a prime number in the town.",
            "3.txt": "Nobody spoke.",
        }
    )
    question = "What did the prime ministers say of the old town?"
    shares = word_shares(question, ["en"], library.engine())
    assert sum(shares.values()) == pytest.approx(1)
    assert set(shares) == {"prime", "ministers", "old", "town"}
    assert shares["old"] > shares["prime"] > 0
    text = "The prime minister spoke in the old town."
    met = shares["prime"] + shares["old"] + (shares["ministers"] + shares["town"]) / 2
    asked = AskedPairs(question, shares)
    assert asked.met(text, "en") == pytest.approx(met)
    assert asked.met("Minister Prime and the town of old", "en") == 0
    assert asked.met("The prime and the minister", "en") == pytest.approx(shares["prime"] / 2)
    assert asked.met("An old town", None) == pytest.approx((shares["old"] + shares["town"]) / 2)
    assert asked.met("A prime minister", None) == 0  # who are not prime ministers without stems
    assert AskedPairs("", word_shares("", ["en"], library.engine())).met(text, "en") == 0


def test_pairs_of_words_decide_between_passages_that_match_alike(build: Build) -> None:
    """Of two passages with the same words, that in which they stand as in the question comes first."""
    words_ = "stone bridge near harbour"
    files = {"a.txt": "The harbour bridge is near a stone.", "b.txt": "The stone bridge is near a harbour."}
    matches = retrieve(build(files), FakeEncoder(), words_, 2).matches
    assert [m.hit.passage.document_id for m in matches] == ["b.txt", "a.txt"]
    assert 0 <= matches[1].hit.score < matches[0].hit.score <= 1


def test_more_passages_than_there_are_gives_each_once(build: Build) -> None:
    """A `k` beyond the index returns every passage once."""
    library = build({f"{n}.txt": f"{text}.\n" for n, text in PASSAGES.items()})
    matches = retrieve(library, FakeEncoder(), "Minsk", 500).matches
    assert sorted(m.hit.passage.document_id for m in matches) == sorted(f"{n}.txt" for n in PASSAGES)
    assert isinstance(library.engine(), LocalEngine)


def test_words_around_a_passage_find_it_but_count_less(tmp_path: Path) -> None:
    """What stands beside a passage finds it, after those that say it themselves, and is none of its own."""
    said = {1: ("harbour",), 2: ("toll", "harbour"), 3: ("ferry",)}
    around = {1: (), 2: ("bridge",), 3: ("harbour", "bridge")}
    WordIndex.derive(tmp_path, None, [], [Words(n, n, said[n], around[n]) for n in said])
    index = WordIndex.open(tmp_path, ["en"])
    assert [number for number, _ in index.matching("harbour", 4)] == [1, 2, 3]
    assert {number for number, _ in index.matching("bridge", 4)} == {2, 3}
    assert (index.frequency("harbour"), index.frequency("bridge")) == (2, 0)


def test_a_passage_is_found_by_its_neighbours_and_its_title(build: Build) -> None:
    """The words before and after a passage in its document, and in the title, are searched."""
    names = ("Anholt", "Borkum", "Corfu", "Delos", "Elba")
    text = "\n\n".join(f"The port of {name} was busy, and {name} grew. " * 12 for name in names)
    library = build({"ferry.md": f"# The Zeelandic report\n\n{text}", "other.md": "# Other\n\nNothing here."})
    engine = library.engine()
    spoken = {n: s.passage for n, s in library.passages(range(1, 100)).items() if s.input_digest}
    whole = {n: library.document(p.document_id).text[p.start : p.end] for n, p in spoken.items()}
    own = [n for n, said in whole.items() if names[2] in said]
    beside = {n + step for n in own for step in (-1, 1)} & spoken.keys() - set(own)
    found = [number for number, _ in engine.matching(names[2], 100)]
    assert own
    assert beside
    assert set(found[: len(own)]) == set(own)
    assert set(found[len(own) :]) == {n for n in beside if spoken[n].document_id == "ferry.md"}
    assert engine.frequency(names[2]) == len(own)
    assert {n for n, _ in engine.matching("Zeelandic", 100)} == {
        n for n, p in spoken.items() if p.document_id == "ferry.md"
    }


def test_a_name_spelled_differently_is_found_by_words(tmp_path: Path) -> None:
    """A word that stands nowhere matches one that differs by a letter or two."""
    texts = ["Lukashenko spoke in Minsk.", "Lukashevich spoke in Brest.", "The minks are fed.", "A port."]
    WordIndex.derive(tmp_path, None, [], [Words(n, n, cut(text, "en")) for n, text in enumerate(texts)])
    index = WordIndex.open(tmp_path, ["en"])
    assert [number for number, _ in index.matching("Lukashenka", 4)] == [0]
    assert [number for number, _ in index.matching("Minsk", 4)] == [0]
    assert index.matching("Mynsk", 4)[0][0] == 0
    assert index.matching("pert", 4) == []  # too short to be sure that it is a slip
    assert index.matching("12345", 4) == []


def test_a_version_finds_those_that_belong_to_it(tmp_path: Path) -> None:
    """Itself before them, and no number that only begins alike."""
    texts = ["Changes of 2.4.1.", "Changes of 2.40.", "Changes of 2.4 alone.", "Changes of 12.4.1.", "2.4"]
    WordIndex.derive(tmp_path, None, [], [Words(n, n, cut(text, "en")) for n, text in enumerate(texts[:4])])
    index = WordIndex.open(tmp_path, ["en"])
    assert {number for number, _ in index.matching(texts[4], 4)} == {0, 2}
    assert {number for number, _ in index.matching("2.4.1", 4)} == {0}


def test_in_a_large_index_words_that_tell_nothing_are_not_looked_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither stop words nor what stands in most passages, but for the rarest where there are no others."""
    texts = {n: (f"The committee met about item{n % 10}, and met again", "en") for n in range(200)}
    index = word_index(tmp_path / "words", texts | {200: ("Nothing about it", "en")})
    question = "What did the committee decide about item7?"
    every = index.matching(question, 30)
    monkeypatch.setattr("index.lexical._ALL_WORDS_UP_TO", 200)
    found = index.matching(question, 30)
    assert found == index.matching("item7", 30)
    assert [n for n, _ in found] == [n for n, _ in every[:20]]
    assert (
        [n for n, _ in index.matching(question, 20)] == [n for n, _ in every[:20]] == list(range(7, 200, 10))
    )
    assert index.matching("about the committee", 3) == index.matching("committee", 3) != []
