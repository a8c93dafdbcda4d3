"""What lists and sections are fitted and measured on: the sets, the fit, and what counts as right."""

from pathlib import Path

import numpy as np
import pytest

import benchmarks.sections
from benchmarks.choice import weights_of_right
from benchmarks.sections.__main__ import verdict
from benchmarks.sections.observe import HELD_BACK, SETS, questions
from qa.sections import ANSWER_MEASURES, MEASURES, load_section_weights
from qa.types import Answer
from tests.conftest import Ask
from training.documents import Line

_FOLDER = Path(benchmarks.sections.__file__).parent / "sets"


@pytest.mark.parametrize("name", [*SETS, HELD_BACK])
def test_every_answer_of_a_set_stands_in_its_document(name: str) -> None:
    """Below the heading that is named; and what nothing answers has none."""
    asked = questions(name)
    assert {kind: sum(one.kind == kind for one in asked) for kind in ("list", "section", "fact", "none")} == {
        "list": 28, "section": 28, "fact": 70, "none": 42,
    }  # fmt: skip
    assert len({one.id for one in asked}) == len(asked)
    for one in asked:
        text = (_FOLDER / name / "documents" / one.document).read_text(encoding="utf-8")
        assert bool(one.answers) is (one.kind != "none")
        assert all(answer in text for answer in one.answers), one.id
        assert one.heading is None or f"# {one.heading}\n" in text, one.id


def test_the_weights_that_come_with_footnote_are_of_what_is_measured() -> None:
    """By name and in order."""
    for reader in (False, True):
        fitted = load_section_weights(reader=reader)
        assert fitted.order.names == MEASURES
        assert fitted.answer.names == ANSWER_MEASURES


def test_what_is_right_gets_the_weight() -> None:
    """The second of three features tells it; the third, left out, would too."""
    generator = np.random.default_rng(1)
    groups = []
    for _ in range(50):
        features = generator.normal(size=(4, 3))
        right = features[:, 1] == features[:, 1].max()
        features[:, 2] = right
        groups.append((features, right))
    weights = weights_of_right(groups, [1 / 50] * 50, np.asarray([1.0, 1.0, np.inf]), 1e-3)
    assert weights[1] > 5 * abs(weights[0])
    assert weights[2] == 0


LIST = "# Club\n\n## Kit\n\n- a **jacket**\n- boots\n- a lamp\n- a whistle\n- gloves\n"


@pytest.mark.parametrize(
    ("kind", "answers", "expected"),
    [
        ("list", ["a **jacket**", "boots", "a lamp", "a whistle", "gloves"], "right"),
        ("list", ["a jacket", "boots", "a lamp", "a whistle", "socks"], "right"),
        ("list", ["a jacket", "boots", "a lamp", "socks", "a hat"], "part"),
        ("list", ["socks", "a hat"], "wrong"),
        ("section", ["boots", "a lamp"], "right"),
        ("section", ["boots", "a hat"], "part"),
        ("fact", ["jacket"], "right"),
        ("fact", ["gloves"], "part"),
        ("none", [], "answered"),
    ],
)
def test_what_an_answer_is_worth(ask: Ask, kind: str, answers: list[str], expected: str) -> None:
    """By the quotes that it states, the marks of Markdown apart."""
    answer, _ = ask("What are the kit items?", {"club.md": LIST})
    assert len(answer.statements) == 5
    asked = Line(kind, "What are the kit items?", "club.md", "Kit", tuple(answers))
    assert verdict(asked, answer) == expected
    assert verdict(asked, Answer(answer.question, answer.question, False, 0.1)) == "refused"
