"""The date that the heads or feet of pages say."""

import pytest

from index.running_dates import date_of_pages
from tests.pdf import page, pdf, words
from tests.test_formats import read


@pytest.mark.parametrize(
    ("running", "date"),
    [
        ([["Pumps, rev. 7, May 2025  1"], ["Pumps, rev. 7, May 2025  2"], []], "2025-05"),
        ([["3 May 2025", "1"], ["3 May 2025", "2"]], "2025-05-03"),
        ([["Issue 2025-05-03"], ["Issue 2025-05-03"]], "2025-05-03"),
        ([["Sept. 2024 to May 2025"], ["Sept. 2024 to May 2025"]], None),
        ([["May 2025"], ["June 2025"], ["July 2025"]], None),
        ([["May 2025"]], None),
        ([["May 2025"], [], [], [], ["May 2025"]], None),
        ([["Copyright 2025"], ["Copyright 2025"]], None),
    ],
)
def test_one_date_on_most_pages_is_that_of_the_document(running: list[list[str]], date: str | None) -> None:
    """A month with its year, or a day; not a year alone, several dates, or one of a few pages."""
    assert date_of_pages(running) == date


def test_the_date_of_the_pages_goes_before_that_of_the_file() -> None:
    """What the text says goes before both."""
    text = [(60, 740 - 14 * n, "The pump is oiled each week by whoever is on duty then.") for n in range(9)]

    def date(first: str) -> str | None:
        begins = [(60, 760, first)]
        pages = [
            page(words([(60, 40, f"Pumps, rev. 7, May 2025, page {n}"), *(begins if n == 1 else []), *text]))
            for n in (1, 2, 3)
        ]
        return read("a.pdf", pdf(pages)).document.date

    assert date("The pump is old.") == "2025-05"
    assert date("Issued: 4 June 2025") == "2025-06-04"
