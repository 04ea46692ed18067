"""Running journeys, brought in through the browser: looked at first, kept once."""

from collections.abc import Callable
from io import BytesIO

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from award.adapters.spreadsheets import read_sheet
from award.domain.people import Role
from award.domain.stages import Stage
from award.storage.accounts import Invitation
from award.storage.cohorts import LegacyAward
from award.storage.journeys import Journey
from award.storage.settings import Setting
from tests.making import make_member, make_setting, make_user
from tests.pages import PageClient
from tests.web.coordinator.conftest import ELSEWHERE, ROOM, Scene

UPLOAD = f"{ROOM}/journeys/bring-in"
SHEET = (
    "Setting,Stage,Since,Lead,E-mail,Notes\n"
    "Oak Tree Juniors,Gathering,3 March 2025,Ben Oak,ben.oak@example.org,=1+1\n"
    "Oak Tree Infants,Awarded,,,,\n"
    "Willow Lane Primary,Ready,,,,\n"
    "Nowhere School,Ready,,,,\n"
    "Oak Tree Infants,With the panel,,,,\n"
)


@pytest.fixture
def place(scene: Callable[..., Scene]) -> Scene:
    found = scene(Stage.DRAFT)
    for name in ("Oak Tree Juniors", "Oak Tree Infants"):
        make_setting(found.rows, found.walker.setting.authority, name)
    found.rows.rollback()
    return found


def send(browser: PageClient, content: str | bytes = SHEET, name: str = "ours.csv") -> str:
    sent = content.encode() if isinstance(content, str) else content
    answer = browser.send(UPLOAD, file=(BytesIO(sent), name))
    return answer.location or ""


def count(rows: Session, kind: type) -> int:
    rows.rollback()
    return rows.scalar(select(func.count()).select_from(kind)) or 0


def test_a_preview_says_of_every_line_what_becomes_of_it_and_changes_nothing(place: Scene) -> None:
    place.browser.get(send(place.browser))

    words = place.browser.words()
    for said in (
        "Oak Tree JuniorsLine 2",
        "Gathering evidenceSince 3 March 2025",
        "Oak Tree InfantsLine 3 Earlier award",
        "Willow Lane PrimaryLine 4 It has an open journey already: Draft application.",
        "Line 5 We know no setting called Nowhere School.",
        "Line 6 “With the panel” comes after Ready.",
        "Bring in 1 journey and 1 earlier award",
    ):
        assert said in words
    assert (count(place.rows, Journey), count(place.rows, LegacyAward)) == (1, 0)


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ("RAG", "We do not know this column and pass over it: RAG."),
        ("RAG,Ward", "We do not know these columns and pass over them: RAG, Ward."),
    ],
)
def test_columns_that_nobody_here_knows_are_named(place: Scene, more: str, said: str) -> None:
    sheet = f"Setting,Stage,{more}\nOak Tree Juniors,Gathering,Green,Abbey\n"

    place.browser.get(send(place.browser, sheet))

    assert said in place.browser.words()


def test_what_the_preview_showed_comes_in_once_and_its_address_says_so(place: Scene) -> None:
    preview = send(place.browser)

    kept = place.browser.send(preview)
    place.browser.get(kept.location or "")
    told = place.browser.words()
    again = place.browser.get(preview)

    assert "1 journey and 1 earlier award came in." in told
    assert (again.status_code, "This file has been kept" in place.browser.words()) == (200, True)
    assert (count(place.rows, Journey), count(place.rows, LegacyAward)) == (2, 1)


def test_two_coordinators_who_keep_the_same_sheet_keep_it_once(place: Scene) -> None:
    one, two = send(place.browser), send(place.browser)
    token = place.browser.token(two)
    page = place.browser.page
    assert page is not None
    shown = next(x.get("value") for x in page.iter("input") if x.get("name") == "shown")
    place.browser.send(one)

    late = place.browser.post(two, data={"csrf_token": token, "shown": shown})

    assert late.status_code == 200
    assert "Somebody else changed the journeys" in place.browser.words()
    assert "This file changes nothing" in place.browser.words()
    assert (count(place.rows, Journey), count(place.rows, LegacyAward)) == (2, 1)


def test_the_leads_get_an_invitation_only_where_that_is_ticked(place: Scene) -> None:
    place.browser.send(send(place.browser), invite="yes")

    place.rows.rollback()
    assert place.rows.scalars(select(Invitation.email)).all() == ["ben.oak@example.org"]


