"""What of a sentence can be no answer."""

from types import SimpleNamespace
from typing import cast

import pytest

from qa.evidence import Candidate
from qa.no_answer import sure_of_answer
from qa.question import read_question


def _sure(
    question: str, text: str, answer: str | None, language: str | None = "en", heading: str = ""
) -> float:
    """Return how sure one can be of a sentence with an answer marked in it."""
    start = text.index(answer) if answer else 0
    candidate = SimpleNamespace(
        row=None,
        text=text,
        answer=(start, start + len(answer)) if answer else None,
        start=0,
        end=len(text),
        match=SimpleNamespace(
            language=language,
            title="Regatta",
            hit=SimpleNamespace(passage=SimpleNamespace(heading=heading)),
            document=SimpleNamespace(text=text),
        ),
    )
    return sure_of_answer(read_question(question), cast(Candidate, candidate))


@pytest.mark.parametrize(
    ("question", "text", "answer", "none"),
    [
        ("In which Norlandian towns is the fair held?", "The fair is held in Norlandia.", "Norlandia", True),
        ("In which Norlandian towns is the fair held?", "It is held in Selby.", "Selby", False),
        ("Which parish trades with Norway?", "Norwegian boats came.", "Norwegian", False),
        ("Which town trades with Austria?", "Austrian trade grew.", "Austrian", True),
        ("How did the union react to the strike?", "The strike went on.", "The strike", True),
        ("Is the pool free at noon?", "The pool is free at noon.", "free", False),
        ("Who won, Berg or Holm?", "Berg won.", "Berg", False),
        ("Why did the pump fail?", "The pump failed as it was old.", "failed", False),
        ("What is said of the pump?", "It is not a pump.", "not a pump", False),
        ("Who wrote about Holm for the paper?", "Ana Holm spoke to the paper.", "Ana Holm", True),
        ("Who is Holm?", "Ana Holm is a judge.", "Ana Holm", False),
        ("Who is Holm's aunt?", "Ana Holm is her aunt.", "Ana Holm", False),
        ("Who met Udo Holm?", "Ana Holm met him.", "Ana Holm", False),
        ("How close are the two towns?", "They are close towns.", "close towns", False),
        ("How many of the three boats sank?", "All three sank.", "three", False),
        ("What kind of pump moves heat?", "Heat is moved by the heat pump.", "heat pump", False),
        ("What law tells how gases and heat behave?", "It is the gas law.", "gas law", False),
        ("Which gas law tells of heat?", "The gas law is old.", "gas law", True),
        ("Which film did Berg quote?", "Berg quoted a famous film.", "a famous film", True),
        ("Which bridge was closed?", "The Old Bridge was closed in June.", "Old Bridge", False),
        ("In which towns is the fair held?", "The fair is held in Sweden.", "Sweden", True),
        ("In which towns is the fair held?", "The fair is held in Monaco.", "Monaco", False),
        ("In which town is the fair held?", "It is in Cuba, a town in Missouri.", "Cuba", False),
        ("Which country's cities are clean?", "Sweden has clean cities.", "Sweden", False),
        ("Which country has villages on stilts?", "Cambodia has some.", "Cambodia", False),
        ("What language is spoken in Bulgaria?", "It is Bulgarian.", "Bulgarian", False),
        ("In which countries is the fair held?", "The fair is held in Sweden.", "Sweden", False),
    ],
)
def test_the_question_again_is_no_answer(question: str, text: str, answer: str, none: bool) -> None:
    """Nor is the country for a town in it; but it may be where it is asked whether or which."""
    assert (_sure(question, text, answer) < 1) is none


