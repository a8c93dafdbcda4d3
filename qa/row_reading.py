"""How sure one can be of a row of a table once a reader has read it: its words alone tell less.

A row is chosen by its words, and the words of a near miss are there too: "Mediation fixed; Wyebridge House"
for what was agreed at the mediation. The reader was not taught rows, and does not choose among them; but of
what was chosen it tells well whether it answers, if the row is spelled out with its headings. Fitted on 214
questions over eleven folders whose first evidence is a row, each left out in turn: the AUROC of right rows
against what nothing answers is .93, by the words alone .83 (docs/tried.md).
"""

import math

__all__ = ["confidence_of_row"]

_OF_WORDS, _OF_READER, _BIAS = 0.96, 0.29, 1.0
"""Weights of the log-odds by the row's words and by the reader. The bias is .5 below the fitted one, so that
what is as likely right as refused wrongly lies at the threshold of sentences."""
_LEAST = 1e-3


def confidence_of_row(confidence: float, odds: float, sure: float) -> float:
    """Return how sure one can be of a row, from its `confidence` by words and the reader's log-odds for it.

    A row that something speaks against (`sure` below 1: another year, another name) gets no surer.
    """
    by_words = min(max(confidence, _LEAST), 1 - _LEAST)
    logit = _OF_WORDS * math.log(by_words / (1 - by_words)) + _OF_READER * odds + _BIAS
    both = 1 / (1 + math.exp(-logit))
    return both if sure == 1.0 else min(both, confidence)
