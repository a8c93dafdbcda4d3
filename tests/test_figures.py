"""Figures, dates, years and names in a sentence, and what a question asks for."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.answer_spans import answer_span, figure_asked_for, has_answer_of_kind, is_asked, without_marks
from qa.figures import date_parts, dates, figures, names, years
from qa.question import read_question


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("He got 86.82% of the vote", [("86.82%", "86.82", "%")]),
        ("nearly 87 percent backed him", [("nearly 87 percent", "87", "%")]),
        ("80.1 per cent", [("80.1 per cent", "80.1", "%")]),
        ("about 3.5 million euros were paid", [("about 3.5 million euros", "3.5 million", "euros")]),
        ("$3.5 million", [("$3.5 million", "3.5 million", "$")]),
        ("two thousand troops came", [("two thousand troops", "two thousand", "troops")]),
        ("in 2020 he won 5 seats", [("5 seats", "5", "seats")]),
        ("on 13 March 2025 he met 3 people", [("3 people", "3", "people")]),
        ("1,200 people", [("1,200 people", "1,200", "people")]),
        ("12 months", [("12 months", "12", "months")]),
        ("He is 70 and well", [("70", "70", "")]),
        ("fifty-two ships", [("fifty-two ships", "fifty two", "ships")]),
        ("at most 50 km/h", [("50 km/h", "50", "km/h")]),
        ("9 euros/month or 3 and/or 4", [("9 euros/month", "9", "euros"), ("3", "3", ""), ("4", "4", "")]),
        ("the S2 pump and 4 lamps", [("4 lamps", "4", "lamps")]),
        ("the S2.5 pump, B12 and the M25,3", []),
        ("42p a mile", [("42p", "42", "p")]),
        ("at 5p.m. on the day", [("5", "5", "")]),
        ("5kg of flour, 20km away", [("5kg", "5", "kg"), ("20km", "20", "km")]),
        ("£5m for it", [("£5m", "5 million", "£")]),
        ("€3.5bn", [("€3.5bn", "3.5 billion", "€")]),
        ("3.5bn roubles", [("3.5bn roubles", "3.5 billion", "roubles")]),
        ("5m euros", [("5m euros", "5 million", "euros")]),
        ("5m people", [("5m people", "5 million", "people")]),
        ("5m deep, 18 m long", [("5m", "5", "m"), ("18 m", "18", "m")]),
        ("20k or 20 thousand", [("20k", "20 thousand", ""), ("20 thousand", "20 thousand", "")]),
        ("12,50 € each", [("12,50 €", "12,50", "€")]),
        ("the 5th of 3D films", [("5", "5", ""), ("3", "3", "")]),
        ("under Regulation 2009/771, 3 people", [("3 people", "3", "people")]),
        ("£17 9s 6d.", [("£17 9s 6d", "17 9s 6d", "£")]),
        ("£1,087 4s, £3 10s. each", [("£1,087 4s", "1087 4s", "£"), ("£3 10s", "3 10s", "£")]),
        ("about 24s. 6½d", [("about 24s. 6½d", "24s 6½d", "£")]),
        ("£2 6d, and 11d for 10s", [("£2 6d", "2 6d", "£"), ("11", "11", ""), ("10", "10", "")]),
        ("nothing here", []),
    ],
)
def test_figures_have_their_place_amount_and_unit(text: str, found: list[tuple[str, str, str]]) -> None:
    """Years and days of dates are no figures; a share is `%` however it is written."""
    assert [(text[f.start : f.end], f.amount, f.unit) for f in figures(text)] == found


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("12,345.50 euros", "12345.5"),
        ("12345.5 euros", "12345.5"),
        ("25.0%", "25"),
        ("1,250", "1250"),
        ("2.50 million", "2.5 million"),
        ("four", "four"),
    ],
)
def test_a_figure_is_worth_the_same_however_it_is_written(text: str, value: str) -> None:
    """Commas between thousands and zeros at the end are nothing of the number."""
    assert [figure.value for figure in figures(text)] == [value]


def test_currencies_are_different_units() -> None:
    """Five dollars are not five euros."""
    units = {f.unit for text in ("$5", "€5", "£5") for f in figures(text)}
    assert len(units) == 3


@pytest.mark.parametrize(
    ("text", "found", "named"),
    [
        ("on 13 March 2025 in Minsk", ["13 March 2025"], {"2025"}),
        ("March 13, 2025", ["March 13, 2025"], {"2025"}),
        ("in March 2020", ["March 2020"], {"2020"}),
        ("between 1994 and 2020", ["1994", "2020"], {"1994", "2020"}),
        ("15.08.2024", ["15.08.2024"], {"2024"}),
        ("2024-08-15", ["2024-08-15"], {"2024"}),
        ("on Thursday he may go", ["Thursday"], set()),
        (
            "Monday 7 August 2023, Fri. the 3rd of May",
            ["Monday 7 August 2023", "Fri. the 3rd of May"],
            {"2023"},
        ),
        ("Sunday, May 5, at 10:30", ["Sunday, May 5", "10:30"], set()),
        ("13 / 02 / 2025", ["13 / 02 / 2025"], {"2025"}),
        ("Regulation 2009/771 and Directive 2024/3311", [], set()),
        ("the years 2023/2024 and 2024/25", ["2023", "2024", "2024"], {"2023", "2024"}),
        ("in the 19th century", ["19th century"], set()),
        ("the 1990s", ["1990s"], {"1990"}),
        ("may be", [], set()),
        ("the pump MR-2010, not ISO-2001", [], set()),
    ],
)
def test_dates_and_years_are_found_where_they_stand(text: str, found: list[str], named: set[str]) -> None:
    """Days, months, years and centuries; the verb “may” is no month; money and shares are no years."""
    assert [text[start:end] for start, end in dates(text)] == found
    assert years(text) == named


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("on Monday 7 August 2023", (2023, 8, 7)),
        ("Sat 2023-08-05", (2023, 8, 5)),
        ("Monday, the 7th of August", (None, 8, 7)),
        ("13 / 02 / 2025", (2025, 2, 13)),
        ("on Monday", (None, None, None)),
    ],
)
def test_a_date_has_its_parts(text: str, parts: tuple[int | None, int | None, int | None]) -> None:
    """A weekday before a date adds none; the day stands before the month."""
    assert date_parts(text) == parts


@pytest.mark.parametrize("text", ["2020%", "$2020", "12020", "20201", "€1999"])
def test_money_shares_and_long_numbers_are_no_years(text: str) -> None:
    """Four digits that count something name no year."""
    assert years(text) == set()


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "then President Alexander Lukashenko met Vladimir Putin in Minsk.",
            ["President Alexander Lukashenko", "Vladimir Putin", "Minsk"],
        ),
        (
            "at the University of California, said Ludwig van Beethoven",
            ["University of California", "Ludwig van Beethoven"],
        ),
        ("said Jean-Luc O’Neill of Ångström", ["Jean-Luc O’Neill of Ångström"]),
        ("вчера Дональд Трамп приехал в Москву", ["Дональд Трамп", "Москву"]),
        ("η Ελλάδα και η Αθήνα", ["Ελλάδα", "Αθήνα"]),
        ("nobody was there in 2020", []),
        ("Can I meet Ivanov, as I’ve asked?", ["Can", "Ivanov"]),
        ("what King George I did", ["King George I"]),
    ],
)
def test_names_are_runs_of_capitalised_words(text: str, found: list[str]) -> None:
    """In any alphabet with capitals, small words inside a name among them."""
    assert [text[start:end] for start, end in names(text)] == found


def test_names_are_found_in_a_long_text_beside_its_dates() -> None:
    """However many of both there are."""
    text = "on May 5 Anna met Bert in June 2024, and " * 2_000
    found = [text[start:end] for start, end in names(text, "en")]
    assert found == ["Anna", "Bert"] * 2_000


@given(st.text(max_size=80))
def test_whatever_the_text_spans_lie_inside_it(text: str) -> None:
    """Figures, dates and names are stretches of the text that are not empty."""
    spans = [(f.start, f.end) for f in figures(text)] + list(dates(text)) + list(names(text))
    assert all(0 <= start < end <= len(text) for start, end in spans)


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("How many people came?", "figure"),
        ("What share of the vote did he get?", "figure"),
        ("how old is Ivanov", "figure"),
        ("What's the monthly rent?", "figure"),
        ("What is the fee for guests from abroad?", "figure"),
        ("what did repairing the big lock cost", "figure"),
        ("What does it cost to moor there, and who pays?", "figure"),
        ("What's the new deadline for tenders?", "date"),
        ("What is the cause of the delay?", "reason"),
        ("What is the name of the rent collector?", "open"),
        ("When did it open?", "date"),
        ("When should I stop the pump?", "open"),
        ("In what year was that?", "date"),
        ("Who won?", "who"),
        ("Whose idea was it?", "who"),
        ("Where did they meet?", "where"),
        ("In which city did they meet?", "where"),
        ("Why did he resign?", "reason"),
        ("What did he say?", "open"),
        ("What does somebody who is no member pay?", "open"),
        ("How long may people who pay late stay?", "figure"),
        ("What is the name of the person who runs it?", "who"),
        ("Is there anyone who can help?", "who"),
        ("date the claim was issued", "date"),
        ("date of the sale", "date"),
        ("date palm", "open"),
    ],
)
def test_a_question_asks_for_one_kind_of_thing(question: str, kind: str) -> None:
    """Figures, dates, people, places and reasons are told apart."""
    assert read_question(question).kind == kind


@pytest.mark.parametrize(
    ("question", "sentence", "answer"),
    [
        ("What share of the vote did Ivanov get in 2020?", "In 2020 Ivanov got 80.1% of the vote.", "80.1%"),
        ("How long is the warranty period?", "The warranty period is 12 months.", "12 months"),
        ("When was the bridge opened?", "The bridge was opened on 13 March 2025.", "13 March 2025"),
        ("Who did Ivanov meet?", "Ivanov met Anna Petrova on Monday.", "Anna Petrova"),
        ("Who did Ivanov meet?", "On Monday, Ivanov met Anna Petrova.", "Anna Petrova"),
        ("When was the bridge opened?", "The bridge is old.", None),
        ("What is the bridge like?", "The bridge is 5 years old.", None),
        ("How many days are off?", "1.3 “Working Day” means any day but a Sunday.", None),
        ("How many days are off?", "1.3 Staff have 27 days a year.", "27 days"),
        ("How many days are off?", "12. All staff have two.", "two"),
        ("How many litres are in it?", "1.3 litres are in it.", "1.3 litres"),
        ("How many people came?", "1.3 million people came.", "1.3 million people"),
    ],
)
def test_the_exact_answer_is_of_the_kind_that_is_asked_for(
    question: str, sentence: str, answer: str | None
) -> None:
    """What the question names itself is no answer to it; a question for nothing exact has none."""
    span = answer_span(read_question(question), sentence)
    assert (sentence[slice(*span)] if span else None) == answer


@pytest.mark.parametrize(
    ("sentence", "answer", "bare"),
    [
        ("It was £18 10s a year.²", "£18 10s a year.²", "£18 10s a year"),
        ("Said Orme.[3]", "Orme.[3]", "Orme"),
        ("Said Orme[^3]", "Orme[^3]", "Orme"),
        ("His wife was **Ann Fairlie** of Selby.", "Ann Fairlie**", "Ann Fairlie"),
        ("**Ann Fairlie**, of Selby", "Ann Fairlie**, of Selby", "**Ann Fairlie**, of Selby"),
        ("The *Ruth* and the `spool`", "*Ruth*", "Ruth"),
        ("Use `GET /v1/free` now", "/v1/free`", "/v1/free"),
        ("It is `always` or `never`.", "always` or `never`", "`always` or `never`"),
        ("It lies in `/etc/tls`", "It lies in `/etc/tls`", "It lies in `/etc/tls`"),
        ("It has 12 m²", "12 m²", "12 m²"),
        ("A house of 5*", "5*", "5*"),
        ("The value of items[12]", "items[12]", "items[12]"),
    ],
)
def test_the_exact_answer_has_no_marks_around_it(sentence: str, answer: str, bare: str) -> None:
    """No mark of a note, no bold, no italics; a raised number is a unit's, too."""
    start = sentence.index(answer)
    assert sentence[slice(*without_marks(sentence, start, start + len(answer)))] == bare


