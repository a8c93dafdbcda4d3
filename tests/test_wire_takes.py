"""Several takes of a news agency in one text."""

from tests.test_formats import read

SAID = "The ferry Aurora, which had been at the quay since noon, left at last.\nMORE al/\n"


def _blocks(text: str) -> list[tuple[str, int, str]]:
    reading = read("wire.txt", text.encode())
    return [(b.kind, b.level, reading.document.text[b.start : b.end]) for b in reading.blocks]


def test_slug_and_headline_head_a_take() -> None:
    """Also that of one that corrects another and has no dateline; who sent it is not quoted."""
    takes = (
        f"NWA0412 4.2.2025 18:41\nFerry leaves at last\n\nSELBY, Feb 4 (NWA) - {SAID}\n"
        "NWA0415 4.2.2025 19:41\nATTENTION - NEW FIGURE\nFerry had 9 on board\n\n"
        f"YORK, England, Feb 4 (NWA) - {SAID}\n"
        "NWA0419 4.2.2025 20:05\nREFILE - Ferry leaves (corrects name)\n\nIn NWA0412 please read Aurora.\n"
    )
    found = _blocks(f"NORTH NEWSWIRE\n\n{takes}")
    assert [(level, said) for kind, level, said in found if kind == "heading"][-6:] == [
        (2, "NWA0412 4.2.2025 18:41"),
        (3, "Ferry leaves at last"),
        (2, "NWA0415 4.2.2025 19:41"),
        (3, "ATTENTION - NEW FIGURE"),
        (2, "NWA0419 4.2.2025 20:05"),
        (3, "REFILE - Ferry leaves (corrects name)"),
    ]
    assert [said for kind, _, said in found if kind == "metadata"] == ["MORE al/"] * 2
    assert ("prose", 0, "Ferry had 9 on board") in found


def test_the_end_of_a_take_stands_above_another_or_at_the_end() -> None:
    """What looks like one amid a take is part of what it tells."""
    takes = (
        f"NWA0412 4.2.2025 18:41\nFerry leaves\n\nSELBY, Feb 4 (NWA) - {SAID}no/yes\nAsked.\nmore\nal/mk\n\n"
        "NWA0415 4.2.2025 19:41\nFerry back\n\nSELBY, Feb 4 (NWA) - She came back.\nENDS\n"
    )
    found = _blocks(takes)
    assert [said for kind, _, said in found if kind == "metadata"] == ["more", "al/mk", "ENDS"]


def test_no_line_of_another_text_ends_a_take() -> None:
    """Forms and tables have such lines."""
    text = "The form\n\nTick\n\nyes/no\n\nfor each.\n\nDoses are in\n\nmg/ml\n\nMORE\n\nhis/her\nENDS\n"
    assert not any(kind == "metadata" for kind, _, _ in _blocks(text))


def test_one_dateline_heads_nothing() -> None:
    """What stands above a lone report is its title, as of any text."""
    found = _blocks(
        f"Ferry leaves at last\n\nNWA0412 was the first to tell it\n\nSELBY, Feb 4 (NWA) - {SAID}"
    )
    assert [said for kind, _, said in found if kind == "heading"] == ["Ferry leaves at last"]


def test_names_in_brackets_are_no_datelines() -> None:
    """A list of members has names, brackets and dashes too."""
    text = "Members\n\nAna Lind (Selby) joined in May.\n\nEd Orme (York) - he left in June, as others had.\n"
    assert all(level < 2 for kind, level, _ in _blocks(text) if kind == "heading")
