"""Plain text that was a page of the web: its headline, its sections, and the lines of the site."""

import pytest

from index.blocks import Reading
from tests.test_formats import kinds, read

LONG = (
    "The ferry Aurora left the quay at noon with all of its lights on and nobody waved, for it was raining "
    "hard and the band had gone home before the mayor had even begun his speech."
)
PAGE = f"""The Harbour Post
Ships | Fish | Weather | Small ads
Ferry leaves without a wave as rain stops the band
By Ida Lind
Share: [f] [x]
{LONG}
Advertisement - story continues below
{LONG}
Why it rained
{LONG}
Read more: The band that never plays
'We were soaked'
{LONG}
Ship facts
Length: 41 metres
Built: 1974
Sign up for our weekly newsletter.
"""


def _read(text: str) -> Reading:
    return read("page.txt", text.encode())


def _headings(found: Reading) -> list[str]:
    return [block.label for block in found.blocks if block.kind == "heading"]


def test_the_lines_of_a_site_are_not_quoted() -> None:
    """They stay in the text, which is the file's own."""
    found = _read(PAGE)
    assert found.document.text == PAGE
    assert [text for kind, text in kinds(found) if kind == "metadata"] == [
        "Ships | Fish | Weather | Small ads",
        "Share: [f] [x]",
        "Advertisement - story continues below",
        "Read more: The band that never plays",
        "Sign up for our weekly newsletter.",
    ]


def test_the_title_of_a_page_stands_below_its_menu() -> None:
    """It is no menu, and not the name of the newspaper."""
    assert _read(PAGE).document.title == "Ferry leaves without a wave as rain stops the band"
    without_menu = PAGE.replace("Ships | Fish | Weather | Small ads", "Harbour")
    assert _read(without_menu).document.title == "Ferry leaves without a wave as rain stops the band"


def test_short_lines_between_paragraphs_are_headings() -> None:
    """So are those above lines with labels, whether the text is a page of the web or not."""
    own = ["Why it rained", "'We were soaked'", "Ship facts"]
    assert _headings(_read(PAGE))[1:] == own
    text = f"On ferries\n\n{LONG}\n\nWhy it rained\n\n{LONG}\n\nWho waved?\n\n{LONG}\n"
    assert _headings(_read(text)) == ["On ferries", "Why it rained", "Who waved?"]


def test_short_lines_above_items_that_begin_with_figures_are_headings() -> None:
    """As those of a recipe, whatever stands above them."""
    stock = "For the stock\n2 onions\n1 kilo of bones\na leek"
    text = f"Fish soup\n{LONG}\n{stock}\nMethod\n1. {LONG}\n2. Eat it.\n"
    assert _headings(_read(text)) == ["Fish soup", "For the stock", "Method"]


@pytest.mark.parametrize("line", ["and then", "1. Rain", "Rain: much", "[Photo of rain]", "It rained. Again"])
def test_other_short_lines_are_no_headings(line: str) -> None:
    """They go on, are items, labels, captions or sentences."""
    assert _headings(_read(f"On ferries\n{LONG}\n{line}\n{LONG}\n{line}\n{LONG}\n")) == ["On ferries"]


def test_one_line_like_those_of_a_site_is_quoted() -> None:
    """Only two tell that a text is a page of one; nor are the rows of a table a menu."""
    assert "metadata" not in {
        kind for kind, _ in kinds(_read(f"On ferries\n{LONG}\nFollow us: down the quay\n"))
    }
    rows = "Ship | Port | Flag | Owner\nAurora | Visby | red | Lind\n"
    said = kinds(_read(f"{rows}{LONG}\nAdvertisement\nRead more: On tides\n"))
    assert ("verbatim", rows.strip()) in said


def test_a_number_heads_the_clauses_that_have_it() -> None:
    """Without a blank line above it too."""
    text = f"Rules of the quay\n1. Mooring\n1.1 {LONG}\n1.2 {LONG}\n2. Fees\n2.1 {LONG}\n"
    assert _headings(_read(text)) == ["Rules of the quay", "1. Mooring", "2. Fees"]


