"""An authority adds kinds of setting, retires them, and names official numbers of its own."""

from collections.abc import Callable
from typing import Any

from sqlalchemy import select

from award.domain.people import Role
from award.domain.stages import Stage
from award.storage.authorities import Kind
from award.storage.settings import Identifier, Setting
from tests.making import make_member, make_setting, make_user
from tests.pages import form_to, hidden_fields
from tests.web.coordinator.conftest import ROOM, Scene
from tests.web.coordinator.test_scheme import CLUB, links

Make = Callable[..., Scene]
FOREST = CLUB | {"label": "Forest school", "people": "explorers", "person": "explorer"}
COPY = f"{ROOM}/kinds/youth_club/copy"


def send(place: Scene, path: str, **given: Any) -> Any:
    return place.browser.send(f"{ROOM}/{path}", **given)


def codes(place: Scene) -> list[str]:
    place.rows.rollback()
    return list(place.rows.scalars(select(Kind.code).where(Kind.code.like("forest%"))))


def test_a_kind_is_added_like_another_and_offered_at_once(scene: Make) -> None:
    place = scene(Stage.DRAFT)
    place.browser.get(f"{ROOM}/kinds")
    assert f"{ROOM}/kinds/add" in links(place.browser)
    send(place, "kinds/add")
    nothing_chosen = place.browser.words()
    led = send(place, "kinds/add", like="youth_club").location
    place.browser.get(COPY)
    first = place.browser.words()
    send(place, "kinds/youth_club/copy", **FOREST | {"label": ""})
    refused = place.browser.words()
    send(place, "kinds/youth_club/copy", **FOREST)
    place.browser.get(f"{ROOM}/framework/2.1?kind=forest_school")

    assert "Choose the kind that it is most like" in nothing_chosen
    assert led == COPY
    assert "Add a kind like Youth club" in first
    assert "Enter a name" in refused
    assert "Explorers helped to shape it" in place.browser.words()
    place.browser.get(f"{ROOM}/settings/add")
    assert "Forest school" in place.browser.words()
    place.browser.get("/leicester/ask")
    assert "Forest school" in place.browser.words()


def test_a_kind_sent_twice_is_there_once(scene: Make) -> None:
    place = scene(Stage.DRAFT)
    place.browser.get(COPY)
    assert place.browser.page is not None
    again = hidden_fields(form_to(place.browser.page, COPY, COPY)) | FOREST

    place.browser.post(COPY, data=again)
    place.browser.post(COPY, data=again)
    place.browser.get(f"{ROOM}/kinds")
    said = place.browser.words()
    send(place, "kinds/primary/copy", **FOREST | {"label": "FOREST SCHOOL"})

    assert codes(place) == ["forest_school"]
    assert "It was done once" in said
    assert "a kind of setting has this one" in place.browser.words()


def test_a_kind_is_retired_and_brought_back(scene: Make) -> None:
    place = scene(Stage.DRAFT)
    place.browser.get(f"{ROOM}/kinds/primary/retire")
    told = place.browser.words()
    send(place, "kinds/primary/retire")
    place.browser.get(f"{ROOM}/kinds")
    listed = place.browser.words()
    place.browser.get("/leicester/ask")
    asked = place.browser.words()
    place.browser.get(f"{ROOM}/settings/{place.journey.setting_id}/change")
    of_its_own = place.browser.words()
    place.browser.get(f"{ROOM}/kinds/primary")
    page = place.browser.words()
    send(place, "kinds/primary/bring-back")
    place.browser.get("/leicester/ask")

    assert "1 setting that has it keeps it. 1 open journey goes on." in told
    assert "from now on are written down, but do not take part." in told
    assert "Retired No setting gets these any more." in listed
    assert "Primary school" not in asked
    assert "Primary school" in of_its_own
    assert "Kind of setting, retired since" in page
    assert "Primary school" in place.browser.words()
    assert place.browser.get(f"{ROOM}/kinds/primary/bring-back").status_code == 404
    assert place.browser.get(f"{ROOM}/kinds/castle/retire").status_code == 404


