"""Puts around every page what it stands in: the room's links, who acts, whose award it is."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from flask import Flask, current_app, g, render_template, request, url_for

from award.domain.brand import USUAL
from award.domain.people import ASSIGNED_ROLES, ROLE_NAMES, Actor, Role
from award.queries.people import Part
from award.storage.authorities import Authority
from award.storage.db import db
from award.storage.settings import Setting
from award.web.kit.access import authority, candidates, has, mark_of
from award.web.kit.assets import logo_address, look_address
from award.web.kit.kind_words import role_at
from award.web.kit.rooms import ROOM_OF_ROLE
from award.web.kit.signin import signed_in
from award.web.kit.waiting import waiting_shown

NAV: Final[dict[str, tuple[tuple[str, str], ...]]] = {}
UNDER: Final[dict[str, tuple[str, ...]]] = {}
FINDERS: Final[dict[str, "Finder"]] = {}
NOWHERE: Final = 1000
OPEN: Final = "open"
"""Under this name stand the links of open pages that belong to no authority."""

BEGINS: Final = (".home", ".authority", ".start")
BESIDE_OPEN: Final = frozenset(
    {"accounts.sign_in", "accounts.forgotten_password", "accounts.letter_sent"}
)
WAYS_BACK: Final[dict[str, Callable[[Setting], "Link"]]] = {}


@dataclass(frozen=True)
class Link:
    """Words with an address; ``current`` on that page, ``within`` on one that belongs to it."""

    words: str
    href: str
    current: bool = False
    within: bool = False


@dataclass(frozen=True)
class Finder:
    """The search in a room's head: its words, the screen that answers, and a screen beside it."""

    words: str
    hint: str
    endpoint: str
    beside: tuple[str, str]


def room_finder(
    room: str, *, words: str, hint: str, endpoint: str, beside: tuple[str, str]
) -> None:
    """Give a room a search in its head, on every page; ``beside`` is (words, endpoint)."""
    FINDERS[room] = Finder(words, hint, endpoint, beside)


def way_back(room: str, link: Callable[[Setting], "Link"]) -> None:
    """Say where somebody of this room goes back to from a setting's room."""
    WAYS_BACK[room] = link


def room_nav(
    room: str, *items: tuple[str, str], under: Mapping[str, tuple[str, ...]] | None = None
) -> None:
    """Say which screens a room's head leads to, as (words, endpoint); its home calls this.

    What stands below a screen's own address belongs to it, and ``under`` it also these words.
    """
    NAV[room] = items
    UNDER.update(under or {})


def render(template: str, **given: Any) -> str:
    """A page. What stands around it comes by itself."""
    return render_template(template, **given)


def init_pages(app: Flask) -> None:
    """Give every template what the layout asks for."""
    app.context_processor(around)
    app.jinja_env.globals["worry_words"] = worry_words


def around() -> dict[str, Any]:
    """What the layout shows around a page; nothing of a room where nobody acts."""
    person, acting = signed_in(), g.get("here")
    owner = _authority_shown()
    told = told_apart(owner) if acting else ""
    return {
        "nav": room_links() if acting else open_links(is_in=person is not None),
        "nav_words": "Rooms" if acting else "The award",
        "whoami": who_acts(acting, told) if acting else (person.user.name if person else ""),
        "authority_name": owner.name if owner else "",
        "authority_told": told,
        "authority_above": owner.name if owner and acting and sees_several(acting) else "",
        "authority_look": look_address(owner) if owner else None,
        "authority_colour": owner.brand_colour if owner else USUAL.teal,
        "authority_logo": logo_address(owner) if owner else None,
        "sign_in_url": sign_in_url() if person is None else None,
        "sign_out_url": url_for("accounts.sign_out") if person else None,
        "account_url": url_for("accounts.account") if person else None,
        "home_url": url_for("accounts.where_to") if person else "/",
        "demo": current_app.config["DEMO"],
        "answers_a_form": answers_a_form(),
        "finder": _finder() if acting else None,
        "on_behalf": _on_behalf(acting) if acting else None,
        "not_sent": waiting_shown() if person else None,
    }


def sees_several(who: Actor) -> bool:
    """Whether the part is one that people often have for several authorities.

    Then each of its pages names whose it is, also where a letter led straight to it on a phone.
    """
    return who.setting_id is None and who.role in {*ASSIGNED_ROLES, Role.PANEL}


def told_apart(owner: Authority | None) -> str:
    """The authority's name, where the person has parts in another as well; else empty."""
    codes = {one.authority_code for one in g.get("parts", ()) if one.authority_code}
    return owner.name if owner and len(codes) > 1 else ""


def answers_a_form() -> bool:
    """Whether this page stands where a form was sent to, which can also be opened again."""
    return request.method == "POST" and "GET" in (getattr(request.url_rule, "methods", None) or ())


def worry_words() -> str:
    """Whom to call about a worry about a child, in the words of the authority at hand."""
    owner = _authority_shown()
    return owner.worry_words if owner else ""


