"""A title that looks like a child's name or a record is said, wherever one is given or changed."""

from typing import Any

import pytest
from flask import Flask

from award.domain.stages import Stage
from award.domain.title_hints import OF_NAME, OF_RECORD
from tests.fixtures_web import new_client
from tests.web.setting.conftest import Make
from tests.web.setting.test_contribution import add as add_by_link
from tests.web.setting.test_contribution import ask
from tests.web.setting.test_evidence import add, file, given
from tests.web.setting.test_one_by_one import send

NAMED: list[dict[str, Any]] = [
    {"title": "Jack Smith", "note": "A note."},
    {"note": "CPOMS log of May\nand June"},
    {"link_address": "https://school.example/jack_smith"},
    {"files": [("log.txt", b"One.\n")], "recognisable": "no", "title": "Jack Smith"},
    {"files": [("jack_smith.txt", b"Two.\n")], "recognisable": "no", "title": "Our letter"},
]


@pytest.mark.parametrize("said", NAMED, ids=["title", "note", "link", "of a file", "file name"])
def test_without_script_it_is_kept_and_said_on_the_next_page(
    place_at: Make, said: dict[str, Any]
) -> None:
    place = place_at(Stage.GATHERING)
    lead, before = place.lead(), len(given(place))
    files = [file(*one) for one in said.get("files", ())]

    answer = add(lead, place, **(said | {"files": files} if files else said))
    lead.get(answer.location)

    assert (OF_RECORD if "CPOMS" in str(said) else OF_NAME) in lead.words()
    assert len(given(place)) - before == 1


def test_it_is_said_of_what_is_changed_later_and_to_the_pages_script(place_at: Make) -> None:
    place = place_at(Stage.GATHERING)
    lead = place.lead()
    add(lead, place, note="A note.")
    item = given(place)[-1]

    address = f"{place.at}/evidence/{item.id}/change"
    lead.send(address, title="Jack Smith", note="A note.", version=str(item.version))
    lead.get(place.at)
    changed = lead.words()
    told = send(
        lead, f"{place.at}/criteria/1.4/evidence/add", files=[file()], recognisable="no",
        title="Jack Smith",
    ).json  # fmt: skip

    assert OF_NAME in changed
    assert given(place)[-2].title == "Jack Smith"
    assert told["hint"] == OF_NAME


def test_a_colleague_is_told_who_can_change_it(place_at: Make, app: Flask) -> None:
    place = place_at(Stage.GATHERING)
    sam, address = new_client(app), ask(place)

    answer = add_by_link(sam, address, note="Jack Smith and the poster")
    sam.get(answer.location)

    assert f"{OF_NAME} Amara Holt can change it here: tell them." in sam.words()


def test_it_is_said_of_a_new_version_and_of_a_plan_of_ones_own(place_at: Make) -> None:
    place = place_at(Stage.GATHERING)
    lead = place.lead()
    add(lead, place, files=[file()], recognisable="no")
    address = f"{place.at}/evidence/{given(place)[-1].id}/replace"

    said = []
    lead.send(address, files=[file("jack_smith.txt", b"New.\n")], recognisable="no")
    for on in (place.at, place.at):
        lead.get(on)
        said.append(OF_NAME in lead.words())
    lead.send(
        f"{place.at}/plan/attach", title="Plan for Jack Smith", lead_name="Amara Holt",
        due_on=["31", "7", "2026"], where_1_4="page 3", link_address="https://willow.example.org/",
    )  # fmt: skip
    lead.get(place.at)

    assert said == [True, False]
    assert OF_NAME in lead.words()
