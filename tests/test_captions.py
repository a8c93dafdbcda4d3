"""Tables, figures and references by their number."""

import pytest

from qa.captions import asked_caption
from qa.question import read_question
from tests.conftest import Build
from tests.test_sections import asked, quotes

PAPER = """# Snails by eDNA

## 3 Results

As Figure 3.2 shows, snails were few. Detail is given in Table 2.

Table 2. Snails by shore.

| Shore | Snails |
|---|---|
| Reed | 40 |
| Sand | 2 |

Table 2 shows that reed has most.

Figure 3.2: Detection by one filter. At 80 NTU it is 0.42.

Reed is best.

## References

[1] Berg N. Snails of the lake. Limnol. 2019;10:190-9. [2] Kato M, Ode P. More snails. 2020;15:44.
"""
FILES = {"berg-edna.md": PAPER, "rules.md": "# Rules\n\n1. No snails.\n\n2. Two snails at most.\n"}


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("What does figure 3.2 show?", ["Figure 3.2: Detection by one filter.", "At 80 NTU it is 0.42."]),
        ("Fig. 3.2", ["Figure 3.2: Detection by one filter.", "At 80 NTU it is 0.42."]),
        ("ref 1 in the edna paper?", ["Berg N. Snails of the lake. Limnol. 2019;10:190-9."]),
        ("What is reference [2]?", ["Kato M, Ode P. More snails. 2020;15:44."]),
    ],
)
def test_a_figure_is_answered_by_its_caption_and_a_reference_by_itself(
    build: Build, question: str, said: list[str]
) -> None:
    """No sentence that only speaks of it is taken for it."""
    assert quotes(asked(build, FILES, question, 1.1)) == said


def test_a_table_is_answered_by_its_caption_and_its_rows(build: Build) -> None:
    """Not by what speaks of it."""
    found = quotes(asked(build, FILES, "what is in table 2", 1.1))
    assert "".join(found).startswith("Table 2.")
    assert [any(name in one for one in found) for name in ("Reed | 40", "Sand | 2", "has most")] == [
        True,
        True,
        False,
    ]


@pytest.mark.parametrize("question", ["What does figure 9 show?", "Table 2 of the lease", "reference 7"])
def test_no_other_is_taken_for_it(build: Build, question: str) -> None:
    """Nor that of a document which is called otherwise."""
    assert not asked(build, FILES, question, 1.1).answered


def test_several_are_not_asked_for_by_their_number() -> None:
    """Nor is a figure by its number an amount."""
    assert asked_caption("Do table 2 and figure 3 agree?") is None
    assert read_question("What does figure 3.2 show?").kind == "open"
    assert read_question("What figure did they name?").kind == "figure"
