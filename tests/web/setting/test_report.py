"""The report and the decision: read, replied to, confirmed; conditions, appeals, certificates."""

import io
import re

import pytest
from flask import Flask
from sqlalchemy import delete, func, select

from award.actions.certifying import write_award_history
from award.domain.award_moves import AwardState
from award.domain.facts import Outcome, Said
from award.domain.people import Role
from award.domain.stages import Stage
from award.storage.assessments import Judge, Judgement, Reply, Report
from award.storage.awards import Award, Certificate
from award.storage.db import writing
from award.storage.decisions import Appeal, Condition
from award.storage.journeys import Journey
from tests.pages import form_to, hidden_fields
from tests.web.setting.conftest import Make, Place


def replies(place: Place) -> list[Reply]:
    place.fresh()
    return place.rows.query(Reply).filter_by(superseded_at=None).all()


def test_one_tap_says_that_every_fact_is_right(place_at: Make) -> None:
    place = place_at(Stage.CHECKING)
    lead = place.lead()
    report = f"{place.at}/report"

    lead.send(f"{report}/right", on=report)
    token, shown = lead.token(report), place.rows.query(Report.id).scalar()
    sent = {"csrf_token": token, "version": 0, "report": shown}
    lead.post(f"{report}/right", data=sent)
    twice = lead.get(report).text

    assert [len(one.points) for one in replies(place)] == [0]
    assert "You, in another window, changed the reply" in twice


@pytest.mark.parametrize("page", ["", "/reply"])
def test_a_page_of_a_report_that_was_taken_back_answers_no_later_one(
    place_at: Make, page: str
) -> None:
    place = place_at(Stage.CHECKING)
    lead, report = place.lead(), f"{place.at}/report"
    to = f"{report}/reply" if page else f"{report}/right"
    lead.get(f"{report}{page}")
    assert lead.page is not None
    shown = hidden_fields(form_to(lead.page, to, to))
    place.walking.move("revise_report", Role.ASSESSOR, said=Said(reason="A wrong number"))
    place.walking.move("share_report", Role.ASSESSOR)

    lead.post(to, data={**shown, "point_1": "Mine"})
    if not page:
        lead.get(report)

    assert replies(place) == []
    assert "Somebody else changed the report" in lead.words()


def test_points_are_sent_and_an_older_page_shows_both(place_at: Make) -> None:
    place = place_at(Stage.CHECKING)
    lead, address = place.lead(), f"{place.at}/report/reply"

    lead.send(address, point_1="We have two boxes.", point_2="The date is 3 May.")
    token, shown = lead.token(address), place.rows.query(Report.id).scalar()
    sent = {"csrf_token": token, "version": 0, "report": shown, "point_1": "Mine"}
    lead.post(address, data=sent)

    assert [one.words for one in replies(place)[0].points] == [
        "We have two boxes.",
        "The date is 3 May.",
    ]
    assert "We have two boxes." in lead.words()
    assert "Mine" in lead.words()


def test_while_points_wait_the_page_says_who_has_them_and_then_shows_each_answer(
    place_at: Make,
) -> None:
    place = place_at(Stage.CHECKING, kind_code="youth_club", route="club")
    lead, report = place.lead(), f"{place.at}/report"
    lead.send(f"{report}/reply", point_1="We have two boxes.", point_2="The date is 3 May.")

    lead.get(report)
    waiting = lead.words()
    numbers = [one.id for one in replies(place)[0].points]
    said = {
        f"answer_{numbers[0]}": "You are right: it says two now.",
        f"answer_{numbers[1]}": "The paper that we saw says 4 May, so it stays.",
    }
    assessor = place.sign_in(place.walking.cast.assessor)
    assessor.send(f"/leicester/assessor/journeys/{place.journey.id}/points", **said)
    lead.get(report)

    assert "They answer each of your points" in waiting
    assert "Change the reply" in waiting
    assert "They answer each of your points" not in lead.words()
    assert all(answer in lead.words() for answer in said.values())


def test_a_point_says_which_part_it_is_about_and_stays_when_the_reply_is_changed(
    place_at: Make,
) -> None:
    place = place_at(Stage.CHECKING)
    lead, address = place.lead(), f"{place.at}/report/reply"
    about = re.search(r'value="(1\.4 [^"]+)" selected', lead.get(f"{address}?about=1.4").text)
    assert about is not None

    lead.send(address, point_1="We have two boxes.", about_1=about[1], point_8="An eighth thing.")
    again = lead.get(address).text

    assert [one.words for one in replies(place)[0].points] == [
        f"{about[1]}: We have two boxes.",
        "An eighth thing.",
    ]
    assert "An eighth thing." in again


