"""The command line of Footnote.

Results go to standard output, messages and progress to standard error. Exit status: 0 done, 1 a clear
error of one line, 2 wrong usage. Nothing heavy is imported before a command needs it.
"""

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from footnote_options import option, page_options, scope_options
from footnote_options import part as part_of
from footnote_options import place as place_of
from footnote_terminal import (
    drop_output,
    holdings,
    never_break,
    one_line,
    print_info,
    print_json,
    print_verified,
    printable,
    require_writable,
    say,
    write_text,
)
from index.errors import FootnoteError, reason
from index.milvus import is_address
from index.types import Part
from qa.readers import DEFAULT_READER, load_reader, warm
from qa.version import program_version

if TYPE_CHECKING:
    from index.library import Library
    from index.types import Scope
    from qa.ask import Asker
    from qa.types import Answer

__all__ = ["main"]


class _Errors(click.Group):
    """A group of commands whose expected errors are one line each."""

    def invoke(self, ctx: click.Context) -> Any:  # noqa: ANN401 - click's signature
        """Run the command; an expected error becomes one line and exit status 1."""
        try:
            return super().invoke(ctx)
        except FootnoteError as error:
            message = " ".join(str(error).split())
        except BrokenPipeError:
            sys.stderr.close()
            ctx.exit(1)
        click.echo(f"footnote: {printable(message)}", err=True)
        ctx.exit(1)


_documents = option(
    "--documents",
    "documents_dir",
    type=click.Path(path_type=Path),
    default="seeds",
    help="The documents folder.",
)
_index = option(
    "--index",
    "place",
    type=place_of,
    default=".footnote",
    help="The index: a folder, or the address of Milvus (http://host:19530).",
)
_model = option(
    "--model", default=None, help="The embedding model: a folder or a name.  [default: the index's own]"
)
_no_reader = option(
    "--no-reader", is_flag=True, help="Judge sentences by likeness alone: faster, and less often right."
)
_reader = option(
    "--reader",
    default=DEFAULT_READER,
    help="What reads the passages: Footnote's own reader, or an extractive question-answering model of the "
    "transformers library, by folder or name.",
)
_json = option("--json", "as_json", is_flag=True, help="Print JSON.")


