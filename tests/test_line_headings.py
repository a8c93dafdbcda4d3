"""Headings of plain text whose lines are whole paragraphs."""

from index.formats.markdown import markdown_blocks
from index.formats.plain import plain_blocks


def test_a_text_of_whole_paragraphs_and_many_short_lines_is_not_wrapped() -> None:
    """Its items are not glued where one begins in small letters; a wrapped text with one long line is."""
    paragraph = "The mill was bought by the town in May, " * 5 + "and nobody knew what it would be used for."
    items = "\n".join(f"Wheel {number} of the mill\nalder, oak and some iron" for number in range(20))
    blocks = plain_blocks(f"The mill of Lower Ashby\n{items}\n{paragraph}\n{paragraph}\n")
    assert len(blocks) == 43
    wrapped = "\n".join(["The mill was bought by the town in May, and by June it", "was full of owls."] * 20)
    assert len(plain_blocks(f"{wrapped}\n{paragraph}\n")) == 21


def _heads(text: str) -> list[tuple[int, str]]:
    return [(block.level, block.label) for block in plain_blocks(text) if block.kind == "heading"]


TOLD = "The mill was bought by the town in May, " * 4 + "and nobody knew what it would be used for."


def test_versions_head_what_was_changed_in_them() -> None:
    """What kind of change it was stands below; one version alone heads nothing."""
    text = (
        f"Kestrel for sailors\nKestrel 4.2\nReleased 3 May 2024\n{TOLD}\nFixed\n- A crash at high tide\n"
        f"- Anchors that were lost\nRemoved\n- The log\n- The horn\nKestrel 4.1 (June 2023)\n{TOLD}\n"
        f"Older releases\n{TOLD}\n"
    )
    assert _heads(text) == [
        (1, "Kestrel for sailors"),
        (2, "Kestrel 4.2"),
        (3, "Fixed"),
        (3, "Removed"),
        (2, "Kestrel 4.1 (June 2023)"),
        (2, "Older releases"),
    ]
    assert not _heads("It is late\nSay it:\nKestrel 4.1 (June 2023)\nIs new.\n")[1:]


def test_parts_that_are_counted_have_headings() -> None:
    """One after the other, with something longer below each; one alone, or a sentence, is none."""
    text = (
        f"To the mill and back\nDay 1: up the river\n{TOLD}\nDay 2 - the owls\n{TOLD}\n"
        f"Step 1: oil it.\n{TOLD}\nStep 2: turn it.\n{TOLD}\nStage 4: home\n{TOLD}\n"
    )
    assert _heads(text) == [(1, "To the mill and back"), (2, "Day 1: up the river"), (2, "Day 2 - the owls")]


def test_headings_between_those_of_clauses_have_their_numbers() -> None:
    """Those without clauses below them: in their places alone, and no item of a list of the same numbers."""
    text = (
        "Terms of the mill\n1. Who we are\nWe are the town.\n2. Fees\n2.1 A sack costs 2 crowns.\n"
        "2.2 A cart costs 9.\n3. What you bring\nYou may bring:\n1. rye\n2. oats\n4. Notice\n"
        "4.1 Tell us in May.\n5. Law\nThe law of the river holds.\n"
    )
    assert [label for _, label in _heads(text)[1:]] == [
        "1. Who we are",
        "2. Fees",
        "3. What you bring",
        "4. Notice",
        "5. Law",
    ]


def test_who_wrote_a_part_may_stand_below_its_heading() -> None:
    """A short line above any other short one is none."""
    signed = f"Comment\nby Ida Lind, Visby\n{TOLD}"
    text = f"The mill of Ashby\n{TOLD}\n{signed}\nThe owls\n{TOLD}\nNot\nthis\n{TOLD}\n"
    assert [label for _, label in _heads(text)[1:]] == ["Comment", "The owls"]


def test_short_lines_head_tables_and_lists_with_marks() -> None:
    """Also below an item or a row; of two above a list the first heads both lists that follow."""
    text = (
        f"The mill\n{TOLD}\nTools\n- a saw\n- a plane\nBefore you begin\n{TOLD}\n"
        f"Woods\nWood | Use\noak | the wheel\n"
        f"What we ask for\nBy day\n- quiet\n- clean boots\nBy night\n- more quiet\n"
        f"- a lamp\nHow to get here\n{TOLD}\n"
    )
    assert _heads(text) == [
        (1, "The mill"),
        (2, "Tools"),
        (2, "Before you begin"),
        (2, "Woods"),
        (2, "What we ask for"),
        (3, "By day"),
        (3, "By night"),
        (2, "How to get here"),
    ]


