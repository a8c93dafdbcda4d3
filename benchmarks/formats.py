"""The seeds in other formats: how well the same questions are answered over PDF, DOCX, HTML and EPUB.

    python -m benchmarks.formats [--sets markdown,pdf,docx] [--json FILE]

pandoc and Chromium (and LibreOffice, where it is installed) convert seeds/*.md; each set is indexed with the
real model and asked every question of tests/data/questions.jsonl and natural.jsonl. Prints shares in percent.
"""

import argparse
import json
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from index.encode import load_encoder
from index.library import Library
from index.sync import sync
from qa.ask import Asker
from qa.cases import read_cases
from qa.evaluate import evaluate
from qa.readers import DEFAULT_READER, load_reader
from qa.summary import summarise

ROOT = Path(__file__).resolve().parent.parent
QUESTIONS = ("questions", "natural")
_COLUMNS = {
    "first": ("answerable", "first_statement_right"),
    "any": ("answerable", "any_statement_right"),
    "document": ("answerable", "cites_right_document"),
    "refused": ("unanswerable", "refused"),
    "follow-ups": ("follow_ups", "first_statement_right"),
}
_PAGE = "@page{size:A4;margin:2.5cm} body{font:11pt/1.4 serif;hyphens:auto;text-align:justify}"


def _run(*command: str | Path, folder: Path) -> None:
    subprocess.run([str(word) for word in command], cwd=folder, check=True, capture_output=True, timeout=300)


def _by_pandoc(source: Path, folder: Path, suffix: str) -> Path:
    out = folder / f"{source.stem}.{suffix}"
    _run("pandoc", "--standalone", "--metadata", "lang=en", source, "-o", out, folder=folder)
    return out


def _by_chromium(source: Path, folder: Path) -> None:
    page = _by_pandoc(source, folder, "html")
    style = f"<style>{_PAGE}</style></head>"
    page.write_text(page.read_text("utf-8").replace("</head>", style, 1), encoding="utf-8")
    chromium = shutil.which("chromium") or "chromium-browser"
    _run(
        chromium, "--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer",
        f"--print-to-pdf={source.stem}.pdf", page.name, folder=folder,
    )  # fmt: skip
    page.unlink()


def _by_libreoffice(source: Path, folder: Path, suffix: str) -> None:
    made = _by_pandoc(source, folder, "docx")
    _run("soffice", "--headless", "--convert-to", suffix, made.name, folder=folder)
    made.unlink()


SETS: Mapping[str, Callable[[Path, Path], object]] = {
    "markdown": lambda source, folder: shutil.copy(source, folder),
    "html": lambda source, folder: _by_pandoc(source, folder, "html"),
    "docx": lambda source, folder: _by_pandoc(source, folder, "docx"),
    "epub": lambda source, folder: _by_pandoc(source, folder, "epub"),
    "pdf": _by_chromium,
    "pdf (LibreOffice)": lambda source, folder: _by_libreoffice(source, folder, "pdf"),
    "odt (LibreOffice)": lambda source, folder: _by_libreoffice(source, folder, "odt"),
}


def main() -> None:
    """Convert, index, ask and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sets", default=",".join(SETS))
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    encoder = load_encoder()
    reader = load_reader(DEFAULT_READER)
    found: dict[str, Any] = {}
    print(f"{'set':20}{'questions':12}" + "".join(f"{name:>12}" for name in _COLUMNS))
    for name in options.sets.split(","):
        if "LibreOffice" in name and not shutil.which("soffice"):
            continue
        with tempfile.TemporaryDirectory() as folder:
            for source in sorted((ROOT / "seeds").glob("*.md")):
                (Path(folder) / "documents").mkdir(exist_ok=True)
                SETS[name](source, Path(folder) / "documents")
            library = Library.open(Path(folder) / "index", create=True)
            report = sync(library, Path(folder) / "documents", encoder)
            if report.skipped:
                print(f"{name}: not read: {report.skipped}")
            asker = Asker(library, encoder, reader=reader)
            for asked in QUESTIONS:
                outcomes = evaluate(asker, read_cases(ROOT / "tests" / "data" / f"{asked}.jsonl"))
                figures = summarise(outcomes)
                found[f"{name}/{asked}"] = {
                    "figures": figures,
                    "wrong": [outcome.to_json() for outcome in outcomes if outcome.wrong],
                }
                row = [figures[part][figure] for part, figure in _COLUMNS.values()]
                words = "".join("           –" if v is None else f"{100 * v:12.1f}" for v in row)
                print(f"{name:20}{asked:12}{words}", flush=True)
            library.close()
    if options.json:
        options.json.write_text(json.dumps(found, indent=1, ensure_ascii=False), encoding="utf-8")


if __name__ == "__main__":
    main()
