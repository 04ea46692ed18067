"""The people of a setting: asked in, let go, the lead handed over; a pause asked for."""

from datetime import timedelta

from award.domain.people import Role
from award.domain.stages import Stage
from award.storage.accounts import Invitation, Membership
from award.storage.letters import Letter
from tests.making import make_member, make_user
from tests.web.setting.conftest import Make, Place

WHO = {"name": "Noor Shah", "email": "noor@example.org", "role": "contributor"}


def roles(place: Place) -> dict[str, Role]:
    place.fresh()
    found = place.rows.query(Membership).filter_by(
        setting_id=place.walking.setting.id, ended_at=None
    )
    return {one.user.name: one.role for one in found}


def asked(place: Place) -> list[Invitation]:
    place.fresh()
    return place.rows.query(Invitation).filter_by(withdrawn_at=None).all()


def test_somebody_is_asked_and_a_second_letter_takes_the_place_of_the_first(
    place_at: Make,
) -> None:
    place = place_at(Stage.DRAFT)
    lead = place.lead()

    for _ in range(2):
        lead.send(f"{place.root}/people/invite", **WHO)

    assert [one.email for one in asked(place)] == ["noor@example.org"]
    assert "Noor Shah" in lead.get(f"{place.root}/people").text


def test_who_is_here_already_is_not_asked_again(place_at: Make) -> None:
    place = place_at(Stage.DRAFT)
    lead = place.lead()

    email = place.walking.cast.lead.email
    lead.send(f"{place.root}/people/invite", name="Amara", email=email, role="lead")

    assert "here already" in lead.words()


def test_whoever_approves_is_asked_for_by_the_title_of_the_kind(place_at: Make) -> None:
    place = place_at(Stage.DRAFT)

    lead = place.lead()
    lead.get(f"{place.root}/people/invite")

    assert "Approve: the headteacher" in lead.words()


def test_an_invitation_can_be_taken_back(place_at: Make) -> None:
    place = place_at(Stage.DRAFT)
    lead, people = place.lead(), f"{place.root}/people"
    lead.send(f"{people}/invite", **WHO)

    lead.send(f"{people}/invitations/{asked(place)[0].id}/withdraw", on=people)

    assert asked(place) == []


def test_a_colleague_can_be_let_go_and_the_last_lead_cannot(place_at: Make) -> None:
    place = place_at(Stage.DRAFT)
    noor = make_user(place.rows, "Noor Shah")
    member = make_member(place.rows, noor, Role.CONTRIBUTOR, place.walking.setting)
    lead, number = place.lead(), member.id
    own = place.rows.query(Membership).filter_by(user_id=place.walking.cast.lead.id).one().id

    lead.send(f"{place.root}/people/{number}/remove")
    before = lead.get(f"{place.root}/people/{own}/remove").text
    token = lead.token(f"{place.root}/people")
    lead.post(f"{place.root}/people/{own}/remove", data={"csrf_token": token})

    assert "Hand the lead to a colleague" in before
    assert "You cannot come in here any more" not in before
    assert "Hand the lead to a colleague" in lead.words()
    assert roles(place) == {"Amara Holt": Role.LEAD, "Priya Nair": Role.HEAD}
    assert lead.get(f"{place.root}/people/{number}/remove").status_code == 404


def test_a_head_reads_that_the_only_lead_is_not_let_go(place_at: Make) -> None:
    place = place_at(Stage.DRAFT)
    led = place.rows.query(Membership).filter_by(user_id=place.walking.cast.lead.id).one().id
    head = place.head()

    page = head.get(f"{place.root}/people/{led}/remove").text

    assert "Hand over first, then their access can end" in page
    assert "is signed out at once" not in page


def test_the_lead_is_handed_to_a_colleague(place_at: Make) -> None:
    place = place_at(Stage.DRAFT)
    noor = make_user(place.rows, "Noor Shah")
    member = make_member(place.rows, noor, Role.CONTRIBUTOR, place.walking.setting)

    lead = place.lead()
    lead.get(f"{place.root}/people/{member.id}/hand-over")
    said = lead.words()
    lead.send(f"{place.root}/people/{member.id}/hand-over")

    lead.get("/sign-in")
    assert "Noor Shah leads from now on. Sign in again to go on as a colleague." in lead.words()
    assert "You go on as a colleague. You both sign in again." in said
    found = roles(place)
    assert (found["Noor Shah"], found["Amara Holt"]) == (Role.LEAD, Role.CONTRIBUTOR)


