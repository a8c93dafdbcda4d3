"""The month that a document's first lines say it is of."""

import pytest

from index.editions import date_of_edition
from tests.test_formats import read


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("Guide to the mill\nState of information: June 2024", "2024-06"),
        ("The harbour · Port office · 3rd edition, August 2023\nDear guests", "2023-08"),
        ("News of the harbour · No. 12 · May 2024", "2024-05"),
        ("Presented by Ana Holm, head of the harbour, to the council in April 2024", "2024-04"),
        ("Report on the pumps, March 2022\nThe pumps are old.", None),
        ("Subscribe now for issue 12 out May 2131", None),
        ("Lease to be revised by September 2021", None),
        ("The rules of the pool. Replaces issue 3 (June 2023)", None),
        ("Replacing the boiler | June 2023", "2023-06"),
        ("The pumps were bought in March 2022. They are old.", None),
        ("It was printed in black. The pumps came in March 2022.", None),
        ("The pumps, bought in Leeds, March 2022, are old.", None),
        ("Pumps from May 2021 to June 2022", None),
    ],
)
def test_the_month_of_an_edition(text: str, date: str | None) -> None:
    """A month that a line says it is of, or that is a part of it; not one of which it tells."""
    assert date_of_edition(text) == date


def test_the_month_goes_before_the_day_of_the_file_but_not_within_it() -> None:
    """A file made in that month is of that day."""
    text = "Guide to the mill\nSecond edition, June 2024"
    assert date_of_edition(text, "2025-01-04") == "2024-06"
    assert date_of_edition(text, "2024-06-09") == "2024-06-09"


def test_a_first_line_dates_the_document() -> None:
    """What is to begin on a day, in a part of a line of its own, is not of that day."""
    page = "<html><body><h1>{}</h1><p>{}</p><p>The mill grinds rye for the whole town.</p></body></html>"
    said = page.format("Guide to the mill", "Second edition, June 2024")
    assert read("a.html", said.encode()).document.date == "2024-06"
    begins = page.format("Miller wanted", "Reference 7 | part time | from 1 May 2026 | Mill House")
    assert read("a.html", begins.encode()).document.date is None


@pytest.mark.parametrize(
    ("head", "date"),
    [
        ("Harbour Papers 14 · October 2023 · second printing (the first was of September 2023)", "2023-10"),
        ("Harbour Papers | OCTOBER 2023", "2023-10"),
        ("The tar report\n\nMay 2021", "2021-05"),
        ("May 2021\nThe quay was mended.\nJune 2021\nIt fell down.", None),
        ("The flood of May 2021", None),
    ],
)
def test_a_month_that_stands_alone_at_the_head_dates_a_paper(head: str, date: str | None) -> None:
    """Not one in a sentence, nor several, which head what was done in them."""
    assert date_of_edition(head, "2026-11-29") == date
