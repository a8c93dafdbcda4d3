"""When and where somebody was born or died, asked for in short: "Ida Lind date and place of birth".

Only of somebody who is named in full, by two capitalised words or more of which none is a common one: a
heading of a form ("Applicant date of birth") and a wish ("Happy birthday") name nobody. For questions in
English.
"""

import re

from index.tokens import words
from qa.languages import ENGLISH_WORDS

__all__ = ["life_in_full"]

_OF_A_LIFE = re.compile(
    r"(?P<who>[A-Z][\w.’'-]*(?: [A-Z][\w.’'-]*){1,3}?),? "
    r"(?:(?P<what>date and place|place and date|date|day|place|year) of (?P<of>birth|death)"
    r"|birth(?P<one>place|day|date))"
)
_NO_NAME_OF_A_LIFE = frozenset(
    """
    account actual adult animal applicant baby beneficiary bride buyer candidate card cat certificate
    child claimant client colleague company contact correct customer data daughter dear deceased
    defendant dependant dependent director document dog donor driver each emergency employee employer
    exact father first form full given groom guardian guest happy head holder horse household husband id
    identity infant insured joint keeper kin landlord last late lead main manager member mother named new
    next nominee occupant officer official operator original owner parent partner party passenger
    passport patient payee pensioner person pet policy policyholder previous primary principal prisoner
    proposer pupil referee registered relative required resident respondent second secondary seller
    signatory son spouse staff student subject suspect tenant third trustee user victim wife witness
    worker
    """.split()
)
"""Words of forms and wishes, written with capitals, that are of no name: "Main Applicant date of birth"."""
_WHEN_OR_WHERE = {"date and place": "When and where", "place and date": "When and where", "place": "Where"}
"""What asks so for when or where somebody named was born: "Ida Lind date and place of birth"."""


def life_in_full(text: str) -> str:
    """Return a question in full that is asked so in short, "" for any other."""
    life = _OF_A_LIFE.fullmatch(text.strip().rstrip(" ?."))
    if life is None or any(one in ENGLISH_WORDS or one in _NO_NAME_OF_A_LIFE for one in words(life["who"])):
        return ""
    asks = _WHEN_OR_WHERE.get(life["what"] or life["one"], "When")
    who = re.sub(r"['’]s?$", "", life["who"])
    return f"{asks} did {who} die?" if life["of"] == "death" else f"{asks} was {who} born?"
