"""What the reader is asked of a passage in the first person, by the name of who tells it."""

import pytest

from qa.question import read_question
from qa.retrieve import retrieve
from qa.subject import asked_of, subjects_of
from qa.teller import tellers_of
from tests.conftest import Build
from tests.support import FakeEncoder

FILLING = "The rain went on all that week, and the sea was over the quay and in the lower streets. " * 8
DOCUMENTS = {
    "statement.txt": f"WITNESS STATEMENT OF IDA MARIA FENN\n\n{FILLING}\n\n1. I kept the lamp for years.\n",
    "opinion.txt": f"On ropes\n\nDr Oskar Holm, rope maker\n\n{FILLING}\n\nMy fee is 90 crowns an hour.\n",
    "letter.txt": f"Dear Sir\n\nthe oil has come, and I thank you.\n\n{FILLING}\n\nSigned: Dr A. Lind\n",
    "terms.txt": f"Terms\n\n1. Who we are\n\nFerry Lett Ltd (“we”) runs.\n\n{FILLING}\n\nWe keep bags.\n",
    "about.txt": f"About us\n\nTarn Mill is old. I like it.\n\n{FILLING}\n\nOur flour is sold in bags.\n",
    "note.md": f"---\nauthor: Ruth Oake\n---\n\n# Pier\n\n{FILLING}\n\nIt is oak. Part I tells of it.\n",
    "trial.txt": "EXAMINATION OF LYLE BRANDT\n\nQ. Who had the key that night?\nA. They say that I did.\n"
    f"Q. Why?\nA. It was my turn to have it.\nQ. And the weather?\nA. {FILLING}\n"
    "Q. Who took it then?\nA. Pike took it from me.\n",
}
SPEAKS = dict.fromkeys(DOCUMENTS, {"I", "My"}) | {"terms.txt": {"We"}, "about.txt": {"Our"}}
"""By which words the passage is known of which something is asked."""


@pytest.mark.parametrize(
    ("name", "question", "expected"),
    [
        ("statement.txt", "How long did Ms Fenn keep the lamp?", "How long did it keep the lamp?"),
        ("statement.txt", "how long did ida fenn keep the lamp", "how long did it keep the lamp"),
        ("statement.txt", "how long did ida keep the lamp", "how long did ida keep the lamp"),
        ("statement.txt", "How long did Anna Fennick keep it?", "How long did Anna Fennick keep it?"),
        ("statement.txt", "Who kept Ida Fenn's lamp?", "Who kept Ida Fenn's lamp?"),
        ("statement.txt", "Who is Ida Fenn?", "Who is Ida Fenn?"),
        ("opinion.txt", "What does Dr Holm charge an hour?", "What does it charge an hour?"),
        ("letter.txt", "What did Dr Lind thank for?", "What did it thank for?"),
        ("terms.txt", "How long does Ferry Lett keep bags?", "How long does it keep bags?"),
        ("terms.txt", "how long does ferry lett keep bags", "how long does it keep bags"),
        ("terms.txt", "how long does lett keep bags", "how long does lett keep bags"),
        ("terms.txt", "How long does Tarn Mill keep bags?", "How long does Tarn Mill keep bags?"),
        ("about.txt", "How does Tarn Mill sell flour?", "How does it sell flour?"),
        ("note.md", "Of what did Ruth Oake build the pier?", "Of what did Ruth Oake build the pier?"),
        ("trial.txt", "Why did Mr Brandt have the key?", "Why did it have the key?"),
        ("trial.txt", "Why did Mr Pike take it?", "Why did Mr Pike take it?"),
    ],
)
def test_who_tells_a_passage_is_asked_of_by_a_pronoun(
    build: Build, name: str, question: str, expected: str
) -> None:
    """Where it says "I" or "we" and names nobody so; not as an owner, nor where nothing else is asked."""
    found = retrieve(build({name: DOCUMENTS[name]}), FakeEncoder(), question, 9).matches
    match = next(one for one in found if SPEAKS[name] & set(one.hit.text.split()))
    asked = read_question(question, (None,))
    assert asked_of(asked, subjects_of(asked), match) == expected


def test_who_tells_a_document(build: Build) -> None:
    """Its author, whom its head says to tell it, who signed it, and the witness who answers."""
    told = {
        name: tellers_of(library.document(name), len(text))
        for name, text in DOCUMENTS.items()
        if (library := build({name: text}))
    }
    assert told == {
        "statement.txt": ("IDA MARIA FENN",),
        "opinion.txt": ("Dr Oskar Holm",),
        "letter.txt": ("Dr A. Lind",),
        "terms.txt": (),
        "about.txt": (),
        "note.md": ("Ruth Oake",),
        "trial.txt": ("LYLE BRANDT",),
    }
