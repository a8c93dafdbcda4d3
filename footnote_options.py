"""The options of the command line: each with an environment variable; what to ask, and those of the page."""

import os
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Any, TypeVar

import click

from index.errors import FootnoteError
from index.scope import covers, named
from index.types import Part

__all__ = ["option", "page_options", "part", "place", "scope_options"]


Command = TypeVar("Command", bound=Callable[..., Any])


class _Names(click.types.StringParamType):
    """Names of documents or kinds; in an environment variable they are parted as in PATH."""

    envvar_list_splitter = os.pathsep


def place(value: str) -> Path | str:
    """Return where an index is: a folder, or an address of Milvus, which stays a string."""
    return value if "://" in value else Path(value)


def part(value: str) -> Part:
    """Return one of several parts of the files, given as 2/4. Raises BadParameter."""
    number, _, of = value.partition("/")
    try:
        return Part(int(number), int(of))
    except ValueError:
        raise click.BadParameter(f"{value!r} is not a part such as 2/4") from None


def option(name: str, *names: str, **settings: Any) -> Callable[[Command], Command]:  # noqa: ANN401
    """Return an option that an environment variable, FOOTNOTE_… by its name, gives as well."""
    variable = "FOOTNOTE_" + name.partition("/")[0].strip("-").replace("-", "_").upper()
    return click.option(name, *names, envvar=variable, show_envvar=True, show_default=True, **settings)


def scope_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options that choose which documents are asked; the command gets them as one `scope`."""

    @option("--only", type=_Names(), multiple=True, help="Ask a document, a folder, or what a pattern names.")
    @option("--type", "types", type=_Names(), multiple=True, help="Ask a kind: pdf, mail, sheets, docx, …")
    @option("--since", default=None, help="Ask documents of this date or later: YYYY[-MM[-DD]].")
    @option("--until", default=None, help="Ask documents of this date or earlier.")
    @wraps(command)
    def with_scope(
        *arguments: Any,  # noqa: ANN401
        only: tuple[str, ...],
        types: tuple[str, ...],
        since: str | None,
        until: str | None,
        **settings: Any,  # noqa: ANN401
    ) -> Any:  # noqa: ANN401
        try:
            scope = named(only, types, since, until)
            covers(scope)
        except (ValueError, FootnoteError) as error:
            raise click.UsageError(str(error)) from None
        return command(*arguments, scope=scope, **settings)

    return with_scope


def page_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options that say what is done on the page; the command gets them as one `page`."""

    @option("--allow-public", is_flag=True, help="Serve on an address that others can reach.")
    @option("--no-watch", is_flag=True, help="Index the folder once, and don't follow its changes.")
    @option(
        "--allow-uploads/--no-uploads",
        "uploads",
        default=None,
        help="Let files be added and removed on the page.  [default: only by those at this computer]",
    )
    @option("--no-history", is_flag=True, help="Keep no conversations.")
    @wraps(command)
    def with_page(
        *arguments: Any,  # noqa: ANN401
        allow_public: bool,
        no_watch: bool,
        uploads: bool | None,
        no_history: bool,
        **settings: Any,  # noqa: ANN401
    ) -> Any:  # noqa: ANN401
        page = {"allow_public": allow_public, "uploads": uploads}
        page |= {"watch": not no_watch, "history": not no_history}
        return command(*arguments, page=page, **settings)

    return with_page