def test_items_that_a_word_counts_have_headings() -> None:
    """Letters of an edition and leaves of an album, whatever their heads end with; a step is text."""
    rule = "-" * 40
    letters = [
        "LETTER 1. Ann Roe to her brother. Upper Ashby, 3 May 1801. 2 ff.",
        "LETTER 3. Tom Roe to his sister. The mill, 9 June 1802. 1 f., signed with a mark.",
        "LETTER 4. Ann Roe to Mr. Berg, miller. Upper Ashby, 1803.",
    ]
    text = "THE ROE LETTERS\n\n" + "".join(f"{rule}\n{one}\n\n{TOLD}\n\n" for one in letters)
    assert _heads(text)[1:] == [(2, one) for one in letters]
    leaves = [f"[fol. {leaf}] THE ASHBY HERALD, Friday, May {leaf}th, 1884" for leaf in (12, 14, 19)]
    text = "AN ALBUM OF CUTTINGS\n\n" + "".join(f"{one}\n\n{TOLD}\n\n" for one in leaves)
    assert _heads(text)[1:] == [(2, one) for one in leaves]
    steps = "".join(f"Step {n}. Take off lid {n} of the mill.\n\n{TOLD}\n\n" for n in (1, 2, 3))
    assert not _heads(f"THE MILL OF ASHBY\n\n{steps}")[1:]
    motions = "".join(f"Motion {n}. The fee is raised to £{n}5\n\n{TOLD}\n\n" for n in (1, 2, 3))
    assert not _heads(f"THE MILL OF ASHBY\n\n{motions}")[1:]


def test_the_head_of_a_paper_is_no_title() -> None:
    """What stood in it has its own; a date alone behind a title makes it none of these."""
    paper, name = "THE ASHBY HERALD           Friday 3 May 1901, p. 8", "MR. JOHN ROE OF THE MILL"
    blocks = plain_blocks(f"{paper}\n\n{name}\n\n{TOLD}\n\n{TOLD}\n")
    assert [(block.kind, block.level) for block in blocks[:2]] == [("metadata", 0), ("heading", 1)]
    for said in (
        "TOTAL DUE     £400 by 3 June 2024, see p. 2",
        "A:     I was at no. 8 on 3 May 1901 and saw him.",
    ):
        blocks = plain_blocks(f"{name}\n\n{TOLD}\n\n{said}\n\n{TOLD}\n")
        assert "metadata" not in {block.kind for block in blocks}
    title = "MINUTES OF THE MILL BOARD      Friday 3 May 1901"
    assert _heads(f"{title}\n\n{TOLD}\n\n{TOLD}\n") == [(1, " ".join(title.split()))]


def test_questions_in_bold_above_their_answers_are_headings() -> None:
    """Of three or more in Markdown: lines in bold that ask nothing, and names, head nothing."""
    asked = (
        "## Berths\n\n**Is there a crane?**\nYes, for boats\nof ten tons.\n\n__Any water?__  \nAt berths.\n\n"
    )
    last = "**When is high tide?**\\\nNobody knows: ask the pilot.\n"
    other = "**Never moor at the crane**\nIt may fall.\n\n**Ana Holm**\nPilot.\n\n- **Keys?**\n  Here.\n\n"
    text = asked + other + last
    blocks = [(b.kind, b.label or text[b.start : b.end]) for b in markdown_blocks(text)[0]]
    assert blocks == [
        ("heading", "Berths"),
        ("heading", "Is there a crane?"),
        ("prose", "Yes, for boats\nof ten tons."),
        ("heading", "Any water?"),
        ("prose", "At berths."),
        ("prose", "**Never moor at the crane**\nIt may fall."),
        ("prose", "**Ana Holm**\nPilot."),
        ("prose", "- **Keys?**\n  Here."),
        ("heading", "When is high tide?"),
        ("prose", "Nobody knows: ask the pilot."),
    ]
    assert len([b for b in markdown_blocks(asked)[0] if b.kind == "heading"]) == 1
