"""What is measured of a sentence that may answer a question."""

import numpy as np

from qa.features import is_version_of, measure_near, opening_of, same_name
from qa.question import read_question
from qa.retrieve import retrieve
from tests.conftest import Build
from tests.support import FakeEncoder

FEATURE = """---
title: Four rooms
---

# Four rooms

*A government in exile works from Vilnius.*

| City | Rooms |
|---|---|
| Tallinn | 4 |

They are let by a baker.

## Costs

The rent of the flat is paid by a foundation.
"""


def test_the_names_of_an_opening_are_near(build: Build) -> None:
    """Those of its prose, not of its tables or its front matter, and not of a row."""
    matches = retrieve(build({"rooms.md": FEATURE}), FakeEncoder(), "Who pays the rent?", 5).matches
    match = next(one for one in matches if one.hit.passage.heading.endswith("Costs"))
    assert opening_of(match.document).startswith("\n# Four rooms\n\n*A government")

    def names_near(question: str, row: str | None = None) -> float:
        read = read_question(question)
        return measure_near(read, match, np.ones(len(read.content)) / len(read.content), row)[0]

    assert names_near("Who pays the rent in Vilnius?") == 1.0
    assert names_near("Who pays the rent in Riga?") == 0.0
    assert names_near("Who pays the rent in Tallinn?") == 0.0
    assert names_near("Who pays the rent in Vilnius?", "Rent | 4") == 0.0


def test_what_has_digits_is_one_name_only_if_it_is_equal() -> None:
    """Versions and codes that differ in one digit are two; names may end a little differently."""
    assert same_name("lukashenka", "lukashenko")
    assert not same_name("2.4.3", "2.4.0")
    assert not same_name("rev20315", "rev20316")
    assert same_name("2.4.3", "2.4.3")


def test_a_version_belongs_to_a_shorter_one() -> None:
    """So does "2.4.0" to "2.4", and no other number."""
    assert is_version_of("2.4", "2.4.0")
    assert not any(is_version_of("2.4", word) for word in ("2.4", "2.41", "12.4.0", "2.3.4"))
    assert not is_version_of("2", "2.4")