@pytest.mark.parametrize(
    ("question", "text", "answer", "none"),
    [
        ("Which ministers came to Selby?", "President Berg came to Selby.", "President Berg", True),
        ("Which ministers came to Selby?", "Ana Berg came to Selby.", "Ana Berg", False),
        ("Which ministers came to Selby?", "Two ministers met Mayor Berg.", "Mayor Berg", False),
        ("Who was the ambassador at the time?", "The mayor, Berg, spoke.", "The mayor, Berg", True),
        ("Which minister came to Selby?", "Secretary Holm came.", "Secretary Holm", False),
        ("Which journalist spoke to Holm?", "In Selby, President Holm spoke of fees.", "Holm", True),
        ("Which journalist spoke to Holm?", "A journalist asked Holm about fees.", "Holm", True),
        ("Which journalist spoke to Holm?", "A young journalist spoke to her.", "A young journalist", False),
        ("Which journalist spoke to Holm?", "The journalist Udo Berg spoke to her.", "Udo Berg", False),
        ("Which journalist spoke to Holm?", "A journalist from Selby, Udo Berg, did.", "Udo Berg", False),
        ("Which journalist spoke to Holm?", "Udo Berg, a journalist, did.", "Udo Berg", False),
        ("Which lawyer asked for it?", "Thanking the judge, Ana Holm asked for it.", "Ana Holm", False),
    ],
)
def test_who_has_another_role_is_no_answer(question: str, text: str, answer: str, none: bool) -> None:
    """Unless the sentence has the role that is asked for, and not of somebody who is left open."""
    assert (_sure(question, text, answer) < 1) is none


@pytest.mark.parametrize(
    ("question", "text", "answer", "none"),
    [
        ("How long did the talks last?", "A feast will mark 80 years since the war.", "80 years", True),
        ("How long did the talks last?", "The talks lasted for six hours.", "six hours", False),
        ("How long ago did they meet?", "They met six years ago.", "six years", False),
        ("How high is the weir?", "The lake would have to rise by 3 metres.", "3 metres", True),
        ("How wide is the weir?", "The weir is 40 metres long.", "40 metres", True),
        ("What is the width of the weir?", "It is a 40-metre-long weir.", "40", True),
        ("How wide is the weir?", "The weir is 3 metres wide and 40 metres long.", "40 metres", False),
        ("How tall is the tower?", "The tower is 40 metres high.", "40 metres", False),
        ("How high is the weir?", "The weir rises 3 metres.", "3 metres", False),
        ("By how much did it rise?", "The lake rose by 3 metres.", "3 metres", False),
        ("What trade volume do they want?", "Trade grew by about 6%.", "6%", True),
        ("How much was the rent increased?", "The rent rose by 6%.", "6%", False),
        ("By how much did exports fall?", "Exports grew by 6%.", "6%", True),
        ("By how much did exports fall?", "Trade grew by 6%.", "6%", False),
        ("By how much did the crown fall?", "The dollar rose by 3% against the crown.", "3%", False),
        ("By how much did the crown fall against the dollar?", "The dollar rose by 3%.", "3%", False),
        ("By how much did the herd shrink?", "The herd grew by -3 head.", "-3 head", False),
        ("By how much did exports fall?", "Trade tumbled by 6% as costs rose.", "6%", False),
        ("By how much did exports grow?", "Exports fell by 6%.", "6%", True),
        ("By how much did gas rise?", "Gas climbed by 12 cents as stocks fell.", "12 cents", False),
        ("How much did the herd grow last fall?", "The herd grew by 40.", "40", False),
        ("How many sailors fell ill?", "The number of the sick rose to 40.", "40", False),
        ("By how much did exports grow or fall?", "Exports fell by 6%.", "6%", False),
    ],
)
def test_another_measure_is_no_answer(question: str, text: str, answer: str, none: bool) -> None:
    """When for how long, a change for how much, or a rise for a fall."""
    assert (_sure(question, text, answer) < 1) is none


@pytest.mark.parametrize(
    ("question", "text", "none"),
    [
        ("When did the weir break?", "The old weir broke, Berg said on 3 May.", True),
        (
            "When did the weir break?",
            "The old weir broke, Berg said, the Courier reported from Selby on 3 May.",
            True,
        ),
        (
            "When did the weir break?",
            "The old weir broke, Mayor Berg told Ana Holm during talks on 3 May.",
            True,
        ),
        ("When did the weir break?", "Berg said that the weir broke on 3 May.", False),
        ("When did the weir break?", "After the long storm, Berg reported on 3 May.", False),
        ("When did Berg speak of the weir?", "The old weir broke, Berg said on 3 May.", False),
        ("Who broke the weir?", "The old weir broke, Berg said on 3 May.", False),
    ],
)
def test_when_it_was_said_is_not_when_it_was(question: str, text: str, none: bool) -> None:
    """Where the date ends a sentence that first says what happened."""
    assert (_sure(question, text, "3 May") < 1) is none


