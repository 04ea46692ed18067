"""The screens on which feedback on evidence is given and talked about, in each room that gives."""

from collections.abc import Callable

from flask import Blueprint, url_for
from flask.typing import ResponseReturnValue

from award.domain.permissions import May
from award.web.kit.access import find, needs
from award.web.kit.feedback import feedback_fine as all_is_fine
from award.web.kit.feedback import feedback_fine_back as not_fine
from award.web.kit.feedback import feedback_of_standard, feedback_overview
from award.web.kit.pages import Link
from award.web.kit.screens import Screens
from award.web.kit.talks import talk_of_piece, talk_of_standard

JOURNEY = "/journeys/<int:journey_id>"
BOTH = ("GET", "POST")
Back = Callable[[int], Link]


def feedback_screens(bp: Blueprint, at: str, *, back: Back) -> None:
    """Give a room the overview of a journey's feedback, and a page for each standard.

    ``at`` is where they stand below a journey; ``back`` is the way to all of its evidence.
    """

    def overview(journey_id: int) -> Link:
        return Link("Feedback", url_for(f"{bp.name}.feedback", journey_id=journey_id))

    @bp.get(f"{JOURNEY}{at}")
    @needs(May.GIVE_FEEDBACK)
    def feedback(journey_id: int) -> ResponseReturnValue:
        """The standards, those that were asked about first."""
        found = find(May.GIVE_FEEDBACK, journey_id)
        return feedback_overview(found, bp.name, back=back(journey_id))

    @bp.route(f"{JOURNEY}{at}/<code>", methods=BOTH)
    @needs(May.GIVE_FEEDBACK)
    def feedback_standard(journey_id: int, code: str) -> ResponseReturnValue:
        """One standard: a text for it, and its pieces."""
        found = find(May.GIVE_FEEDBACK, journey_id)
        return feedback_of_standard(found, bp.name, code, back=overview(journey_id))

    @bp.post(f"{JOURNEY}{at}/<code>/fine")
    @needs(May.GIVE_FEEDBACK)
    def feedback_fine(journey_id: int, code: str) -> ResponseReturnValue:
        """All of one standard is fine so far."""
        found = find(May.GIVE_FEEDBACK, journey_id)
        answer_at = url_for(f"{bp.name}.feedback_standard", journey_id=journey_id, code=code)
        return all_is_fine(found, code, back=overview(journey_id).href, answer_at=answer_at)

    @bp.post(f"{JOURNEY}{at}/<code>/fine/back")
    @needs(May.GIVE_FEEDBACK)
    def feedback_fine_back(journey_id: int, code: str) -> ResponseReturnValue:
        """That all of one standard is fine is taken back."""
        found = find(May.GIVE_FEEDBACK, journey_id)
        return not_fine(found, code, back=overview(journey_id).href)


def talk_screens(bp: Blueprint, screens: Screens, *, back: Back) -> None:
    """Give a room the talk about a piece and about a standard; ``screens`` is where pieces are."""

    @bp.route(f"{JOURNEY}/evidence/<int:item_id>/talk", methods=BOTH)
    @needs(May.GIVE_FEEDBACK)
    def evidence_talk(journey_id: int, item_id: int) -> ResponseReturnValue:
        """What was said of one piece, and a field to go on."""
        found, way = find(May.GIVE_FEEDBACK, journey_id), back(journey_id)
        return talk_of_piece(found, item_id, screens, back=way, may=May.GIVE_FEEDBACK)

    @bp.route(f"{JOURNEY}/evidence/standards/<code>/talk", methods=BOTH)
    @needs(May.GIVE_FEEDBACK)
    def standard_talk(journey_id: int, code: str) -> ResponseReturnValue:
        """What was said of one standard, and a field to go on."""
        found, way = find(May.GIVE_FEEDBACK, journey_id), back(journey_id)
        return talk_of_standard(found, code, back=way, may=May.GIVE_FEEDBACK)