def test_who_retires_on_an_older_page_is_told(scene: Make) -> None:
    place = scene(Stage.DRAFT)
    place.browser.get(f"{ROOM}/kinds/play/retire")
    send(place, "kinds/youth_club", **CLUB)

    send(place, "kinds/play/retire", version="1")
    assert "Somebody else changed" in place.browser.words()
    send(place, "kinds/other/retire")
    assert "change it instead" in place.browser.words()


def test_a_number_of_its_own_is_named_ticked_and_asked_for(scene: Make) -> None:
    place = scene(Stage.DRAFT)
    send(place, "numbers/add", name="Site number", shapes="LE 1")
    refused = place.browser.words()
    send(place, "numbers/add", name="Site number", shapes="aa-9999\nLE999")
    send(place, "kinds/youth_club", **CLUB | {"numbers": ["own_site_number", "charity"]})
    place.browser.get(f"{ROOM}/numbers")
    listed = place.browser.words()
    send(place, "settings/add", name="Beacon", kind="youth_club", number="12")
    wrong = place.browser.words()
    beside = links(place.browser)
    made = send(place, "settings/add", name="Beacon", kind="youth_club", number="qx-0042").location
    place.browser.get(made or "")
    shown = place.browser.words()
    place.browser.get(f"{ROOM}/settings?search=QX0042")
    found = place.browser.words()
    place.browser.get(f"{ROOM}/settings?search=-")

    assert "“LE1” fits one number only" in refused
    assert "Site number: write it as two letters, then “-”, then four figures or" in listed
    assert "Youth club" in listed
    assert "like AB-1234" in wrong
    assert "#number" in beside
    assert "A charity number has six or seven figures" in wrong
    assert "Beacon is added, with its Site number QX-0042." in shown
    assert "Site number QX-0042" in shown
    assert "Beacon" in found
    assert "Beacon" not in place.browser.words()


def test_a_number_changes_its_way_and_what_settings_have_stays(scene: Make) -> None:
    place = scene(Stage.DRAFT)
    send(place, "numbers/add", name="Site number", shapes="AA9999")
    send(place, "kinds/primary", **CLUB | {"label": "Primary", "numbers": ["own_site_number"]})
    change = f"settings/{place.journey.setting_id}/change"
    facts = {"name": "Willow Lane Primary", "kind": "primary", "state": "active"}
    send(place, change, **facts, own_site_number="le 0042")
    place.browser.get(f"{ROOM}/numbers/own_site_number")
    send(place, "numbers/own_site_number", name="Site code", shapes="999", version="1")
    stale = place.browser.words()
    send(place, "numbers/own_site_number", name="Site code", shapes="999")
    send(place, change, **facts, own_site_number="LE0042", ward="Abbey")
    place.rows.rollback()
    kept = place.rows.scalars(select(Identifier.value)).all()
    send(place, change, **facts, own_site_number="LE0043", ward="Abbey")
    wrong = place.browser.words()

    assert "Somebody else changed" in stale
    assert list(kept) == ["LE0042"]
    assert "Site code: write it as three figures, like 123" in wrong
    place.rows.rollback()
    assert place.rows.get_one(Setting, place.journey.setting_id).ward == "Abbey"
    assert place.browser.get(f"{ROOM}/numbers/gias_urn").status_code == 404
    assert place.browser.get(f"{ROOM}/numbers/own_other").status_code == 404


def test_who_would_have_one_person_in_both_parts_is_named_before_and_after(scene: Make) -> None:
    place = scene(Stage.DRAFT)
    authority = place.journey.setting.authority
    club = make_setting(place.rows, authority, "The Lanterns", kind_code="youth_club")
    make_setting(place.rows, authority, "The Beacon", kind_code="youth_club", postcode="LE1 1AA")
    both = make_user(place.rows, "Noor Siddiq")
    for role in (Role.LEAD, Role.HEAD):
        make_member(place.rows, both, role, club)

    send(place, "kinds/youth_club", **CLUB | {"do": "show"})
    shown = place.browser.words()
    answer = send(place, "kinds/youth_club", **CLUB | {"do": "save"})
    place.browser.get(answer.location or "")

    assert "At The Lanterns one person leads and approves." in shown
    assert "Somebody else has to approve now at The Lanterns." in place.browser.words()
