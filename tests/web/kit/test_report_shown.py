"""A report in every room: as a PDF, and as it was before it was revised."""

from collections.abc import Callable

import pytest

from award.actions import assessing
from award.adapters import clock
from award.domain.basis import Basis
from award.domain.facts import Outcome, Said
from award.domain.frameworks import Judged
from award.domain.people import Role
from award.domain.stages import Stage
from award.storage.db import transaction
from award.storage.standing import live_reply, live_report
from tests.fixtures_rooms import Standing, standing
from tests.pages import PageClient
from tests.pdf_checks import text_of

__all__ = ["standing"]
Make = Callable[..., Standing]


def revised(world: Standing, *, share: bool = True) -> Standing:
    """A fact was wrong: the report was taken back, put right, and shared again."""
    walking = world.walking
    walking.move("revise_report", Role.ASSESSOR, said=Said(reason="Ten, not nine"))
    report = live_report(world.fresh())
    assert report is not None
    words = assessing.ReportWords(
        "Children trust adults to act, and ten of them said so.", report.next_steps, Outcome.DEFER
    )
    by = walking.by(Role.ASSESSOR)
    with transaction(lock=world.fresh()) as held:
        assessing.write_report(held, words, version=report.version, by=by, at=walking.at)
        assessing.judge(
            held, "1.1", Judged.DEVELOPING, note="No date on it.", basis=[Basis.READ], by=by,
            at=walking.at,
        )  # fmt: skip
    if share:
        walking.pass_time(hours=1)
        walking.move("share_report", Role.ASSESSOR)
    world.fresh()
    return world


def rooms(world: Standing) -> dict[str, PageClient]:
    cast = world.walking.cast
    return {
        "assessor": world.assessor,
        "coordinator": world.browse(cast.coordinator),
        "setting": world.browse(cast.lead),
    }


def start_of(world: Standing, room: str) -> str:
    if room == "setting":
        return f"/setting/{world.walking.setting.id}/journeys/{world.journey.id}"
    return world.room(room)


@pytest.mark.parametrize(
    ("room", "was", "now"),
    [
        ("assessor", "Award", "Defer"),
        ("coordinator", "Award", "Defer"),
        ("setting", "The award", "A little more time"),
    ],
)
def test_the_earlier_report_stays_readable_with_what_changed(
    standing: Make, room: str, was: str, now: str
) -> None:
    world = revised(standing(Stage.CHECKING))
    browser, start = rooms(world)[room], start_of(world, room)

    browser.get(f"{start}/report/versions/1")
    words = browser.words()

    assert "Why it was taken back: Ten, not nine" in words
    assert "Children trust adults to act" in words
    assert "ten of them said so." in words
    assert f"it was “{was}”, and is “{now}” now" in words
    assert "No date on it." in words


def test_a_lead_is_led_to_what_changed_and_reads_the_answers_to_what_they_said(
    standing: Make,
) -> None:
    world = standing(Stage.CHECKING)
    walking, lead = world.walking, rooms(world)["setting"]
    start = start_of(world, "setting")
    with transaction(lock=world.fresh()) as held:
        assessing.reply_to_report(held, ["Ten of us."], by=walking.by(Role.LEAD), at=walking.at)
        reply = live_reply(live_report(held))
        assert reply is not None
        answers = {one.id: "You are right: ten." for one in reply.points}
        assessing.answer_points(held, answers, by=walking.by(Role.ASSESSOR), at=walking.at)
    revised(world)

    lead.get(f"/setting/{walking.setting.id}")
    home = lead.words()
    report = lead.get(f"{start}/report").text
    asked = lead.words()
    lead.get(f"{start}/report/versions/1")

    assert "It was revised: see what changed." in home
    assert "Are the facts right now?" in asked
    assert f'href="{start}/report/versions/1">See what changed' in report
    assert "Ten of us." in lead.words()
    assert "Answer: You are right: ten." in lead.words()


@pytest.mark.parametrize("room", ["assessor", "coordinator", "setting"])
def test_the_report_is_a_pdf_of_the_version_that_stands(standing: Make, room: str) -> None:
    world = revised(standing(Stage.CHECKING))

    answer = rooms(world)[room].get(f"{start_of(world, room)}/report.pdf")

    text = " ".join(text_of(answer.data).split())
    assert answer.mimetype == "application/pdf"
    assert "Version 2." in text
    assert "ten of them said so" in text
    assert "No date on it. Rests on what was read." in text


def test_while_it_is_revised_a_setting_reads_what_was_shared_and_no_more(standing: Make) -> None:
    world = revised(standing(Stage.CHECKING), share=False)
    lead, start = rooms(world)["setting"], start_of(world, "setting")

    onward = lead.get(f"{start}/report")
    lead.get(f"{start}/report/versions/1")
    words = lead.words()
    pdf = " ".join(text_of(lead.get(f"{start}/report.pdf").data).split())

    assert onward.location.endswith("/report/versions/1")
    assert lead.get(f"{start}/report/versions/2").status_code == 404
    for told in (words, pdf):
        assert "Children trust adults to act" in told
        assert "ten of them" not in told
        assert "No date on it." not in told


def test_a_draft_is_nobodys_but_its_writers_and_the_coordinators(standing: Make) -> None:
    world = standing(Stage.ASSESSING)

    answers = {
        room: browser.get(f"{start_of(world, room)}/report.pdf").status_code
        for room, browser in rooms(world).items()
    }

    assert answers == {"assessor": 200, "coordinator": 200, "setting": 404}
    assert world.member().get(f"{world.room('panel')}/report.pdf").status_code == 404


def test_a_report_after_a_deferral_is_not_called_revised(standing: Make) -> None:
    world = standing(Stage.GATHERING, outcome=Outcome.DEFER)
    walking = world.walking
    walking.walk_to(Stage.DECIDING)
    walking.decide()
    walking.walk_to(Stage.CHECKING)
    world.fresh()
    with clock.frozen_at(walking.pass_time(hours=1)):
        lead = world.browse(walking.cast.lead)

        lead.get(f"/setting/{walking.setting.id}")
        home = lead.words()
        lead.get(f"{start_of(world, 'setting')}/report")
        report = lead.words()

    assert "What the panel asked for was judged again: see what changed." in home
    assert "since Priya Nair approved it" not in home
    assert "revised" not in report
    assert "The panel decided on it on" in report
