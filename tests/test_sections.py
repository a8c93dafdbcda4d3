"""Sections whose heading asks the question, and lists: what is asked for as a whole is quoted as a whole."""

from pathlib import Path
from typing import Any

import pytest

from index.library import Library
from index.sync import sync
from qa.ask import Asker
from qa.evidence import FEATURES, Evidence
from qa.lists import sentences_of_section
from qa.question import names_several, read_question
from qa.readers import DEFAULT_READER, load_reader
from qa.retrieve import retrieve
from qa.sections import UNREAD, odds_of_best
from qa.types import Answer
from tests.conftest import Build
from tests.support import FakeEncoder, assert_verbatim, calibration

MOST_QUOTED = 8

ITEMS = ["a key to the shed", "two free passes a month. Ask at the desk", "the club magazine"]
MARKED = "\n".join(f"{n}. {item}" for n, item in enumerate(ITEMS, 1))
BARE = "\n".join(f"<li>{item}</li>" for item in ITEMS)
CLUB = f"""# Rowing club

## What members get

Everybody may use the shed from 6 am to 10 pm. Members receive:

{MARKED}

## Rules on the water

Wear a jacket in winter. Nobody rows alone in the dark. **Note:**

Damage is reported the same day.

## Fees

A year costs 90 euros.
"""
PAGE = f"""<html><body><h1>Rowing club</h1><h2>What members get</h2>
<p>Everybody may use the shed from 6 am to 10 pm. Members receive:</p><ul>{BARE}</ul>
<h2>Rules on the water</h2><p>Wear a jacket in winter.</p></body></html>"""


def asked(build: Build, documents: dict[str, str], question: str, threshold: float) -> Answer:
    """Return the answer without a reader, each citation checked."""
    library = build(documents)
    answer = Asker(library, FakeEncoder(), calibration(threshold)).ask(question)
    assert_verbatim(answer, library)
    return answer


def quotes(answer: Answer) -> list[str]:
    """Return the quote of every statement."""
    return [statement.quote for statement in answer.statements]


@pytest.mark.parametrize(
    "question", ["What are the rules on the water?", "Which rules are there on the water?"]
)
def test_a_section_answers_the_question_that_its_heading_asks(build: Build, question: str) -> None:
    """All of its sentences are quoted in order, labels left out, where no single one is sure to answer."""
    answer = asked(build, {"club.md": CLUB}, question, 0.45)
    assert answer.answered
    assert answer.confidence >= 0.55
    assert quotes(answer) == [
        "Wear a jacket in winter.",
        "Nobody rows alone in the dark.",
        "Damage is reported the same day.",
    ]


def test_the_number_of_a_heading_is_no_word_of_it(build: Build) -> None:
    """Half of a short heading would be what nobody asks for."""
    club = CLUB.replace("## Rules on the water", "## 3.1 Rules")
    found = asked(build, {"club.md": club}, "What are the rules of the rowing club?", 0.45)
    assert quotes(found) == [
        "Wear a jacket in winter.",
        "Nobody rows alone in the dark.",
        "Damage is reported the same day.",
    ]


@pytest.mark.parametrize("question", ["What are the rules on smoking?", "What are the rules on the ice?"])
def test_a_heading_that_does_not_ask_all_of_it_answers_nothing(build: Build, question: str) -> None:
    """A word more than the headings have asks for something else."""
    assert not asked(build, {"club.md": CLUB}, question, 0.45).answered


