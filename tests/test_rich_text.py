"""RTF as it is shown: tracked changes as accepted, no hidden text, notes, comments, and rows of tables."""

from itertools import accumulate

from hypothesis import given
from hypothesis import strategies as st

from index.formats.rtf_source import shown
from index.read import read_bytes

HEAD = r"{\rtf1\ansi\ansicpg1252\deff0{\fonttbl{\f0 Arial;}}"


def blocks(body: str) -> list[tuple[str, str]]:
    """Return the kind and the text of every block of an RTF document."""
    reading = read_bytes(f"{HEAD}{body}}}".encode("ascii"), "a.rtf")
    return [(block.kind, reading.document.text[block.start : block.end]) for block in reading.blocks]


def said(body: str) -> list[str]:
    """Return the text of every block of an RTF document."""
    return [text for _, text in blocks(body)]


def row(*cells: str) -> str:
    """Return a row of a table as pandoc writes it."""
    inside = "".join(rf"{{{{\pard\intbl {cell}\par}}\cell}}" for cell in cells)
    return rf"{{\trowd\cellx100\cellx200\intbl{{{inside}}}\intbl\row}}"


def test_changes_are_read_as_accepted() -> None:
    """What was deleted, or moved from there, is not read; what was inserted or moved there is."""
    deleted = r"{\deleted\revauthdel1\revdttmdel5 4\u8364?\tab caf\'e9\~}"
    body = rf"The toll is {deleted}{{\revised\revauth1 6 euros}} a cart.\par "
    assert said(body) == ["The toll is 6 euros a cart."]
    assert said(r"It is \deleted red\deleted0 blue \mvf old\plain and \mvt new.\par ") == [
        "It is blue and new."
    ]


def test_a_paragraph_whose_end_was_deleted_is_not_fused_with_the_next() -> None:
    """Words on both sides of a deleted line end stay apart, and what was deleted as a whole leaves none."""
    body = r"The mill stood still.{\deleted\par}{\deleted It was sold.\par}The weir broke.\par "
    assert said(body) == ["The mill stood still.", "The weir broke."]


def test_hidden_text_is_left_out() -> None:
    """It is, until it is taken back, or its group or its kind of letters ends."""
    assert said(r"{\v Draft only: }Open \v not \v0 daily \v never\plain from nine.\par ") == [
        "Open daily from nine."
    ]


def test_notes_stand_where_they_are_called() -> None:
    """So they do as of ODT, in whatever group they are; an empty or a deleted one is none."""
    body = (
        r"The lock is 31 metres long.{\super\chftn}{\*\footnote\pard\plain {\super\chftn}\~Measured by Ida"
        r"\par Fenn in 1911.\par}\par "
        r"It leaks{\footnote\ftnalt Since the flood.}, they say.{\footnote\chftn }\par "
        r"The gate{\deleted , of oak{\footnote\plain Or elm.},} is new.\par "
    )
    assert said(body) == [
        "The lock is 31 metres long. [Measured by Ida Fenn in 1911.]",
        "It leaks [Since the flood.], they say.",
        "The gate is new.",
    ]


def test_comments_stand_at_the_end() -> None:
    """So they do as of DOCX, with who wrote them, even where what calls them is hidden."""
    call = (
        r"{\v{\*\atnid IF}{\*\atnauthor Ida F\'e9nn}\chatn{\*\annotation{\*\atnref 1}\pard\plain Is it?\par}}"
    )
    body = rf"The lock is deep.{call}\par {{\*\annotation Ask Holm.}}It is old.\par "
    assert said(body) == [
        "The lock is deep.",
        "It is old.",
        "Comment by Ida Fénn: Is it?",
        "Ask Holm.",
    ]


def test_a_table_is_a_block_of_rows() -> None:
    """Cells may end in line ends, as pandoc writes them, have several lines, or be empty; bars are text."""
    body = (
        r"{\pard The survey of the locks began in the spring of that year.\par}"
        + row("Lock", "Depth")
        + row("Upper", r"3.1 m\par at the sill")
        + row("", "A|B")
        + r"\pard Nothing else was measured|they say|\par "
        + row("Ferry", "Trips")
    )
    assert blocks(body)[1:] == [
        ("verbatim", "Lock | Depth\nUpper | 3.1 m at the sill\n| A|B"),
        ("prose", "Nothing else was measured|they say|"),
        ("verbatim", "Ferry | Trips"),
    ]


def test_a_box_is_paragraphs_and_a_table_in_a_cell_is_of_the_cell() -> None:
    """A table of a single cell parts nothing; what stands in a table in another stands in its cell."""
    box = r"\trowd\cellx900\pard\intbl Keep the gate shut.\par It swings.\cell\row\pard "
    inner = (
        r"\pard\intbl\itap2 Ida\nestcell{\*\nesttableprops\trowd\nestrow}{\nonesttables\par}\pard\intbl Fenn"
    )
    body = rf"{box}The rest is text.\par \trowd\cellx1\cellx2\pard\intbl Keeper\cell {inner}\cell\row\pard "
    assert said(body) == ["Keep the gate shut.", "It swings.", "The rest is text.", "Keeper | Ida Fenn"]


def test_pictures_in_bytes_end_nothing() -> None:
    """Bytes of a picture that look like ends of groups, or like words, are neither."""
    assert said(r"Before{\*\shppict{\pict\wmetafile8\bin7 }}}\v{{}} and after.\par ") == ["Before and after."]


@given(
    st.lists(
        st.sampled_from(
            [
                r"{",
                "}",
                r"\*",
                r"\footnote ",
                r"\annotation ",
                r"\atnauthor ",
                r"\v ",
                r"\v0 ",
                r"\cell ",
                r"\par ",
                "x",
            ]
        ),
        max_size=40,
    )
)
def test_any_groups_come_out(source: list[str]) -> None:
    """Whatever the groups, each that begins ends, and what is read of the rest is text."""
    found = shown(r"{\rtf1 " + "".join(source))
    depths = list(accumulate((sign == "{") - (sign == "}") for sign in found))
    assert min(depths) >= 0
    assert depths[-1] == 0
