"""Rows and items that have nothing of the kind that is asked for, and heads of tables."""

from typing import TYPE_CHECKING

import pytest

from qa import evidence
from qa.kinds import HEAD_SURE, OTHER_KIND_SURE, OTHER_ROLE_SURE, sure_of_kind
from qa.question import Question
from tests.conftest import Ask

if TYPE_CHECKING:
    from qa.evidence import Candidate

STOVES = """# The Ember stove

| Part | Size | Weight | Sold |
|---|---|---|---|
| Side oven | 3 kW, model EM-3 | 41 kg | spring 2019 |
| Log rack | small | light | later |
| Ash drawer | 12 l | 4 | never |
"""
FEES = STOVES.replace("# The Ember stove", "# Price list of the Ember stove")
FLOODS = """# Floods of the Ansel

| Date | Peak | Deaths |
|---|---|---|
| 4 March 1961 | 5.12 | 2 |
"""
CLUB = """# The club

- Rower of the year: Edda Holm
- Boats for hire at the pier, 12
- Boats for hire at the mill, £12
- Boat shed, built in 1911
- Old boat house, painted green
- Meeting of the rowers in Norbury
- Repair with new glue on 4 May
- Lind and 3 guests at the mill
"""
RISKS = """# Risks

| Risk | Owner |
|---|---|
| Sales in the north at £38m | Edda Holm |
| Sales in the south of 400 tonnes | Tor Lind |
"""
WORKS = """# Works

| Works | Country | Height | In charge | Remark |
|---|---|---|---|---|
| Tarn | United Kingdom | 41 | E. Holm | Fire in March 2024 |
| Selby | Norway | 38 | T. Lind | Fire in March 2023, oily rags in a bin |
| Norbury | Norway | 12 | E. Holm | Fire: arson |
| Ansel | Norway | 14 | T. Lind | The works burned down twice |
"""
LOTS = """# Lots of the sale, which brought Cr 2,400 in all

| Lot | Agreed (Cr) | Lead (Pb) |
|---|---|---|
| Cod roe | 1,400 | |
| Whiting | 1,000 | 12 |
"""
GRANTS = """# Grants

| Paid to | For | Signed by |
|---|---|---|
| Alder Trust | a survey, part 1 | E. Holm |
"""
DUTY = """# Who is on duty

| Shift | Edda Holm | Tor Lind |
|---|---|---|
| Night | 1 | ✓ |
| Morning | 2 | 3 |
"""
PRIZES = """# The club

| | |
|---|---|
| Awards | Rower of the year (2023), Boat of the year (2024) |
| Boat shed | profit from hire since 1911 |
| Mill | profit 400 £ |
"""
DAYS = """# Days of the forum

| Time | Hall |
|---|---|
| 10:00 | Prizes for the best talk; announcement of FORUM 2031 |
| 11:00 | Farewell in Tarn Bay |
| 12:00 | Selby |
"""


def sures(ask: Ask, monkeypatch: pytest.MonkeyPatch, question: str, text: str, name: str) -> dict[str, float]:
    """Return how sure each row and line of a text may be for a question, by how it begins."""
    found: dict[str, float] = {}

    def noted(asked: Question, one: "Candidate") -> float:
        sure = sure_of_kind(asked, one)
        found[one.text.strip("|- ").split(" |")[0].split(",")[0]] = sure
        return sure

    monkeypatch.setattr(evidence, "sure_of_kind", noted)
    ask(question, {name: text})
    return found