def test_a_threshold_above_what_is_known_of_sections_refuses(build: Build) -> None:
    """Nothing was fitted of sections: who wants to be surer than that gets none."""
    assert not asked(build, {"club.md": CLUB}, "What are the rules on the water?", 0.9).answered


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("club.md", CLUB, [f"{n}. {item}" for n, item in enumerate(ITEMS, 1)]),
        ("club.html", PAGE, [f"• {item}" for item in ITEMS]),
        ("bare.html", PAGE.replace("<ul>", "<ul style='list-style: none'>"), ITEMS),
    ],
)
def test_a_list_is_quoted_whole(build: Build, name: str, text: str, expected: list[str]) -> None:
    """Item by item, whatever marks them; what introduces the list is none of them, nor is what follows it."""
    answer = asked(build, {name: text}, "What do members get?", 0.3)
    assert quotes(answer) == expected
    assert not any(statement.answer for statement in answer.statements)  # each answers as a whole


def test_a_list_of_another_number_of_items_is_not_quoted_whole(build: Build) -> None:
    """Where the question says how many there are."""
    three = asked(build, {"club.md": CLUB}, "What are the three things that members receive?", 0.0)
    assert quotes(three) == [f"{n}. {item}" for n, item in enumerate(ITEMS, 1)]
    two = asked(build, {"club.md": CLUB}, "What are the two things that members receive?", 0.0)
    assert quotes(two) != quotes(three)
    which = asked(build, {"club.md": CLUB}, "Which two things do members receive?", 0.0)
    assert quotes(which) != quotes(three)


def test_a_section_is_not_what_somebody_says(build: Build) -> None:
    """But what it gives of theirs may be: whose words are asked for is asked of all that is quoted."""
    said = CLUB.replace("Wear a jacket in winter.", '"Wear a jacket in winter," said Ruiz.')
    answer = asked(build, {"club.md": said}, "What rules did Ruiz describe on the water?", 0.45)
    assert not answer.answered or quotes(answer) == ['"Wear a jacket in winter," said Ruiz.']
    assert not asked(build, {"club.md": said}, "What rules did Berg describe on the water?", 0.45).answered


def test_an_item_that_answers_brings_its_list_along(build: Build) -> None:
    """Where several things are asked for; a question for one thing is answered by one."""
    answer = asked(build, {"club.md": CLUB}, "Which magazines and keys do members receive?", 0.0)
    assert quotes(answer) == [f"{n}. {item}" for n, item in enumerate(ITEMS, 1)]
    assert (
        quotes(asked(build, {"club.md": CLUB}, "Who gets a key to the shed?", 0.0))[0]
        == "1. a key to the shed"
    )


def test_a_question_for_a_figure_wants_no_section(build: Build) -> None:
    """The heading asks "How much are the fees?", but a sum is wanted."""
    assert (
        quotes(asked(build, {"club.md": CLUB}, "How much are the fees?", 0.0))[0] == "A year costs 90 euros."
    )


@pytest.mark.parametrize(
    ("question", "several"),
    [
        ("List all side effects", True),
        ("What are the rules?", True),
        ("Which documents do I need?", True),
        ("Who were the speakers?", True),
        ("Which effects of Velarin are rare?", True),
        ("Which rare side effects does Velarin have?", True),
        ("What is of use?", False),
        ("What did the committee decide?", True),
        ("What does it cost?", False),
        ("What is the rule?", False),
        ("Who wrote the rules?", False),
        ("When are the meetings?", False),
        ("What was fixed in 2.4.1?", True),
        ("what's new in 3.0", True),
        ("What changed in May?", True),
        ("What changed his mind?", False),
        ("Which fees haven't risen?", True),
    ],
)
def test_what_asks_for_several_things(question: str, several: bool) -> None:  # noqa: FBT001 - a case
    """By its verb or its noun."""
    assert read_question(question).several is several


def test_a_list_is_not_cut_at_some_of_its_items(build: Build) -> None:
    """Three conditions of four look like all: the rest is quoted too, the best one first."""
    conditions = ["if you have a weak heart", "if you have a weak liver", "if you have a weak stomach"]
    text = "# Velarin\n\nDo not take it:\n\n" + "".join(
        f"- {one}\n" for one in [*conditions, "before a drive"]
    )
    found = quotes(asked(build, {"leaflet.md": text}, "With which weak organ may nobody take Velarin?", 0.0))
    assert sorted(found) == sorted(f"- {one}" for one in [*conditions, "before a drive"])


