"""Every route and method, by every role, at one's own place and at everybody else's.

The routes are read from the application, so that a new screen is walked by itself. What the table
of permissions does not give answers 404, with the same page as what is not there; who is signed
out is sent to sign in; nothing that was refused leaves a trace; nothing ever breaks.
"""

import re

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from award.domain.people import Role
from award.web.kit.access import mark_of
from tests.web.installation import PEOPLE, Installation, browser
from tests.web.walls import Part, Try, parts_of, prints_of

pytestmark = pytest.mark.usefixtures("at_noon")
CHANGES_WITH_EACH = re.compile(r'nonce="[^"]*"|name="csrf_token" value="[^"]*"|value="[^"]*"')


def same(answer: TestResponse) -> str:
    """A page without what differs from one answer to the next."""
    return CHANGES_WITH_EACH.sub("", answer.get_data(as_text=True))


def status_of(client: FlaskClient, address: str, method: str) -> int:
    """Only how it was answered; a file that was opened for it is closed again."""
    answer = client.open(address, method=method)
    answer.close()
    return answer.status_code


def methods_of(one: Try) -> list[str]:
    return [method for method in ("GET", "POST") if method in (one.rule.methods or ())]


def needs_permission(here: Installation, one: Try) -> bool:
    mark = mark_of(here.app, one.rule.endpoint)
    return mark is not None and mark.may is not None


@pytest.mark.parametrize("role", list(PEOPLE), ids=str)
def test_what_is_not_theirs_is_as_if_it_were_not_there(
    installation: Installation, role: Role
) -> None:
    """Where no role of theirs holds the permission, one address of the screen speaks for all."""
    here, parts = installation, parts_of(installation.session, PEOPLE[role])
    closed = closed_to(here, parts)

    held = [one for one in closed if here.walls.is_held(here.app, one, parts)]
    first = [one for one in closed if one.is_first and one not in held]
    refuse(here, role, held + first)


@pytest.mark.soak
@pytest.mark.parametrize("role", list(PEOPLE), ids=str)
def test_what_is_not_theirs_is_not_there_by_any_address(
    installation: Installation, role: Role
) -> None:
    refuse(
        installation, role, closed_to(installation, parts_of(installation.session, PEOPLE[role]))
    )


def closed_to(here: Installation, parts: list[Part]) -> list[Try]:
    """All addresses that need a permission and lie outside somebody's walls."""
    return [
        one
        for one in here.tries
        if needs_permission(here, one) and not here.walls.opens(here.app, one, parts)
    ]


def refuse(here: Installation, role: Role, closed: list[Try]) -> None:
    """See that each address answers like one that is not there, and that nothing changed."""
    client, token = browser(here, PEOPLE[role])
    nothing, faults = same(client.get("/nowhere/at/all/1")), []
    before = prints_of(here.session)

    for one in closed:
        for method in methods_of(one):
            answer = client.open(one.address, method=method, headers={"X-CSRFToken": token})
            if answer.status_code != 404 or (same(answer) != nothing):
                faults.append(f"{method} {one.address} answers {answer.status_code}")

    assert faults == []
    assert prints_of(here.session) == before


@pytest.mark.parametrize("role", list(PEOPLE), ids=str)
def test_nothing_from_elsewhere_is_reached_through_ones_own_address(
    installation: Installation, role: Role
) -> None:
    here, faults = installation, []
    client, token = browser(here, PEOPLE[role])
    parts = parts_of(here.session, PEOPLE[role])
    nothing = same(client.get("/nowhere/at/all/1"))
    before = prints_of(here.session)

    for one in here.tries:
        if not (one.is_foreign and needs_permission(here, one)):
            continue
        if not here.walls.opens(here.app, one, parts):
            continue
        for method in methods_of(one):
            answer = client.open(one.address, method=method, headers={"X-CSRFToken": token})
            if answer.status_code != 404 or same(answer) != nothing:
                faults.append(f"{method} {one.address} answers {answer.status_code}")

    assert faults == []
    assert prints_of(here.session) == before


@pytest.mark.parametrize("role", list(PEOPLE), ids=str)
def test_nothing_breaks_and_no_change_is_made_without_the_forms_token(
    installation: Installation, role: Role
) -> None:
    here, faults = installation, []
    client, _ = browser(here, PEOPLE[role])
    parts = parts_of(here.session, PEOPLE[role])
    opened = [
        one
        for one in here.tries
        if needs_permission(here, one)
        and not one.is_foreign
        and here.walls.opens(here.app, one, parts)
    ]

    for one in opened:
        if "GET" in methods_of(one):
            status = status_of(client, one.address, "GET")
            if status >= 500 or status in (400, 401, 405):
                faults.append(f"GET {one.address} answers {status}")
    before = prints_of(here.session)
    for one in opened:
        if "POST" in methods_of(one):
            status = status_of(client, one.address, "POST")
            if status not in (400, 404):
                faults.append(f"POST {one.address} without a token answers {status}")

    assert faults == []
    assert prints_of(here.session) == before


def test_who_is_signed_out_is_sent_to_sign_in(installation: Installation) -> None:
    here, faults, client = installation, [], installation.app.test_client()
    before = prints_of(here.session)

    for one in here.tries:
        mark = mark_of(here.app, one.rule.endpoint)
        if mark is None or not (mark.may or mark.account) or not one.is_first:
            continue
        for method in methods_of(one):
            answer = client.open(one.address, method=method)
            sent = answer.status_code == 302 and answer.location.startswith("/sign-in?next=")
            if not (sent if method == "GET" else answer.status_code == 401):
                faults.append(f"{method} {one.address} answers {answer.status_code}")

    assert faults == []
    assert prints_of(here.session) == before


@pytest.mark.parametrize("role", [*PEOPLE, None], ids=str)
def test_what_is_open_to_all_never_breaks(installation: Installation, role: Role | None) -> None:
    here, faults = installation, []
    client = browser(here, PEOPLE[role])[0] if role else here.app.test_client()

    for one in here.tries:
        if needs_permission(here, one):
            continue
        for method in methods_of(one):
            status = status_of(client, one.address, method)
            if status >= 500 and one.address != "/readyz":
                faults.append(f"{method} {one.address} answers {status}")

    assert faults == []


def test_every_role_is_walked(installation: Installation) -> None:
    roles = {part.role for name in PEOPLE.values() for part in parts_of(installation.session, name)}

    assert roles == set(Role) - {Role.PUBLIC, Role.CLOCK}
