"""The criteria: where the setting is with each, shown on the day, and what is left."""

import pytest
from sqlalchemy import select

from award.actions.collecting import add_evidence
from award.actions.sending import EvidenceWords
from award.adapters import clock
from award.domain.people import Role
from award.domain.readiness import NeedKind
from award.domain.stages import Stage
from award.storage.accounts import Membership
from award.storage.assessments import Judge, Judgement
from award.storage.authorities import Framework
from award.storage.db import transaction, writing
from award.storage.evidence import EvidenceItem, EvidenceState
from award.storage.frameworks import criteria_of
from award.storage.plans import ActionState
from award.storage.settings import Setting
from award.web.setting.closeness import LACKS
from tests.making import at
from tests.web.setting.conftest import Make, Place


def live(place: Place, code: str = "1.4") -> Judgement | None:
    place.fresh()
    found = place.rows.query(Judgement).filter_by(
        journey_id=place.journey.id, criterion=code, superseded_at=None
    )
    return found.first()


def test_choosing_a_card_says_where_the_setting_is(place_at: Make) -> None:
    place = place_at(Stage.PLANNING)
    lead = place.lead()

    lead.send(f"{place.at}/criteria/1.4", judged="developing", note="Since spring.")
    again = lead.send(f"{place.at}/criteria/1.4", judged="developing", note="Since spring.")

    judgement = live(place)
    assert judgement is not None
    assert (judgement.judged, judgement.note) == ("developing", "Since spring.")
    assert again.status_code == 302
    assert place.rows.query(Judgement).filter_by(criterion="1.4").count() == 1


def test_what_does_not_apply_needs_a_reason(place_at: Make) -> None:
    place = place_at(Stage.PLANNING)
    lead = place.lead()

    lead.send(f"{place.at}/criteria/1.4", judged="not_applicable")

    assert "Say why 1.4 does not apply to your setting" in lead.words()
    assert live(place) is None


def test_nothing_chosen_asks_for_a_card(place_at: Make) -> None:
    place = place_at(Stage.PLANNING)
    lead = place.lead()

    lead.send(f"{place.at}/criteria/1.4", note="A note that stays")

    assert "Choose one of the cards" in lead.words()
    assert "A note that stays" in lead.words()


def test_two_who_choose_at_once_do_not_overwrite_each_other(place_at: Make) -> None:
    place = place_at(Stage.PLANNING)
    lead = place.lead()
    token = lead.token(f"{place.at}/criteria/1.4")
    place.coordinator().send(f"{place.at}/criteria/1.4", judged="met", note="Seen on paper.")

    sent = {"csrf_token": token, "version": 0, "judged": "not_yet", "note": "I differ."}
    lead.post(f"{place.at}/criteria/1.4", data=sent)

    judgement = live(place)
    assert judgement is not None
    assert judgement.judged == "met"
    assert "Seen on paper." in lead.words()
    assert "I differ." in lead.words()


def test_a_criterion_can_be_shown_on_the_day_instead(place_at: Make) -> None:
    place = place_at(Stage.GATHERING)
    lead = place.lead()

    lead.send(f"{place.at}/criteria/1.4/on-the-day", on=f"{place.at}/criteria/1.4", show="yes")

    assert next(one for one in place.fresh().asked if one.code == "1.4").on_the_day


def test_the_list_opens_on_what_is_left_and_can_show_all(place_at: Make) -> None:
    place = place_at(Stage.READY)
    lead = place.lead()

    left = lead.get(f"{place.at}/criteria").text
    everything = lead.get(f"{place.at}/criteria?all=yes").text

    assert "A policy that is current" not in left
    assert "A policy that is current" in everything


def test_before_the_application_is_accepted_the_pages_say_what_is_asked_and_warn_of_nothing(
    place_at: Make,
) -> None:
    place = place_at(Stage.DRAFT)
    lead = place.lead()
    asked, wording = place.journey.asked[0], criteria_of(place.journey)[0].wording

    every = lead.get(f"{place.root}/criteria").text
    listed = lead.words()
    lead.get(f"{place.at}/criteria/{asked.code}")
    one = lead.words()
    lead.get(f"{place.root}/evidence")

    assert "What the award asks" in listed
    assert wording in listed
    assert "Nothing said yet" not in listed
    assert "table__trouble" not in every
    assert "What would show it" in one
    assert "as soon as your application is accepted" in one
    assert "Go to the next one that needs something" not in one
    assert "Evidence comes after the application" in lead.words()


