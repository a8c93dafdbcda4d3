"""What the reader is trained on: samples, rows, what is held back; losses, and going on after a stop."""

import json
import math
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from index.models import DEFAULT_MODEL
from tests.support import ROOT, WordTokenizer
from training.data import Asked, Passage, held_back
from training.evidence_sets import EVIDENCE_SETS, held_back_half, load_evidence
from training.falsified import exchanged, vague
from training.kept import Prepared, load_samples, save_samples
from training.prepare import weighed
from training.rows import NOT_ASKED, Batch, Sample, batches, joined, pools
from training.samples import Preparer

PASSAGES = [
    Passage("s", "Bridges", text, spans)
    for text, spans in (
        ("The Tower opened in 1894. It was built by Jones. Barry died early.", ((0, 25), (26, 48), (49, 66))),
        ("The Forth opened in 1890. Fowler drew it.", ((0, 25), (26, 41))),
    )
]
ASKED = [
    Asked("When did the Tower open?", 0, ((20, 24),)),
    Asked("Who built the Tower?", 0, ((42, 47),)),
    Asked("Who painted the Tower?", 0, ()),
    Asked("When did the Forth open?", 1, ((20, 24),)),
]


def prepared() -> Prepared:
    """Return the samples of the passages above, with those falsified; a few of them held back."""
    preparer = Preparer(WordTokenizer())
    samples = preparer.samples(PASSAGES, ASKED, [[1, 1], [1, 1], [], [0, 0]], seed=3)
    return Prepared(samples, samples[:3], preparer.builder())


def every_batch(size: int, passes: int = 20, neighbours: int = 1) -> list[Batch]:
    """Return the batches of many passes over samples that each stand there several times."""
    ready = prepared()
    builder = replace(ready.builder, neighbours=neighbours)
    found: list[Batch] = []
    for seed in range(passes):
        for pool in pools(ready.train * 5, seed):
            found += batches(pool, builder, size, seed)
    return found


def test_training_rows_point_at_the_answer() -> None:
    """In every row that is shown, the labels are the answer's tokens and its sentence; else nothing."""
    tokenizer = WordTokenizer()
    seen = answering = 0
    for batch in every_batch(4):
        for row in batch.rows:
            seen += 1
            if row.right == (0,):
                assert (row.first, row.last) == (0, 0)
                continue
            answering += 1
            (number,) = row.right
            begin, end = row.shown.sentences[number - 1]
            assert begin <= row.first <= row.last < end
            shown = row.shown.tokens[row.first : row.last + 1]
            assert shown in [[tokenizer.convert_tokens_to_ids(w)] for w in ("1894", "Jones", "1890")]
        for mine, *others in batch.groups:
            assert batch.rows[mine].right != (0,)
            assert all(batch.rows[other].right == (0,) for other in others)
    assert 0 < answering < seen


def test_every_batch_has_as_many_rows() -> None:
    """What is left over of a pool is less than a batch, and pairs stay together."""
    found = every_batch(8)
    assert sum(len(batch.groups) for batch in found) > 0
    assert np.mean([len(batch.rows) == 8 for batch in found]) > 0.9
    assert max(len(batch.rows) for batch in found) == 8


def test_whole_sentences_answer_without_words_of_their_own() -> None:
    """Every sentence that is evidence and has room is right, and no token is asked for."""
    preparer = Preparer(WordTokenizer())
    both = Asked("Who built the Tower, and when?", 0, ((0, 25), (26, 48)), whole=True, often=3)
    samples = preparer.samples(PASSAGES, [both], [[]], seed=1)
    assert [s.answers for s in samples[:3]] == [[(0, -1, -1), (1, -1, -1)]] * 3
    row = preparer.builder().row(samples[0])
    assert (row.right, row.first, row.last) == ((1, 2), NOT_ASKED, NOT_ASKED)
    long = Sample([7] * 40, samples[0].passage, samples[0].answers)
    long.passage.ids[:] = [9] * 400
    long.passage.sentences[:] = [(0, 200), (200, 400)]
    assert preparer.builder().row(long).right == (1,)


def test_what_stands_before_the_sentences_is_shown_at_times() -> None:
    """The sentence before the first candidate, between the title and it, and never as a candidate."""
    tokenizer = WordTokenizer()
    led = [tokenizer.convert_tokens_to_ids(word) for word in ("Tower", "Jones")]
    seen = set()
    for batch in every_batch(4):
        for row in batch.rows:
            first = row.shown.sentences[0][0]
            before, shown = row.shown.tokens[:first], row.shown.tokens[first:]
            own = before[before.index(prepared().builder.special[1]) + 1 :]
            seen.add((led[0] in own, led[1] in shown))
            assert not (led[0] in own and led[0] in shown)
    assert {(True, True), (False, True), (False, False)} <= seen


