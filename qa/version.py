"""Which Footnote this is."""

from importlib.metadata import PackageNotFoundError, version

__all__ = ["program_version"]


def program_version() -> str:
    """Return the version of Footnote that runs."""
    try:
        return version("footnote")
    except PackageNotFoundError:
        return "from a checkout"