def test_a_criterion_that_is_not_asked_is_not_there(place_at: Make) -> None:
    place = place_at(Stage.GATHERING)

    assert place.lead().get(f"{place.at}/criteria/9.9").status_code == 404


def test_after_the_report_nothing_can_be_chosen_any_more(place_at: Make) -> None:
    place = place_at(Stage.CHECKING)
    lead = place.lead()

    page = lead.get(f"{place.at}/criteria/1.4").text
    token = lead.token(f"{place.at}")
    answer = lead.post(
        f"{place.at}/criteria/1.4", data={"csrf_token": token, "version": 999, "judged": "embedded"}
    )

    assert "Where you said you are" in page
    assert answer.status_code == 200
    assert {one.judged for one in place.rows.query(Judgement) if one.criterion == "1.4"} == {
        "developing",
        "met",
    }


def test_a_role_that_has_ended_opens_nothing(place_at: Make) -> None:
    place = place_at(Stage.GATHERING)
    lead = place.lead()
    with writing(place.rows) as session:
        session.query(Membership).filter_by(
            user_id=place.walking.cast.lead.id
        ).one().ended_at = at()

    assert lead.get(f"{place.at}/criteria/1.4").status_code == 404


def test_a_renewal_begins_with_what_stood_last_time_and_shows_who_said_so(place_at: Make) -> None:
    place = place_at(Stage.PLANNING, route="renewal")
    before = place.journey.previous_id
    code = place.journey.asked[0].code
    with writing(place.rows):
        said = place.rows.scalars(
            select(Judgement).filter_by(journey_id=before, criterion=code, judge=Judge.ASSESSOR)
        ).one()
        said.note = "Children named two people to go to."
    lead = place.lead()

    page = lead.get(f"{place.at}/criteria/{code}").text

    assert "Chosen from last time. Save it if it still fits" in lead.words()
    assert "Last time, the assessor" in lead.words()
    assert "Children named two people to go to." in lead.words()
    assert page.count(" checked aria-describedby") == 1
    lead.send(f"{place.at}/criteria/{code}", judged=str(said.judged))
    lead.get(f"{place.at}/criteria/{code}")
    assert "Chosen from last time" not in lead.words()
    assert "Last time, the assessor" in lead.words()


def test_a_criterion_that_reads_otherwise_is_not_chosen_from_last_time(place_at: Make) -> None:
    place = place_at(Stage.PLANNING, route="renewal")
    code = "1.1"
    with writing(place.rows):
        now = place.journey.framework
        newer = Framework(
            authority_id=now.authority_id, version="1.1", name=now.name, digest="worded anew",
            text=now.text.replace("every year, and it says", "each term, and it says"),
            published_at=at(),
            superseded_at=at(1),
        )  # fmt: skip
        place.rows.add(newer)
        place.rows.flush()
        place.journey.framework_id = newer.id
    lead = place.lead()

    page = lead.get(f"{place.at}/criteria/{code}").text

    assert "This criterion reads otherwise than it did last time." in lead.words()
    assert " checked aria-describedby" not in page


def test_the_rules_of_judging_stand_on_the_page_in_the_words_of_the_kind(place_at: Make) -> None:
    place = place_at(Stage.PLANNING)
    with writing(place.rows) as session:
        setting = session.get_one(Setting, place.journey.setting_id)
        setting.authority.definition = "Harm that is meant and repeated."
    lead = place.lead()

    lead.get(f"{place.at}/criteria/1.1")

    for words in ("How to choose:", "What never to send:", "Harm that is meant and repeated."):
        assert words in lead.words()


def test_a_note_that_is_missing_is_asked_for_at_its_field(place_at: Make) -> None:
    lead = (place := place_at(Stage.PLANNING)).lead()

    page = lead.send(f"{place.at}/criteria/1.4", judged="not_applicable").text

    assert 'href="#note"' in page
    assert 'id="note-error"' in page


def test_after_the_decision_the_criteria_read_as_they_stood(place_at: Make) -> None:
    place = place_at(Stage.AWARDED)
    with writing(place.rows):
        for action in place.journey.actions:
            action.state = ActionState.NOT_STARTED

    lead = place.lead()
    lead.get(f"{place.at}/criteria")
    words = lead.words()

    assert "How it stood when the award was decided" in words
    assert "not finished" in words
    assert "Every criterion was ready." in words
    for said in ("Not ready", "How close you are", "left", "Finish the actions", "Also asked"):
        assert said not in words
    lead.get(f"{place.at}/criteria/1.4")
    for to_come in ("What will be asked on the visit", "Go to the next one that needs something"):
        assert to_come not in lead.words()