@pytest.mark.parametrize(
    ("question", "text", "line", "has"),
    [
        ("What is the price of the side oven?", STOVES, "Side oven", False),
        ("What does the ash drawer cost?", STOVES, "Ash drawer", False),
        ("What does the ash drawer cost?", FEES, "Ash drawer", True),
        ("How much money came with the rower's prize?", PRIZES, "Awards", False),
        ("How much cash does the boat shed bring?", PRIZES, "Boat shed", False),
        ("How much cash does the mill bring?", PRIZES, "Mill", True),
        ("How much does the log rack cost?", STOVES, "Log rack", False),
        ("How many rowers will meet?", CLUB, "Meeting of the rowers in Norbury", False),
        ("How much does the side oven weigh?", STOVES, "Side oven", True),
        ("What was the damage in pounds at the Selby works?", WORKS, "Selby", False),
        ("What is the weight in pounds of the side oven?", STOVES, "Side oven", True),
        ("When was the side oven sold?", STOVES, "Side oven", True),
        ("When was the log rack sold?", STOVES, "Log rack", True),
        ("Who died in the flood of 1961?", FLOODS, "4 March 1961", False),
        ("How many tonnes of cod roe were sold?", LOTS, "Cod roe", False),
        ("How many tonnes of whiting were sold?", LOTS, "Whiting", True),
        ("How much did they pay for the cod roe?", LOTS, "Cod roe", True),
        ("What did Edda Holm charge for the side oven?", STOVES, "Side oven", False),
        ("How many died in the flood of 1961?", FLOODS, "4 March 1961", True),
        ("Who is the rower of the year?", CLUB, "Rower of the year: Edda Holm", True),
        ("Who did the repair with glue?", CLUB, "Repair with new glue on 4 May", False),
        ("Who came to the mill with guests?", CLUB, "Lind and 3 guests at the mill", True),
        ("How much does it cost to hire boats at the pier?", CLUB, "Boats for hire at the pier", False),
        ("How much does it cost to hire boats at the mill?", CLUB, "Boats for hire at the mill", True),
        ("When was the old boat house painted?", CLUB, "Old boat house", False),
        ("When was the boat shed built?", CLUB, "Boat shed", True),
        ("Was the boat shed or the pier built in 1911, and by whom?", CLUB, "Boat shed", True),
        ("How old is Edda Holm?", RISKS, "Sales in the north at £38m", False),
        ("How many tonnes weigh the boats?", RISKS, "Sales in the south of 400 tonnes", True),
        ("What caused the fire at the Tarn works?", WORKS, "Tarn", False),
        ("What caused the fire at the Selby works?", WORKS, "Selby", True),
        ("Why did the Norbury works burn?", WORKS, "Norbury", True),
        ("Why did the Ansel works burn down?", WORKS, "Ansel", False),
        ("What is the height of the Tarn works?", WORKS, "Tarn", True),
        ("Who is on duty in the night?", DUTY, "Night", True),
        ("Who is on duty in the morning?", DUTY, "Morning", False),
        ("What did the Alder Trust do in the north?", GRANTS, "Alder Trust", True),
        ("What did the Alder Trust say of a part of its survey?", GRANTS, "Alder Trust", False),
        ("What did Edda Holm say of the sales in the north?", RISKS, "Sales in the north at £38m", False),
        ("What has Tor Lind done in the south?", DAYS, "12:00", False),
        ("What did they do on the night?", DUTY.replace("✓", "Painting"), "Night", True),
        ("What is Edda Holm's part in the sales?", RISKS, "Sales in the north at £38m", True),
        ("In which city will FORUM 2031 be?", DAYS, "10:00", False),
        ("In which city is the farewell?", DAYS, "11:00", True),
        ("In which city is the noon meeting?", DAYS, "12:00", True),
    ],
)
def test_a_row_or_an_item_without_the_kind_that_is_asked_for_is_less_sure(
    ask: Ask, monkeypatch: pytest.MonkeyPatch, question: str, text: str, line: str, has: bool
) -> None:
    """A size is no price, a day is nobody; a number is a price where something around it says so."""
    sure = sures(ask, monkeypatch, question, text, "a.md")[line]
    assert sure == (1.0 if has else OTHER_KIND_SURE)


@pytest.mark.parametrize(
    ("question", "sure"),
    [
        ("What is the name of the director of the Alder Trust?", OTHER_ROLE_SURE),
        ("Who is the director of the Alder Trust?", OTHER_ROLE_SURE),
        ("Who signed for the Alder Trust?", 1.0),
        ("What is the name of the signer of the Alder Trust?", 1.0),
        ("Who is the person of the Alder Trust?", 1.0),
    ],
)
def test_a_row_without_the_role_that_is_asked_for_is_less_sure(
    ask: Ask, monkeypatch: pytest.MonkeyPatch, question: str, sure: float
) -> None:
    """Whoever signed for what a trust got does not direct it."""
    text = GRANTS.replace("Signed by", "Signer") if "signer" in question else GRANTS
    assert sures(ask, monkeypatch, question, text, "a.md")["Alder Trust"] == sure


