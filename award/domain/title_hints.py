"""A second look at a title: a child's name, or the record of one incident? Never a refusal."""

import re
from collections.abc import Sequence
from pathlib import PurePosixPath
from typing import Final

from award.domain.given_names import ALSO_WORDS, GIVEN_NAMES, set_of

OF_RECORD: Final = (
    "This looks like a record about one child. Please do not copy it here: show it on your own "
    "screen at the visit, and add a count or a blank form instead. If it is none, carry on."
)
OF_NAME: Final = (
    "This may be a child’s name. Please take it out, here and in the file itself. "
    "If it is nobody’s name, carry on."
)

# Programs in which settings keep what happened to single children.
_SYSTEMS: Final = re.compile(r"\b(cpoms|my ?concern|class ?charts|tootoot|edukey|ehcp)\b")
_WHAT: Final = (
    r"(incidents?|accidents?|behaviou?r|bullying|racist|racism|homophobic|concerns?|safeguarding|"
    r"child protection|exclusion|suspension|detention|body ?map|welfare|disclosure|witness)"
)
_PAPER: Final = (
    r"(forms?|logs?|reports?|records?|sheets?|statements?|slips?|chronolog(?:y|ies)|referrals?|"
    r"entry|entries|write ?ups?)"
)
_RECORD: Final = re.compile(rf"\b{_WHAT}(?: \w+)? {_PAPER}\b|\b{_PAPER} (?:of|on|about) {_WHAT}\b")
# Said of what holds no single child: the empty form, the count over a term, the rule.
_HARMLESS: Final = re.compile(
    r"\b(blank|empty|templates?|examples?|samples?|anonymi[sz]ed|anonymous|redacted|no names?|"
    r"without names|summar(?:y|ies)|analysis|overview|patterns?|trends?|termly|annual|yearly|"
    r"polic(?:y|ies)|procedures?|guidance|guide|how we|how to|training|posters?|flow ?charts?|"
    r"numbers|counts?|graphs?|charts?|half ?term|autumn|spring|summer|term|by kind|by type)\b"
)
_TITLES: Final = set_of(
    "mr mrs miss ms mx dr rev sir lady lord father sister cllr pc st saint san santa prof "
    "professor king queen prince princess"
)
_ADULTS: Final = re.compile(
    r"\b(head ?teacher|headteacher|head|deputy|principal|teachers?|governors?|trustees?|"
    r"dsl|senco|sendco|coordinators?|leads?|leader|staff|manager|worker|chair|officer|councillor|"
    r"mayor|author|trainer|vicar|caretaker|lunchtime|supervisor|assistant|mentor|counsell?or|"
    r"consultant|nurse|role description|job description|cv|training register|minutes)\b"
)
_FAMOUS: Final = re.compile(
    r"\b(anne frank|rosa parks|harry potter|nelson mandela|martin luther|marcus rashford|"
    r"union jack|mary seacole|jack and the|james and the|charlie and the|matilda the|"
    r"oliver twist|peter pan|thomas more|john lewis|isaac newton|stephen lawrence|"
    r"sophie lancaster|florence nightingale|david walliams|michael rosen|michael morpurgo|"
    r"king john)\b"
)
# A name before one of these is a house, a street or a prize.
_OF_PLACE: Final = set_of(
    "school primary academy college church street road lane avenue house centre center park hall "
    "class classroom room award trust foundation nursery infants juniors week day lewis"
)
_NO_INITIALS: Final = set_of(
    "plan class appendix section group block part option year vitamin team room hall form page "
    "type level stage grade key set table figure annex band cycle exhibit question side tier "
    "unit phase version poster photo picture"
)


def hint_for(title: str) -> str:
    """What to think of before this is kept under such a title or file name; "" for most."""
    words = _plain(title)
    said = " ".join(words).casefold()
    is_record = bool(_SYSTEMS.search(said) or _RECORD.search(said))
    if is_record and not _HARMLESS.search(said):
        return OF_RECORD
    if _ADULTS.search(said) or _FAMOUS.search(said):
        return ""
    named = any(_is_name(words, at) for at in range(len(words)))
    return OF_NAME if named else ""


def _plain(title: str) -> list[str]:
    """The words of a title or of a file's name: no ending, no signs between, camels parted."""
    text = title.replace("’", "'").replace("`", "'").strip()
    suffix = PurePosixPath(text.replace("/", " ")).suffix
    if re.fullmatch(r"\.[A-Za-z0-9]{2,5}", suffix):
        text = text[: -len(suffix)]
    text = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", text)
    return re.findall(r"[^\W\d_]+(?:'[^\W\d_]+)*'?", text.replace("_", " "))


def _is_name(words: Sequence[str], at: int) -> bool:
    """Whether the word at this place seems to be a child's first name."""
    word = words[at].casefold()
    owns = word.endswith(("'s", "s'"))
    bare = re.sub(r"'s?$", "", word)
    before = words[at - 1].casefold() if at else ""
    after = words[at + 1] if at + 1 < len(words) else ""
    if before in _TITLES or re.sub(r"'s?$", "", after.casefold()) in _OF_PLACE:
        return False
    has_initial = len(after) == 1 and after.isupper() and after not in "IA"
    has_initial = has_initial or (after == "A" and at + 2 >= len(words))
    if bare in ALSO_WORDS:
        return (owns and words[at][0].isupper()) or has_initial
    if bare in GIVEN_NAMES:
        return True
    seems_one = words[at].istitle() and len(bare) > 2 and bare not in _NO_INITIALS
    return has_initial and seems_one and _about_somebody(words)


def _about_somebody(words: Sequence[str]) -> bool:
    """Whether the rest of a title is about what one person did or needs."""
    said = " ".join(words).casefold()
    about = r"\b(behaviou?r|incident|log|statement|referral|plan|story|letter|meeting|review)\b"
    return bool(re.search(about, said))
