"""From bytes to text, in whatever encoding they are written."""

from index.blocks import normalise
from index.errors import UnreadableError

__all__ = ["decode"]

_UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")
_UTF32_MARKS = (b"\xff\xfe\0\0", b"\0\0\xfe\xff")


def decode(data: bytes) -> str:
    """Return the text of a file, normalised. Raises UnreadableError for what is no text."""
    return normalise(_decode(data))


def _decode(data: bytes) -> str:
    if data.startswith(_UTF32_MARKS):
        return data.decode("utf-32", errors="replace")
    if data.startswith(_UTF16_MARKS):
        return data.decode("utf-16", errors="replace")
    if b"\0" in data:
        raise UnreadableError("the file is not text")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        import charset_normalizer

        matches = charset_normalizer.from_bytes(data)
        best = matches.best()
        if best is None:
            raise UnreadableError("the encoding of the text is not known") from None
        # Of encodings that fit equally well, the commonest in the West is the likeliest.
        equal = [match for match in matches if match.chaos <= best.chaos]
        return str(next((match for match in equal if match.encoding == "cp1252"), best))