def test_samples_come_back_from_their_file(tmp_path: Path) -> None:
    """What is kept is what is read, and a passage of several questions is kept once."""
    ready = prepared()
    path = tmp_path / "samples.json.gz"
    save_samples(path, ready)
    back = load_samples(path)
    assert back == ready
    assert back.train[0].passage is back.train[1].passage


def made_by(falsify: Callable[..., Iterable[tuple[int, str, str]]]) -> list[tuple[Asked, str, str, str]]:
    """Return each falsified question with its passage's text, and the question and text made of them."""
    found = list(falsify(PASSAGES, ASKED, 1.0, seed=1))
    assert found
    return [(ASKED[i], PASSAGES[ASKED[i].passage].text, question, text) for i, question, text in found]


def test_an_exchange_leaves_nothing_of_the_name() -> None:
    """Question or passage has lost the name that both had; the answer itself is not touched."""
    for one, own, question, text in made_by(exchanged):
        assert (question, text) != (one.question, own)
        assert all(own[a:b] in text for a, b in one.answers)


def test_a_vague_passage_no_longer_tells_the_answer() -> None:
    """The answer is gone from the passage wherever it stood; the question is as it was."""
    for one, own, question, text in made_by(vague):
        assert question == one.question
        assert text != own
        assert not any(own[a:b].lower() in text.lower() for a, b in one.answers)


def test_a_set_counts_as_often_as_its_share_says() -> None:
    """Whole times and a part by chance, the same each time; other sets as they did."""
    passages = [Passage("dossier x", "", "a", ()), Passage("squad", "", "b", ())]
    asked = [Asked("?", 0, (), often=2)] * 400 + [Asked("?", 1, (), often=2)] * 400
    found = weighed(passages, asked, {"squad": 1.25, "other": 9}, seed=1)
    counts = [sum(one.often for one in found if one.passage == number) for number in (0, 1)]
    assert counts[0] == 800
    assert 440 < counts[1] < 560
    assert found == weighed(passages, asked, {"squad": 1.25}, seed=1)
    assert not weighed(passages, asked, {"squad": 0, "dossier": 0}, seed=1)


def test_whole_articles_are_held_back() -> None:
    """Of SQuAD no paragraph of a measured article is trained on; elsewhere single paragraphs are kept."""
    titles = [f"Title {number}" for number in range(400)]
    for title in titles[:40]:
        assert len({held_back("squad-v2-visible.json", title, str(i)) for i in range(5)}) == 1
    shares = [np.mean([held_back(name, t, t) for t in titles]) for name in ("squad-v2.json", "reddit.json")]
    assert 0.15 < shares[0] < 0.35
    assert 0.03 < shares[1] < 0.15


def _evidence_folder(folder: Path) -> Path:
    """Write three small sets in the form of the public ones."""
    claims = [
        {"id": str(n), "question": f"Claim {n} holds.", "relevant": [f"d{n}"],
         "evidence": [{"document_id": f"d{n}", "label": "SUPPORT", "sentences": [1]}] if n % 2 else []}
        for n in range(12)
    ]  # fmt: skip
    questions = [
        {
            "id": f"q{n}",
            "question": f"what is {n}",
            "relevant": [f"p{n}"],
            "evidence_sentences": [[0], [0, 1]],
        }
        for n in range(12)
    ]
    silent = [
        {
            "id": f"n{n}",
            "question": f"why {n}",
            "relevant": [],
            "evidence_sentences": [],
            "distractor": f"p{n}",
        }
        for n in range(12)
    ]
    text = "One is here. Two follows. " * 60
    papers = [
        {"id": f"c{n}", "question": f"Who follows {n}?", "relevant": [f"x{n}"],
         "spans": [{"start": 1313, "end": 1316}]}
        for n in range(12)
    ]  # fmt: skip
    sentences = [f"Sentence {n} of the text." for n in range(3)]
    for name, documents, rows in (
        ("scifact", [(f"d{n}", sentences) for n in range(12)], claims),
        ("clapnq-dev", [(f"p{n}", sentences) for n in range(12)], [*questions, *silent]),
        ("covid-qa-200423", [(f"x{n}", None) for n in range(12)], papers),
    ):
        (folder / name).mkdir()
        values = [{"id": i, "title": "T", "text": text, "sentences": found} for i, found in documents]
        for file, lines in (("documents", values), ("questions", rows)):
            (folder / name / f"{file}.jsonl").write_text("".join(json.dumps(line) + "\n" for line in lines))
    return folder


