"""Codes and options that a question asks for by name."""

import pytest

from qa import identifiers
from tests.conftest import Ask

OPTIONS = """# Options

`auth.max_failed_logins` is 5 by default, a number of tries.

`relay.pool_size` is 200 by default, a number of connections.
"""
PRIZES = "# Days of film\n\nThe film on floods won second prize at the spring days.\n"
ERRORS = "# Errors\n\nQM-5030: the worker is not running.\n\nThe error MH17 means that the tank is empty.\n"
CHANGES = "# Changes\n\n## 2.4.0\n\nThe planner was changed.\n"
NOTES = "# Orrery\n\n## Orrery 7.2\n\nReleased on 4 May.\n"
REPORT = "# Survey\n\n## Section 2.3\n\nThe prices of cement rose by 2.4 per cent in May.\n"
LONG = "# Errors\n\nThe list of INC-118.\n\n## What went wrong\n\nThe pool of connections was too small.\n"


@pytest.mark.parametrize(
    ("question", "text", "known"),
    [
        ("What is the default of relay.pool_size?", OPTIONS, True),
        ("What is the default of relay.batch_size?", OPTIONS, False),
        ("What is the default of max_failed_logins?", OPTIONS, True),
        ("What is the default of failed_logins?", OPTIONS, False),
        ("What does error QM-5030 mean?", ERRORS, True),
        ("What does error qm 5030 mean?", ERRORS, True),
        ("What does error QM-5031 mean?", ERRORS, False),
        ("What does error MH-177 mean?", ERRORS, False),
        ("What does covid-19 error mean?", ERRORS, True),
        ("What went wrong in INC-118?", LONG, True),
        ("What went wrong in INC-119?", LONG, False),
        ("What was changed in 2.4.0?", CHANGES, True),
        ("What was changed in 2.4?", CHANGES, True),
        ("What was changed in 2.4.3?", CHANGES, False),
        ("What was changed in 2.4.3?", CHANGES.replace("2.4.0", "March"), True),
        ("What was changed on 3.10.2024?", CHANGES, True),
        ("When was Orrery 7.2 released?", NOTES, True),
        ("When was orrery version 7.2.1 released?", NOTES, True),
        ("When will Orrery 8.0 be released?", NOTES, False),
        ("When will version 8.0 be released?", NOTES.replace("Orrery 7", "Version 7"), False),
        ("When will Almanac 8.0 be released?", NOTES, True),
        ("When will Orrery 8 be released?", NOTES, True),
        ("Which prices rose in Section 2.4?", REPORT, True),
        ("Which prices of cement rose by 2.5 per cent?", REPORT, True),
        ("What is e.g. changed, in node.js or at x@mail.example?", CHANGES, True),
    ],
)
def test_what_is_asked_of_another_code_is_less_sure(
    ask: Ask, monkeypatch: pytest.MonkeyPatch, question: str, text: str, known: bool
) -> None:
    """A code or option has to stand in the passage, above it, or at the beginning of its document."""

    def confidence(sure: float) -> float:
        monkeypatch.setattr(identifiers, "OTHER_IDENTIFIER_SURE", sure)
        return float(ask(question, {"a.md": text})[0].confidence)

    assert (confidence(0.5) == pytest.approx(confidence(1.0))) is known


@pytest.mark.parametrize(
    ("question", "known"),
    [
        ("Which film won first prize at the spring days?", False),
        ("Which film won 3rd prize at the spring days?", False),
        ("Which film won 2nd prize at the spring days?", True),
        ("Which film won a prize on the first of the spring days?", True),
        ("Which film won the first medal at the spring days?", True),
    ],
)
def test_the_second_of_a_kind_is_not_the_first(
    ask: Ask, monkeypatch: pytest.MonkeyPatch, question: str, known: bool
) -> None:
    """What is counted must be the same."""

    def confidence(sure: float) -> float:
        monkeypatch.setattr(identifiers, "OTHER_NUMBER_SURE", sure)
        return float(ask(question, {"a.md": PRIZES})[0].confidence)

    assert (confidence(0.25) == pytest.approx(confidence(1.0))) is known


def test_days_of_a_month_are_not_counted_so(ask: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    """It may be open since the first."""
    monkeypatch.setattr(identifiers, "OTHER_NUMBER_SURE", 0.0)
    text = {"a.md": "# Pier\n\nThe pier is open since 1st May.\n"}
    assert ask("Is the pier open on 3rd May?", text)[0].confidence > 0
