"""Where a visit is, and how one gets in: in words for a letter and for the visitor's page."""

from collections.abc import Mapping
from typing import Final

from award.domain.letters import Addressee
from award.domain.reminders import OF_SETTING
from award.domain.report_days import FACT_CHECK, fact_check_words
from award.domain.routes import VisitForm

ON_THE_PAGE: Final = "Where it is, and how one gets in, is on the page behind the link below."
NOT_SAID: Final = "The setting can still say which door to take and where to park."
STILL_TO_SAY: Final = "You can still say which door to take and where to park."
ARRIVAL: Final = "arrival"  # the field of letters that says where, and how one gets in
NOBODY_THERE: Final = {
    VisitForm.REMOTE: "By video",
    VisitForm.CALL: "By phone",
}


def where_words(place: str, address: str, postcode: str | None) -> str:
    """Where the visit is: the place that was agreed, and the setting's address."""
    lines = [one.strip() for one in address.splitlines() if one.strip()]
    if postcode and postcode not in address:
        lines.append(postcode)
    return ", ".join([place, *lines] if place else lines)


def arrival_words(
    form: VisitForm, *, place: str, where: str, getting_in: str, ask_for: str, telephone: str
) -> str:
    """Where to come to, how one gets in and whom to ask for; each on a line, none left empty.

    Where nobody comes in person it says how the talk is held, and on which number.
    """
    if form in NOBODY_THERE:
        lines = [": ".join(one for one in (NOBODY_THERE[form], place) if one)]
    elif form is VisitForm.WORKSHOP:
        lines = [f"Where: {place or 'the place is still to be said'}"]
    else:
        lines = [f"Where: {where or 'the address is still to be said'}"]
        lines.append(f"Getting in: {getting_in}" if getting_in else NOT_SAID)
    if ask_for and form is not VisitForm.WORKSHOP:
        lines.append(f"Ask for: {ask_for}")
    if telephone and form is not VisitForm.WORKSHOP:
        lines.append(f"Telephone: {telephone}")
    return "\n".join(lines)


def fields_for(addressee: Addressee, fields: Mapping[str, str]) -> dict[str, str]:
    """What a letter says, to whom it goes: the setting is asked for what its visitor hears is
    missing of how one gets in, and who approves reads that another checks a report's facts."""
    said = dict(fields)
    if addressee is Addressee.HEAD and FACT_CHECK in said:
        said[FACT_CHECK] = fact_check_words(checks=False)
    if addressee in OF_SETTING and ARRIVAL in said:
        said[ARRIVAL] = said[ARRIVAL].replace(NOT_SAID, STILL_TO_SAY)
    return said
