"""Lines that pages part by `br`, and lists within lists."""

import pytest

from tests.test_formats import kinds, read

MORE = [
    "It was a long day at the yard, and all of us went home by the quay in the rain, as one did then.",
    "The master of the rope walk had a dog that nobody else could call, though many tried it at night.",
]
"""Without so much text beside a list the structure of a page is found in another way."""


def said(source: str, *, site: bool = False) -> list[str]:
    """Return the texts of the blocks of a page, one of a site or one that is nothing but a document."""
    whole = source + "".join(f"<p>{text}</p>" for text in MORE)
    inner = f"<nav>Home</nav><main>{whole}</main>" if site else whole
    found = kinds(read("a.html", f"<html><body>{inner}</body></html>".encode()))
    return [text for _, text in found if text not in MORE]


@pytest.mark.parametrize("site", [False, True])
def test_words_beside_a_line_break_are_two(*, site: bool) -> None:
    """In headings, in cells, and within what is set in bold."""
    source = (
        "<h1>Notes<br>of a life</h1><p>They <b>ran<br>home</b> at night.</p>"
        "<table><tr><td>12 High St<br>Marle</td><td>x</td></tr><tr><td>4 Row</td><td>y</td></tr></table>"
    )
    found = said(source, site=site)
    assert found[0] == "Notes of a life"
    assert found[-1] == "12 High St Marle | x\n4 Row | y"
    assert "They ran home at night." in found or ["They ran", "home at night."] == found[1:3]


def test_lines_with_labels_stay_apart() -> None:
    """A record of an interview says who asked whom, line by line; an address is one."""
    record = ["Interviewee: Miss W. Tolley", "Interviewer: Dr Meech", "Recorded: 14 May 1974"]
    bold = "<br>".join(f"<b>{line.partition(' ')[0]}</b> {line.partition(' ')[2]}" for line in record)
    assert said(f"<h1>Tape 17</h1><p>{bold}</p>") == ["Tape 17", *record]
    assert said("<p>The Yard<br>12 Strand<br>Aldermouth: Norland</p>") == [
        "The Yard 12 Strand Aldermouth: Norland"
    ]


@pytest.mark.parametrize("site", [False, True])
def test_lists_within_lists_stand_after_their_item(*, site: bool) -> None:
    """Each item is read by itself, and what an item says after its list too."""
    inner = "<ul><li>Ledger D, cut.</li><li>Ledger F</li></ul>"
    source = f"<h1>Papers</h1><ul><li>Ledgers, with a knife.{inner} Box 1.</li><li>Order books</li></ul>"
    items = ["• Ledgers, with a knife.", "• Ledger D, cut.", "• Ledger F", "Box 1.", "• Order books"]
    assert said(source, site=site) == ["Papers", *items]
