"""A question that stands on its own: its own words, and what it inherits from the conversation."""

import re
from dataclasses import dataclass

from index.tokens import fold
from qa.leaning import asks, without_lead
from qa.question import without_content
from qa.topic import topic_of, topic_requested
from qa.turns import asks_for_more
from qa.types import Place, Statement

__all__ = ["WHOLE_WORD", "Standalone"]

WHOLE_WORD = re.compile(r"\w(?:[\w’'%.,-]*\w)?")
_LEAST_ASKING = 3
"""How many words a question has at least that asks by itself: "When was that?", not "Since when?"."""
_THING = re.compile(r"\b(?:the|an?)\s+(?!same\b|other)\w", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Standalone:
    """A question with what it inherits: `text` is `context` and the `own` question, in this order.

    What was `said` before is not to be said again: it is asked what else there is. `given` is what answered
    the question before, on which it leans. `language` is that of the question. `perhaps` is the context of
    one that stands alone but may be meant of what came before; one that is asked so is `guessed`, and has
    `perhaps_given` as what was given, if that is told.
    """

    own: str
    context: str = ""
    said: frozenset[Place] = frozenset()
    given: Statement | None = None
    language: str = "en"
    perhaps: str = ""
    guessed: bool = False
    perhaps_given: Statement | None = None

    @property
    def names_thing(self) -> bool:
        """Whether it names the thing that it asks of, which its answer then is about: "And the mooring fee?".

        So it is where it was an ellipsis of what came before, or was but guessed to be meant of that.
        """
        left = self.guessed or (bool(self.context) and not asks(without_lead(self.own, "en"), "en"))
        return self.language == "en" and left and bool(_THING.search(self.own))

    @property
    def text(self) -> str:
        """The question as it can be asked on its own."""
        asked = "?" if self.context[-1:].isalnum() else ""  # so that a later turn tells them apart
        return f"{self.context}{asked} {self.own}".strip()

    @property
    def told(self) -> str:
        """What a reader is told of the context, which answers questions: of one that asks anew, no question.

        Beside "How old is he?", "Who founded the museum?" leaves "founded museum"; "And in 2020?" asks the
        earlier question itself.
        """
        bare = without_lead(self.own, self.language)
        anew = asks(bare, self.language)
        if not self.context or not anew or len(WHOLE_WORD.findall(bare)) < _LEAST_ASKING:
            return self.context
        said = dict.fromkeys(WHOLE_WORD.findall(self.context))
        return (
            " ".join(word for word in said if not without_content(fold(word), self.language, ("en",))) + "."
        )

    @property
    def topic(self) -> str | None:
        """The topic, where one is named and nothing asked of it; an ellipsis asks what was asked before."""
        if asks_for_more(self.own):
            return topic_requested(self.context)
        return topic_requested(self.own) if self.context else topic_of(self.own)

    @property
    def topic_is_requested(self) -> bool:
        """Whether words of the question say that a topic is all that it names."""
        asked = self.context if asks_for_more(self.own) else self.own
        return topic_requested(asked) is not None

    @property
    def searched(self) -> str:
        """What is looked for: the topic without the words that request it, or the question."""
        topic = self.topic
        return self.text if topic is None else f"{self.context} {topic}".strip()