def test_what_the_assessor_sees_differently_comes_first(place_at: Make) -> None:
    place = place_at(Stage.CHECKING)
    with writing(place.rows) as session:
        report = session.scalars(select(Report)).one()
        report.judgements = (report.judgements or {}) | {"2.1": "developing"}

    page = place.lead().get(f"{place.at}/report").text

    first, rest = page.split("Where you both see the same", 1)
    assert "Where the assessor sees it differently" in first
    assert "2.1 " in first
    assert "2.1 " not in rest
    assert "about=2.1" in first


def test_what_the_setting_never_said_is_not_called_seen_differently(place_at: Make) -> None:
    place = place_at(Stage.CHECKING)
    own = delete(Judgement).where(Judgement.judge == Judge.SETTING)
    with writing(place.rows) as session:
        session.execute(own.where(Judgement.criterion == "2.1"))

    page = place.lead().get(f"{place.at}/report").text

    assert "sees it differently" not in page
    unsaid, alike = page.split("Where you both see the same", 1)
    assert "2.1 " in unsaid.split("Where you said nothing", 1)[1]
    assert "2.1 " not in alike

    with writing(place.rows) as session:
        session.execute(own)
    page = place.lead().get(f"{place.at}/report").text
    assert "What the assessor says of each criterion" in page
    assert "You said" not in page
    assert "about=2.1" in page


def test_the_report_goes_on_once_it_is_replied_to_and_approved(place_at: Make) -> None:
    place = place_at(Stage.CHECKING)
    lead, head = place.lead(), place.head()
    lead.send(f"{place.at}/report/right", on=f"{place.at}/report")
    waits = lead.get(f"{place.at}/report").text

    head.send(f"{place.at}/approvals/reply/give", sure="yes")
    lead.send(f"{place.at}/moves/confirm_report")

    assert "Ask the headteacher to approve the reply" in waits
    assert place.fresh().stage is Stage.DECIDING


def test_a_head_reads_the_report_and_does_not_reply(place_at: Make) -> None:
    place = place_at(Stage.CHECKING)

    assert place.head().get(f"{place.at}/report").status_code == 200
    assert place.head().get(f"{place.at}/report/reply").status_code == 404


def test_a_condition_is_answered_and_an_older_page_shows_both(place_at: Make) -> None:
    place = place_at(Stage.AWARDED, outcome=Outcome.AWARD_WITH_CONDITIONS)
    lead, condition = place.lead(), place.rows.query(Condition).one()
    address = f"{place.at}/conditions/{condition.id}"

    lead.send(address, words="We looked at the log in May.")
    token = lead.token(address)
    lead.post(address, data={"csrf_token": token, "version": 1, "words": "Mine"})

    place.fresh()
    assert place.rows.query(Condition).one().evidence_words == "We looked at the log in May."
    assert "We looked at the log in May." in lead.words()
    assert "You can change it until it is answered." in lead.words()
    assert "Being looked at" in lead.get(f"{place.at}/decision").text
    assert lead.get(f"{place.at}/conditions/999").status_code == 404


def test_an_appeal_is_lodged_once(place_at: Make) -> None:
    place = place_at(Stage.NOT_YET, outcome=Outcome.TURN_DOWN)
    lead, address = place.lead(), f"{place.at}/appeal"

    lead.send(address, words="")
    token = lead.token(address)
    lead.send(address, words="The log was looked at.")
    lead.post(address, data={"csrf_token": token, "words": "Again.", "version": 0})

    place.fresh()
    assert [one.words for one in place.rows.query(Appeal)] == ["The log was looked at."]
    assert "under way" in lead.words()


