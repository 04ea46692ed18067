"""What the first page says at each stage, to each who comes in: never what is not so."""

import re
from datetime import timedelta

import pytest

from award.actions.advising import Feedback, OfPiece, ask_for_feedback, give_feedback
from award.actions.assigning import end_assignment
from award.actions.collecting import add_evidence
from award.actions.sending import EvidenceWords
from award.adapters import clock
from award.domain.facts import Outcome, Said
from award.domain.people import Role
from award.domain.routes import Approval
from award.domain.stages import Stage
from award.domain.turns import Turn
from award.storage.authorities import Round
from award.storage.db import session_of, transaction
from award.storage.evidence import EvidenceItem, EvidenceState
from award.storage.journeys import AssignmentKind
from tests.making import make_member, make_user
from tests.web.setting.conftest import Make, Place, card_of, said_on, work_until_ready

COUNT = "criteria ready"
READ = "Read the feedback"


NEXT = {
    Stage.DRAFT: "Tell us about your setting",
    Stage.APPLIED: "Your application is with the coordinator",
    Stage.READY: "You are ready",
    Stage.ASSESSING: "Your setting is being assessed",
    Stage.CHECKING: "Read the report and say whether its facts are right",
    Stage.DECIDING: "The panel has your report",
}


@pytest.mark.parametrize(("stage", "title"), NEXT.items())
def test_one_thing_stands_first_at_each_stage(place_at: Make, stage: Stage, title: str) -> None:
    place = place_at(stage)
    lead = place.lead()

    page = lead.get(place.root).text

    assert title in lead.words() or stage is Stage.DECIDING
    assert page.count('<section class="next-card') == 1
    assert "What happens next" in page
    assert "grid--side" in page


def test_the_day_on_which_the_policy_was_reviewed_is_told_as_people_say_it(
    place_at: Make,
) -> None:
    place = place_at(Stage.READY)
    lead = place.lead()

    lead.get(f"{place.at}/history")
    said = lead.words().partition("Said when the policy was reviewed")[2]

    assert re.match(r" \d+ [A-Z][a-z]+ \d{4}", said)


@pytest.mark.parametrize(
    ("stage", "counts"),
    [
        (Stage.DRAFT, True),
        (Stage.APPLIED, False),
        (Stage.PLANNING, True),
        (Stage.GATHERING, True),
        (Stage.READY, False),
        (Stage.ASSESSING, False),
        (Stage.CHECKING, False),
        (Stage.DECIDING, False),
    ],
)
def test_criteria_are_counted_only_while_the_setting_works_on_them(
    place_at: Make, stage: Stage, counts: bool
) -> None:
    place = place_at(stage)
    lead = place.lead()

    lead.get(place.root)

    assert (COUNT in lead.words()) is counts


def test_the_head_is_asked_for_nothing_that_they_may_not_do(place_at: Make) -> None:
    place = place_at(Stage.GATHERING)
    head = place.head()

    page = head.get(place.root).text

    assert "Your lead is gathering evidence" in head.words()
    assert "still needed before you are ready. You can read" in head.words()
    assert "You will be asked to approve it." in head.words()
    assert "/evidence/add" not in page
    assert "Add photos or files" not in page


def test_the_head_sees_first_what_waits_for_their_approval(place_at: Make) -> None:
    place = place_at(Stage.GATHERING)
    walking = place.walking
    work_until_ready(walking)
    with clock.frozen_at(walking.at):
        lead, head = place.lead(), place.head()
        at = f"{place.at}/approvals/{Approval.READY}"
        lead.send(f"{at}/ask", on=at)
        head.get(place.root)

    assert "Say whether you agree that your setting is ready" in head.words()
    assert "takes the next step once you agree" in head.words()


def test_a_head_who_is_asked_before_all_is_there_reads_how_much_is_needed(place_at: Make) -> None:
    place = place_at(Stage.GATHERING)
    lead, head, at = place.lead(), place.head(), f"{place.at}/approvals/{Approval.READY}"
    lead.send(f"{at}/ask", on=at)

    card = card_of(head, place.root)

    assert "Say whether you agree that your setting is ready" in card
    assert re.search(r"\d+ things are still needed before you are ready", card)
    assert "once you agree" not in card


def test_what_happened_is_told_as_sentences_and_what_belongs_together_in_one(
    place_at: Make,
) -> None:
    place = place_at(Stage.GATHERING)
    give(place, "1.1", "1.2", "2.1")
    lead, head = place.lead(), place.head()

    lead.get(place.root)
    head.get(place.root)

    assert "Today You added evidence for 1.1, 1.2 and 2.1" in lead.words()
    assert "Today Amara Holt added evidence for 1.1, 1.2 and 2.1" in head.words()