@click.group(cls=_Errors, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(program_version(), prog_name="footnote")
def _cli() -> None:
    """Ask your documents. Every word of an answer is a quote that you can check."""


@_cli.command("index")
@_documents
@_index
@_model
@option("--watch", is_flag=True, help="Go on, and follow the folder's changes until interrupted.")
@option("--replace", is_flag=True, help="Let this folder take the place of the one that the index is of.")
@option("--from", "source", type=place_of, default=None, help="Copy another index, encoding nothing.")
@option("--part", type=part_of, default="1/1", help="With Milvus: one part of the files, as 2/4.")
@_json
def _index_command(
    documents_dir: Path,
    place: Path | str,
    model: str | None,
    source: Path | str | None,
    part: Part,
    *,
    watch: bool,
    replace: bool,
    as_json: bool,
) -> None:
    """Bring the index in step with the documents folder."""
    from footnote_index import bring_in_step, copy_from

    if source is not None:
        copy_from(source, place, part, as_json=as_json)
    else:
        bring_in_step(documents_dir, place, model, part, watch=watch, replace=replace, as_json=as_json)


@_cli.command("ask")
@click.argument("question", required=False)
@option(
    "--questions", type=click.Path(path_type=Path), default=None, help="A file of questions (JSON lines)."
)
@_index
@_model
@_reader
@_no_reader
@scope_options
@option("--bundle", type=click.Path(path_type=Path), default=None, help="Also write an evidence file there.")
@_json
def _ask_command(
    question: str | None,
    questions: Path | None,
    place: Path | str,
    model: str | None,
    reader: str,
    bundle: Path | None,
    *,
    scope: "Scope",
    no_reader: bool,
    as_json: bool,
) -> None:
    """Answer QUESTION, or every question of a file, in quotes.

    A line of the file is {"id": …, "question": "…", "history": ["an earlier question", …]}.
    """
    from qa.cases import read_cases

    if (question is None) == (questions is None):
        raise click.UsageError("give either a QUESTION or --questions FILE")
    cases = read_cases(questions) if questions else ()
    if questions and not as_json:
        raise click.UsageError("--questions writes JSON: add --json")
    require_writable(bundle, "the evidence")
    reading = None if no_reader else reader
    with _asker(place, model, reading) as asker:
        if question is not None:
            from qa.plain_text import answer_text

            answer = asker.ask(question, scope=scope)
            try:
                if bundle is not None:
                    _write_bundle(bundle, asker, [answer], reading)
            finally:  # what was answered is printed, too, where the evidence cannot be written
                if as_json:
                    print_json(answer.to_json())
                else:
                    say(printable(answer_text(answer)))
            return
        from qa.evaluate import ask_case

        answers: list[Answer] = []
        for case in cases:
            answer = ask_case(asker, case, scope)
            answers.append(answer)
            print_json({"id": case.id, **answer.to_json()}, indent=None)
            sys.stdout.flush()
        if bundle is not None:
            _write_bundle(bundle, asker, answers, reading)


def _write_bundle(path: Path, asker: "Asker", answers: "list[Answer]", reader: str | None) -> None:
    from qa.bundle import bundle_of
    from qa.bundle_page import bundle_html

    library = asker.library
    html = bundle_html(bundle_of(answers, library.document, library.model_id, reader))
    write_text(path, html, "the evidence")


@_cli.command("verify")
@click.argument("file", type=click.Path(path_type=Path))
@option(
    "--documents",
    "documents_dir",
    type=click.Path(path_type=Path),
    default=None,
    help="Compare with the documents there.",
)
@_json
def _verify_command(file: Path, documents_dir: Path | None, *, as_json: bool) -> None:
    """Check the evidence in FILE: that it was not edited and, with --documents, that they say what it quotes.

    The exit status is 1 where it was edited, a quote is not found, or its document is described otherwise.
    """
    from qa.verify import read_bundle, verify

    bundle = read_bundle(file)
    if documents_dir is None:
        checked = None
    else:
        from index.walk import require_folder

        require_folder(documents_dir)
        checked = verify(bundle, documents_dir)
    print_verified(checked, as_json=as_json)
    if not all(one.well for one in checked or ()):
        sys.exit(1)


@_cli.command("eval")
@click.argument("file", type=click.Path(path_type=Path))
@_index
@_model
@_reader
@_no_reader
@option("--report", type=click.Path(path_type=Path), default=None, help="Also write an HTML page there.")
@_json
def _eval_command(
    file: Path,
    place: Path | str,
    model: str | None,
    report: Path | None,
    reader: str,
    *,
    no_reader: bool,
    as_json: bool,
) -> None:
    """Measure the index on the questions of FILE whose right answers are known.

    A line is {"id": …, "question": "…", "answers": ["…"], "documents": ["…"], "quotes": ["…"],
    "history": ["…"]}; with neither answers nor quotes, the question cannot be answered and should be
    refused. A table (.csv) has these as columns, several answers parted by |.
    """
    from qa.cases import read_cases

    cases = read_cases(file)
    if not cases:
        raise FootnoteError(f"there are no questions in {str(file)!r}")
    require_writable(report, "the report")
    with _asker(place, model, None if no_reader else reader) as asker:
        from qa.evaluate import evaluate
        from qa.plain_text import figures_text
        from qa.summary import summarise

        outcomes = evaluate(asker, cases)
    summary = summarise(outcomes)
    try:
        if report is not None:
            from qa.report import report_html

            write_text(report, report_html(f"{file.name} over {place}", summary, outcomes), "the report")
    finally:
        if as_json:
            print_json({**summary, "outcomes": [outcome.to_json() for outcome in outcomes]})
        else:
            say(printable(figures_text(summary, outcomes)))


@_cli.command("info")
@_index
@_json
def _info_command(place: Path | str, *, as_json: bool) -> None:
    """Tell what is in the index."""
    from dataclasses import asdict

    library = _open(place)
    try:
        about = {
            "index": str(place),
            "model": library.model_id,
            "generation": library.record.generation,
            "documents": [asdict(document) for document in library.documents()],
            "skipped": [asdict(file) for file in library.skipped()],
        }
        if as_json:
            print_json(about)
        else:
            print_info(about, holdings(library))
    finally:
        library.close()


@_cli.command("doctor")
@_index
@option("--repair", is_flag=True, help="Mend what can be made again; set a damaged record aside.")
@_json
def _doctor_command(place: Path | str, *, repair: bool, as_json: bool) -> None:
    """Tell what is wrong with the index, and mend it with --repair.

    The exit status is 1 while something is wrong.
    """
    from dataclasses import asdict

    from index.doctor import examine

    found = list(examine(place, repair=repair))
    if as_json:
        print_json([asdict(finding) for finding in found])
    else:
        for finding in found:
            state = "well" if finding.well else "repaired" if finding.repaired else "WRONG"
            say(one_line(f"{state:9} {finding.subject}: {finding.words}"))
    if any(not finding.well and not finding.repaired for finding in found):
        sys.exit(1)


@_cli.command("serve")
@_documents
@_index
@_model
@_reader
@_no_reader
@option("--host", default="127.0.0.1", help="The address to serve on.")
@option("--port", default=7860, type=click.IntRange(1, 65535), help="The port to serve on.")
@page_options
def _serve_command(
    documents_dir: Path,
    place: Path | str,
    model: str | None,
    reader: str,
    host: str,
    port: int,
    *,
    no_reader: bool,
    page: dict[str, Any],
) -> None:
    """Index the documents, serve the page, and keep the index in step with the folder."""
    from app import serve
    from index.walk import require_folder

    if not is_address(place):
        require_folder(documents_dir, Path(place))
    chosen = None if no_reader else reader
    serve(documents_dir, place, host, port, model, chosen, **page)


def _open(place: Path | str) -> "Library":
    from index.library import Library

    return Library.open(place)


@contextmanager
def _asker(place: Path | str, model: str | None, reader: str | None) -> Iterator["Asker"]:
    """Open an index and load its model once, and the reader if there is to be one."""
    library = _open(place)
    try:
        from index.encode import load_encoder
        from qa.ask import Asker

        encoder, chosen = load_encoder(model or library.model_name), load_reader(reader)
        warm(encoder, chosen)
        yield Asker(library, encoder, reader=chosen)
    finally:
        library.close()


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line; ends the process with its exit status."""
    never_break()
    try:
        _cli.main(args=list(arguments) if arguments is not None else None, prog_name="footnote")
    except OSError as error:  # what no command expects, and a help text that cannot be written
        drop_output()
        of = f"{str(error.filename)!r}: " if error.filename is not None else ""
        click.echo(one_line(f"footnote: {of}{reason(error)}"), err=True)
        sys.exit(1)


if __name__ == "__main__":
    main()
