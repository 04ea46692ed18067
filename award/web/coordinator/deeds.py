"""What waits for a coordinator, in words: what it is, what its button says, where it leads."""

from dataclasses import dataclass
from typing import Final

from flask import url_for

OF_JOURNEY: Final = "coordinator.journey"


@dataclass(frozen=True)
class Deed:
    """What something is, what its button says, and the screen that it leads to.

    ``card`` is its heading where it is the first of all, with the setting's name filled in;
    ``more`` says there what to do. ``part`` is the part that its screen gives to somebody.
    """

    what: str
    button: str
    endpoint: str
    card: str = ""
    more: str = ""
    part: str = ""


DEEDS: Final = {
    "applied": Deed(
        "Application sent",
        "Read and accept",
        "coordinator.application",
        "{} has applied",
        "Read the application. If it is all there, accept it; if not, give it back with a word.",
    ),
    "book_visit": Deed(
        "No first visit yet",
        "Arrange a visit",
        "coordinator.visits",
        "{} waits for its first visit",
        "Offer some dates, or book one that you agreed on the phone.",
    ),
    "visit_proposed": Deed(
        "Dates proposed, none confirmed",
        "Confirm a date",
        "coordinator.visits",
        "{} has no date for its visit yet",
        "Dates are on the table. Confirm one, or ring to agree another.",
    ),
    "visit_to_write": Deed(
        "Visit to write up",
        "Write it up",
        "coordinator.visits",
        "Write up the visit at {}",
        "A few lines while it is fresh. Then the setting can go on.",
    ),
    "visit_to_share": Deed(
        "Visit record to share",
        "Share it",
        "coordinator.visits",
        "Share the record of the visit at {}",
        "It is written. The setting agrees it once you share it.",
    ),
    "visit_answered": Deed(
        "Visit record to put right",
        "Read it",
        "coordinator.visits",
        "Put right the record of the visit at {}",
        "The setting says what is not right in it. Change the record, and share it again.",
    ),
    "plan": Deed(
        "Plan put forward",
        "Read the plan",
        "coordinator.plan",
        "{} has put its plan forward",
        "Read it. Agree it, or give it back with a word.",
    ),
    "planning": Deed(
        "Planning",
        "See where it stands",
        OF_JOURNEY,
        "{} is planning",
        "See what is left before the plan can be agreed.",
    ),
    "gathering": Deed(
        "Feedback asked for",
        "Give feedback",
        "coordinator.evidence",
        "{} asks for feedback",
        "Say of each piece what is good, and what it still needs.",
    ),
    "ready": Deed(
        "Declared ready",
        "See what is left",
        OF_JOURNEY,
        "{} says it is ready",
        "See what comes first, then begin the assessment.",
    ),
    "begin": Deed(
        "Everything is there to begin",
        "Begin the assessment",
        OF_JOURNEY,
        "{} can be assessed",
        "Assessor and visit are there. Begin the assessment.",
    ),
    "assessing": Deed(
        "No assessor without a tie",
        "Assign an assessor",
        "coordinator.assign",
        "{} has no assessor",
        "Assign somebody who has no tie to the setting.",
        "assessor",
    ),
    "report_bound": Deed(
        "The assessor has a tie",
        "Assign an assessor",
        "coordinator.assign",
        "The report of {} needs another assessor",
        "Who assessed has a tie now. Assign somebody without one, then have the report revised.",
        "assessor",
    ),
    "report_late": Deed(
        "Report not shared yet",
        "See how far it is",
        "coordinator.judgement",
        "The report of {} is late",
        "It was promised for five working days after the visit. Ask the assessor what would help.",
    ),
    "checking": Deed(
        "The report waits for you",
        "Look at the report",
        "coordinator.judgement",
        "The report of {} waits for you",
        "Answer what the setting raised, or go on without a reply.",
    ),
    "deciding": Deed(
        "Second judgement to arrange",
        "Assign a second",
        "coordinator.assign",
        "{} needs a second judgement",
        "Assign somebody who judges it again, without seeing the first.",
        "second",
    ),
    "pause": Deed(
        "A pause is asked for",
        "Answer",
        "coordinator.pause",
        "{} asks for a pause",
        "Read why, and say until when.",
    ),
    "not_applicable": Deed(
        "Asks whether a criterion applies",
        "Answer",
        "coordinator.judgement",
        "{} asks whether a criterion applies",
        "Read the reason, and agree or say why it does apply.",
    ),
    "visit_nobody": Deed(
        "A visit that nobody makes any more",
        "Hand it over",
        "coordinator.visits",
        "A visit at {} needs somebody",
        "Whoever was to make it has left, or has a tie there. Hand it to somebody else: what is "
        "written stays.",
    ),
    "visit_again": Deed(
        "The assessment visit fell through",
        "Arrange a new visit",
        "coordinator.visits",
        "{} needs a new assessment visit",
        "The assessor offers new dates. Ring them, or book a day that you agreed on the phone.",
    ),
    "no_lead": Deed(
        "Nobody leads here yet",
        "Invite the lead",
        "coordinator.person_invite",
        "{} has nobody who leads",
        "Invite the person who leads the work. They get an e-mail with a link.",
    ),
    "part_nobody": Deed(
        "A part that nobody has any more",
        "Name somebody",
        "coordinator.people_of",
        "{} needs somebody",
        "Whoever had a part here has left. Give it to somebody else.",
    ),
    "appeal_lodged": Deed(
        "An appeal to be heard",
        "Say who hears it",
        "coordinator.appeal",
        "{} has appealed",
        "Ask a panel member who took no part to hear it.",
    ),
    "appeal_upheld": Deed(
        "An appeal was upheld",
        "Act on it",
        "coordinator.decision",
        "The appeal of {} was upheld",
        "Act on what was decided, so that the setting can go on.",
    ),
    "condition": Deed(
        "Condition: evidence given",
        "Look at it",
        "coordinator.decision",
        "{} shows that a condition is met",
        "Look at what was given, and say whether it is enough.",
    ),
    "condition_late": Deed(
        "Condition: its day has passed",
        "Look at it",
        "coordinator.decision",
        "A condition at {} is overdue",
        "Ask how it is going. Then give it more time, or write down what they did, for "
        "somebody else to say whether it is met.",
    ),
    "condition_late_tied": Deed(
        "Condition: its day has passed",
        "Look at it",
        "coordinator.decision",
        "A condition at {} is overdue",
        "Ask how it is going. You have a tie to this setting, so another coordinator or a panel "
        "member gives it more time, or says whether it is met.",
    ),
    "check_in": Deed(
        "Yearly check-in",
        "Read and answer",
        "coordinator.check_in",
        "{} says how the award is going",
        "Read what has changed, and answer with a word.",
    ),
    "enquiry": Deed(
        "Asks to take part",
        "Answer",
        "coordinator.enquiry",
        "{} would like to take part",
        "See who asks, write to them, and open a journey.",
    ),
    "award_reply": Deed(
        "Replied to a proposal about its award",
        "Read the reply",
        "coordinator.award",
        "{} has replied about its award",
        "Read the reply. The panel decides.",
    ),
}


def link_of(deed: Deed, journey_id: int | None, number: int | None, place_id: int | None) -> str:
    """Where a deed leads."""
    if deed.endpoint == "coordinator.enquiry":
        return url_for(deed.endpoint, enquiry_id=number)
    if deed.endpoint == "coordinator.check_in":
        return url_for(deed.endpoint, check_in_id=number)
    if deed.endpoint == "coordinator.award":
        return url_for(deed.endpoint, award_id=number)
    if deed.endpoint == "coordinator.person_invite":
        return url_for(deed.endpoint, place_id=place_id)
    if journey_id is None:
        return url_for("coordinator.setting", place_id=place_id)
    if deed.part:
        return url_for(deed.endpoint, journey_id=journey_id, part=deed.part)
    return url_for(deed.endpoint, journey_id=journey_id)
