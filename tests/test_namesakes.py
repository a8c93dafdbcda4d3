"""Items and rows that begin with the name of another thing of the kind that is asked for."""

import pytest

from qa import namesakes
from tests.conftest import Ask

BRIDGES = """# The Ansel

A bridge of stone was built by the Romans; a Berg owned it.

- {} – 1737, designed by Jonas Quill
"""


@pytest.mark.parametrize(
    ("question", "name", "other"),
    [
        ("Who designed Weir Bridge in Tarn?", "Mill Old Bridge", True),
        ("Who designed Mill Bridge in Tarn?", "Mill Old Bridge", False),
        ("Who designed Weir Bridge in Tarn?", "Weir Bridge", False),
        ("Who designed Weir Bridge in Tarn?", "Bridge", False),
        ("Who designed Ansel Bridge?", "Mill Bridge", False),
        ("Who designed the house of Mr Lind?", "Edda Lind", False),
        ("Who designed the bridge in Tarn?", "Mill Bridge", False),
    ],
)
def test_what_begins_with_another_name_of_the_kind_is_less_sure(
    ask: Ask, monkeypatch: pytest.MonkeyPatch, question: str, name: str, other: bool
) -> None:
    """The last word must be a word of the language: Mr Lind may be Edda Lind's father or Edda."""

    def confidence(sure: float) -> float:
        monkeypatch.setattr(namesakes, "OTHER_NAMESAKE_SURE", sure)
        return float(ask(question, {"a.md": BRIDGES.format(name)})[0].confidence)

    assert (confidence(0.25) != pytest.approx(confidence(1.0))) is other


@pytest.mark.parametrize(("also", "other"), [("Hanne Lind sang.", True), ("They sang.", False)])
def test_a_line_about_another_of_the_family_is_less_sure(
    ask: Ask, monkeypatch: pytest.MonkeyPatch, also: str, other: bool
) -> None:
    """Where its text names who is asked for in full too: else it may be her other name."""

    def confidence(sure: float) -> float:
        monkeypatch.setattr(namesakes, "OTHER_NAMESAKE_SURE", sure)
        text = f"# Tape\n\nNarrator: Tomas Lind, fisherman, born 1952\n\n{also}\n"
        return float(ask("When was Hanne Lind born?", {"a.md": text})[0].confidence)

    assert (confidence(0.25) != pytest.approx(confidence(1.0))) is other