@pytest.mark.parametrize(
    ("question", "text", "none"),
    [
        ("On what day of the week did Holm speak?", "Holm spoke on 11 February.", True),
        ("On what day of the week did Holm speak?", "Holm spoke on Monday.", False),
        ("In which month is the regatta held?", "The regatta is held each year.", True),
        ("At what time does the ferry leave?", "The ferry leaves every 20 minutes.", True),
        ("What time does the ferry leave?", "The ferry leaves the north quay twice a day.", False),
        (
            "What time does the ferry leave?",
            "The ferry leaves every twenty minutes and takes 15 minutes.",
            True,
        ),
        ("What time does the ferry leave?", "The ferry leaves the quay in front of the inn.", True),
        ("What time does ferry 8 leave?", "Ferry 8 leaves every 20 minutes.", True),
        ("What time does ferry 8 leave?", "Ferry 8 leaves 8–12.", False),
        ("What time does ferry 8 leave?", "Ferry 8 leaves at 8.15.", False),
        *(
            ("At what time does the ferry leave?", f"The ferry {leaves}.", False)
            for leaves in (
                "leaves: 2140",
                "leaves six forty",
                "leaves half nine",
                "leaves eleven sharp",
                "goes 8–16",
                "goes Mon-Sat 8-4",
                "leaves 1510Z",
                "leaves straight after Vespers",
                "leaves at twenty minutes to five",
            )
        ),
        *(
            (asked, "The ferry leaves the quay in front of the inn.", False)
            for asked in (
                "In what time must I leave the ferry?",
                "Within what time can I leave the ferry?",
                "What time does the ferry need to leave?",
                "What time does the ferry take?",
                "What time signature has the song of the ferry?",
                "What time off do the ferrymen get?",
                "What time is the song of the ferry from?",
            )
        ),
        ("What time does the ferry leave?", "The ferry leaves at 9 on Sundays.", False),
        ("What time does the ferry leave?", "It leaves at 0630.", False),
        ("What time does the ferry leave?", "It leaves as soon as it is full.", False),
        ("At what time of year does it leave?", "It leaves each May.", False),
        ("In which month is the regatta held?", "The regatta is held in early June.", False),
        ("Which months is it held in?", "The regatta was held on 12/6.", False),
        ("Who came second in the race?", "Holm told Berg of the race.", True),
        ("Who came second in the race?", "Berg spoke to the press after Holm won the race.", True),
        ("Who came second in the race?", "Holm won the race, ahead of Berg.", False),
        ("In which month is the regatta held?", "It is held at midsummer.", False),
        ("Which months is it open?", "The boathouse is open from spring to autumn.", False),
        ("Who came second in the race?", "Berg finished just after Holm.", False),
        ("Who came second in the race?", "Holm touched first, Berg a moment after her.", False),
        ("Who came second in the race?", "Holm won before Berg.", False),
    ],
)
def test_what_is_asked_for_must_be_told(question: str, text: str, none: bool) -> None:
    """A weekday, a month, an hour, or a rank."""
    assert (_sure(question, text, None) < 1) is none