def test_more_than_four_criteria_are_counted_rather_than_listed(place_at: Make) -> None:
    place = place_at(Stage.GATHERING)
    give(place, "1.1", "1.2", "1.3", "1.4", "2.1", "2.2")
    lead = place.lead()

    lead.get(place.root)

    assert "You added evidence for 1.1, 1.2, 1.3, 1.4 and 2 more" in lead.words()


def test_feedback_on_a_piece_comes_before_what_is_merely_missing(place_at: Make) -> None:
    place = place_at(Stage.GATHERING)
    give_too_little(place, "2.1")
    lead = place.lead()

    lead.get(place.root)

    assert "Next for you Read the feedback on 2.1" in lead.words()
    assert "Add evidence for 2.1" not in lead.words()
    assert "Add evidence for 1.1" in lead.words()


def test_feedback_to_read_leads_to_what_was_said_and_where_it_is_answered(place_at: Make) -> None:
    place = place_at(Stage.GATHERING)
    give(place, "2.1")
    with transaction(lock=place.journey) as held:
        item = session_of(held).query(EvidenceItem).filter_by(title="About 2.1").one()
        piece = OfPiece(item.version, EvidenceState.NEEDS_MORE, "Who agreed it, and when?")
        given = Feedback(pieces={item.id: piece}, is_all=False)
        by = place.walking.by(Role.COORDINATOR)
        give_feedback(held, given, by=by, at=place.walking.at)
    lead = place.lead()
    lead.get(place.root)
    [button] = [one for one in lead.page.iter("a") if "".join(one.itertext()).strip() == READ]

    lead.get(button.get("href"))

    assert "The feedback on it, the newest last." in lead.words()
    assert "Who agreed it, and when?" in lead.words()
    assert "Send your answer" in lead.words()
    piece = card_of(lead, button.get("href").removesuffix("/talk"))
    assert piece.startswith("Somebody has looked at it Read the feedback")


def test_a_piece_that_needs_more_needs_you_only_where_you_can_give_it(place_at: Make) -> None:
    place = place_at(Stage.GATHERING)
    give_too_little(place, "2.1")
    lead, head = place.lead(), place.head()

    for one in (lead, head):
        one.get(f"{place.at}/evidence")

    assert ("1 needs you" in lead.words(), "1 needs more" in lead.words()) == (True, False)
    assert ("1 needs you" in head.words(), "1 needs more" in head.words()) == (False, True)
    for one in (lead, head):
        one.get(f"{place.root}/criteria")
    assert "Add to what you gave for 2.1, or say that you will show it on the day" in lead.words()
    assert "What was given is not enough so far" in head.words()
    card = card_of(lead, f"{place.at}/criteria/2.1")
    assert "Add to what you gave for 2.1" in card
    assert READ in card


def test_the_criteria_page_begins_with_what_the_first_page_asks_for(place_at: Make) -> None:
    place = place_at(Stage.GATHERING)
    give_too_little(place, "2.1")
    with transaction(lock=place.journey) as held:
        held.policy_reviewed_on = None
    lead = place.lead()
    lead.get(place.root)
    [asked] = [one for one in lead.page.iter("a") if "".join(one.itertext()).strip() == READ]

    lead.get(f"{place.at}/criteria")

    buttons = [one for one in lead.page.iter("a") if one.get("class") == "govuk-button"]
    assert [one.get("href") for one in buttons] == [asked.get("href")]


def test_the_tray_is_called_the_next_thing_by_the_first_page_alone(place_at: Make) -> None:
    place = place_at(Stage.GATHERING)
    with transaction(lock=place.journey) as held:
        by = place.walking.by(Role.LEAD)
        words = EvidenceWords(title="Unsorted", note="What we did.")
        add_evidence(held, words, by=by, at=clock.now())
    lead = place.lead()

    first = card_of(lead, place.root)
    tray = card_of(lead, f"{place.at}/evidence")

    assert "Sort 1 piece" not in first
    assert tray.startswith("In your tray Sort 1 piece in your tray")


def test_own_tasks_stand_first_while_the_council_has_the_next_step(place_at: Make) -> None:
    place = place_at(Stage.APPLIED)
    place.coordinator().send(f"/leicester/coordinator/journeys/{place.journey.id}/moves/accept")
    lead = place.lead()

    page = lead.get(place.root).text

    assert place.fresh().turn is Turn.COORDINATOR
    assert "The council has the next step" not in page
    assert "Say where you are with 1.1" in page[page.index('class="next-card') :][:600]
    assert "The coordinator books the first visit" in page
    assert "It is a conversation, and a plan made together." in page


