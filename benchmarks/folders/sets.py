"""The sets of questions over folders: what they are called, and what they ask of."""

from pathlib import Path

__all__ = ["FOLDER", "OF_FOLDERS", "OF_SEEDS", "OF_TESTS", "SETS", "in_order", "of_originals"]

FOLDER = Path(__file__).parent
OF_SEEDS = ("seeds", "seeds2", "seeds3", "seeds4", "seeds5", "seeds6", "seeds7")
"""The sets that ask of the documents in seeds/."""
OF_TESTS = {"own": "questions.jsonl", "natural": "natural.jsonl"}
"""The two sets of the tests, in tests/data, which ask of the seeds too."""
OF_FOLDERS = tuple(
    """
    pages affair analyst clinic wire crawl office law scholar town works lands school lab archive
    press court inquiry dataroom practice helpdesk claims rights
    """.split()
)
"""The sets that ask of documents of their own."""
SETS = (*OF_FOLDERS, *OF_SEEDS)


def of_originals(name: str) -> str:
    """Return what a set about the seeds is called where it is asked of the reports that these retell."""
    return name.replace("seeds", "originals") if name in OF_SEEDS else f"{name}, originals"


def in_order() -> list[str]:
    """Return the names of all sets, those about the seeds first."""
    of_seeds = [*OF_TESTS, *OF_SEEDS]
    return [*of_seeds, *map(of_originals, of_seeds), *OF_FOLDERS]