@pytest.mark.parametrize(
    ("question", "text", "answer", "none"),
    [
        ("How old is the house in Mill Lane?", "14 Mill Lane", "14", True),
        (
            "How old is the house in Mill Lane?",
            "The house at 14 Mill Lane, 0555 014 200, is let.",
            "14",
            True,
        ),
        ("How old is the house in Mill Lane?", "It is let, call 0555 014 200.", "0555 014 200", True),
        ("How old is the house in Mill Lane?", "14 Mill Lane is a terrace house of 1897.", "1897", False),
        ("How old is the house in Mill Lane?", "The house in the lane is Victorian.", "Victorian", False),
        ("How old is Ana Lind?", "Ana Lind (34) of 14 Mill Lane mends the ferry.", "34", False),
        ("How old was Ana Lind when she left?", "She was 14 Mill Lane knew, and she left.", "14", False),
        ("How old was Ana Lind when she left?", "She was eighteen when she left.", "eighteen", False),
        ("How old was Ben Holm?", "He climbed the tower in his eighties.", "eighties", False),
        ("How old is the chapel?", "The chapel is Norman.", "Norman", False),
        ("How old is Castle Street?", "In 1890 Castle Street was laid out.", "1890", False),
        ("How old is Castle Street?", "In 890 Castle Street was laid out.", "890", False),
        ("How old is the rock?", "It is 120 000 000 years old.", "120 000 000 years", False),
        ("How old must guests be?", "Adults only.", "Adults", False),
    ],
)
def test_the_number_of_a_house_is_no_age(question: str, text: str, answer: str, none: bool) -> None:
    """Where it is surely one, and what is marked; whatever else may tell an age is left alone."""
    assert (_sure(question, text, answer) < 1) is none


def test_a_month_may_stand_in_the_heading() -> None:
    """What is told under it is of that month."""
    asked, text = "In which month was the regatta held?", "The regatta was held."
    assert _sure(asked, text, None, heading="June") == 1
    assert _sure(asked, text, None, heading="Events") < 1


@pytest.mark.parametrize(
    ("question", "none"),
    [
        ("When is the closing date?", True),
        ("Closing date for the post", True),
        ("Does the date of 5 May still hold?", False),
        ("What was the earlier closing date?", False),
        ("Is 5 May the closing date?", False),
        ("Why is there another date?", False),
    ],
)
def test_what_no_longer_holds_is_no_answer(question: str, none: bool) -> None:
    """Where it is asked what holds, not what held or whether it does."""
    assert (_sure(question, "The date of 5 May no longer applies.", "5 May") < 1) is none
    assert _sure(question, "The date of 5 May applies.", "5 May") == 1


@pytest.mark.parametrize(
    ("question", "text", "answer"),
    [
        ("Who holds the key?", "Ida Falk holds it; the key at the desk is no longer valid.", "Ida Falk"),
        ("Who is the caretaker?", "It is Omar Aziz, and Sam Cole's number is no longer valid.", "Omar Aziz"),
        ("What is the speed limit?", "The limit of 30 no longer applies; it is 20 now.", "30"),
    ],
)
def test_what_no_longer_applies_may_be_something_else(question: str, text: str, answer: str) -> None:
    """What is said in another clause is not said of the answer."""
    assert _sure(question, text, answer) == 1


def test_sentences_in_other_languages_are_left_alone() -> None:
    """What is known here is known of English."""
    assert _sure("In which Norlandian towns is it?", "In Norlandia.", "Norlandia", "sv") == 1


@pytest.mark.parametrize(
    ("question", "text", "answer", "none"),
    [
        ("How many boats sank?", "The Herald wrongly stated in May that nine boats sank.", "nine", True),
        ("How many boats sank?", "It was wrongly reported as nine boats.", "nine", True),
        ("How many boats sank?", "It wrongly stated nine boats; the number is seven.", "seven", False),
        ("How many boats sank?", "It wrongly stated nine boats when in fact seven sank.", "seven", False),
        ("How many boats sank?", "Seven boats sank, not nine as was wrongly stated.", "Seven", False),
        (
            "What did the Herald wrongly state?",
            "It wrongly stated that nine boats sank.",
            "nine boats",
            False,
        ),
        ("How many boats were reported lost?", "It wrongly stated that nine were lost.", "nine", False),
    ],
)
def test_what_is_called_wrong_is_no_answer(question: str, text: str, answer: str, none: bool) -> None:
    """Unless it is asked what was said, or the sentence goes on with what is right."""
    assert (_sure(question, text, answer) < 1) is none