@pytest.mark.parametrize(
    ("question", "row", "sure"),
    [
        ("When was Aumann Brothers founded?", "Bell | Aumann Brothers | 1889", OTHER_ROLE_SURE),
        ("When was the bell of Aumann Brothers made?", "Bell | Aumann Brothers | 1889", 1.0),
        ("When was Aumann Brothers founded?", "Firm | Aumann Brothers, est. | 1889", 1.0),
        ("When did Edda Holm die?", "Poet | Edda Holm | 1889–1940", 1.0),
    ],
)
def test_the_date_of_a_thing_is_not_when_its_maker_was_founded(
    ask: Ask, monkeypatch: pytest.MonkeyPatch, question: str, row: str, sure: float
) -> None:
    """Unless the row says so, or gives the years of a life."""
    text = f"# Museum\n\n| What | Who | When |\n|---|---|---|\n| {row} |\n| Oar | Ida Lind | 1901 |\n"
    assert sures(ask, monkeypatch, question, text, "a.md")[row.partition(" |")[0]] == sure


@pytest.mark.parametrize(
    ("question", "sure"),
    [("Who taught Tomas Lind to row?", OTHER_ROLE_SURE), ("Who led the interview with Tomas Lind?", 1.0)],
)
def test_who_took_part_in_a_record_did_nothing_else(
    ask: Ask, monkeypatch: pytest.MonkeyPatch, question: str, sure: float
) -> None:
    """The head of an interview says who asked and who answered."""
    text = "# Tape 4: Tomas Lind\n\nInterviewer: Edda Holm\n\nMy aunt taught me to row.\n"
    assert sures(ask, monkeypatch, question, text, "a.md")["Interviewer: Edda Holm"] == sure


@pytest.mark.parametrize(("name", "sure"), [("visits.csv", OTHER_KIND_SURE), ("costs.csv", 1.0)])
def test_a_row_with_headings_in_it_needs_one_of_money(
    ask: Ask, monkeypatch: pytest.MonkeyPatch, name: str, sure: float
) -> None:
    """What lasted 90 minutes did not cost 90."""
    text = "id,what,minutes\nV-12,repair of the crane,90\nV-13,repair of the lamp,20\n"
    found = sures(ask, monkeypatch, "What did the repair of the crane cost?", text, name)
    assert next(value for line, value in found.items() if "V-12" in line) == sure


@pytest.mark.parametrize(
    ("rows", "sure"),
    [
        (["Year | Cases | Deaths", "2019 | 37 | 2", "2020 | 12 | 0"], HEAD_SURE),
        (["Year | Deaths | Cases", "Harvest | Deaths | few", "Plough | Cases | some"], 1.0),
    ],
)
def test_the_head_of_a_table_does_not_answer(
    ask: Ask, monkeypatch: pytest.MonkeyPatch, rows: list[str], sure: float
) -> None:
    """It stands above a rule, or above numbers; the first row of a table without any head may answer."""
    question = "Were there cases and deaths in a year?"
    cells = (f"<tr><td>{row.replace(' | ', '</td><td>')}</td></tr>" for row in rows)
    page = f"<html><body><h1>The fever</h1><p>It came back.</p><table>{''.join(cells)}</table></body></html>"
    assert sures(ask, monkeypatch, question, page, "a.html")["Year"] == sure


def test_the_row_above_a_rule_does_not_answer(ask: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever stands below it."""
    text = "# The fever\n\n| Year | Cases | Deaths |\n|---|---|---|\n| 2019 | many | few |\n"
    found = sures(ask, monkeypatch, "Were there cases and deaths in a year?", text, "a.md")
    assert found["Year"] == HEAD_SURE


PRIZES = """# Regatta

| Rower | Born | Prizes | Listed |
|---|---|---|---|
| Edda Holm | 3 May 1970 | Lantern Prize (2023), Oar Medal (2024) | 22.03.2024 |
| Tor Lind | 9 May 1981 | Lantern Prize (€ 400) | 4 June 2024 |
"""
LISTED = PRIZES.replace(" (2023)", "").replace(" (2024)", "").replace(" (€ 400)", "")


@pytest.mark.parametrize(
    ("question", "text", "row", "has"),
    [
        ("How much prize money came with the Oar Medal?", PRIZES, "Edda Holm", False),
        ("How much prize money came with the Lantern Prize?", PRIZES, "Tor Lind", True),
        ("When was Edda Holm dismissed?", LISTED, "Edda Holm", False),
        ("When was Edda Holm listed?", LISTED, "Edda Holm", True),
    ],
)
def test_when_something_was_is_no_sum_and_no_day_of_another_event(
    ask: Ask, monkeypatch: pytest.MonkeyPatch, question: str, text: str, row: str, has: bool
) -> None:
    """A year in brackets is no price, and "Born" heads no day of a dismissal."""
    assert sures(ask, monkeypatch, question, text, "a.md")[row] == (1.0 if has else OTHER_KIND_SURE)
