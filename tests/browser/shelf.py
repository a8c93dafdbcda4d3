"""Documents of every kind, served by the real page over a real index: `python shelf.py PORT FOLDER`.

A question is "document: quote", and its answer cites every place where the document says that.
"""

import io
import mailbox
import subprocess
import sys
from collections.abc import Callable, Iterable
from email.message import EmailMessage
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[2]))

from index.library import Library
from index.sync import sync
from qa.service import Service
from qa.status import Status
from qa.types import Answer, Citation, Statement
from tests.support import FakeEncoder, write

CHROMIUM = "/usr/bin/chromium"
FILLER = [
    f"In {1800 + n} the harbour office of Ardle noted {n * 7 + 3} vessels, most of them with timber, and its "
    f"affluent merchants found the efficient new crane number {n} quite sufficient for them."
    for n in range(60)
]
NOTE = "Figures before 1801 were lost in the great fire of the office and cannot be given here."
ASIDE = "The lighthouse keeper Solveig Brandt counted 417 seals on the outer skerries that winter."
HOSTILE = (
    '<script>window.hacked = 1</script> <img src=x onerror="window.hacked=1"> {{7*7}} ${7*7} '
    "[a letter](javascript:window.hacked=1) ![pixel](http://203.0.113.7/p.png)"
)
BOUGHT = (
    "The **crane** was *bought* in `1871`; [the council](https://example.org/c) paid **412 pounds** for it."
)
MARKDOWN = f"""---
title: Notes on the harbour
---

# Notes on the harbour

{BOUGHT}

- The first mooring lies to the north.
- The second lies **under the bridge**.

| Year | Ships |
|------|------:|
| 1871 | 300   |
| 1872 | **412** |

> The pilot said: {HOSTILE} and went home.

```python
print("** not bold **")
```

{FILLER[3]}
"""
HTML = f"""<html><head><title>The harbour page</title><script>window.hacked = 1</script></head><body>
<h1>The harbour page</h1><p onclick="window.hacked=1">The <b>old quay</b> was built of larch in 1644.</p>
<table><tr><td>Quay</td><td>Length</td></tr><tr><td>North</td><td>312 m</td></tr></table>
<h2>Storms</h2><p>&lt;script&gt;window.hacked=1&lt;/script&gt; is what the telegram of 1899 said.</p>
<p>{FILLER[4]}</p></body></html>"""
CODE = '''"""Counts ships."""

LIMIT = 42  # <b>no more berths</b>


def count(ships: list[str]) -> int:
    return min(len(ships), LIMIT)
'''


def columns(body: str, style: str = "") -> str:
    """Return a page of HTML for print, in two columns with footnotes' rule at the end."""
    return (
        f"<!doctype html><html lang=en><meta charset=utf-8><title>Harbour report</title><style>"
        f"@page{{size:A4;margin:2cm}}body{{font:11pt/1.4 serif;text-align:justify;hyphens:auto}}"
        f"aside{{border-top:1px solid;font-size:8.5pt;margin-top:1cm}}.c{{column-count:2}}{style}</style>"
        f"<body><h1>The harbour of Ardle</h1>{body}"
    )


def paragraphs(texts: Iterable[str]) -> str:
    """Return texts as paragraphs of HTML."""
    return "".join(f"<p>{text}</p>" for text in texts)


def printed(folder: Path, name: str, html: str) -> Path:
    """Print HTML to a PDF with Chromium and return its path."""
    source, out = folder / f"{name}.print.html", folder / f"{name}.pdf"
    source.write_text(html, encoding="utf-8")
    options = ["--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer"]
    command = [CHROMIUM, *options, f"--print-to-pdf={out}", str(source)]
    subprocess.run(command, capture_output=True, timeout=120, check=True)
    source.unlink()
    return out


def changed(source: Path, target: Path, change: Callable[[Any], None]) -> Path:
    """Write a PDF again with each of its pages changed."""
    import pypdfium2

    document = pypdfium2.PdfDocument(source)
    for page in document:
        change(page)
    document.save(target)
    document.close()
    return target


def pages_of(source: Path, count: int) -> bytes:
    """Return the first pages of a PDF as another one."""
    import pypdfium2

    document, out = pypdfium2.PdfDocument(source), io.BytesIO()
    while len(document) > count:
        document.del_page(len(document) - 1)
    document.save(out)
    document.close()
    return out.getvalue()


def pdfs(folder: Path) -> dict[str, Path]:
    """Make PDFs in two columns, with footnotes, turned and cropped; return them by name."""
    two = printed(folder, "two columns", columns(f"<div class=c>{paragraphs(FILLER[:40])}</div>"))
    body = f"{paragraphs(FILLER[:4])}<p>See the note.<sup>1</sup></p><aside>1 {NOTE}</aside>"
    parted = paragraphs(
        text.replace("merchants", "mer&shy;chants").replace("suff", "suf&shy;f") for text in FILLER
    )
    return {
        "columns": two,
        "hyphens": printed(folder, "hyphens", columns(parted, "p{width:3.2cm}")),
        "notes": printed(folder, "notes", columns(body + paragraphs(FILLER[5:30]))),
        "turned": changed(two, folder / "turned.pdf", lambda page: page.set_rotation(90)),
        "back": changed(two, folder / "turned back.pdf", lambda page: page.set_rotation(270)),
        "cropped": changed(two, folder / "cropped.pdf", lambda page: page.set_cropbox(40, 60, 560, 800)),
        "sideways": printed(
            folder, "sideways", columns(paragraphs(FILLER[:12]), "body{writing-mode:vertical-rl;height:24cm}")
        ),
    }


