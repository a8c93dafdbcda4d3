"""A message that asks several questions is answered question by question."""

import json

import pytest

from qa.ask import Asker
from qa.markdown import markdown_answer
from qa.page import turn
from qa.page_sources import Source
from qa.parts import questions_in, together
from qa.plain_text import answer_text
from qa.stored import answer_from_json
from qa.types import Answer, Citation, Part, Statement
from tests.conftest import Build
from tests.support import FakeEncoder, assert_verbatim, calibration


@pytest.mark.parametrize(
    ("message", "questions"),
    [
        ("What is the rent and when is it due?", ("What is the rent?", "When is it due?")),
        ("Who owns the mill, and who runs it?", ("Who owns the mill?", "Who runs it?")),
        ("How long is the lease, and can it be renewed?", ("How long is the lease?", "Can it be renewed?")),
        ("Is there a tax on Lisma; how much is it?", ("Is there a tax on Lisma?", "How much is it?")),
        (
            "When did the ferry sink? Where was it built? And who owned it?",
            ("When did the ferry sink?", "Where was it built?", "Who owned it?"),
        ),
        (
            "I rent a flat. Can I keep a dog? What does it cost?",
            ("I rent a flat. Can I keep a dog?", "What does it cost?"),
        ),
        (
            "Wann wurde die Brücke gebaut? Wer hat sie bezahlt?",
            ("Wann wurde die Brücke gebaut?", "Wer hat sie bezahlt?"),
        ),
        (
            "Who is the landlord, who is the tenant, and who holds the deposit?",
            ("Who is the landlord?", "Who is the tenant?", "Who holds the deposit?"),
        ),
        ("Who's the owner, what's the rent?", ()),
        (
            "who's the owner, what's the rent, and when is it due?",
            ("Who's the owner?", "What's the rent?", "When is it due?"),
        ),
        ("When he came, where did he go, and who met him?", ()),
        ("When and where was he born?", ()),
        ("What happened and why?", ()),
        ("Did he resign or did they dismiss him?", ()),
        ("Do they say who won and who lost?", ()),
        ("What do the WHO and WHO Europe ask for?", ()),
        ("What did the ministry and the mayor want?", ()),
        ("Was the bridge closed? In 2020?", ()),
        ("Where is he? I need to know.", ()),
        ('Who asked "Where is it? Who has it?"', ()),
        ("What is the rent? " * 9, ()),
    ],
)
def test_a_message_is_told_apart(message: str, questions: tuple[str, ...]) -> None:
    """Where each question can be asked for itself; not where one asks two things of one event."""
    assert questions_in(message) == questions


MILL = {
    "mill.md": "# The mill\n\nThe rent of the mill is 900 crowns. It rained all week.\n",
    "ferry.md": "# The ferry\n\nAda Holm steers the ferry on Sundays. It snowed all week.\n",
}


def test_each_question_has_its_own_statements(build: Build) -> None:
    """Under its own words, with citations numbered through; what nothing answers is said not to be there."""
    library = build(MILL)
    asker = Asker(library, FakeEncoder(), calibration(0.3))
    answer = asker.ask("What is the rent of the mill? Who painted Neptune's telescope? Who steers the ferry?")
    assert_verbatim(answer, library)
    assert [(question, [one.quote for one in some][:1]) for question, some in answer.by_part] == [
        ("What is the rent of the mill?", ["The rent of the mill is 900 crowns."]),
        ("Who painted Neptune's telescope?", []),
        ("Who steers the ferry?", ["Ada Holm steers the ferry on Sundays."]),
    ]
    assert [one.number for one in answer.citations] == list(range(1, len(answer.citations) + 1))
    assert answer_from_json(json.loads(json.dumps(answer.to_json()))).parts == answer.parts


def test_a_later_question_leans_on_the_one_before(build: Build) -> None:
    """And a follow-up on the whole message."""
    library = build(MILL)
    asker = Asker(library, FakeEncoder(), calibration(0.3))
    answer = asker.ask("Who steers the ferry? What is the rent of the mill, and does it rain?")
    assert answer.standalone_question == answer.question
    after = asker.ask("And the ferry?", [answer])
    assert after.standalone_question != "And the ferry?"


def _answered(question: str, *starts: int, sure: float = 0.5) -> Answer:
    statements = tuple(
        Statement((Citation(i + 1, "a.md", "A", None, None, 1, start, start + 3, "<b>", "0"),))
        for i, start in enumerate(starts)
    )
    return Answer(question, question, bool(starts), sure, statements)


WHOLE = "Is there a tax, and how much is it?"


@pytest.mark.parametrize(
    ("whole", "each"),
    [
        (_answered(WHOLE, 5, sure=0.6), (_answered("Is there a tax?", 5), _answered("How much is it?", 5))),
        (_answered(WHOLE, 5, sure=0.6), (_answered("Is there a tax?", 9), _answered("How much is it?"))),
        (_answered(WHOLE), (_answered("Is there a tax?"), _answered("How much is it?"))),
        (_answered(WHOLE, 5), ()),
    ],
)
def test_the_whole_answer_stays(whole: Answer, each: tuple[Answer, ...]) -> None:
    """Where one sentence answers all, where it is surer and not all are answered, and where nothing is."""
    assert together(whole, each) is whole


def test_a_statement_of_two_questions_stands_once() -> None:
    """It has one number, and belongs to both."""
    both = together(
        _answered(WHOLE), (_answered("Is there a tax?", 5, 9), _answered("How much is it?", 9, 5, 20))
    )
    assert [one.place for one in both.statements] == [("a.md", 5), ("a.md", 9), ("a.md", 20)]
    assert both.parts == (Part("Is there a tax?", (0, 1)), Part("How much is it?", (1, 0, 2)))


def test_parts_are_shown_wherever_an_answer_is() -> None:
    """On the page, in a terminal and as Markdown: the question as text, and what is not there."""
    parts = (_answered("Is <i>this</i> it?", 5), _answered("How much is it?"))
    answer = together(_answered("Is <i>this</i> it, and how much is it?"), parts)
    plain = answer_text(answer)
    assert plain.index("Is <i>this</i> it?") < plain.index("“<b>”") < plain.index("How much is it?")
    assert plain.index("How much is it?") < plain.index("Not in these documents.")
    marked = markdown_answer(answer, {1: "A"})
    assert r"*Is \<i\>this\</i\> it?*" in marked
    assert marked.index("*How much is it?*") < marked.index("Not in these documents.")
    shown = turn(1, answer, [Source(answer.citations[0], None, "", gone=True)])
    assert '<h3 class="part" dir="auto">Is &lt;i&gt;this&lt;/i&gt; it?</h3>' in shown
    assert shown.index("How much is it?</h3>") < shown.index("Not in these documents.")


def test_parts_hold_every_statement() -> None:
    """One that belongs to no question is refused."""
    one = _answered("Is there a tax?", 5, 9)
    with pytest.raises(ValueError, match="every statement belongs to a part"):
        Answer(WHOLE, WHOLE, True, 0.5, one.statements, parts=(Part("Is there a tax?", (0,)),))