@pytest.mark.parametrize(
    ("question", "text", "answer", "none"),
    [
        ("What did the Lind Trust pay for the boat?", "The trust paid Berg for the boat.", "Berg", True),
        (
            "What does she get paid for it?",
            "She gets her fares and lost pay, up to Cr 400 a day.",
            "lost pay",
            False,
        ),
        ("What did the trust pay?", "The trust paid Berg for the boat.", "the boat", True),
        ("What did the trip cost?", "The trip cost Ann Holm her hat.", "Ann Holm", True),
        ("What did the trip cost?", "The trip cost Ann Holm her hat.", "her hat", False),
        ("What does the piper charge?", "The piper charges a dance.", "a dance", False),
        ("What did the widower pay?", "He paid for the crossing with a brass bell.", "a brass bell", False),
        ("What was the rent of the field?", "The rent of the field was one hen.", "one hen", False),
        ("What does the smith charge?", "He does it for a smile.", "a smile", False),
        ("What were the boy's wages?", "His wages were his board.", "his board", False),
        ("What do members pay?", "Members pay half.", "half", False),
        ("What do members pay?", "Members pay nothing.", "nothing", False),
        ("What do members pay?", "Members pay the usual fee.", "the usual fee", False),
        ("What did they ask her to pay for?", "They asked her to pay for the boat.", "the boat", False),
    ],
)
def test_who_is_paid_and_for_what_is_no_answer_to_what_is_paid(
    question: str, text: str, answer: str, none: bool
) -> None:
    """Where no sum stands beside it; anything but a name may be paid."""
    assert (_sure(question, text, answer) < 1) is none


@pytest.mark.parametrize(
    ("question", "text", "answer", "none"),
    [
        ("Which firms were fined?", "France and the UK fined some firms.", "France and the UK", True),
        ("Which firms were fined?", "Holm and Sons of France was fined.", "Holm and Sons", False),
        ("Which countries were fined?", "France and Spain were fined.", "France and Spain", False),
        ("What is Ida Holm's present post?", "Ida Holm, then deputy mayor, came.", "deputy mayor", True),
        (
            "Where does Ida Holm work today?",
            "Holm, Selby Hospital (until 5 May 2020)",
            "Selby Hospital",
            True,
        ),
        ("Where did Ida Holm work?", "Holm, Selby Hospital (until 5 May 2020)", "Selby Hospital", False),
        ("Where does Ida Holm work now?", "Ida Holm, formerly of Selby, is in Ashby.", "Ashby", False),
        ("Where does Ida Holm work now?", "Ida Holm (until 5 May 2999 in Selby)", "Selby", False),
        ("What are the current hours?", "It opens at 9 (until 5 May 2020).", "9", False),
        ("What is served today?", "First comes rye bread, then soup.", "soup", False),
        ("What share of its rye is sold here?", "Its trade in rye rose by 6 percent.", "6 percent", True),
        ("What is the total length of the dykes?", "The fen has 212 ha.", "212 ha", True),
        ("What is the total length of the dykes?", "They go on for 21 km.", "21 km", False),
        ("How heavy is the bell?", "It cost 900 pounds.", "900 pounds", False),
        ("How warm was the hall?", "It was 27 degrees in the hall.", "27 degrees", False),
    ],
)
def test_what_is_of_another_kind_or_time_is_no_answer(
    question: str, text: str, answer: str, none: bool
) -> None:
    """A country is no firm, what was is not what is, and no area is a length."""
    assert (_sure(question, text, answer) < 1) is none


@pytest.mark.parametrize(
    ("question", "text", "answer"),
    [
        ("What is the length of the lease?", "The length of the lease is 24 months.", "24 months"),
        ("What is the weight of the exam?", "Its weight is 40% of the mark.", "40%"),
        ("What is the width of the band?", "The band of tolerance is 5% wide.", "5%"),
        ("Which countries do scientists come from?", "They come from France and Spain.", "France and Spain"),
        ("Which firm built it?", "Georgia built it.", "Georgia"),
        ("Who came second in the race?", "Next came Ida Fenn.", "Ida Fenn"),
        ("In which month is the fair?", "The fair is on Boxing Day.", "Boxing Day"),
        ("What is Berg's job now?", "Berg was a cook, then a baker.", "a baker"),
    ],
)
def test_what_may_be_an_answer_is_one(question: str, text: str, answer: str) -> None:
    """Lengths are times and widths shares too, and a country's name may be somebody's."""
    assert _sure(question, text, answer) == 1
