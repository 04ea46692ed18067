"""How much is read of what strangers send: a form, and files by a good link alone."""

import io
import re
from typing import Any

import pytest
from flask import Flask
from PIL import Image
from werkzeug.routing import Rule

from award.domain.stages import Stage
from award.storage.contributions import ColleagueAsk
from award.web.kit.access import mark_of
from award.web.kit.body_limits import OPEN_BYTES, SIGNED_OUT_BYTES
from tests.fixtures_web import new_client
from tests.pages import PageClient, large_bodies, takes_large_bodies
from tests.web.setting.conftest import Make, Place, place_at
from tests.web.setting.test_contribution import ask
from tests.web.setting.test_evidence import given

__all__ = ["place_at"]
GIVEN = {"token": "no-such-link", "authority": "leicester"}


class Watched(io.BytesIO):
    """What somebody sends, which notes how much of it was read."""

    most = 0

    def read(self, size: int | None = -1) -> bytes:
        found = super().read(size)
        self.most = max(self.most, self.tell())
        return found


def take_back(place: Place) -> None:
    asked = place.rows.query(ColleagueAsk).one().id
    place.lead().send(f"{place.at}/asks/{asked}/withdraw", on=f"{place.at}/criteria/1.3")


def sent_to(
    client: PageClient, address: str, content: bytes, called: str = "a.txt", **fields: str
) -> tuple[int, int]:
    """Send a form with one file; the answer, and how many bytes of the form were read."""
    part = "--b\r\nContent-Disposition: form-data; name={}\r\n\r\n{}\r\n"
    parts = [part.format(one, value) for one, value in fields.items()]
    head = (
        f"--b\r\nContent-Disposition: form-data; name=files; filename={called}\r\n"
        "Content-Type: text/plain\r\n\r\n"
    )
    body = Watched("".join([*parts, head]).encode() + content + b"\r\n--b--\r\n")
    answer = client.post(
        address, input_stream=body, content_length=len(body.getvalue()),
        content_type="multipart/form-data; boundary=b",
    )  # fmt: skip
    return answer.status_code, body.most


def open_forms(app: Flask) -> list[str]:
    """The address of every screen to which anybody can send something."""
    with app.test_request_context("/"):
        adapter = app.url_map.bind("localhost")
        return [
            address_of(adapter, one) for one in app.url_map.iter_rules() if takes_words(app, one)
        ]


def takes_words(app: Flask, rule: Rule) -> bool:
    mark = mark_of(app, rule.endpoint) if rule.endpoint != "static" else None
    return mark is not None and mark.is_open and "POST" in (rule.methods or ())


def address_of(adapter: Any, rule: Rule) -> str:
    values = {name: GIVEN.get(name, "1") for name in rule.arguments}
    return str(adapter.build(rule.endpoint, values, method="POST"))


def test_no_open_address_reads_more_than_a_form(app: Flask) -> None:
    client, addresses = new_client(app), open_forms(app)

    found = {one: sent_to(client, one, bytes(OPEN_BYTES + 1)) for one in addresses}

    assert "/sign-in" in addresses
    assert "/colleague/no-such-link" in addresses
    assert {one: answer for one, (answer, _) in found.items() if answer != 413} == {}
    assert max(read for _, read in found.values()) <= OPEN_BYTES


def test_nothing_is_read_of_a_stranger_who_does_not_say_how_much_comes(app: Flask) -> None:
    body = Watched(bytes(OPEN_BYTES * 2))

    answer = new_client(app).post(
        "/sign-in", input_stream=body, content_type="multipart/form-data; boundary=b",
        headers={"Transfer-Encoding": "chunked"},
    )  # fmt: skip

    assert (answer.status_code, body.most) == (400, 0)


def test_who_was_signed_out_is_read_one_file_at_most(app: Flask, place_at: Make) -> None:
    place = place_at(Stage.GATHERING)

    answer, read = sent_to(
        new_client(app), f"{place.at}/evidence/drop", bytes(SIGNED_OUT_BYTES + 1)
    )

    assert (answer, read) == (401, 0)


@pytest.mark.parametrize("link", ["good", "taken back"])
def test_a_large_picture_comes_by_a_link_as_long_as_it_is_good(
    app: Flask, place_at: Make, link: str
) -> None:
    place, picture = place_at(Stage.GATHERING), io.BytesIO()
    Image.effect_noise((1600, 1300), 90).save(picture, "PNG", compress_level=0)
    address, before = ask(place), len(given(place))
    sam = new_client(app)
    token = sam.token(address)
    if link == "taken back":
        take_back(place)
    sent, said = picture.getvalue(), {"csrf_token": token, "name": "Sam", "recognisable": "no"}

    answer, _ = sent_to(sam, address, sent, "wall.png", **said)

    assert len(sent) > OPEN_BYTES
    assert (answer, len(given(place)) - before) == ((302, 1) if link == "good" else (413, 0))


def test_nginx_lets_large_bodies_in_where_files_are_taken_and_to_two_open_screens(
    app: Flask,
) -> None:
    rules = [one for one in app.url_map.iter_rules() if one.methods and "POST" in one.methods]
    large = [one for one in rules if takes_large_bodies(re.sub(r"<[^>]+>", "1", one.rule))]
    used = [one for one in large_bodies() if any(one.search(re.sub(r"<[^>]+>", "1", each.rule))
                                                 for each in large)]  # fmt: skip

    marks = {one.endpoint: mark_of(app, one.endpoint) for one in large}
    assert used == list(large_bodies())
    open_to_all = {name for name, mark in marks.items() if mark and mark.is_open}
    # The second is so large only for our own words about it: the program reads none of that.
    assert open_to_all == {"accounts.colleague", "public.check_dropped"}
