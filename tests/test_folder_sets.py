"""The folders that answers are measured on: every answer stands in a document that is named."""

import json
from pathlib import Path

import pytest

from benchmarks.folders.page import FIRST_ASKED, as_markdown
from benchmarks.folders.sets import FOLDER, OF_SEEDS, SETS, in_order
from index.library import Library
from qa.cases import read_cases
from qa.evaluate import is_gold_document
from tests.support import run_sync
from tests.test_seeds import source_texts, word_runs

_SEEDS = Path(__file__).parent.parent / "seeds"

_NOT_READ = {"pages": ["x040"], "crawl": ["c039"], "lab": ["lab084"], "claims": ["c055"]}
"""What stands in comments below a page or in its footer, and what the end of a line parts at its hyphen."""


def _flat(text: str) -> str:
    return " ".join(text.split()).casefold()


@pytest.mark.parametrize("name", SETS)
def test_every_answer_of_a_folder_stands_in_a_document_that_is_named(name: str, tmp_path: Path) -> None:
    """As it is read; what nothing answers names none."""
    run_sync(tmp_path / "index", _SEEDS if name in OF_SEEDS else FOLDER / name / "documents")
    library = Library.open(tmp_path / "index")
    texts = {one.id: _flat(library.document(one.id).text) for one in library.documents()}
    library.close()
    cases = read_cases(FOLDER / name / "questions.jsonl")
    assert len({case.id for case in cases}) == len(cases) >= 125
    lost = []
    for case in cases:
        assert bool(case.answers) == bool(case.documents), case.id
        said = [text for id_, text in texts.items() if is_gold_document(id_, case.documents)]
        if case.answers and not any(_flat(answer) in text for answer in case.answers for text in said):
            lost.append(case.id)
    assert lost == _NOT_READ.get(name, [])


@pytest.mark.parametrize("name", OF_SEEDS)
def test_the_questions_about_the_seeds_share_no_run_of_eight_words_with_a_source(name: str) -> None:
    """Nor do they with the spans that answer put one after the other."""
    own = word_runs((FOLDER / name / "questions.jsonl").read_text(encoding="utf-8"))
    assert not own & set().union(*map(word_runs, source_texts().values()))


def test_the_page_sets_what_was_first_asked_beside_what_is_now() -> None:
    """Those about the seeds first; what was not measured stays empty."""
    figures = ("first", "any", "document", "silent", "follow_ups", "follow_ups_any", "refused", "auroc")
    now = {"alone": 80, "after": 25, "nothing": 35, **dict.fromkeys(figures, 0.75), "commit": "abc1234"}
    page = as_markdown({"press": now, "seeds2": now}, {"press": [0.5, 0.6, None, 0.7, 1.0]})
    assert page.splitlines()[-3:] == [
        "| **seeds2** | 80 + 25 + 35 | .750 | .750 | .750 | .750 | .750 | .750 | abc1234 |",
        "| press | | .500 | .600 |  |  | .700 | 1.000 | first asked |",
        "| **press** | 80 + 25 + 35 | .750 | .750 | .750 | .750 | .750 | .750 | abc1234 |",
    ]
    assert set(json.loads(FIRST_ASKED.read_text(encoding="utf-8"))) <= set(in_order())
