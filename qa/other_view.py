"""A question with another who reckons, another stage or another size in the place of its own.

"And what did the surveyor think?" after "How deep did the letter reckon that it was?"; "And in the end?"
after "What did she offer to begin with?"; "What about one of 18,000?" after "… for a loan under 5,000?".
For questions in English.
"""

import re

from qa.figures import BELOW_TWENTY, TENS

__all__ = ["with_other_size", "with_other_stage", "with_other_view"]

_RECKON = r"(?:believe|calculate|claim|conclude|estimate|expect|judge|predict|reckon|say|state|suppose|think)"
_WHO = (
    r"(?P<who>(?!(?i:it|they|you|he|she|we|i)\b)"
    r"(?:(?:the|an?|his|her|their|our|its|my|your) (?:[\w’'-]+ ?){1,4}?"
    r"|[A-Z][\w’'.-]*(?: [A-Z][\w’'.-]*){0,3}))"
)
_DID = r"(?:did|do|does)"
_AND = r"(?:(?i:and|but|so|and so)[\s,]+)?"
_RECKONED = re.compile(
    r"(?P<frame>(?i:(?:for )?how (?:big|cold|deep|far|fast|hard|heavy|high|hot|large|likely|long|many|much"
    rf"|often|old|small|soon|strong|tall|thick|wide)\b).* {_DID} ){_WHO}"
    rf"(?P<said> {_RECKON} (?:that .+|(?:he|it|she|there|they) (?:are|is|was|were|will|would)\b.*"
    r"|(?!to\b).+ to be\b.*))"
)
"""What asks how much somebody reckons that something is, and for no deed: "How did she put it right?"."""
_VIEW = tuple(
    re.compile(pattern)
    for pattern in (
        rf"{_AND}(?i:what|how) {_DID} {_WHO} (?:{_RECKON}|find|have to say)",
        rf"{_AND}(?i:according to) {_WHO}",
        rf"{_AND}(?i:in) {_WHO}['’]s? (?:eyes|judge?ment|opinion|view)",
    )
)
"""What asks for the same as somebody else has it, and for nothing else."""
_FIRST_STAGE = re.compile(
    r" (?:to (?:begin|start) with|at first|at the (?:beginning|outset|start)"
    r"|in the (?:beginning|first place)|initially|originally)(?=\W*$)",
    re.IGNORECASE,
)
_LAST_STAGE = re.compile(
    r"(?:in the end|at the end|at last|eventually|finally|later|later on|afterwards|ultimately)",
    re.IGNORECASE,
)
_NUMBER = (
    rf"(?:[$€£¥] ?)?(?:\d[\d.,]*|(?:{'|'.join((*BELOW_TWENTY, *TENS))}|an?)(?=[ -]))"
    r"(?:[ -](?:and|[a-z]+)){0,5}"
)
_SIZE = r"(?:above|at|below|for|from|of|over|under|up to|with|worth)"
_SIZED = re.compile(rf"(?P<frame>.*\b(?i:an?) (?:[a-z-]+ ){{1,2}}){_SIZE} {_NUMBER}\W*")
_OTHER_SIZE = re.compile(rf"(?:for |of |with )?one (?P<size>{_SIZE} {_NUMBER})\W*", re.IGNORECASE)


def with_other_view(question: str, follow_up: str) -> str:
    """Return a question for what somebody reckons asked of whom a follow-up names, else unchanged."""
    asked = _RECKONED.fullmatch(question.strip())
    bare = follow_up.strip().rstrip(" ?.!")
    other = next((found for one in _VIEW if (found := one.fullmatch(bare))), None)
    if asked is None or other is None or asked["who"].lower() == other["who"].lower():
        return question
    return f"{asked['frame']}{other['who'].strip()}{asked['said']}"


def with_other_stage(question: str, phrase: str) -> str:
    """Return "What did she offer in the end?" for "in the end" after "What did she offer at first?"."""
    first = _FIRST_STAGE.search(question)
    if first is None or not _LAST_STAGE.fullmatch(phrase):
        return question
    return f"{question[: first.start()]} {phrase}?"


def with_other_size(question: str, phrase: str) -> str:
    """Return "… for a loan of 18,000?" for "one of 18,000" after "… for a loan under 5,000?"."""
    asked, other = _SIZED.fullmatch(question), _OTHER_SIZE.fullmatch(phrase)
    return f"{asked['frame']}{other['size']}?" if asked and other else question