def test_half_of_the_sets_with_evidence_is_held_back(tmp_path: Path) -> None:
    """No document of the half that is measured is asked about in training; answers are where they stand."""
    folder = _evidence_folder(tmp_path)
    sides = [load_evidence(folder, back=back) for back in (False, True)]
    about: list[set[tuple[str, str]]] = []
    for passages, asked in sides:
        about.append({(passages[a.passage].source, a.question) for a in asked})
        for one in asked:
            source = passages[one.passage]
            said = [source.text[a:b] for a, b in one.answers]
            if source.source == "covid-qa-200423":
                assert said == ["Two"]
            elif one.question.startswith("why") or (source.source == "scifact" and not said):
                assert not said
            else:
                assert set(said) <= {f"Sentence {n} of the text." for n in range(3)}
                assert one.whole
    rows = {
        name: [json.loads(line) for line in (folder / name / "questions.jsonl").read_text().splitlines()]
        for name in EVIDENCE_SETS
    }
    for name, values in rows.items():
        kept = {row["question"] for row in values if held_back_half(row)}
        assert {q for source, q in about[1] if source == name} == kept
        assert kept
        assert {row["question"] for row in values} - kept
    claims = [{q for source, q in side if source == "scifact"} for side in about]
    assert not claims[0] & claims[1]


@pytest.mark.parametrize("neighbours", [1, 2])
def test_a_loss_falls_as_what_is_right_is_said(neighbours: int) -> None:
    """Right logits cost next to nothing, wrong ones much; those of a teacher no more than its doubt."""
    torch = pytest.importorskip("torch")
    from training.losses import hard_loss, packed, soft_loss

    for batch in every_batch(6, 3, neighbours):
        tensors = packed(batch).to("cpu")
        right = torch.where(tensors.right, 20.0, -20.0)
        spans = torch.full((*tensors.tokens.shape, 2), -20.0)
        for side in (0, 1):
            spans[torch.arange(len(batch.rows)), tensors.words[:, side], side] = 20.0
        assert float(hard_loss((right, spans), tensors)) < 1e-3
        assert float(hard_loss((-right, -spans), tensors)) > 10
        assert float(soft_loss((right, spans), (right, spans), tensors)) < 1e-3
        assert float(soft_loss((-right, -spans), (right, spans), tensors)) > 10
        even = (torch.zeros_like(right), torch.zeros_like(spans))
        assert float(soft_loss(even, even, tensors)) > math.log(2)


def test_a_sentence_is_compared_with_those_of_every_near_passage() -> None:
    """That each passage alone says nothing wrong isn't enough: the answer must score most of all."""
    torch = pytest.importorskip("torch")
    from training.losses import hard_loss, packed

    seen = 0
    for batch in every_batch(6, 3, neighbours=2):
        tensors = packed(batch).to("cpu")
        spans = torch.full((*tensors.tokens.shape, 2), -20.0)
        for side in (0, 1):
            spans[torch.arange(len(batch.rows)), tensors.words[:, side], side] = 20.0
        scores = torch.where(tensors.right, 20.0, -20.0)
        for group in (group for group in batch.groups if len(group) == 3):
            seen += 1
            scores[group[2], :2] = torch.tensor([60.0, 40.0])
            assert float(hard_loss((scores, spans), tensors)) > 1
            scores[group[2], :2] = torch.tensor([60.0, 0.0])
            assert float(hard_loss((scores, spans), tensors)) < 1e-3
    assert seen


