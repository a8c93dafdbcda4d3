"""The reader: what its network is given, and what is made of its logits."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.errors import FootnoteError
from qa.ask import Asker
from qa.evidence import READ_FEATURES
from qa.reader import Reader
from qa.reader_input import MAX_QUESTION_TOKENS, MAX_TITLE_TOKENS, MAX_TOKENS, ReaderInput, tokens_of
from qa.reading import MAX_ANSWER_TOKENS, OnRead, Reading, ToRead, best_span
from qa.types import Looking
from tests.conftest import Build
from tests.support import ROOT, FakeEncoder, WordTokenizer, calibration
from training.reader_model import pad

SPECIAL = (101, 102)


class TheReaderOf:
    """A reader that is sure of the sentences with a word in them, and of no other."""

    def __init__(self, word: str) -> None:
        """Take the word."""
        self.word = word

    def reads(self, language: str | None) -> bool:
        """Return that it reads all of them."""
        return True

    def read(
        self, question: str, passages: Sequence[ToRead], on_read: OnRead | None = None
    ) -> list[list[Reading]]:
        """Return great odds for sentences with the word, with the word as the answer."""
        for _ in passages if on_read else ():
            on_read()
        return [[self._reading(p.text, *span) for span in p.sentences] for p in passages]

    def _reading(self, text: str, start: int, end: int) -> Reading:
        place = text.find(self.word, start, end)
        return Reading(9, 9, 9, (place, place + len(self.word))) if place >= 0 else Reading(-9, -9, -9, None)


@pytest.mark.parametrize(("word", "marked"), [("2", None), ("b)", None), ("gas", "gas")])
def test_the_number_of_an_item_is_no_answer(build: Build, word: str, marked: str | None) -> None:
    """The reader may see one in what marks an item of a list."""
    library = build({"duties.md": "# Duties\n\nHe keeps:\n\n2. the gas boiler in order\n\nb) the roof dry\n"})
    asker = Asker(library, FakeEncoder(), calibration(0.0, reader=True), TheReaderOf(word))
    first = asker.ask("Where is the boiler in order, and the roof dry?").statements[0]
    assert word in first.quote
    assert first.answer_text == marked


def test_of_the_nearest_passages_the_first_is_what_the_reader_likes_best(build: Build) -> None:
    """Where nothing answers: not what the search finds first."""
    library = build(
        {"a.md": "# A\n\nThe mill of Orsa grinds rye.\n", "b.md": "# B\n\nA mill burned in 1907.\n"}
    )
    refusing = calibration(1.0, reader=True)
    question = "What does the mill of Orsa grind in 1907?"
    nearest = Asker(library, FakeEncoder(), refusing, TheReaderOf("burned")).ask(question).nearest
    assert [hit.passage.document_id for hit in nearest] == ["b.md", "a.md"]
    assert nearest[0].score > nearest[1].score
    other = Asker(library, FakeEncoder(), refusing, TheReaderOf("rye")).ask(question).nearest
    assert [hit.passage.document_id for hit in other] == ["a.md", "b.md"]


@given(st.text(alphabet="ab .\n", max_size=60), st.data())
def test_a_sentence_has_the_tokens_that_stand_in_it(text: str, data: st.DataObject) -> None:
    """Every token of the text belongs to the sentence that it stands in, and to no other."""
    cuts = sorted(data.draw(st.sets(st.integers(0, len(text)), max_size=4)))
    spans = tuple(zip(cuts, cuts[1:], strict=False))
    encoded = WordTokenizer()(text)
    tokens = tokens_of(encoded["input_ids"], encoded["offset_mapping"], spans)
    for (start, end), (first, after) in zip(spans, tokens.sentences, strict=True):
        inside = [i for i, (a, b) in enumerate(tokens.offsets) if a >= start and b <= end]
        assert set(inside) <= set(range(first, after))
        assert all(tokens.offsets[i][0] < end and tokens.offsets[i][1] > start for i in range(first, after))


@given(st.integers(0, 80), st.integers(0, 40), st.lists(st.integers(0, 150), max_size=6))
def test_a_row_never_outgrows_the_network(question: int, title: int, sentences: list[int]) -> None:
    """Question and title are cut, sentences are added while there is room, and every part keeps its place."""
    row = ReaderInput.begin(SPECIAL, [7] * question, [8] * title)
    before = len(row.tokens)
    assert before <= MAX_QUESTION_TOKENS + MAX_TITLE_TOKENS + 3
    for number, length in enumerate(sentences):
        row.add([1000 + number] * length)
    row.finish(SPECIAL)
    assert len(row.tokens) == len(row.sides) <= MAX_TOKENS
    assert row.tokens[-1] == SPECIAL[1]
    for number, (begin, end) in enumerate(row.sentences):
        assert row.tokens[begin:end] == [1000 + number] * (end - begin)
        assert end - begin == sentences[number] or end == MAX_TOKENS - 1
    *_, mask, places, most = pad([row, ReaderInput.begin(SPECIAL, [7], [])])
    assert mask.sum(1).tolist() == [len(row.tokens), 3]
    assert most >= len(sentences)
    found = [(places[0] == number + 1).nonzero().flatten().tolist() for number in range(len(sentences))]
    assert found == [list(range(begin, end)) for begin, end in row.sentences]


@given(st.integers(1, 45), st.integers(0, 1_000))
def test_thebest_span_is_the_best_of_all(length: int, seed: int) -> None:
    """No admissible pair of tokens has a greater sum of logits."""
    logits = np.random.default_rng(seed).normal(size=(length, 2)).astype(np.float32)
    first, last, logit = best_span(logits)
    assert 0 <= last - first < MAX_ANSWER_TOKENS
    assert logit == pytest.approx(float(logits[first, 0] + logits[last, 1]))
    for i in range(length):
        for j in range(i, min(i + MAX_ANSWER_TOKENS, length)):
            assert logits[i, 0] + logits[j, 1] <= logit + 1e-6


LAKE = {"lake.txt": "The bridge over the lake is long. It was painted green in May. Fish live in the lake."}


def test_the_reader_decides_what_is_said_first(build: Any) -> None:  # noqa: ANN401
    """A sentence that shares no word with the question is quoted where the reader is sure of it."""
    library = build(LAKE)
    asked = "How does the bridge over the lake look?"
    assert Asker(library, FakeEncoder(), calibration(0.0)).ask(asked).statements[0].quote.startswith("The br")
    answer = Asker(library, FakeEncoder(), calibration(0.0, reader=True), TheReaderOf("green")).ask(asked)
    assert answer.statements[0].quote == "It was painted green in May."
    assert answer.statements[0].answer_text == "green"


def test_it_is_told_what_was_found_and_how_much_of_it_is_read(build: Any) -> None:  # noqa: ANN401
    """Every passage that was found counts once, and the answer is the one that is given without telling."""
    files = {f"{n}.md": f"# Lake {n}\n\nThe bridge over lake {n} is green.\n" for n in range(3)}
    asker = Asker(build(files), FakeEncoder(), reader=TheReaderOf("green"))
    told: list[Looking] = []
    answer = asker.ask("Which bridge is green?", notify=told.append)
    assert [one.read for one in told] == [0, 1, 2, 3]
    assert {(one.total, tuple(sorted(one.titles))) for one in told} == {(3, ("Lake 0", "Lake 1", "Lake 2"))}
    assert answer.statements == asker.ask("Which bridge is green?").statements
    with pytest.raises(FootnoteError):
        asker.ask(" ", notify=told.append)
    assert len(told) == 4


def test_the_reader_decides_about_silence(build: Any) -> None:  # noqa: ANN401
    """Confidence falls far where the reader sees nothing, though every word is met."""
    library = build(LAKE)
    asked = "Is the bridge over the lake long?"
    sure = Asker(library, FakeEncoder(), reader=TheReaderOf("long")).ask(asked)
    unsure = Asker(library, FakeEncoder(), reader=TheReaderOf("nowhere")).ask(asked)
    assert sure.answered
    assert unsure.confidence < sure.confidence - 0.4


def test_of_a_figure_the_whole_is_the_answer(build: Any) -> None:  # noqa: ANN401
    """Where the reader marks part of a figure, the figure is the answer."""
    library = build({"a.txt": "Ivanov got 51.3% of the vote in the capital."})
    answer = Asker(library, FakeEncoder(), calibration(0.0, reader=True), TheReaderOf("51")).ask(
        "What share of the vote did Ivanov get?"
    )
    assert answer.statements[0].answer_text == "51.3%"


def test_the_calibrations_name_their_features() -> None:
    """With the reader and without, the weights are of the features that are measured."""
    for fitted in (calibration(0.0), calibration(0.0, reader=True)):
        assert fitted.promise.names == fitted.sentence.names
    assert fitted.sentence.names == READ_FEATURES
    assert calibration(0.0).sentence.names == READ_FEATURES[: len(calibration(0.0).sentence.names)]


MEASURED: Mapping[str, str] = {
    "When was the tower finished?": "1931",
    "Who designed the tower?": "Ada Brandt",
    "How tall is the tower?": "212 metres",
}
TOWER = (
    "The tower stands on the eastern bank of the river. Ada Brandt designed the tower for the city. "
    "It was finished in 1931 after four years of work. It is 212 metres tall and open on Sundays."
)


@pytest.mark.model
def test_the_real_reader_finds_the_words() -> None:
    """The sentence and the words that answer are found, and that nothing answers is told."""
    from index.sentences import sentence_spans

    reader = Reader()
    passage = ToRead("The tower", "", TOWER, tuple(sentence_spans(TOWER, "en")))
    other = ToRead("Soup", "", "Boil the water.", ((0, 15),))
    for question, answer in MEASURED.items():
        alone = reader.read(question, [passage])[0]
        best = max(alone, key=lambda reading: reading.odds)
        assert best.answer is not None
        assert TOWER[slice(*best.answer)] == answer
        beside = reader.read(question, [other, passage])
        assert [r.odds for r in beside[1]] == pytest.approx([r.odds for r in alone], abs=0.3)
        assert beside[0][0].odds < best.odds
    foreign = reader.read("Who won the football match?", [passage])[0]
    assert (
        max(r.odds for r in foreign)
        < 0
        < max(r.odds for r in reader.read("Who designed the tower?", [passage])[0])
    )


def test_the_weights_are_small_and_described() -> None:
    """What is shipped adds at most 25 MB, holds no embeddings of the encoder, and has a model card."""
    from safetensors import safe_open

    path = ROOT / "qa" / "reader.safetensors"
    assert path.stat().st_size <= 25_000_000
    with safe_open(path, "numpy") as weights:
        names = set(weights.keys())
    assert names
    assert not [name for name in names if "embeddings" in name]
    card = " ".join((ROOT / "qa" / "READER.md").read_text(encoding="utf-8").split())
    assert all(word in card for word in ("CC BY-SA 4.0", "Apache-2.0", "training.recipe"))
