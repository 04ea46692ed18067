"""A day that the setting chooses and that cannot be any more: what there is to do is said."""

from datetime import datetime, timedelta

from award.actions.rearranging import offer_other_dates
from award.actions.visiting import Plan, book_visit
from award.domain.people import Role
from award.domain.routes import VisitForm
from award.domain.stages import Stage
from award.domain.visits import VisitKind, VisitState
from award.storage.db import transaction
from tests.web.setting.conftest import Make
from tests.web.setting.test_visits import fresh, offered


def test_a_day_that_the_visitor_gave_away_leads_to_the_others(place_at: Make) -> None:
    place = place_at(Stage.GATHERING)
    visit, lead, walking = offered(place), place.lead(), place.walking
    taken = datetime.fromisoformat(visit.offered[1])
    plan = Plan(VisitKind.MONITORING, VisitForm.CALL, [taken], visit.visitor_id)
    with transaction(lock=place.journey) as held:
        book_visit(held, plan, by=walking.by(Role.COORDINATOR), at=walking.at)

    here = f"{place.at}/visits/{visit.id}"
    page = lead.send(f"{here}/confirm", starts_at=visit.offered[1]).get_data(as_text=True)

    said = lead.words()
    assert "Choose another of the dates, or offer other days" in said
    assert "say below" not in said
    assert "Why is this day right" not in said
    assert 'href="#starts_at"' in page
    assert f'href="{here}/other-days"' in page
    assert fresh(place, visit).state is VisitState.PROPOSED


def test_a_day_that_was_offered_no_longer_is_said_so_and_one_of_the_others_counts(
    place_at: Make,
) -> None:
    place = place_at(Stage.GATHERING)
    visit, lead, walking = offered(place), place.lead(), place.walking
    address, gone = f"{place.at}/visits/{visit.id}/confirm", visit.offered[0]
    token, version = lead.token(address), visit.version
    other = walking.at + timedelta(days=14)
    with transaction(lock=place.journey) as held:
        offer_other_dates(
            held, visit.id, [other], reason="Snow",
            by=walking.by(Role.COORDINATOR), at=walking.at, despite="They open",
        )  # fmt: skip

    sent = {"csrf_token": token, "version": version, "starts_at": gone}
    page = lead.post(address, data=sent).get_data(as_text=True)
    assert "Other days are offered by now. Choose one of these" in lead.words()
    assert f'name="version" value="{version + 1}"' in page

    again = {"csrf_token": token, "version": version + 1, "starts_at": other.isoformat()}
    lead.post(address, data=again)
    assert fresh(place, visit).starts_at == other