def slides() -> bytes:
    """Return a presentation of three slides."""
    import pptx

    deck = pptx.Presentation()
    for number, (title, body) in enumerate(
        [("Harbour plans", "A new pier is planned."), ("Costs", f"{ASIDE}"), ("Thanks", "Questions?")]
    ):
        slide = deck.slides.add_slide(deck.slide_layouts[1])
        slide.shapes.title.text = title
        slide.placeholders[1].text = body if number != 1 else f"The pier costs 2 million.\n{body}"
    out = io.BytesIO()
    deck.save(out)
    return out.getvalue()


def message(subject: str, body: str) -> EmailMessage:
    """Return an e-mail."""
    mail = EmailMessage()
    mail["Subject"], mail["From"], mail["To"] = (
        subject,
        "Solveig Brandt <s@example.org>",
        "council@example.org",
    )
    mail["Date"] = "Tue, 04 Mar 2025 10:00:00 +0000"
    mail.set_content(body)
    return mail


def box(folder: Path) -> bytes:
    """Return a mailbox of three messages."""
    path = folder / "box"
    letters = mailbox.mbox(path)
    for number in range(1, 4):
        letters.add(message(f"Letter {number}", f"The buoy number {number} was painted red.\n\nYours\nS."))
    letters.close()
    data = path.read_bytes()
    path.unlink()
    return data


def make(folder: Path) -> Path:
    """Make a document of every kind and return their folder."""
    write(
        folder,
        {
            "notes.md": MARKDOWN,
            "page.html": HTML,
            "count.py": CODE,
            "plain.txt": f"A plain report\n\n{FILLER[0]}\n\nThe {HOSTILE} was seen.\n\n{FILLER[1]}\n",
            "ships.csv": "Ship,Flag,Year,Note\n"
            + "".join(
                f"Vessel {n},{'Norway' if n % 2 else ''},{1900 + n},{'' if n % 3 else 'a; b: c'}\n"
                for n in range(80)
            ),
            "letter.eml": message("Seals", f"Dear council,\n\n{ASIDE}\nThat is all.\n\nS.").as_bytes(),
            "records.json": '[{"name": "Ardle", "depth": "9 m"}, {"name": "Brevik", "depth": "<b>14</b> m"}]',
            "long.txt": "\n\n".join(f"{n}. {FILLER[n % 60]}" for n in range(2_000)),
            "hostile/<img src=x onerror=alert(1)>.txt": f"Nothing but {HOSTILE} was found in the wreck.",
        },
    )
    (folder / "slides.pptx").write_bytes(slides())
    (folder / "letters.mbox").write_bytes(box(folder))
    book = "# The harbour\n\n## Early years\n\n" + "\n\n".join(FILLER[:9]) + "\n\n## Late years\n\n" + ASIDE
    book += "\n\n| Port | Depth |\n|---|---|\n| Ardle | 9 m |\n| Brevik | 14 m |\n"
    for suffix in ("docx", "odt", "epub"):
        command = ["pandoc", "-f", "markdown", "-o", str(folder / f"book.{suffix}")]
        subprocess.run(command, input=book.encode(), check=True, timeout=60)
    pdfs(folder)
    return folder


class ShelfService(Service):
    """Answers with the very quote that it is asked for."""

    def _prepare(self) -> None:
        self._library = Library.open(self.index_dir, create=True)
        sync(self._library, self.documents_dir, FakeEncoder())
        self._status = Status("ready", "Ready", askable=True)
        self._settled.set()

    def ask(self, question: str, *_others: object) -> Answer:
        """Cite every place at which a document says something."""
        id_, _, quote = question.partition(": ")
        document = self.document(id_)
        starts: list[int] = []
        while (at := document.text.find(quote, starts[-1] + 1 if starts else 0)) >= 0:
            starts.append(at)
        cited = tuple(
            Citation(
                number,
                id_,
                document.title,
                document.date,
                document.page_at(start),
                document.text.count("\n", 0, start) + 1,
                start,
                start + len(quote),
                quote,
                document.digest,
                place=document.place_at(start),
            )  # fmt: skip
            for number, start in enumerate(starts, start=1)
        )
        return Answer(question, question, True, 0.9, (Statement(cited, None, 0.9),))


if __name__ == "__main__":
    import app

    folder = Path(sys.argv[2])
    app.serve_service(ShelfService(folder / "documents", folder / "index"), "127.0.0.1", int(sys.argv[1]))