@pytest.mark.model
def test_training_goes_on_where_it_stopped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A run that is stopped after a pass takes only the others, learns from teachers, and writes weights."""
    pytest.importorskip("torch")
    from safetensors import safe_open

    from training import train_reader

    ready = prepared()
    save_samples(tmp_path / "samples.json.gz", Prepared(ready.train * 4, ready.test, ready.builder))
    out = tmp_path / "reader.safetensors"
    begin = ROOT / "qa" / "reader.safetensors"
    command = [
        "train_reader",
        "--samples",
        str(tmp_path / "samples.json.gz"),
        "--out",
        str(out),
        "--passes",
        "2",
    ]
    command += ["--batch-size", "4", "--workers", "0", "--begin", str(begin), "--teachers", str(begin)]
    command += ["--model", DEFAULT_MODEL, "--device", "cpu"]
    monkeypatch.setattr("sys.argv", command)
    taken: list[int] = []
    take_pass = train_reader.take_pass

    def stops(trained: train_reader.Trained, *rest: Any) -> float:  # noqa: ANN401
        if taken == [0]:
            raise KeyboardInterrupt
        taken.append(trained.passes)
        return take_pass(trained, *rest)

    monkeypatch.setattr(train_reader, "take_pass", stops)
    with pytest.raises(KeyboardInterrupt):
        train_reader.main()
    assert out.with_suffix(".checkpoint.pt").exists()
    taken.append(-1)
    train_reader.main()
    assert taken == [0, -1, 1]
    assert not out.with_suffix(".checkpoint.pt").exists()
    with safe_open(out, "pt") as weights, safe_open(begin, "pt") as before:
        assert set(weights.keys()) == set(before.keys())


def test_bytes_drop_as_many_numbers_as_is_said() -> None:
    """On a processor a share of the numbers is 0 and the mean stays."""
    torch = pytest.importorskip("torch")
    from training.reader_model import cheap_dropout

    torch.manual_seed(0)
    dropped = cheap_dropout(torch.ones(400, 101), 0.1)
    assert abs(float((dropped == 0).float().mean()) - 0.1) < 0.01
    assert abs(float(dropped.mean()) - 1.0) < 0.01


@pytest.mark.model
def test_nothing_is_dropped_of_what_is_only_asked() -> None:
    """In training there is."""
    torch = pytest.importorskip("torch")
    from training.reader_model import ReaderNetwork, first_weights
    from training.train_reader import encoder_body

    body = encoder_body(DEFAULT_MODEL)
    network = ReaderNetwork(body, [first_weights(body, 1)], 0.1)
    assert torch.equal(network._dropped(torch.ones(7)), torch.ones(7))
    network.training = True
    assert not torch.equal(network._dropped(torch.ones(400)), torch.ones(400))


@pytest.mark.model
def test_readers_beside_each_other_are_as_if_alone() -> None:
    """They say the same of their own rows, learn the same from them, and of the same rows say their mean."""
    torch = pytest.importorskip("torch")
    from training.losses import hard_loss, logits, packed
    from training.reader_model import ReaderNetwork, first_weights
    from training.train_reader import encoder_body, together

    def taught(network: ReaderNetwork, batch: Batch) -> Any:  # noqa: ANN401
        for values in network.flat:
            values.requires_grad_()
        tensors = packed(batch).to("cpu")
        found = logits(network, tensors)
        (network.readers * hard_loss(found, tensors)).backward()
        return found

    body = encoder_body(DEFAULT_MODEL)
    kept = [first_weights(body, seed) for seed in (1, 2, 3)]
    fours = [batch for batch in every_batch(4, 40) if len(batch.rows) == 4 and len(batch.groups) == 1]
    parts = fours[:3]
    beside, own = ReaderNetwork(body, kept), [ReaderNetwork(body, [weights]) for weights in kept]
    found = taught(beside, joined(parts))
    alone = [taught(network, part) for network, part in zip(own, parts, strict=True)]
    for k in (0, 1):
        assert torch.allclose(found[k], torch.cat([one[k] for one in alone]), atol=1e-4)
        gradients = torch.cat([network.flat[k].grad for network in own])
        assert torch.allclose(beside.flat[k].grad, gradients, atol=1e-5)
    with torch.no_grad():
        mean = together(beside, packed(parts[0]).to("cpu"))
        said = [logits(network, packed(parts[0]).to("cpu")) for network in own]
    for k in (0, 1):
        assert torch.allclose(mean[k], torch.stack([one[k] for one in said]).mean(0), atol=1e-4)


def test_a_gradient_is_no_longer_than_one() -> None:
    """Each reader's by itself, over all of its numbers."""
    torch = pytest.importorskip("torch")
    from training.train_reader import shortened

    matrices, vectors = shortened([torch.tensor([[3.0], [0.3]]), torch.tensor([[4.0], [0.4]])])
    assert torch.allclose(matrices, torch.tensor([[0.6], [0.3]]))
    assert torch.allclose(vectors, torch.tensor([[0.8], [0.4]]))
