"""Carrying answers out of the page: evidence for this browser alone, and what is said of an answer."""

import re
import secrets
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from index.errors import FootnoteError
from qa import page_carry
from qa.bundle import bundle_of
from qa.bundle_page import bundle_html
from qa.feedback import VERDICTS, Feedback
from qa.page_session import Session
from qa.service import Service
from qa.types import Answer

__all__ = ["carry"]

_OVER = "This conversation is over."


def carry(service: Service, session: Session, wanted: object) -> str:
    """Do what was clicked, and return the reply as HTML for this session's browser.

    `wanted` comes from the browser and is not trusted: it selects answers of this session by number.
    """
    wanted = wanted if isinstance(wanted, dict) else {}
    at, serial = wanted.get("turn"), secrets.token_hex(4)
    turn = at if isinstance(at, int) and not isinstance(at, bool) else -1
    try:
        if wanted.get("kind") == "judge":
            return _judge(service, session, turn, wanted, serial)
        return page_carry.file_reply(serial, turn, *_evidence(service, session, turn))
    except FootnoteError as error:
        return page_carry.note_reply(serial, turn, str(error))


def _evidence(service: Service, session: Session, turn: int) -> tuple[str, str]:
    """Return the name and the content of a file with one answer, or for 0 with all."""
    turns = session.turns if turn == 0 else session.turns[turn - 1 : turn] if turn > 0 else ()
    answers = [one.answer for one in turns if one.answer is not None]
    if not answers:
        raise FootnoteError(_OVER if not session.turns else "There is no answer to save.")
    bundle = bundle_of(answers, service.document, service.model_id, service.reader_name)
    return _file_name(answers), bundle_html(bundle)


def _file_name(answers: Sequence[Answer]) -> str:
    words = (
        re.findall(r"[a-z0-9]+", answers[0].question.lower())[:6] if len(answers) == 1 else ["conversation"]
    )
    return "-".join(["evidence", *words, f"{datetime.now(UTC):%Y-%m-%d}"]) + ".html"


def _judge(service: Service, session: Session, turn: int, wanted: dict[str, Any], serial: str) -> str:
    """Keep a judgement in the place of the one before it, or with no verdict take that back."""
    if not 1 <= turn <= len(session.turns):
        raise FootnoteError(_OVER)
    asked, verdict, before = session.turns[turn - 1], wanted.get("verdict"), wanted.get("id")
    if asked.answer is None or verdict not in (*VERDICTS, ""):
        raise FootnoteError("There is no answer to judge.")
    feedback, id_ = Feedback(service.index_dir), ""
    if verdict:
        history = [one.question for one in session.turns[: turn - 1] if one.answer is not None]
        id_ = feedback.add(asked.answer, history, verdict)
    if isinstance(before, str) and before:
        feedback.remove(before)
    drawn = replace(asked, html=page_carry.judged(asked.html, turn, id_, verdict))
    session.turns = (*session.turns[: turn - 1], drawn, *session.turns[turn:])
    words = "Thank you. Your judgement is kept." if verdict else "Your judgement is taken back."
    return page_carry.note_reply(serial, turn, words, page_carry.judge(turn, id_, verdict))