def test_a_name_in_bold_is_answered_without_its_marks() -> None:
    """What is found without a reader, too."""
    sentence = "By his first wife, **Ann Fairlie**, he had one son.²"
    span = answer_span(read_question("Who was his first wife?"), sentence)
    assert span is not None
    assert sentence[slice(*span)] == "Ann Fairlie"


_SALES = "Sales of 40 ships grew by 6.3% to a record $51.8 billion."


@pytest.mark.parametrize(
    ("question", "read", "sentence", "answer"),
    [
        ("How much were sales?", "6.3", _SALES, None),
        ("How much were sales?", "51.8", _SALES, "$51.8 billion"),
        ("By how much did sales grow?", "6.3", _SALES, "6.3%"),
        ("How much did sales grow?", "6.3", _SALES, "6.3%"),
        ("How much did sales grow?", "51.8", _SALES, "$51.8 billion"),
        ("What share did sales gain?", "billion", _SALES, "$51.8 billion"),
        ("What percentage is that?", "51.8", _SALES, None),
        ("How many ships were sold?", "40", _SALES, "40 ships"),
        ("How much were sales?", "record", _SALES, None),
        ("How much were sales?", "40 ships grew by 6.3%", _SALES, None),
        ("How much was paid?", "3%", "They paid 3% of it.", "3%"),
        ("How long has he ruled?", "70", "He is 70 and has ruled for 30 years.", None),
        ("How old is he?", "70", "He is 70 and has ruled for 30 years.", "70"),
        ("How long is it?", "70", "Its length is 70.", "70"),
        ("How long is it?", "245", "With 2 engines it was 245 Metres long.", "245 Metres"),
        ("How much is the rent?", "925", "It is £925 per month, 3 per cent more.", "£925"),
        ("How much is the rent?", "3", "It is £925 per month, 3 per cent more.", None),
        ("How much water is lost?", "9 litres", "It costs $4 and loses 9 litres.", "9 litres"),
    ],
)
def test_a_share_is_no_sum_of_money(question: str, read: str, sentence: str, answer: str | None) -> None:
    """Where both stand in a sentence, that one is marked which is asked for; a change may be either."""
    start = sentence.index(read)
    span = figure_asked_for(read_question(question), sentence, start, start + len(read))
    assert (sentence[slice(*span)] if span else None) == answer


