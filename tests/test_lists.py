"""What is a list, when one answers, and what asks for none: rows, and what names one item alone."""

from dataclasses import replace

import pytest

from qa.lists import best_first, lists_of
from qa.question import read_question
from tests.conftest import Build
from tests.test_answer import said
from tests.test_sections import CLUB, ITEMS, MARKED, asked, quotes


def test_rows_of_a_workbook_are_no_items(build: Build) -> None:
    """They have their headings in them; marked lines are items whatever they say."""
    rows = "Site,Guide,Hours\nMill House,Ruiz,4\nOtter Holt,Berg,5\nColder Weir,Sand,6\n"
    answer = asked(build, {"guides.csv": rows}, "What are the best guides of Otter Holt?", 0.0)
    assert quotes(answer) == ["Site: Otter Holt; Guide: Berg; Hours: 5"]
    line = "Adults: 5 euros; children: 3 euros"
    head = "Tape no. 4\nNarrator: Ida Berg\nPlace: a kitchen in Marle"
    assert not lists_of(head, ((0, 10), (11, 29), (30, 54)), "")  # of a record
    marked = lists_of(f"- {line}\n- {line}", ((0, 36), (37, 73)), "")
    assert len(marked[0].items) == 2
    assert not lists_of(f"{line}\n{line}", ((0, 34), (35, 69)), "")
    assert not lists_of(f"Prices\nFrom May\n{line}", ((0, 6), (7, 15), (16, 50)), "")


def test_a_section_without_a_list_is_quoted_where_its_heading_asks_for_several_things(build: Build) -> None:
    """Though one of its sentences would be sure enough."""
    answer = asked(build, {"club.md": CLUB}, "What are the rules on the water?", 0.0)
    assert quotes(answer) == [
        "Wear a jacket in winter.",
        "Nobody rows alone in the dark.",
        "Damage is reported the same day.",
    ]


def test_a_row_that_answers_brings_no_other_rows_of_its_section_along(build: Build) -> None:
    """The sentences of a section of rows alone are these."""
    table = "| Fault | What to do |\n|---|---|\n| E-1 | Stop |\n| E-9 | Open the lid |\n| E-7 | Wait |\n"
    documents = {"pump.md": f"# Pump\n\n## What to do on faults\n\n{table}\n## Fees\n\nNone.\n"}
    answer = asked(build, documents, "What should I do on faults E-9?", 0.0)
    assert quotes(answer)[0] == "| E-9 | Open the lid |"


FAMILY = """# The Garths

## Children

1. **Josiah**, a shipwright, of whom below.
2. **Abel**, a purser, who died at sea of a fever.
3. **Ruth**, who died of old age.
"""


def test_an_item_that_alone_has_the_name_asked_for_brings_no_list_along(build: Build) -> None:
    """The others are about others, unless the name stands in a heading above them."""
    text = FAMILY
    item = "2. **Abel**, a purser, who died at sea of a fever."
    assert quotes(asked(build, {"garths.md": text}, "What did Abel die of?", 0.0))[0] == item
    of_abel = text.replace("## Children", "## Children of Abel")
    assert len(quotes(asked(build, {"garths.md": of_abel}, "Who were the children of Abel?", 0.0))) == 3


def test_a_section_that_is_named_goes_before_rows(build: Build) -> None:
    """What a table elsewhere says of the same is less than all that the section does."""
    plan = "| Problem | Fixed in |\n|---|---|\n| The view jumps | 2.4 |\n| The pump stops | 2.5 |\n"
    documents = {"changes.md": f"# Changes\n\n## 2.4\n\n### Fixed\n\n{MARKED}\n", "plan.md": plan}
    found = quotes(asked(build, documents, "What was fixed in 2.4?", 0.3))
    assert found == [f"{n}. {item}" for n, item in enumerate(ITEMS, 1)]


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("What do I do when the disk is full?", "open"),
        ("Who was the mayor when the bridge opened?", "who"),
        ("Where was he when it began?", "where"),
        ("What does the report say about when the bridge opened?", "date"),
        ("Who built it and when was it opened?", "date"),
        ("How do I know when the lease ends?", "date"),
        ("What is the day when the lease ends?", "date"),
        ("When did the bridge open?", "date"),
    ],
)
def test_when_after_another_question_asks_for_no_date(question: str, kind: str) -> None:
    """Where it only tells the time of something else."""
    assert read_question(question).kind == kind


def test_the_best_sentence_of_what_is_quoted_whole_comes_first() -> None:
    """What stands around it keeps its order; a sentence of another document at that place is not it."""
    text = "One. Two. Three."
    one, two, three = (replace(said(text), start=a, end=b) for a, b in ((0, 4), (5, 9), (10, 16)))
    other = said(text, document_id="b.txt")
    assert best_first([one, two, three], [two, one]) == [two, one, three]
    assert best_first([one, two], [other]) == [one, two]
    assert best_first([one, two], []) == [one, two]


def test_what_something_cost_is_no_question_for_several_things() -> None:
    """One sum is asked for, whatever stands before the verb."""
    assert not read_question("What did repairing the lock cost?").several
    assert read_question("What did visitors bring to the lock?").several


def test_a_plural_after_in_is_a_unit() -> None:
    """One figure is asked for, in what it is measured."""
    assert not read_question("What pressure in cubic metres should the tank valves be set to?").several
    assert read_question("Which kinds of valves should be closed?").several
