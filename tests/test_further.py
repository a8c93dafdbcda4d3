"""What is left out beside a sentence of the very thing that is asked for."""

import pytest

from qa.further import _numbered
from tests.conftest import Ask

DEPOTS = {
    f"{number}.md": f"# Report {number}\n\nThe keeper of shed {number} is {name} Berg.\n"
    for number, name in ((4, "Ada"), (41, "Bo"), (3, "Cy"))
}
BILLS = {
    f"{number}.txt": f"Bill no {number}\n\nThe total is {total} euros.\n"
    for number, total in ((17, "1,250"), (18, "3,999"))
}
CLUB = "# Club\n\nThe warden is Piet Vos.\n\nThe night cook is Olga Renn.\n\nThe chair is Maud Ellery.\n"
OF_SHED = (
    "# Sheds\n\n## Shed 4\n\nThe keeper of shed 4 is Ada Berg.\n\nThe keeper before was Ida Fenn of shed 3.\n"
)
CHAT = "".join(
    f"12/03/2024, 14:0{n} - {who}: {said}\n"
    for n, (who, said) in enumerate(
        [
            ("Ann", "The code is 4417"),
            ("Ben", "See you at nine"),
            ("Ann", "Bring the ladder"),
            ("Ben", "I will"),
        ]
        * 2
    )
)
LEANS = "# Club\n\nThe warden is Piet Vos.\n\nHe has been it since the night cook Olga Renn left.\n"


@pytest.mark.parametrize(
    ("question", "files", "said", "unsaid"),
    [
        ("Who is the keeper of shed 4?", DEPOTS, ["Ada"], ["Bo", "Cy"]),
        ("Who is the keeper of shed 41?", DEPOTS, ["Bo"], ["Ada", "Cy"]),
        ("Who are the keepers of sheds 4 and 3?", DEPOTS, ["Ada", "Cy"], ["Bo"]),
        ("What is the total of bill 18?", BILLS, ["3,999"], ["1,250"]),
        ("Who is the warden?", {"a.md": CLUB}, ["Piet"], ["Olga", "Maud"]),
        ("What is the code?", {"chat.txt": CHAT}, ["4417"], ["nine", "ladder", "I will"]),
        ("Who is the keeper of shed 4?", {"a.md": OF_SHED}, ["Ada", "Ida"], []),
        ("Who is the warden?", {"a.md": LEANS}, ["Piet", "Olga"], []),
    ],
)
def test_what_is_plainly_of_another_thing_is_no_further_statement(
    ask: Ask,
    monkeypatch: pytest.MonkeyPatch,
    question: str,
    files: dict[str, str],
    said: list[str],
    unsaid: list[str],
) -> None:
    """Another number beside the noun, or another role; a heading or a pronoun may say that it is the same."""
    for share in ("NARROW_SHARE", "OTHER_DOCUMENT_SHARE"):
        monkeypatch.setattr(f"qa.answer.{share}", 0.0)
    told = "\n".join(one.quote for one in ask(question, files)[0].statements)
    assert [name for name in said + unsaid if name in told] == said


def test_a_noun_with_its_numbers_is_told_from_dates_amounts_and_references() -> None:
    """A range may have any, and what a clause refers to is no other clause."""
    assert _numbered("Flats 3, 4 and 07, invoice no. 18, bus 7b") == {
        "flat": {"3", "4", "7"},
        "invoice": {"18"},
        "bus": {"7b"},
    }
    assert _numbered("on May 4, in 2020, grew 5%, sold 1,250, flats 3–7, see clause 9") == {}