@pytest.mark.parametrize(
    ("question", "sentence", "sure"),
    [
        ("How much leave do I get?", "Everybody has 28 days off.", 1.0),
        ("How much tax is due?", "It comes to 40 euros.", 1.0),
        ("How much is due?", "It comes to 40 euros.", 1.0),
        ("How much is due?", "It comes after 28 days.", 0.3),
        ("How many are due?", "It comes to 40 euros.", 0.3),
        ("How many of them came?", "The police counted 64 people.", 1.0),
        ("How many of them came?", "It was 12 per cent.", 1.0),
        ("How many came?", "Several thousand people stood there.", 0.3),
        ("How many came?", "Two thousand people stood there.", 1.0),
    ],
)
def test_what_there_is_much_of_has_any_unit(question: str, sentence: str, sure: float) -> None:
    """Only "how much" alone asks for money; "how many of" for a number or a share, not for a vague one."""
    assert has_answer_of_kind(read_question(question), sentence) == sure


@pytest.mark.parametrize(
    ("question", "answer", "asked"),
    [
        ("Who succeeded Ivanov?", "Ivanov", True),
        ("Who succeeded the old Ivanov?", "the old", True),
        ("Who succeeded Ivanov?", "Petrov, whom Ivanov chose", False),
        ("Where in Minsk does he live?", "in Minsk", True),
        ("Did Ivanov win?", "Ivanov", False),
        ("What would the full name of Ivanov be?", "Ivanov", False),
        ("Who won, Ivanov or Petrov?", "Petrov", False),
        ("Who won?", "", False),
        ("Who is he?", "he", False),
    ],
)
def test_what_is_asked_is_no_answer(question: str, answer: str, asked: bool) -> None:
    """Unless it is asked whether it is, or what it is called."""
    assert is_asked(read_question(question), answer) is asked


