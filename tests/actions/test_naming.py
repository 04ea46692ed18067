"""The name on the certificate: confirmed by the setting, or by the authority for it."""

import pytest
from sqlalchemy.orm import Session

from award.actions.naming import LONGEST, confirm_certificate_name
from award.domain.people import Actor, Role
from award.domain.refusals import NotAllowed, NotReady, Stale
from award.storage.db import transaction
from award.storage.settings import Setting
from tests.making import make_authority, make_setting


@pytest.fixture
def place(session: Session) -> Setting:
    return make_setting(session, make_authority(session))


def confirm(
    place: Setting, name: str, role: Role = Role.LEAD, *, version: int = 1, on_behalf: bool = False
) -> None:
    by = Actor(role, 1, "Amara Holt", place.authority_id, place.id, on_behalf=on_behalf)
    with transaction(lock=place) as held:
        confirm_certificate_name(held, name, version=version, by=by)


def test_the_name_is_kept_without_needless_spaces(place: Setting) -> None:
    confirm(place, "  Willow   Lane Primary School ")

    assert (place.name_on_certificate, place.version) == ("Willow Lane Primary School", 2)


def test_the_same_name_again_changes_nothing(place: Setting) -> None:
    confirm(place, "Willow Lane")
    confirm(place, "Willow Lane", version=2)

    assert place.version == 2


@pytest.mark.parametrize("name", [" ", "x" * (LONGEST + 1)])
def test_an_empty_or_endless_name_is_refused(place: Setting, name: str) -> None:
    with pytest.raises(NotReady):
        confirm(place, name)


def test_an_older_page_is_refused(place: Setting) -> None:
    with pytest.raises(Stale):
        confirm(place, "Willow Lane", version=7)


def test_a_colleague_does_not_confirm_it_and_a_coordinator_may_for_them(place: Setting) -> None:
    with pytest.raises(NotAllowed):
        confirm(place, "Willow Lane", Role.CONTRIBUTOR)
    confirm(place, "Willow Lane", Role.COORDINATOR, on_behalf=True)

    assert place.certificate_name == "Willow Lane"
