"""What a sentence must say, in whatever words, to tell some things that are asked for: a turnout, who chairs.

A reader takes the share of the votes for the turnout, and somebody whom a sentence names for the chair of
what it names too. Each thing is listed with the words that may tell it, in a sentence or above it, or in the
one before that it goes on from; without any of them it isn't told. Of an expiry that is sure only of a
sentence that dates a beginning. For questions and sentences in English.
"""

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from index.tokens import tokens, words
from qa.features import context_of
from qa.question import Question

if TYPE_CHECKING:
    from qa.evidence import Candidate

__all__ = ["lacks_telling_word"]

_EXPIRES = r"\bwhen\b.{1,80}\b(?:expires?|expired?)\b"
_NEEDED = (
    (
        r"(?:^|\b(?:what|how)(?: (?!about\b|for\b|of\b)[\w’'-]+){0,5} )turn-?out\b(?! (?:coat|gear|jacket))"
        r"|\b(?:electorate|voters)\b.{0,20} (?:took part|turned out|voted|went to (?:the polls|vote)"
        r"|cast (?:a|their) (?:ballots?|votes?))\b",
        "abstain abstention attend audience ballot came cast eligible entitled part participate"
        " participation present show registered turn turned turnout =electorate =polls =polling =voted",
    ),
    (
        r"\bwhat(?: is| are| was| were|['’]s)\b.{0,40} (?:targets?|quotas?)"
        r"(?=\W*$| (?:for|in|by|set)\b)"
        r"|\bhow (?:much|many|high|large)\b.{0,60} (?:aim(?:ed|ing|s)?|target(?:ed|ing|s)?)\b",
        "aim ambition ambitious bring budget commit commitment double expect expectation forecast"
        " goal halve hope intend intention least likely may must need objective plan pledge predict"
        " prediction =projected =projection =projections promise quota raise reach reduce schedule"
        " seek shall should sought target triple want will wish would yet",
    ),
    (
        r"\bwho(?:['’]ll| will)? (?:chairs?|chaired|presides over)\b"
        r"|\bwho(?: is| was|['’]s) (?:the )?chair(?:man|woman|person)? of\b",
        "abbot bishop boss captain ceo chair chairing chairman chairperson chairwoman charge chief"
        " close command commander convene convener convenor curator dean direct director found founder"
        " governor head headed headmaster headmistress headteacher keeper lead leader leadership"
        " leading led manage manager mayor minister moderator open owner patron premier preside"
        " president principal provost ran rector responsible run running secretary speaker succeed"
        " successor superintendent took under warden",
    ),
    (
        r"\bhow (?:many|much)\b.{0,40}\b(?:spoil(?:ed|t)|invalid|void|blank|rejected)"
        r" (?:[a-z]+ )?(?:ballots?|papers?|slips|votes?)\b",
        "annul aside blank cancel deface disallow discard disqualify faulty informal invalid invalidate null"
        " reject spoil spoilt unmarked unreadable unusable valid void =read",
    ),
    (
        r"^(?!.*\bwho\b).*\b(?:runners?-?up|second place)\b",
        "2nd against ahead beat beaten behind between candidate challenge challenger closest compared"
        " contender defeat follow least lost nearest next nobody none only opponent opposition other"
        " party remaining rest rival runner second silver than versus vs whereas while",
    ),
    (
        r"\b(?:did|has|have|had|will|would)\b.{1,60} (?:accept(?:ed)?|turn(?:ed)? down|taken? up)\b"
        r".{0,40} (?:invitation|invite|offer|proposal)\b",
        "accept acceptance agree answer came choose chose confirm decline glad gladly =going"
        " instead join never no not pass promise refuse refusal regret reject reply sign taken thank"
        " took turn unable went would yes =attendance =attended =attends =attending =can't =cannot"
        " =didn't =shall =will =won't",
    ),
    (
        r"\b(?:when|(?:what|which) (?:date|day|month|year))\b.{1,60}\bsign(?:ed)?\b.{1,40}"
        r"\b(?:accord|agreement|charter|contract|convention|deal|lease|memorandum|pact|protocol|treaty)\b",
        "accord agree agreement approve charter conclude contract convention countersign covenant date"
        " deal effect enter exchange execute force initial ink join lease letter memorandum pact paper"
        " party pen protocol ratify seal sign signatory signature treaty undersign witness",
    ),
    (
        _EXPIRES,
        "apply best cancel cease close closing cover day deadline due end empty"
        " expire expiry extend extension final finish good hold last"
        " lapse life limit mature maturity month period permanent prolong redeem remain renew renewal"
        " repay replace run stand stay stop temporary term terminate termination through till until valid"
        " validity void week year =back =before =by =paid =repaid =up =use =used",
    ),
)
"""What asks for each, and the words that may tell it: stems, or as they are with "=" before them."""
_OF_EXPIRY = re.compile(_EXPIRES, re.IGNORECASE)
_BEGAN = re.compile(
    r"\b(?:adopted|agreed|announced|approved|began|imposed|introduced|issued|launched|passed|published|signed"
    r"|started|took effect)\b(?! to\b)[^.;]*\d",
    re.IGNORECASE,
)
"""What surely tells when a thing began, and not when it expires."""
_FROM_TO = re.compile(r"\d\W+(?:and|to)\W|\bto \W*(?:the )?\d|\d ?[-–—] ?\w", re.IGNORECASE)
"""What tells from when to when."""
_CACHED = 512
"""For how many questions it is kept what they need: each is held against every sentence retrieved."""
_LEANS = re.compile(
    r"(?:and|but|he|her|his|it|its|of|she|so|that|their|these|they|this|those)\b", re.IGNORECASE
)
"""What begins a sentence that goes on from the one before it."""
_PATTERNS = tuple(
    (
        re.compile(asked, re.IGNORECASE),
        frozenset(stem for word in told.split() if word[0] != "=" for stem in tokens(word, "en")),
        frozenset(word[1:] for word in told.split() if word[0] == "="),
    )
    for asked, told in _NEEDED
)


def lacks_telling_word(question: Question, candidate: "Candidate") -> bool:
    """Return whether such a thing is asked for, and nothing in a sentence or above it may tell it."""
    needed = _needed_for(question.text)
    if not needed:
        return False
    if _OF_EXPIRY.search(question.text) and (
        not _BEGAN.search(candidate.text) or _FROM_TO.search(candidate.text)
    ):
        return False
    before = candidate.before if _LEANS.match(candidate.text) else ""
    said = f"{context_of(candidate.match)}\n{before}\n{candidate.text}"
    stems_said, said_words = set(tokens(said, "en")), set(words(said.replace("’", "'")))
    return any(stems.isdisjoint(stems_said) and forms.isdisjoint(said_words) for stems, forms in needed)


@lru_cache(maxsize=_CACHED)
def _needed_for(asked: str) -> tuple[tuple[frozenset[str], frozenset[str]], ...]:
    """Return the stems and the forms of which what is asked for needs one each: none for most questions."""
    return tuple((stems, forms) for pattern, stems, forms in _PATTERNS if pattern.search(asked))
