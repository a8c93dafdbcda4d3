"""Requests that name a topic and ask nothing of it: how many are answered about it, and how many refused.

    python -m benchmarks.topics --yardsticks FOLDER [--no-reader] [--misspelled] [--wrong]

Of CLAPNQ's passages, those of every second title are indexed, without titles. The titles are the topics:
"Tell me about …", "What do the documents say about …?", and the bare title. One that is indexed is `right` if
the first statement comes from a passage with that title, `wrong` if from another; one of the other half that
stands in no indexed passage should be `refused`. `--misspelled` exchanges two letters in the longest word
of each, `--wrong` prints what went wrong. Prints shares in percent.
"""

import argparse
import json
import re
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from benchmarks.yardsticks import Yardstick, opened, read_lines
from index.encode import load_encoder
from qa.ask import Asker
from qa.readers import DEFAULT_READER, load_reader

_FORMS = ("Tell me about {}", "What do the documents say about {}?", "{}")
_IN_BRACKETS = re.compile(r"\s*\([^)]*\)")


def main() -> None:
    """Measure and print."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    options.add_argument("--yardsticks", type=Path, required=True)
    options.add_argument("--no-reader", action="store_true")
    options.add_argument("--misspelled", action="store_true")
    options.add_argument("--wrong", action="store_true")
    given = options.parse_args()
    passages = [v for v in read_lines(given.yardsticks / "clapnq-dev" / "documents.jsonl") if v["title"]]
    titles = sorted({passage["title"] for passage in passages})
    indexed = {f"{p['id']}.txt": p for p in passages if p["title"] in set(titles[::2])}
    said = "\n".join(passage["text"] for passage in indexed.values()).lower()
    absent = [title for title in titles[1::2] if _topic(title).lower() not in said]
    encoder, reader = load_encoder(), load_reader(None if given.no_reader else DEFAULT_READER)
    documents = tuple((id_, passage["text"]) for id_, passage in indexed.items())
    with tempfile.TemporaryDirectory() as folder:
        library = opened(Yardstick("topics", documents, ()), Path(folder), encoder)
        asker = Asker(library, encoder, reader=reader)
        title_of = {id_: passage["title"] for id_, passage in indexed.items()}
        for form in _FORMS:
            asked = {
                t: form.format(_misspelled(_topic(t)) if given.misspelled else _topic(t)) for t in titles
            }
            print(json.dumps({"form": form} | _measured(asker, asked, title_of, absent, show=given.wrong)))
        library.close()


def _measured(
    asker: Asker, asked: Mapping[str, str], title_of: Mapping[str, str], absent: Sequence[str], *, show: bool
) -> dict[str, float]:
    """Return the shares; `asked` has the request for each title, `title_of` the title of each document."""
    present = sorted(set(title_of.values()))
    found: dict[str, str | None] = {}
    for title in [*present, *absent]:
        answer = asker.ask(asked[title])
        found[title] = title_of[answer.citations[0].document_id] if answer.answered else None
        if show and found[title] != (title if title in present else None):
            quote = answer.citations[0].quote[:120] if answer.answered else "refused"
            print(f"{asked[title]} [{answer.confidence:.2f}] {quote!r}")
    return {
        "indexed": len(present),
        "right": _percent([found[title] == title for title in present]),
        "wrong": _percent([found[title] not in (title, None) for title in present]),
        "absent": len(absent),
        "refused": _percent([found[title] is None for title in absent]),
    }


def _percent(ones: Sequence[bool]) -> float:
    return round(100 * sum(ones) / len(ones), 1)


def _topic(title: str) -> str:
    """Return a title without what tells it from others of its name: "Angel (Buffy episode)"."""
    return _IN_BRACKETS.sub("", title)


def _misspelled(topic: str) -> str:
    """Return a topic with the two letters in the middle of its longest word exchanged."""
    longest = max(re.findall(r"[^\W\d_]+", topic), key=len, default="")
    if len(longest) < 4:
        return topic
    first, second = len(longest) // 2 - 1, len(longest) // 2
    slipped = longest[:first] + longest[second] + longest[first] + longest[second + 1 :]
    return topic.replace(longest, slipped, 1)


if __name__ == "__main__":
    main()
