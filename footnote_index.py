"""What `footnote index` does: one run, or one for each change of the folder; or a copy of another index."""

import sys
from collections.abc import Iterator
from pathlib import Path

import click

from footnote_terminal import one_line, print_json, print_report, progress_bar, say
from index.errors import FootnoteError
from index.library import Library
from index.milvus import is_address
from index.types import Part

__all__ = ["bring_in_step", "copy_from"]


def bring_in_step(
    documents_dir: Path,
    place: Path | str,
    model: str | None,
    part: Part,
    *,
    watch: bool,
    replace: bool,
    as_json: bool,
) -> None:
    """Bring an index in step with a folder, and print what was done; with `watch` again at each change."""
    from index.encode import load_encoder
    from index.sync import sync
    from index.walk import require_folder

    require_folder(documents_dir, None if is_address(place) else Path(place))
    library = Library.open(place, create=True, part=part)
    in_step = False
    try:
        encoder = load_encoder(model or library.model_name)
        for number in _rounds(documents_dir, library.folder, watch=watch):
            in_step = False
            try:
                with progress_bar() as on_progress:
                    report = sync(library, documents_dir, encoder, on_progress, replace=replace)
            except FootnoteError as error:
                if not number:
                    raise
                click.echo(f"footnote: {one_line(str(error))}", err=True)  # the next change is another chance
                continue
            in_step = True
            if as_json:
                print_json(report.to_json(), indent=None if watch else 2)
            else:
                print_report(report, library)
            sys.stdout.flush()
    except KeyboardInterrupt:
        if watch and in_step:  # it came just before the next wait, which is as good as in it
            return
        kept = f"{len(library.documents())} documents are indexed and stay so"
        click.echo(f"footnote: stopped: {kept}; 'footnote index' goes on from there", err=True)
        sys.exit(130)
    finally:
        library.close()


def _rounds(documents_dir: Path, index_dir: Path, *, watch: bool) -> Iterator[int]:
    """Yield 0, and with `watch` 1, 2, … whenever the folder changes, until interrupted while waiting."""
    yield 0
    if not watch:
        return
    from threading import Event

    from index.watch import changes

    click.echo(f"following {one_line(str(documents_dir))} (Ctrl+C ends it)", err=True)
    try:
        for number, _ in enumerate(changes(documents_dir, index_dir, Event()), start=1):
            yield number
    except KeyboardInterrupt:
        return


def copy_from(source: Path | str, place: Path | str, part: Part, *, as_json: bool) -> None:
    """Copy an index, or a part of its files, into another, and print how many files that were."""
    from index.copy import copy

    origin = Library.open(source)
    try:
        target = Library.open(place, create=True, part=part)
        try:
            with progress_bar() as on_progress:
                copied = copy(origin, target, on_progress)
            total = len(target.documents())
        finally:
            target.close()
    finally:
        origin.close()
    if as_json:
        print_json({"copied": copied, "documents": total})
    else:
        say(f"{copied} files copied, nothing encoded; the index holds {total} documents")
