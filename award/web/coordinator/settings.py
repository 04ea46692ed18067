"""Settings: the list, one of them with all that hangs on it, and one added by hand."""

from typing import Any, Final

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from markupsafe import Markup
from werkzeug.exceptions import abort

from award.actions.enquiring import answer_with
from award.actions.entering import Known, add_setting
from award.adapters import clock
from award.domain.award_moves import AwardState
from award.domain.numbers import WrongNumber
from award.domain.permissions import May
from award.domain.refusals import NotAllowed, NotReady
from award.queries.authorities import list_offered_kinds
from award.queries.enquiries import find_enquiry
from award.queries.near_names import list_same_place
from award.queries.settings import (
    Listed,
    SettingsWanted,
    find_setting_here,
    has_settings,
    list_kinds,
    list_settings,
)
from award.storage.accounts import Enquiry
from award.storage.authorities import Authority
from award.storage.awards import Award
from award.storage.db import db
from award.storage.settings import Setting, SettingState
from award.web.coordinator.blueprint import bp
from award.web.coordinator.listing import number, paging, select_of, text, word
from award.web.coordinator.near_names import near_instead, near_rows
from award.web.coordinator.rows import quick_cell, turn_cell
from award.web.coordinator.setting_forms import AddSettingForm
from award.web.coordinator.today_rows import quick_links
from award.web.kit.access import actor, authority, changing, needs
from award.web.kit.addresses import inside
from award.web.kit.asking import Question
from award.web.kit.award_standing import AWARD_WORDS, STANDING_WORDS, by_its_dates
from award.web.kit.errors import refused
from award.web.kit.filters import day_short, listed, plural
from award.web.kit.forms import Choice
from award.web.kit.journeys import stage_words
from award.web.kit.pages import Link, render

HERE = "coordinator.settings"
STATE_WORDS = {
    SettingState.ACTIVE: "Taking part is possible",
    SettingState.CLOSED: "Closed",
    SettingState.KNOWN: "Only known of",
}
UNTIL: Final = Markup('<span>Until <span class="table__whole">{}</span></span>')
MORE: Final = Markup(' <span class="table__more">{}</span>')
NOT_SURE: Final = "Tick the box if it is another setting, or go on with the one it is"


def the_setting(place_id: int) -> Setting:
    """The setting of this authority. Answers 404 where there is none."""
    return find_setting_here(db.session(), actor(), place_id) or abort(404)


def back_to(place: Setting) -> str:
    """The setting's own page."""
    return url_for("coordinator.setting", place_id=place.id)


@bp.get("/settings")
@needs(May.SEE_APPLICATION)
def settings() -> ResponseReturnValue:
    """One page of the settings that the address asks for."""
    state = word("state", SettingState)
    wanted = SettingsWanted(
        text("search"), text("kind"), state, text("journey"), number("page", 1) or 1
    )
    page = list_settings(db.session(), actor(), wanted)
    kinds = [(one.code, one.label) for one in list_kinds(db.session(), actor())]
    filtered = any((wanted.search, wanted.kind, state, wanted.journey))
    filtered = filtered and (bool(page.rows) or has_settings(db.session(), actor()))
    return render(
        "coordinator/settings.html",
        lead=plural(page.total, "setting") if page.total else "",
        search={
            "name": "search",
            "label": "Setting, person, postcode or number",
            "value": wanted.search,
        },
        selects=[
            select_of("kind", "Kind of setting", wanted.kind, "Any kind", kinds),
            select_of("state", "State", state or "", "Any state", STATE_WORDS.items()),
            select_of(
                "journey",
                "Open journey",
                wanted.journey,
                "With or without",
                (("yes", "With one"), ("no", "Without one")),
            ),
        ],
        clear=url_for(HERE) if filtered else None,
        rows=[_row(one) for one in page.rows],
        near=near_instead(wanted.search, found=page.total),
        paging=paging(page, HERE),
    )


def _row(one: Listed) -> list[Any]:
    place, journey = one.setting, one.journey
    kind = place.kind.label if place.kind else "No kind yet"
    cell: Any = ""
    if journey is not None:
        words = stage_words(journey)[1]
        href = url_for("coordinator.journey", journey_id=journey.id)
        cell = {"words": words, "href": href}
    return [
        {"words": place.name, "href": back_to(place), "more": kind + _state_more(place.state)},
        cell,
        turn_cell(journey) if journey else "",
        _award_cell(one),
        quick_cell(_quick(one), place.name),
    ]


def _state_more(state: SettingState) -> str:
    """How it stands, beside its kind; nothing of most."""
    return "" if state is SettingState.ACTIVE else f"\u00a0· {STATE_WORDS[state]}"


