"""Jupyter notebooks."""

import json

import pytest

from index.errors import UnreadableError
from tests.test_formats import kinds, place_of, read

PRINTED = [
    {"output_type": "stream", "text": ["412 seats\n", "7 ships\n"]},
    {"output_type": "display_data", "data": {"text/plain": "<Axes: >", "image/png": "AA=="}},
    {"output_type": "execute_result", "data": {"text/plain": ["0.93"]}},
]
NOTEBOOK = {
    "nbformat": 4,
    "metadata": {"kernelspec": {"name": "python3"}},
    "cells": [
        {"cell_type": "markdown", "source": ["# The ferries\n", "\n", "They *sail* daily.\n", "\n", "- one"]},
        {"cell_type": "code", "source": "seats = 412\nprint(seats)", "outputs": PRINTED},
        {"cell_type": "code", "source": [], "outputs": []},
        {"cell_type": "raw", "source": "As it is."},
    ],
}


def test_notebooks_are_cited_by_cell() -> None:
    """Markdown, code and what it printed; pictures and names of objects say nothing."""
    found = read("a.ipynb", json.dumps(NOTEBOOK).encode())
    assert found.document.title == "The ferries"
    assert kinds(found) == [
        ("heading", "The ferries"),
        ("prose", "They *sail* daily."),
        ("prose", "- one"),
        ("verbatim", "seats = 412\nprint(seats)"),
        ("verbatim", "412 seats\n7 ships"),
        ("verbatim", "0.93"),
        ("verbatim", "As it is."),
    ]
    assert place_of(found, "7 ships") == "cell 2"
    assert place_of(found, "As it is") == "cell 4"
    old = {"worksheets": [{"cells": [{"cell_type": "code", "input": "seats", "outputs": [{"text": "412"}]}]}]}
    assert kinds(read("a.ipynb", json.dumps(old).encode())) == [("verbatim", "seats"), ("verbatim", "412")]


@pytest.mark.parametrize("source", ["[]", "{", "{}", '{"cells": [1]}'])
def test_what_is_no_notebook_is_refused(source: str) -> None:
    """With the reason."""
    with pytest.raises(UnreadableError):
        read("a.ipynb", source.encode())