def test_what_else_there_is_to_read_is_not_quoted() -> None:
    """The headlines below such a line, marked as items, or all to the end of the page."""
    found = _read(f"On ferries\n{LONG}\nRead more:\n- Who pays for the band?\n- On tides\n{LONG}\n")
    metadata = [text for kind, text in kinds(found) if kind == "metadata"]
    assert metadata == ["Read more:", "- Who pays for the band?", "- On tides"]
    end = "Most read\nThe band that never plays\nWhat does a wave cost?"
    found = _read(f"On ferries\n{LONG}\n{LONG}\n{end}\n")
    assert [text for kind, text in kinds(found) if kind == "metadata"] == end.splitlines()
    for kept in (f"Most read\nThe band\n{LONG}", f"Latest news\n{LONG}", "Related topics"):
        assert "metadata" not in {kind for kind, _ in kinds(_read(f"On ferries\n{LONG}\n{kept}\n"))}


def test_a_menu_of_an_item_to_a_line_stands_at_the_top() -> None:
    """It begins with the way home; the title stands below it."""
    menu = "Home\nThe Harbour\nFerries and tides\nContact"
    found = _read(f"{menu}\nThe ferry leaves without a wave\n{LONG}\n{LONG}\n")
    assert [text for kind, text in kinds(found) if kind == "metadata"] == menu.splitlines()
    assert found.document.title == "The ferry leaves without a wave"
    assert "metadata" not in {kind for kind, _ in kinds(_read(f"Home\nA poem\n{LONG}\n{LONG}\n"))}


def test_a_word_in_capitals_goes_on_in_the_line_below() -> None:
    """Both are the title: "MINUTES" alone says little."""
    line = "of the meeting of the harbour board on ferries"
    assert _read(f"MINUTES\n{line}\n{LONG}\n{LONG}\n").document.title == f"MINUTES {line}"


def test_the_questions_of_an_interview_head_their_answers() -> None:
    """However long they are; but not those of a list or of somebody whom a label names."""
    asked = [
        "Captain, are you tired?",
        "The band has gone home. Do you miss it?",
        "Who paid?",
        "And the mayor, when he came, what did he say of the rain?",
    ]
    text = "\n".join(f"{question}\n{LONG}" for question in asked)
    found = _read(f"{LONG}\n{text}\n")
    assert _headings(found) == asked
    assert found.document.title == "page.txt"
    for mark in ("- ", "1. ", "Lind: "):
        text = "\n".join(f"{mark}{question}\n{LONG}" for question in asked)
        assert not {*asked} & {
            heading.removeprefix(mark) for heading in _headings(_read(f"{LONG}\n{text}\n"))
        }


def test_names_of_other_pages_at_the_end_are_not_quoted() -> None:
    """Below "Similar jobs" and the like; what stands there in the midst of a text, or in sentences, is."""
    end = "Similar jobs\nHarbour cook, Visby\nWho wants to be a diver?\nFollow me on Mastodon\n"
    page = f"Deckhand wanted\nSave job   Share   Report this ad\n{LONG}\nTides\n{LONG}\n{end}"
    found = [text for kind, text in kinds(_read(page)) if kind == "metadata"]
    assert found == ["Save job   Share   Report this ad", *end.splitlines()]
    told = f"Deckhand wanted\nSimilar jobs\nHarbour cook, Visby\n{LONG}\n{LONG}\nMost read\nIt rained.\n"
    assert not [text for kind, text in kinds(_read(told)) if kind == "metadata"]


def test_one_menu_with_something_to_do_tells_a_page() -> None:
    """Nobody is told to print this page by a document; names alone may be its own."""
    menu = "Back to top | Print this page | Help centre | Become a pilot"
    assert ("metadata", menu) in kinds(_read(f"Terms of the quay\n{LONG}\n{LONG}\n{menu}\n"))
    names = "Ida Lind | Ulf Berg | Ann Ek | Per Holm"
    assert ("prose", names) in kinds(_read(f"Terms of the quay\n{LONG}\n{LONG}\n{names}\n"))


def test_the_title_of_a_page_may_stand_above_its_menu() -> None:
    """Where what is below heads labels, or is one with a figure."""
    facts = "At a glance\nLength: 27 cm\nWeight: 140-230 g or more"
    page = f"Little grebe\nTachybaptus\nBirds > Water > Grebes\n{facts}\n{LONG}\nYou may also like: Teal\n"
    assert _read(page).document.title == "Little grebe"