def test_a_question_for_one_thing_is_answered_by_one_line_of_a_list(build: Build) -> None:
    """The lines around it are of other things, whether they are marked or values below each other."""
    sheet = "# Logger\n\n" + "\n\n".join(
        ("Logger: weight 780 g", "Logger: depth 3 m", "Logger: battery 2 cells", "Logger: memory 4 MB")
    )
    found = asked(build, {"sheet.md": sheet}, "How heavy is the logger by weight?", 0.0)
    assert quotes(found)[0] == "Logger: weight 780 g" and found.statements[0].answer is not None
    duties = ["repair the kilns", "run three kilns at most", "clean the kilns", "decorate"]
    text = "# Lease\n\nThe tenant is\n\n" + "".join(f"- to {duty}\n" for duty in duties)
    found = asked(build, {"lease.md": text}, "How many kilns may the tenant run at most?", 0.0)
    assert quotes(found)[0] == "- to run three kilns at most"


def test_items_with_roman_numbers_and_the_last_that_ends_the_sentence_are_of_the_list(build: Build) -> None:
    """(ii) is an item as (i) is, and so is what follows "or" without a mark."""
    items = ["(i) public facts;", "(ii) what courts ask;", "(iii) own work; or", "(iv) what is agreed."]
    text = "# Secrets\n\nThese exceptions are made:\n\n" + "\n\n".join(items) + "\n\nNothing else is said.\n"
    found = quotes(asked(build, {"nda.md": text}, "What are the exceptions that are made?", 0.0))
    assert found[-4:] == items
    bare = [item.partition(" ")[2] for item in items]
    text = "# Secrets\n\nThese exceptions are made:\n\n" + "\n\n".join(bare) + "\n\nNothing else is said.\n"
    assert quotes(asked(build, {"nda.md": text}, "What are the exceptions that are made?", 0.0))[-4:] == bare


def test_what_introduces_a_list_brings_it_along(build: Build) -> None:
    """The line with the question's words says nothing without the items below it."""
    text = "# Lease\n\nIncluded in the monthly rent are these:\n\n- water\n- a parking space\n\nNo pets.\n"
    answer = asked(build, {"lease.md": text}, "What are the things included in the monthly rent?", 0.0)
    assert quotes(answer) == ["Included in the monthly rent are these:", "- water", "- a parking space"]


@pytest.mark.parametrize(("how", "effects"), [("common", ["headache", "cough"]), ("rare", ["rash", "fever"])])
def test_of_two_lists_the_one_is_quoted_whose_label_is_asked_for(
    build: Build, how: str, effects: list[str]
) -> None:
    """Whichever item was found: the items say nothing of how common they are."""
    text = "# Velarin\n\nCommon effects:\n\n- headache\n- cough\n\nRare effects:\n\n- rash\n- fever\n"
    found = quotes(asked(build, {"leaflet.md": text}, f"Which effects of Velarin are {how}?", 0.0))
    assert [quote for quote in found if quote.startswith("-")] == [f"- {effect}" for effect in effects]


def test_a_file_that_changes_meanwhile_is_quoted_as_it_was(build: Build) -> None:
    """The places of its new sentences are not those of the text that was found."""
    library = build({"club.md": CLUB})
    found = retrieve(library, FakeEncoder(), "What are the rules on the water?", 3).matches
    match = next(one for one in found if one.hit.passage.heading.endswith("water"))
    assert len(sentences_of_section(match, library)) > 3
    changed = build({"club.md": CLUB.replace("Wear a jacket", "Everybody wears a thick jacket")})
    assert sentences_of_section(match, changed) == match.stored.sentences


RECIPE = """# Kitchen book of Nora Lind

## Plum dumplings

**Ingredients**

- a pound of plums
- two cups of flour

**Method**

1. Stone the plums.
2. Wrap them in dough.

## Cellar rules

- Label what you store.
- Rinse empty jars.
"""