def test_while_evidence_is_gathered_a_criterion_tells_what_comes_and_leads_on(
    place_at: Make,
) -> None:
    lead = (place := place_at(Stage.GATHERING)).lead()

    lead.get(f"{place.at}/criteria/1.4")

    assert "What will be asked on the visit" in lead.words()
    assert "Go to the next one that needs something" in lead.words()


def test_what_is_asked_of_the_whole_journey_is_done_by_one_tap(place_at: Make) -> None:
    place = place_at(Stage.GATHERING)
    lead, head = place.lead(), place.head()
    page = lead.get(f"{place.root}/criteria").text.partition("Also asked of the whole journey")[2]
    read = head.get(f"{place.root}/criteria").text.partition("Also asked of the whole journey")[2]

    assert f'href="{place.at}/policy"' in page
    assert f'href="{place.at}/visits"' in page
    assert "No review of the anti-bullying policy is noted for the last twelve months" in read
    assert f'href="{place.at}/policy"' not in read


def test_a_piece_that_does_not_do_yet_is_told_from_none(place_at: Make) -> None:
    place = place_at(Stage.GATHERING)
    lead = place.lead()
    lead.get(f"{place.root}/criteria")
    before = lead.words()
    give_one_that_needs_more(place)
    lead.get(f"{place.root}/criteria")

    assert "Not enough" not in before
    assert "Not enough" in lead.words()


def give_one_that_needs_more(place: Place) -> None:
    words = EvidenceWords(title="Our policy", criterion="1.1", note="It is old.")
    with transaction(lock=place.journey) as held:
        add_evidence(held, words, by=place.walking.by(Role.LEAD), at=clock.now())
    with writing(place.rows) as session:
        session.query(EvidenceItem).one().state = EvidenceState.NEEDS_MORE


def test_why_it_matters_stands_beside_the_choice(place_at: Make) -> None:
    place = place_at(Stage.PLANNING)
    lead = place.lead()
    page = lead.get(f"{place.at}/criteria/1.4").text
    side = page.partition('class="grid__side"')[2].partition('class="grid__rest')[0]

    assert "Why it matters" in side
    assert "Stuck? What helped others" in side


def test_from_a_criterion_that_is_ready_one_button_leads_on(place_at: Make) -> None:
    place = place_at(Stage.GATHERING)
    place.walking.give_evidence()
    lead = place.lead()
    page = lead.get(f"{place.at}/criteria/3.1").text
    card = page.partition('class="next-card"')[2].partition("</section>")[0]

    assert "This one is ready" in card
    assert f'href="{place.at}/criteria/3.1/next"' in card
    assert "Go to the next one" in card
    assert "Add evidence" in card


def test_who_only_reads_is_told_what_is_missing_and_not_what_to_do(place_at: Make) -> None:
    place = place_at(Stage.PLANNING)
    lead, head = place.lead(), place.head()
    lead.send(f"{place.at}/evidence/drop", note="A line about the hall.")
    with writing(place.rows):
        place.rows.query(Judgement).delete()

    lead.get(f"{place.root}/criteria?all=yes")
    head.get(f"{place.root}/criteria?all=yes")

    assert "Say where you stand on 1.1" in lead.words()
    assert "It is not said so far where you stand" in head.words()
    assert "Have the action plan agreed" not in head.words()
    assert "The action plan is not agreed so far" in head.words()
    assert "1 piece in your tray is not sorted yet." in head.words()
    for told in ("Say where you stand", "Add evidence for", "waits to be sorted", "Finish the"):
        assert told not in head.words()
    assert head.page is not None
    main = next(head.page.iter("main"))
    ways = {one.get("href") for one in main.iter("a") if (one.get("href") or "").startswith("/")}
    assert [way for way in ways if way and head.get(way).status_code == 404] == []


def test_every_need_can_be_said_to_who_only_reads() -> None:
    assert set(LACKS) == set(NeedKind)


@pytest.mark.parametrize(
    ("route", "said"),
    [
        ("standard", "Much of it you do already"),
        ("legacy", "What your earlier award showed is not asked again"),
        ("renewal", "What still counts from last time is not asked again"),
    ],
)
def test_what_is_asked_says_why_it_is_not_everything(place_at: Make, route: str, said: str) -> None:
    place = place_at(Stage.DRAFT, route=route)
    lead = place.lead()

    lead.get(f"{place.at}/criteria")

    assert said in lead.words()