@pytest.mark.parametrize(
    "line",
    [
        "The Harbour Post | Subscribe from 1.90 a week",
        "News Opinion Sport Life Archive",
        "[Donate] [Mirror sites] [How to sail with us]",
        "Listen to this article 5:12",
        "Reading time: 4 minutes",
        "Share on: Facebook | Telegram | Copy link | Email",
        "WhatsApp | Signal | Mastodon",
        "Tweet  Share  Send by post",
        "++ ALSO READ: Who were the five? ++ The band that never plays ++",
        "Did you like this article? 3 kroner a day keep us afloat.",
        "Comments on this article are closed.",
        "Previous: Fire in the net loft | Next: Fog stops the mail",
        "Imprint | Privacy | Advertise with us | Jobs at The Harbour Post",
    ],
)
def test_more_lines_of_a_site_are_not_quoted(line: str) -> None:
    """What says so in few words; sentences of a text are none, though they have such words."""
    head = "Skip to content\nFerry leaves without a wave as rain stops the band"
    page = f"{head}\n{LONG}\n{line}\n{LONG}\nMost read:"
    assert ("metadata", line) in kinds(_read(page))
    for told in (
        "Sport and Music came to Ashby.",
        "He donated [in 1910] a bell [of tin].",
        "© Ashby Press. We keep to rules. Privacy | Cookies",
    ):
        assert ("prose", told) in kinds(_read(page.replace(line, told)))


def test_what_is_marked_below_more_on_this_subject_is_not_quoted() -> None:
    """As pages are quoted: "> The band that never plays"."""
    end = "More on this subject\n> The band that never plays\n> Where is the mayor?\n"
    head = "Skip to content\nYou have 2 free articles left.\n"
    page = f"{head}Ferry leaves without a wave as rain stops the band\n{LONG}\n{end}\n{LONG}\n"
    assert [text for kind, text in kinds(_read(page)) if kind == "metadata"][2:] == end.strip().split("\n")


@pytest.mark.parametrize(
    "lines",
    [
        ("- SEE ALSO: valve settings, page 12", "- RELATED: oil for the motor, page 14"),
        ("Previous: 4120 kWh | Next: 4300 kWh", "Previous: 4300 kWh | Next: 4410 kWh"),
        ("Reading time: 10 minutes", "Share: 40% of the mark of the whole year, counted as above"),
        (
            "Terms net 30 days | Contact Ida Krog | Phone 600 123",
            "Share: half to the owner, half to the tenant",
        ),
        ("[laughs softly] [pause]", "[door opens] [dog barks]"),
        ("[Applause] [Music plays]", "[Map of Lorn] [Photograph of the mill]"),
        ("Privacy officer Ana Moe | Contact Ben Rask | Legal Carl Dahl", "10 min read"),
        ("Price 12 crowns | Become a member for 40 crowns", "Reading time: 2 min"),
        ("Science Music Travel Sport Education", "Arts Music Science Sport"),
        ("Comments on this page are closed from 4 June", "Comments are closed"),
        ("Did you like this article? Write to post@lorn.example by 3 May.", "12-minute read"),
    ],
)
def test_lines_of_other_texts_are_of_no_site(lines: tuple[str, str]) -> None:
    """A manual, a bill, a transcript and a paper of questions may say what a page says."""
    page = f"Oars and quays of Lorn\n\n{LONG}\n\n{lines[0]}\n\n{LONG}\n\n{lines[1]}\n\n{LONG}\n"
    assert not any(kind == "metadata" for kind, _ in kinds(_read(page)))


@pytest.mark.parametrize(
    "top",
    [
        "The Harbour Post | Subscribe from 1.90 a week\nNews Opinion Sport Life Archive\n"
        "You have 2 free articles left.",
        "HARBOUR LIGHT - independent news on Ashby from afar\n[Donate] [Mirror sites]\n"
        "Listen to this article 5:12",
    ],
)
def test_the_headline_stands_below_what_is_to_be_clicked(top: str) -> None:
    """A menu without bars, or in brackets; a line of the site that ends as a sentence ends no head."""
    page = f"{top}\n\nFerry leaves without a wave as rain stops the band\n\n{LONG}\n"
    assert _read(page).document.title == "Ferry leaves without a wave as rain stops the band"