def sign_in_url() -> str | None:
    """Where one signs in, for who reads the public pages; other pages ask for it themselves."""
    return url_for("accounts.sign_in") if request.blueprint == "public" else None


def _finder() -> dict[str, Any] | None:
    """The search of this room, with what was looked for, and the screen beside it."""
    found = FINDERS.get(request.blueprint or "")
    if found is None or found.endpoint not in current_app.view_functions:
        return None
    words, endpoint = found.beside
    asked = request.args.get("q", "") if request.endpoint == found.endpoint else ""
    beside = Link(words, url_for(endpoint), request.endpoint == endpoint)
    return {
        "words": found.words,
        "hint": found.hint,
        "action": url_for(found.endpoint),
        "asked": asked,
        "beside": beside,
    }


def _on_behalf(who: Actor) -> dict[str, Any] | None:
    """For whom somebody of the authority works in a setting's room, and the way back."""
    if not who.on_behalf or "setting_id" not in g.get("address", {}):
        return None
    place = db.session.get(Setting, who.setting_id)
    link = WAYS_BACK.get(ROOM_OF_ROLE[who.role].name)
    if place is None:
        return None
    return {
        "place": place.name,
        "role": ROLE_NAMES[who.role],
        "back": link(place) if link else None,
    }


def open_links(*, is_in: bool) -> list[Link]:
    """Where who reads the open pages can go on to; whoever is signed in also finds back."""
    if request.blueprint != "public" and request.endpoint not in BESIDE_OPEN:
        return []
    room = "public" if g.get("is_public") and "authority" in g.get("address", {}) else OPEN
    back = [Link("Your first page", url_for("accounts.where_to"))] if is_in else []
    here = [
        Link(words, url_for(endpoint), endpoint == request.endpoint)
        for words, endpoint in NAV.get(room, ())
    ]
    return back + _with_place(here, room)


def room_links() -> list[Link]:
    """The links of this room that one of the person's roles here may follow."""
    here = []
    room = request.blueprint or ""
    for words, endpoint in NAV.get(room, ()):
        mark = mark_of(current_app, endpoint) if endpoint in current_app.view_functions else None
        may = mark.may if mark else None
        if mark and (may is None or any(has(may, one) for one in candidates())):
            here.append(Link(words, url_for(endpoint), endpoint == request.endpoint))
    return _with_place(here, room)


def _with_place(links: list[Link], room: str) -> list[Link]:
    """The links, with the one marked that this page belongs to, unless it is one of them."""
    depths = [_depth(one, room) for one in links]
    first = min(depths, default=NOWHERE)
    if any(one.current for one in links) or first == NOWHERE:
        return links
    place = depths.index(first)
    return [replace(one, within=number == place) for number, one in enumerate(links)]


def _depth(link: Link, room: str) -> int:
    """How early in this page's address a word of the link's screen stands."""
    endpoint = next(endpoint for words, endpoint in NAV[room] if words == link.words)
    own = () if endpoint.endswith(BEGINS) else (link.href.rpartition("/")[2],)
    path = request.path.split("/")
    return min(
        (path.index(one) for one in own + UNDER.get(endpoint, ()) if one in path), default=NOWHERE
    )


def who_acts(who: Actor, where: str = "") -> str:
    """Who acts, in words: “Willow Lane, lead”, or “for Willow Lane, as coordinator”.

    ``where`` is the authority's name for who has parts in several: “Isaac, panel member in …”.
    """
    place = db.session.get(Setting, who.setting_id) if who.setting_id else None
    role = role_at(who.role, place) if place else ROLE_NAMES[who.role]
    if place is None:
        return f"{who.name}, {role}{' in ' if where else ''}{where}"
    return f"for {place.name}, as {role}" if who.on_behalf else f"{place.name}, {role}"


def _authority_shown() -> Authority | None:
    """Whose award it is, on its public pages and in its rooms; not on a page about trouble."""
    address = g.get("address", {})
    in_room = g.get("here") is not None
    if "authority" in address and (in_room or g.get("is_public")):
        return authority()
    return authority() if in_room and "setting_id" in address else None


def home_of(part: Part) -> Link:
    """Where somebody with this role begins."""
    room = ROOM_OF_ROLE[part.role]
    places = {
        "setting": {"setting_id": part.setting_id},
        "group": {"group_id": part.group_id},
        "admin": {},
    }
    address: dict[str, Any] = places.get(room.name, {"authority": part.authority_code})
    role = ROLE_NAMES[part.role]
    words = f"{part.place}, {role}" if part.place else role.capitalize()
    return Link(words, url_for(f"{room.name}.home", **address))


def homes(parts: list[Part]) -> list[Link]:
    """Every room that somebody's roles open, each once."""
    found: dict[str, Link] = {}
    for part in parts:
        if part.role in ROOM_OF_ROLE and part.role is not Role.PUBLIC:
            link = home_of(part)
            found.setdefault(link.href, link)
    return list(found.values())
