"""A setting that is withheld appears at no public address, and one that is not appears at once."""

from collections.abc import Iterator
from itertools import product
from urllib.parse import urlsplit

from flask import Flask
from sqlalchemy.orm import Session

from award.adapters import clock
from award.storage.db import writing
from award.web.kit.access import mark_of
from tests.making import at, make_authority
from tests.pages import PageClient
from tests.web.public.test_register import give_award

HIDDEN_CODE, SHOWN_CODE = "CHHE06T6TS7Y", "CHHE06T6TS8P"
SECRETS = ("Rowan", "Quietmarsh", "LE9 9ZZ", "461234", "303456", "11 Hush Lane")
FILLED = {
    "authority": ("leicester",),
    "authority_code": ("leicester",),
    "code": (HIDDEN_CODE, SHOWN_CODE, f"{HIDDEN_CODE}.svg"),
    "list_number": (1,),
    "name": tuple(f"{HIDDEN_CODE}-1{end}" for end in ("", ".jwt", ".svg")),
    "version": ("1.0",),
}
NARROWED = ("", "search=rowa", "search=hush", "search=quiet", "kind=childrens_home", "page=2")


def public_addresses(app: Flask) -> Iterator[str]:
    """Every address that anybody may open, with what an outsider could put into it."""
    with app.test_request_context():
        for rule in app.url_map.iter_rules():
            mark = mark_of(app, rule.endpoint) if rule.endpoint != "static" else None
            if mark is None or not mark.is_open or "GET" not in (rule.methods or ()):
                continue
            names = sorted(rule.arguments)
            for values in product(*(FILLED.get(name, ("x1",)) for name in names)):
                built = rule.build(dict(zip(names, values, strict=True)))
                if built is not None:
                    yield built[1]


def told(client: PageClient, address: str) -> str:
    """All that an answer says: its words, its headers, where it leads."""
    with clock.frozen_at(at()):
        answer = client.get(address)
        body = answer.get_data(as_text=True) if "image/png" not in answer.mimetype else ""
    headers = "\n".join(f"{name}: {value}" for name, value in answer.headers)
    return f"{address}\n{headers}\n{body}"


def walked(app: Flask, client: PageClient) -> dict[str, str]:
    """What every public address says, and every address that it links to on this site."""
    waiting = list(public_addresses(app))
    registers = [one for one in waiting if "register" in one]
    waiting += [f"{one}?{asked}" for one in registers for asked in NARROWED]
    found: dict[str, str] = {}
    while waiting:
        address = waiting.pop()
        if address in found or urlsplit(address).netloc:
            continue
        client.page = None
        found[address] = told(client, address)
        for one in () if client.page is None else client.page.iter():
            leads = one.get("href") or one.get("src") or ""
            if leads.startswith("/") and not leads.startswith("/static"):
                waiting.append(leads.partition("#")[0])
    return found


def test_a_withheld_setting_is_nowhere_and_a_shown_one_where_it_should_be(
    app: Flask, client: PageClient, rows: Session
) -> None:
    authority = make_authority(rows)
    with writing(rows):
        authority.shows_past_awards = True
    award = give_award(
        rows, authority, "Rowan House", code=HIDDEN_CODE, is_hidden=True,
        kind_code="childrens_home", ward="Quietmarsh", postcode="LE9 9ZZ",
        address="11 Hush Lane", easting=461234, northing=303456,
    )  # fmt: skip
    give_award(rows, authority, code=SHOWN_CODE, ward="Abbey", easting=458300, northing=307300)

    while_hidden = walked(app, client)
    with writing(rows):
        award.setting.is_hidden = False
    while_shown = walked(app, client)
    with writing(rows):
        award.setting.is_hidden = True
    hidden_again = walked(app, client)

    for answers in (while_hidden, hidden_again):
        leaks = [one for one, said in answers.items() if any(word in said for word in SECRETS)]
        assert leaks == []
    named = {one.partition("?")[0] for one, said in while_shown.items() if "Rowan House" in said}
    assert named >= {
        "/leicester/register",
        "/leicester/register/map",
        "/leicester/register.csv",
        "/leicester/register.json",
        f"/badges/{HIDDEN_CODE}.svg",
        f"/check/{HIDDEN_CODE}",
    }
    assert "childrens_home" not in while_hidden["/leicester/register"]
    assert "childrens_home" in while_shown["/leicester/register"]
    assert {one for one in while_hidden if "Willow Lane" in while_hidden[one]} >= {
        "/leicester/register",
        "/leicester/register.csv",
        f"/check/{SHOWN_CODE}",
    }
