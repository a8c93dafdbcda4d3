"""What can be asked: a question as it was typed or read from a file, before anything is done with it."""

import unicodedata

from index.errors import FootnoteError

__all__ = ["MAX_QUESTION_CHARS", "asked_question"]

MAX_QUESTION_CHARS = 2_000


def asked_question(question: str) -> str:
    """Return a question in NFC, without space around it. Raises FootnoteError where it cannot be asked."""
    question = unicodedata.normalize("NFC", question.strip())
    if not question:
        raise FootnoteError("the question is empty: type what you want to know")
    if len(question) > MAX_QUESTION_CHARS:
        raise FootnoteError(f"the question is longer than {MAX_QUESTION_CHARS} characters: shorten it")
    try:
        question.encode("utf-8")
    except UnicodeEncodeError:  # bytes of another encoding, or half of a pair
        raise FootnoteError("the question is not valid Unicode text: give it in UTF-8") from None
    return question