def test_a_head_is_offered_to_take_the_lead_and_reads_who_goes_on_as_what(place_at: Make) -> None:
    place = place_at(Stage.GATHERING)
    head = place.head()
    number = place.rows.query(Membership).filter_by(role=Role.HEAD, ended_at=None).one().id

    page = head.get(f"{place.root}/people").text
    offered = head.words()
    head.get(f"{place.root}/people/{number}/hand-over")

    assert "Is somebody else taking the lead?" in offered
    assert "Take the lead yourself" in offered
    assert "Hand the lead to Priya Nair" not in page
    assert "Whoever leads now becomes a colleague and signs in again." in head.words()


def test_a_head_who_takes_the_lead_stays_the_head(place_at: Make) -> None:
    place = place_at(Stage.GATHERING)
    head = place.rows.query(Membership).filter_by(role=Role.HEAD, ended_at=None).one().id

    place.lead().send(f"{place.root}/people/{head}/hand-over")

    place.fresh()
    found = place.rows.query(Membership).filter_by(ended_at=None)
    here = {(one.user.name, one.role) for one in found if one.setting_id}
    letters = place.rows.query(Letter).filter_by(code="lead_changed")
    assert here == {
        ("Priya Nair", Role.LEAD), ("Priya Nair", Role.HEAD), ("Amara Holt", Role.CONTRIBUTOR)
    }  # fmt: skip
    assert [one.to_name for one in letters] == ["Colm Brady"]


def test_whoever_approves_is_called_what_the_kind_of_setting_calls_them(place_at: Make) -> None:
    place = place_at(Stage.GATHERING, kind_code="childrens_home")
    lead = place.lead()

    lead.get(f"{place.root}/people")

    assert "Registered manager or approver" in lead.words()
    assert "Head or approver" not in lead.words()


def test_a_colleague_sees_the_people_and_asks_nobody(place_at: Make) -> None:
    place = place_at(Stage.GATHERING)
    noor = make_user(place.rows, "Noor Shah")
    make_member(place.rows, noor, Role.CONTRIBUTOR, place.walking.setting)
    browser = place.sign_in(noor)

    assert browser.get(f"{place.root}/people").status_code == 200
    assert browser.get(f"{place.root}/people/invite").status_code == 404
    assert browser.get(place.root).status_code == 200


def test_a_pause_is_asked_for_with_a_day_and_a_reason(place_at: Make) -> None:
    place = place_at(Stage.GATHERING)
    lead, address = place.lead(), f"{place.at}/pause/ask"

    lead.send(address, until=["1", "1", "2099"], reason="An inspection")
    refused, title = lead.words(), lead.page.findtext(".//title", "") if lead.page else ""
    lead.send(address, until=["1", "6", "2026"], reason="An inspection")

    assert "Choose a day that is still to come" in refused
    assert "An inspection" in refused
    assert title.startswith(f"Error: Ask to pause, {place.walking.setting.name} – ")
    assert place.fresh().pause_asked_at is not None


def test_a_pause_is_asked_for_until_a_day_that_stands_there_ready(place_at: Make) -> None:
    place = place_at(Stage.GATHERING)
    lead, address = place.lead(), f"{place.at}/pause/ask"
    day = (place.walking.at + timedelta(weeks=4)).date()
    day += timedelta(days=7 - day.weekday() if day.weekday() > 4 else 0)

    lead.send(
        address,
        **{"until-ready": day.isoformat(), "until": ["", "", ""]},
        reason="An inspection",
    )

    assert place.fresh().pause_asked_until == day
    lead.get(place.root)
    assert "You asked to pause until" in lead.words()
    lead.get(address)
    assert "the coordinator has not answered yet" in lead.words()


def test_who_is_alone_is_told_to_ask_a_colleague(place_at: Make) -> None:
    place = place_at(Stage.GATHERING)
    lead = place.lead()
    lead.get(f"{place.root}/people")
    together = lead.words()
    (head,) = place.rows.query(Membership).filter_by(role=Role.HEAD, ended_at=None).all()

    lead.get(f"{place.root}/people/{head.id}/remove")
    assert "Nobody is left here who approves" in lead.words()
    lead.send(f"{place.root}/people/{head.id}/remove")
    make_member(place.rows, place.walking.cast.lead, Role.HEAD, place.walking.setting)
    lead.get(f"{place.root}/people")

    assert "Only one person can come in here." not in together
    assert f"Hand the lead to {head.user.name}" in together
    assert "Only one person can come in here." in lead.words()
    assert "Hand the lead to" not in lead.words()