def test_of_the_lists_of_a_section_the_one_is_quoted_whose_bold_label_is_asked_for(build: Build) -> None:
    """What is set apart in bold introduces a list as a colon does."""
    found = quotes(asked(build, {"book.md": RECIPE}, "What are the ingredients of plum dumplings?", 0.3))
    assert found == ["- a pound of plums", "- two cups of flour"]


@pytest.mark.parametrize("whose", ["Otto Brandt", "chapter 7"])
def test_a_section_without_a_name_or_number_of_the_question_is_of_something_else(
    build: Build, whose: str
) -> None:
    """The cellar rules of the book are not those of somebody who stands nowhere in it, nor of chapter 7."""
    known = asked(build, {"book.md": RECIPE}, "What are the cellar rules of Nora Lind?", 0.45)
    assert quotes(known) == ["- Label what you store.", "- Rinse empty jars."]
    assert not asked(build, {"book.md": RECIPE}, f"What are the cellar rules of {whose}?", 0.45).answered


def test_a_long_section_answers_nothing_as_a_whole(build: Build) -> None:
    """A chapter below one heading is no answer, though its heading asks the question."""
    chapter = "".join(f"Wear a jacket on day {n} of the winter on the lake. " for n in range(200))
    text = CLUB.replace("Wear a jacket in winter.", chapter)
    assert not asked(build, {"club.md": text}, "What are the rules on the water?", 0.45).answered


def test_the_rule_of_a_table_is_no_sentence_of_a_section(build: Build) -> None:
    """Its rows are."""
    text = (
        "# Kiln\n\n## Care of the kiln\n\nSweep it.\n\n| Part | Period |\n| --- | --- |\n| Fan | a year |\n"
    )
    found = quotes(asked(build, {"kiln.md": text}, "What is the care of the kiln?", 0.45))
    assert any("Fan" in quote for quote in found)
    assert not any("---" in quote for quote in found)


def test_a_table_of_a_section_is_quoted_whole_without_its_headings(build: Build) -> None:
    """What names the columns tells nothing; a short table is not cut at its best rows."""
    rows = [f"| Fan {number} | {number} years |" for number in range(10)]
    table = "\n".join(["| Part | Period |", "| --- | --- |", *rows])
    text = f"# Kiln\n\n## Care of the kiln\n\nSweep it.\n\n{table}\n"
    found = quotes(asked(build, {"kiln.md": text}, "What is the care of the kiln?", 0.45))
    assert [quote for quote in found if "|" in quote] == rows


def test_an_item_of_two_sentences_brings_its_list_along(build: Build) -> None:
    """Whichever of its sentences was found."""
    answer = asked(build, {"club.md": CLUB}, "Which free passes do members ask for at the desk?", 0.0)
    assert quotes(answer) == [f"{n}. {item}" for n, item in enumerate(ITEMS, 1)]


GUIDE = """# Guide for patients: removal of the tonsils

The operation takes about half an hour.

## Before you come

- do not eat from midnight on
- leave jewellery at home

## Risks

- bleeding that has to be stopped in the theatre
- an infection of the throat
- a change of the voice

## Going home

Somebody must drive you. Do not work for ten days.
"""


@pytest.mark.model
def test_a_heading_may_ask_in_other_words(
    tmp_path: Path,
    real_encoder: Any,  # noqa: ANN401
) -> None:
    """Dangers are risks; and what no heading and no sentence tells is still refused."""
    (tmp_path / "documents").mkdir()
    (tmp_path / "documents" / "guide.md").write_text(GUIDE, encoding="utf-8")
    library = Library.open(tmp_path / "index", create=True)
    sync(library, tmp_path / "documents", real_encoder)
    asker = Asker(library, real_encoder, reader=load_reader(DEFAULT_READER))
    answer = asker.ask("Which dangers does the removal of the tonsils have?")
    assert_verbatim(answer, library)
    assert quotes(answer) == [
        "- bleeding that has to be stopped in the theatre",
        "- an infection of the throat",
        "- a change of the voice",
    ]
    assert not asker.ask("Which surgeons remove the tonsils?").answered
    library.close()