def test_a_visit_that_was_offered_is_not_asked_for_again(place_at: Make) -> None:
    place = place_at(Stage.APPLIED)
    place.coordinator().send(f"/leicester/coordinator/journeys/{place.journey.id}/moves/accept")
    lead = place.lead()
    sent = {"kind": "initial", "held_as": "on_site", "time_1": "2pm", "day_1": ["1", "7", "2026"]}
    lead.send(f"{place.at}/visits/propose", **sent)

    page = said_on(lead, place.root)

    assert "you offered Wednesday 1 July, 2pm; " in page
    assert "It is a conversation, and a plan made together." not in page
    assert "The coordinator books" not in page


def test_own_tasks_stand_first_while_somebody_gives_feedback(place_at: Make) -> None:
    place = place_at(Stage.GATHERING)
    with transaction(lock=place.journey) as held:
        ask_for_feedback(held, standards=[], by=place.walking.by(Role.LEAD), at=place.walking.at)
    lead = place.lead()

    page = lead.get(place.root).text

    assert "Next for you" in page
    assert "Somebody looks at" not in page
    assert "looks at what you have so far: you asked on" in page


def test_a_paused_journey_asks_for_nothing(place_at: Make) -> None:
    place = place_at(Stage.GATHERING)
    lead, day = place.lead(), clock.today() + timedelta(days=40)
    days = ("ready_by_on", "visits_from", "visits_until", "papers_on", "panel_on", "notify_by_on")
    with transaction(lock=place.journey) as held:
        held.round = Round(authority_id=held.authority_id, name="May", **dict.fromkeys(days, day))
    lead.get(place.root)
    assert "Be ready by" in lead.words()
    with transaction(lock=place.journey) as held:
        held.paused_at = clock.now()
        held.paused_until = clock.today() + timedelta(days=20)

    lead.get(place.root)
    words = lead.words()

    assert "Your journey is paused" in words
    asks = (COUNT, "Add photos", "Ask to pause", "Be ready by")
    assert not any(one in words for one in asks)


def give(place: Place, *codes: str) -> None:
    """The lead adds a note for each of these."""
    by = place.walking.by(Role.LEAD)
    for code in codes:
        words = EvidenceWords(title=f"About {code}", criterion=code, note="What we did.")
        with transaction(lock=place.journey) as held:
            add_evidence(held, words, by=by, at=clock.now())


def give_too_little(place: Place, code: str) -> None:
    """The lead adds a note, of which somebody says that more is needed."""
    give(place, code)
    with transaction(lock=place.journey) as held:
        item = session_of(held).query(EvidenceItem).filter_by(title=f"About {code}").one()
        item.state = EvidenceState.NEEDS_MORE


def test_who_cannot_reply_is_asked_only_to_read_the_report(place_at: Make) -> None:
    place = place_at(Stage.CHECKING)
    head = place.head()

    head.get(place.root)

    assert "Your lead says whether its facts are right." in head.words()
    assert "one tap is enough" not in head.words()


def test_a_colleague_who_cannot_propose_a_visit_is_not_asked_for_one(place_at: Make) -> None:
    place = place_at(Stage.GATHERING)
    place.walking.give_evidence()
    noor = make_user(place.rows, "Noor Shah")
    make_member(place.rows, noor, Role.CONTRIBUTOR, place.walking.setting)
    colleague, lead = place.sign_in(noor), place.lead()

    colleague.get(place.root)
    lead.get(place.root)

    assert "Have a monitoring visit" in lead.words()
    assert "Have a monitoring visit" not in colleague.words()
    assert "You can also Ask for feedback" in colleague.words()


def test_a_report_that_is_put_right_is_not_told_as_a_visit_to_come(place_at: Make) -> None:
    place = place_at(Stage.DECIDING)
    place.walking.move("revise_report", Role.COORDINATOR, said=Said(reason="A number is wrong."))

    card = card_of(place.lead(), place.root)

    assert "Your report is being revised" in card
    assert "visits" not in card


def test_the_first_page_says_that_the_panel_decides_again(place_at: Make) -> None:
    place = place_at(Stage.GATHERING, outcome=Outcome.DEFER)
    walking = place.walking
    walking.walk_to(Stage.DECIDING)
    first = card_of(place.lead(), place.root)
    walking.decide()
    walking.walk_to(Stage.DECIDING)
    place.fresh()

    with clock.frozen_at(walking.pass_time(hours=1)):
        again = card_of(place.lead(), place.root)

    assert "The panel has your report" in first
    assert "The panel decides again It has your new report." in again


def test_while_no_assessor_is_named_the_first_page_says_who_names_one(place_at: Make) -> None:
    place = place_at(Stage.ASSESSING)
    with transaction(lock=place.journey) as held:
        by = place.walking.by(Role.COORDINATOR)
        kind = AssignmentKind.ASSESSOR
        end_assignment(held, kind, reason="They left", by=by, at=place.walking.at)
    lead = place.lead()

    lead.get(place.root)

    assert "The coordinator names an assessor, who goes on with it." in lead.words()
    assert "The assessor reads, visits and writes" not in lead.words()