def _quick(one: Listed) -> list[Link]:
    journey_id = one.journey.id if one.journey else None
    pausable = one.journey is not None and one.journey.paused_until is None
    links = quick_links(journey_id, one.setting.id, came="settings", pause=pausable)
    if journey_id is None and one.setting.kind and one.setting.state is not SettingState.CLOSED:
        here = url_for("coordinator.journey_open", place_id=one.setting.id)
        links.append(Link("Open a journey", here))
    return links


def award_standing(award: Award, *, renewal_open: bool) -> str:
    """How an award stands, where it is not simply in force."""
    if award.state is not AwardState.IN_FORCE:
        return AWARD_WORDS[award.state]
    standing = by_its_dates(award, renewal_open=renewal_open)
    return STANDING_WORDS[standing] if standing else ""


def _award_cell(one: Listed) -> Any:
    """Until when the award lasts; below it how it stands, where it is not simply in force."""
    if one.award is None:
        return ""
    until = day_short(one.award.valid_until)
    if one.award.state is AwardState.REVOKED:
        return {"words": "Award revoked", "more": f"It would have lasted until {until}"}
    words = award_standing(one.award, renewal_open=one.journey is not None)
    return {"html": UNTIL.format(until) + (MORE.format(words) if words else "")}


def adding(name: str, back: str) -> str:
    """The address that adds a setting of this name, and then leads back."""
    return url_for("coordinator.setting_add", name=name, back=back)


def _came_from() -> str | None:
    """The page from which somebody came to add a setting, where it said so."""
    return inside(request.args.get("back"))


@bp.route("/settings/add", methods=["GET", "POST"])
@needs(May.OPEN_JOURNEY)
def setting_add() -> ResponseReturnValue:
    """Write down a setting that no register has, for somebody who asked or without."""
    asked = _asked()
    form, near = _add_form(asked)
    if form.validate_on_submit() and _is_none_of(near, form):
        try:
            with changing(authority(), May.OPEN_JOURNEY) as held:
                place = _add(held, form, asked)
            return _added(place, asked)
        except WrongNumber as refusal:
            form.refuse(*refusal.blockers, field="number")
        except (NotReady, NotAllowed) as refusal:
            refused(form, refusal)
    question = Question(
        "Add a setting by hand", "Add the setting", "", _came_from() or url_for(HERE)
    )
    return render("coordinator/setting_add.html", form=form, question=question, near=near)


def _add_form(asked: Enquiry | None) -> tuple[AddSettingForm, list[dict[str, str]]]:
    """The form, with a box to tick where settings here already may be meant; and those."""
    begun = {"name": asked.setting_name, "kind": asked.kind_code} if asked else {}
    form = AddSettingForm(**{"name": text("name"), **begun})
    near = near_rows(list_same_place(db.session(), actor(), form.name.data or ""))
    form.stand_beside([one["who"] for one in near])
    offered = list_offered_kinds(db.session(), authority().id)
    form.kind.choices = [Choice(one.code, one.label) for one in offered]
    return form, near


def _is_none_of(near: list[dict[str, str]], form: AddSettingForm) -> bool:
    """Whether no setting here has a name like it, or the box beside those is ticked."""
    if not near or form["sure"].data:
        return True
    form.refuse(NOT_SURE, field="sure")
    return False


def _asked() -> Enquiry | None:
    """The enquiry in the address, for which the setting is added. Answers 404 for no such one."""
    wanted = number("enquiry")
    if wanted is None:
        return None
    return find_enquiry(db.session(), actor(), wanted) or abort(404)


def _add(held: Authority, form: AddSettingForm, asked: Enquiry | None) -> Setting:
    """The setting, and the enquiry answered with it, in one change."""
    place = add_setting(
        db.session(),
        held,
        name=form.name.data,
        kind_code=form.kind.data,
        postcode=form.postcode.data.upper() or None,
        official_number=form.number.data,
        by=actor(),
        at=clock.now(),
        **_known(form),
    )
    if asked is not None:
        answer_with(place, asked.id, by=actor(), at=clock.now())
    return place


def _added(place: Setting, asked: Enquiry | None) -> ResponseReturnValue:
    """On to the setting's page, or to its journey where somebody asked."""
    if asked is None:
        numbers = [
            f"{place.authority.numbers[one.scheme].name} {one.value}" for one in place.identifiers
        ]
        with_it = f", with its {listed(numbers)}" if numbers else ""
        flash(f"{place.name} is added{with_it}.")
        return redirect(_came_from() or back_to(place))
    flash(
        f"{place.name} is added, and the enquiry is settled. "
        f"Open the journey, then invite {asked.person}."
    )
    return redirect(url_for("coordinator.journey_open", place_id=place.id))


def _known(form: AddSettingForm) -> Known:
    known = Known(address=form.address.data, is_authority_own=form.is_authority_own.data)
    if form.size.data is not None:
        known["size"] = form.size.data
    return known
