"""Answers read back from the JSON that they were stored as."""

from collections.abc import Mapping
from typing import Any

from index.types import Passage, Scope
from qa.types import Answer, Choice, Citation, Clarification, Hit, Part, Statement

__all__ = ["answer_from_json"]

_PLAIN = (
    "number",
    "document_id",
    "title",
    "author",
    "date",
    "page",
    "line",
    "start",
    "end",
    "quote",
    "digest",
    "place",
)


def answer_from_json(values: Mapping[str, Any]) -> Answer:
    """Return the answer whose `to_json` this is. Raises ValueError, KeyError or TypeError for others."""
    asked_back = values.get("clarification")
    return Answer(
        question=values["question"],
        standalone_question=values["standalone_question"],
        answered=values["answered"],
        confidence=values["confidence"],
        statements=tuple(_statement(one) for one in values["statements"]),
        nearest=tuple(_hit(one) for one in values["nearest"]),
        differing=tuple(values["differing"]),
        seconds=dict(values["seconds"]),
        clarification=_clarification(asked_back) if asked_back else None,
        scope=Scope.from_json(values.get("scope") or {}),
        parts=tuple(Part(one["question"], tuple(one["statements"])) for one in values.get("parts") or ()),
    )


def _statement(values: Mapping[str, Any]) -> Statement:
    start, end = values["answer_start"], values["answer_end"]
    citations = tuple(_citation(one) for one in values["citations"])
    return Statement(citations, None if start is None else (start, end))


def _citation(values: Mapping[str, Any]) -> Citation:
    quote = values["selector"][0]
    return Citation(**{name: values[name] for name in _PLAIN}, prefix=quote["prefix"], suffix=quote["suffix"])


def _hit(values: Mapping[str, Any]) -> Hit:
    place = (values["document_id"], values["start"], values["end"], values["heading"], values["page"])
    return Hit(Passage(*place), values["text"], values["score"])


def _clarification(values: Mapping[str, Any]) -> Clarification:
    choices = tuple(Choice(one["name"], one["question"]) for one in values["choices"])
    return Clarification(values["question"], choices)