@pytest.mark.parametrize("question", ["?", "🙂", "...", "the of and", "\u0301"])
def test_a_question_without_content_can_be_read(question: str) -> None:
    """Nothing to look for is no error."""
    assert read_question(question).kind == "open"
    assert answer_span(read_question(question), "The bridge is 5 years old.") is None


def test_content_words_have_their_place_and_inherited_ones_count_less() -> None:
    """Function words are left out; what comes from the conversation has half the weight."""
    question = read_question("And what did Ivanov pay?", context="Who bought the bridge?")
    words = {question.text[w.start : w.end]: w.share for w in question.content}
    assert words == {"bought": 0.5, "bridge": 0.5, "Ivanov": 1.0, "pay": 1.0}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Under clauses 5.4, 6 and 13(b) the fee is £40.", ["£40"]),
        ("In section 4, 12 boats are named; see pages 3 to 9.", ["12 boats"]),
        ("Table 2 has 12% where the table 3 people sat at has none.", ["12%", "3 people"]),
        ("Ropes QP-17 and BG-750A cost £7.", ["£7"]),
        ("See Rule 7 and clause 8(2) of the lease. Section 4 says it, as in condition 9.", []),
        ("The annex 3 m wide; boats exhibit 30 lamps and schedule 8 trips.", ["3 m", "30 lamps", "8 trips"]),
        ("Under regulation 15 litres are kept, in an article 9 lines long.", ["15 litres", "9 lines"]),
        ("They rule 4 to 6 months; section 11 and 20 days.", ["4", "6 months", "20 days"]),
        ("Figure 2 million and Section 8 per cent, condition 5 or more.", ["2 million", "8 per cent", "5"]),
        ("Fees: EUR-40, GBP/7.25, USD-15.", ["40", "7.25", "15"]),
        ("It takes 6 A-9 A, B-30 °C and 2 KW-4 KW.", ["6", "9", "30", "2 KW", "4 KW"]),
        ("It rose by 0.5% to 10-12 mm.", ["0.5%", "10", "12 mm"]),
    ],
)
def test_references_and_codes_are_no_figures(text: str, expected: list[str]) -> None:
    """They say where something stands, or what it is called, and never how much of it there is."""
    assert [text[one.start : one.end] for one in figures(text, "en")] == expected


def test_the_mark_of_an_item_in_brackets_is_no_figure() -> None:
    """It counts the item."""
    text = "(2) HARBOUR LIMITED holds 40 berths"
    assert answer_span(read_question("How many berths does Harbour Limited hold?"), text) == (26, 35)
    assert answer_span(read_question("How many ropes are there?"), "(2) Ropes are red") is None