def test_where_somebody_leads_already_no_invitation_goes_and_that_is_said(place: Scene) -> None:
    juniors = place.rows.scalars(select(Setting).where(Setting.name == "Oak Tree Juniors")).one()
    make_member(place.rows, make_user(place.rows, "Sam Oak"), Role.LEAD, juniors)
    place.rows.rollback()

    preview = send(place.browser)
    place.browser.get(preview)
    assert "Sam Oak leads there already, and stays the lead" in place.browser.words()
    kept = place.browser.send(preview, invite="yes")
    place.browser.get(kept.location or "")

    assert "At 1 setting somebody leads already, so no invitation went there." in (
        place.browser.words()
    )
    assert count(place.rows, Invitation) == 0


def test_the_journey_says_in_one_line_what_came_before(place: Scene) -> None:
    place.browser.send(send(place.browser))
    place.rows.rollback()
    journey = place.rows.scalars(select(Journey).order_by(Journey.id.desc())).first()
    assert journey is not None

    place.browser.get(f"{ROOM}/journeys/{journey.id}/history")

    words = place.browser.words()
    assert "Journey brought in, already under way" in words
    assert "What was asked before that was done elsewhere" in words
    assert "From the spreadsheet =1+1" in words
    assert "Gathering evidence since 3 March 2025" in words


def test_an_earlier_award_stands_on_the_page_of_its_setting(place: Scene) -> None:
    place.browser.send(send(place.browser))
    place.rows.rollback()
    setting_id = place.rows.scalars(select(LegacyAward.setting_id)).one()

    place.browser.get(f"{ROOM}/settings/{setting_id}")

    assert "Earlier award" in place.browser.words()


@pytest.mark.parametrize(
    ("content", "name", "says"),
    [
        (b"a,b\n1,2\n", "other.csv", "We could not find the headings"),
        (b"%PDF-1.7", "plan.pdf", "This is no spreadsheet"),
        (b"PK\x03\x04x", "broken.xlsx", "This file is damaged"),
        (b"\x9d\x14 \xe3 half a workbook", "Half.XLSX", "This file is damaged"),
    ],
)
def test_a_file_that_cannot_be_used_is_refused_with_a_sentence(
    place: Scene, content: bytes, name: str, says: str
) -> None:
    answer = place.browser.send(UPLOAD, file=(BytesIO(content), name))

    assert answer.status_code == 200
    assert says in place.browser.words()


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_a_template_can_be_downloaded_and_sent_back(place: Scene, ending: str) -> None:
    answer = place.browser.get(f"{UPLOAD}/template.{ending}")

    assert read_sheet(answer.data)[0][:4] == ["Setting", "URN", "Route", "Stage"]
    preview = send(place.browser, answer.data, f"template.{ending}")
    place.browser.get(preview)
    assert "This file changes nothing" in place.browser.words()


def test_a_preview_of_another_authority_is_not_there(
    place: Scene, stranger: Callable[[], PageClient]
) -> None:
    preview = send(place.browser)

    assert place.browser.get(preview + "x").status_code == 404
    assert stranger().get(preview.replace(ROOM, ELSEWHERE)).status_code == 404


def test_what_looks_like_a_formula_leaves_as_plain_text(place: Scene) -> None:
    place.browser.send(send(place.browser))

    listed = place.browser.get(f"{ROOM}/journeys.csv").get_data(as_text=True)

    assert not any(cell.startswith("=") for line in listed.splitlines() for cell in line.split(","))


def test_what_comes_in_stands_before_what_is_refused_which_is_folded(place: Scene) -> None:
    place.browser.get(send(place.browser))
    words = place.browser.words()

    assert "2 lines are not taken: how to mend them" in words
    assert words.index("Journeys that come in") < words.index("Line 5 We know no setting")
    place.browser.get(send(place.browser, "Setting,Stage\nNowhere School,Ready\n"))
    page = place.browser.page
    assert page is not None
    assert [one.get("open") is not None for one in page.iter("details") if one.get("class")] == [
        True
    ]


def test_a_setting_that_nobody_knows_is_added_from_the_preview_and_leads_back(
    place: Scene,
) -> None:
    preview = send(place.browser)
    place.browser.get(preview)
    page = place.browser.page
    assert page is not None
    link = next(x for x in page.iter("a") if x.text == "Add Nowhere School to the settings")
    adding = link.get("href") or ""
    place.browser.get(adding)
    page = place.browser.page
    assert page is not None
    filled = next(x.get("value") for x in page.iter("input") if x.get("name") == "name")
    added = place.browser.send(adding, name="Nowhere School", kind="primary")
    place.browser.get(added.location or "")

    assert filled == "Nowhere School"
    assert added.location == preview
    assert "Nowhere School is added." in place.browser.words()
    assert "Bring in 2 journeys and 1 earlier award" in place.browser.words()


def test_who_adds_a_setting_is_led_to_no_page_elsewhere(place: Scene) -> None:
    added = place.browser.send(
        f"{ROOM}/settings/add?back=//evil.example/x", name="Nowhere School", kind="primary"
    )

    assert (added.location or "").startswith(f"{ROOM}/settings/")