def test_an_appeal_is_against_what_its_page_said(place_at: Make) -> None:
    place = place_at(Stage.AWARDED, outcome=Outcome.AWARD_WITH_CONDITIONS, weak=frozenset({"2.2"}))
    lead, address = place.lead(), f"{place.at}/appeal"
    lead.get(address)
    assert lead.page is not None
    shown = hidden_fields(form_to(lead.page, address, address))
    with writing(place.rows) as session:
        award = session.query(Award).one()
        award.state, by = AwardState.SUSPENDED, place.walking.by(Role.PANEL)
        went = (AwardState.IN_FORCE, AwardState.SUSPENDED)
        write_award_history(award, "suspend", by=by, at=place.walking.at, went=went)

    lead.post(address, data={**shown, "words": "Five months are short."})
    after = lead.words()
    none = place.rows.query(Appeal).count()
    again = hidden_fields(form_to(lead.page, address, address))
    lead.post(address, data={**again, "words": "It is settled."})

    assert "Somebody else changed what you appeal against" in after
    assert "You appeal against the suspension of the award" in after
    assert "Five months are short." in after
    place.fresh()
    assert (none, [one.against for one in place.rows.query(Appeal)]) == (0, ["suspension"])


def test_the_certificate_is_handed_out_once_it_is_drawn(place_at: Make, app: Flask) -> None:
    place = place_at(Stage.AWARDED)
    lead, award = place.lead(), place.rows.query(Award).one()
    address = f"{place.root}/awards/{award.id}"
    early = lead.get(f"{address}/certificate.pdf").status_code
    key = f"leicester/{place.walking.setting.id}/{'a' * 32}"
    app.extensions["files"].put(key, io.BytesIO(b"%PDF-1.7"), limit=100)
    with writing(place.rows) as session:
        session.query(Certificate).one().key = key

    page = lead.get(address).text
    answer = lead.get(f"{address}/certificate.pdf")
    body = answer.data
    answer.close()
    app.extensions["files"].delete(key)

    assert early == 404
    assert "Download the certificate" in page
    assert award.number in page
    assert body == b"%PDF-1.7"
    assert answer.headers["Content-Disposition"].startswith("attachment")


def test_the_name_on_the_certificate_is_confirmed_and_an_older_page_shows_both(
    place_at: Make,
) -> None:
    place = place_at(Stage.AWARDED)
    lead, address = place.lead(), f"{place.root}/certificate-name"

    lead.send(address, name="Willow Lane  Primary School")
    token = lead.token(address)
    lead.post(address, data={"csrf_token": token, "version": 1, "name": "Mine"})

    place.fresh()
    assert place.walking.setting.certificate_name == "Willow Lane Primary School"
    assert "Willow Lane Primary School" in lead.words()


def test_a_name_that_no_typeface_has_is_refused_at_its_field(place_at: Make) -> None:
    place = place_at(Stage.AWARDED)
    lead, address = place.lead(), f"{place.root}/certificate-name"
    before = place.walking.setting.certificate_name

    lead.send(address, name="ბაღი Ilan")
    refused = lead.words()
    lead.send(address, name="مدرسة النور")

    place.fresh()
    words = "A certificate cannot print ა ბ ი ღ yet. Write the name in other letters"
    assert before != "مدرسة النور" == place.walking.setting.certificate_name
    assert refused.count(words) == 2
    lead.send(address, name="בית ספר אילן")
    place.fresh()
    assert place.walking.setting.certificate_name == "בית ספר אילן"


def test_no_renewal_is_offered_long_before_the_award_ends(place_at: Make) -> None:
    place = place_at(Stage.AWARDED)
    lead = place.lead()

    page = lead.get(f"{place.root}/renewal/open").text
    said = lead.words()
    lead.post(f"{place.root}/renewal/open", data={"csrf_token": lead.token(f"{place.root}/people")})

    assert re.search(r"You can begin from \w+day \d+ \w+ \d{4} on\.", said)
    assert "Begin the renewal" not in page
    assert place.fresh().ended_at is not None
    assert place.rows.scalar(select(func.count(Journey.id))) == 1
    assert "Renew the award" not in lead.get(place.root).text


def test_an_empty_reply_is_not_taken_for_one_that_finds_nothing_wrong(place_at: Make) -> None:
    place = place_at(Stage.CHECKING)
    lead = place.lead()

    lead.send(f"{place.at}/report/reply", point_1=" ")

    assert "Write what is not right." in lead.words()
    assert replies(place) == []


def test_a_part_that_is_named_without_a_word_on_it_is_asked_about_and_nothing_is_lost(
    place_at: Make,
) -> None:
    place = place_at(Stage.CHECKING)
    lead = place.lead()

    lead.send(f"{place.at}/report/reply", point_1="We have two boxes.", about_2="What comes next")

    assert "Write what is not right with “What comes next”" in lead.words()
    assert "We have two boxes." in lead.words()
    assert replies(place) == []