def test_what_the_reader_makes_of_a_section_is_that_of_its_best_sentences(build: Build) -> None:
    """The mean of its odds for the three best of them; rows and what is not read have those of no answer."""
    library = build({"club.md": CLUB})
    (match,) = retrieve(library, FakeEncoder(), "What are the rules on the water?", 1).matches
    odds = (2.0, -4.0, 1.0, 3.0)
    features = [(*[0.0] * len(FEATURES), one, 0.0, 0.0) for one in odds]
    some = [Evidence(match, 0, 1, 0.5, None, one) for one in features]
    row = Evidence(match, 0, 1, 0.5, None, (0.0,) * len(FEATURES), is_row=True)
    assert odds_of_best([*some, row]) == pytest.approx(2.0)
    assert odds_of_best([row]) == odds_of_best([]) == UNREAD


LEAFLET = """# Delvarin

## Possible side effects

Very common: may affect more than 1 in 10 people

- headache
- tiredness

Common: may affect up to 1 in 10 people

- rash
- a dry mouth

Uncommon: may affect up to 1 in 100 people

- hair loss
- cramps
"""


@pytest.mark.parametrize(
    ("question", "items"),
    [
        ("What are the uncommon side effects?", ["- hair loss", "- cramps"]),
        ("What are the common side effects?", ["- rash", "- a dry mouth"]),
        ("What are the very common side effects?", ["- headache", "- tiredness"]),
    ],
)
def test_a_list_is_asked_for_by_the_line_above_it(build: Build, question: str, items: list[str]) -> None:
    """That line may end without a colon; of two that have the words that one is meant which has no others."""
    assert quotes(asked(build, {"leaflet.md": LEAFLET}, question, 0.3)) == items


@pytest.mark.parametrize("question", ["rules on the water", "How do I behave on the water?"])
def test_a_few_words_may_ask_for_a_list(question: str) -> None:
    """Words of a search box for several things, where they begin with a plural; and what asks how to do."""
    assert read_question(question).several or names_several(question)
    assert not names_several("press conference") and not names_several("sales 2020")


CHANGES = """# Changes

## Fixed in 2.4.0

- the tide tables of the wrong year
- invoices with a discount

## Fixed in 2.3.0

- the map of the harbour
- the search for berths
"""


def test_a_version_in_a_heading_is_that_very_one_or_belongs_to_it(build: Build) -> None:
    """So 2.4.0 is to 2.4, and not to 2.4.3."""
    fixed = ["- the tide tables of the wrong year", "- invoices with a discount"]
    for version in ("2.4", "2.4.0"):
        answer = asked(build, {"changes.md": CHANGES}, f"Which things were fixed in {version}?", 0.45)
        assert quotes(answer) == fixed
    assert not asked(build, {"changes.md": CHANGES}, "Which things were fixed in 2.4.3?", 0.45).answered


def test_prose_below_the_only_heading_of_an_article_answers_nothing_as_a_whole(build: Build) -> None:
    """The line below the headline heads no part; the same words above a part do."""
    told = "".join(f"The river rose again by the bridge on day {n} of the winter. " for n in range(30))
    article = f"# A winter of water\n\n## Ferry: why it waits\n\n{told}\n"
    question = "Why does the ferry wait for pilots?"
    part = asked(build, {"news.md": f"{article}\n## Fares\n\n{told}\n"}, question, 0.1)
    assert len(quotes(part)) == MOST_QUOTED
    assert len(quotes(asked(build, {"news.md": article}, question, 0.1))) < MOST_QUOTED
