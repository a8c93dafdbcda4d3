"""The questions written for Footnote: every file can be read, and what is held back is not trained on."""

import re
from pathlib import Path

import pytest

import training.written
from training.written import load_written, read_written, written_files

PART = """@ Rules › Pets
Dogs cost 5 euros a day. Cats are free.
Birds may not come, since they sing.
+ how much for my dog ‖ Dogs cost [5 euros] a day
+ Which animals don't cost anything? ‖ [Cats] are free
+ Can I bring a parrot? ‖ Birds may not come, since they sing.
- How much is a horse?

@ Rules › Noise
Be quiet from 10 pm on.
+ When do I have to stop the music? ‖ from [10 pm] on
"""


def test_a_file_gives_passages_and_the_places_of_answers(tmp_path: Path) -> None:
    """What stands in brackets is the answer; a sentence without is one as a whole."""
    path = tmp_path / "rules-01.txt"
    path.write_text(PART, encoding="utf-8")
    passages, asked = read_written(path)
    assert [p.title for p in passages] == ["Rules › Pets", "Rules › Noise"]
    assert passages[0].text.count("\n") == 1
    said = [[passages[a.passage].text[s:e] for s, e in a.answers] for a in asked]
    assert said == [["5 euros"], ["Cats"], ["Birds may not come, since they sing."], [], ["10 pm"]]
    assert [a.whole for a in asked] == [False, False, True, False, False]
    assert asked[0].question == "how much for my dog"


def test_a_question_has_all_of_its_places(tmp_path: Path) -> None:
    """A question that stands there twice has two answers."""
    path = tmp_path / "rules-01.txt"
    path.write_text("@ T\nA is red. B is red.\n+ What is red? ‖ [A] is\n+ What is red? ‖ [B] is\n")
    (one,) = read_written(path)[1]
    assert one.answers == ((0, 1), (10, 11))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Text.\n- what?", "does not begin"),
        ("@ Title\n- what?", "no text"),
        ("@ Title\nText.\n- what?\nMore text.", "after its questions"),
        ("@ Title\nText.\n+ what? ‖ Words", "not once in the text: '+ what? ‖ Words'"),
        ("@ Title\nTwo and two.\n+ what? ‖ wo", "not once in the text"),
        ("@ Title\nText.\n+ what?", "not once in the text"),
    ],
)
def test_what_is_wrong_is_named(text: str, words: str, tmp_path: Path) -> None:
    """A file that is not as it should be is named, and the line."""
    path = tmp_path / "bad-01.txt"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ValueError, match=rf"bad-01.txt: .*{re.escape(words)}"):
        read_written(path)


def test_every_sixth_file_is_held_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No file is on both sides."""
    for number in (1, 2, 6, 12):
        (tmp_path / f"rules-{number:02d}.txt").write_text(PART, encoding="utf-8")
    monkeypatch.setattr(training.written, "FOLDER", tmp_path)
    assert [p.stem for p in written_files(back=True)] == ["rules-06", "rules-12"]
    assert [p.stem for p in written_files(back=False)] == ["rules-01", "rules-02"]
    passages, asked = load_written(back=True)
    assert len(passages) == 4
    assert sorted({a.passage for a in asked}) == [0, 1, 2, 3]


def test_all_that_was_written_can_be_read() -> None:
    """Each file has passages; on both sides there are questions with and without an answer."""
    for back in (False, True):
        passages, asked = load_written(back=back)
        assert all(p.sentences and p.title for p in passages)
        assert {bool(a.answers) for a in asked} == {False, True}
        for one in asked:
            text = passages[one.passage].text
            assert all(text[s:e].strip() == text[s:e] != "" for s, e in one.answers), one.question
    every = [p.text for back in (False, True) for p in load_written(back=back)[0]]
    assert len(every) == len(set(every))


def test_genres_can_be_left_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """By how the names of their files begin."""
    for name in ("rules-01", "rules-06", "news-01"):
        (tmp_path / f"{name}.txt").write_text(f"@ Title\nThis is {name}.\n+ {name}? ‖ is [{name}]\n")
    monkeypatch.setattr(training.written, "FOLDER", tmp_path)
    assert [one.question for one in load_written(back=False, but=["rules"])[1]] == ["news-01?"]
    assert [one.question for one in load_written(back=False)[1]] == ["news-01?", "rules-01?"]
