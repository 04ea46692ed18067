"""What the head said to a journey, as its page says it, with the paper that was signed."""

from flask import url_for

from award.actions.overtaking import STEP_WORDS
from award.queries.own_journeys import Given, list_given
from award.storage.db import db
from award.storage.evidence import EvidenceVersion
from award.storage.journeys import Journey
from award.web.kit.access import actor
from award.web.kit.filters import day_whole


def approvals_of(journey: Journey) -> list[dict[str, str]]:
    """A row for each answer: of what, by whom, when and how, and its paper or why not."""
    return [_row(journey, one) for one in list_given(db.session(), actor(), journey)]


def _row(journey: Journey, one: Given) -> dict[str, str]:
    words = STEP_WORDS[one.approval.of]
    row = {"key": words[:1].upper() + words[1:], "value": _said(one)}
    if one.paper is not None and one.paper.is_open:
        row |= {"href": _address(journey, one.paper), "change": "Open the signed paper"}
    return row


def _said(one: Given) -> str:
    said, paper = one.approval, one.paper
    if said.returned_at is not None:
        return f"{said.approver_name} sent it back on {day_whole(said.returned_at)}: “{said.words}”"
    on = said.approved_at
    how = f"on {day_whole(on)}" if on is not None and said.recorded_by_id is None else said.words
    fell = "" if said.fell_at is None else " It does not count any more."
    kept = ""
    if paper is not None:
        shut = "" if paper.is_open else ", which cannot be opened now"
        kept = f" Kept with it: {paper.file_name}{shut}."
    return f"{said.approver_name}, {how.rstrip('.')}.{fell}{kept}"


def _address(journey: Journey, paper: EvidenceVersion) -> str:
    """The file itself, in the setting's room: it counts for no criterion that is read here."""
    return url_for(
        "setting.evidence_download",
        setting_id=journey.setting_id,
        journey_id=journey.id,
        item_id=paper.item_id,
        version_id=paper.id,
    )
