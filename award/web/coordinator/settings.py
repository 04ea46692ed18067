"""Settings: the list, one of them with all that hangs on it, and one added by hand."""

from typing import Any

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import abort

from award.actions.enquiring import answer_with
from award.actions.entering import Known, add_setting
from award.adapters import clock
from award.domain.award_moves import AwardState
from award.domain.people import ROLE_NAMES
from award.domain.permissions import May
from award.domain.refusals import NotAllowed, NotReady
from award.domain.validity import Standing
from award.queries.cohorts import list_earlier_awards
from award.queries.enquiries import find_enquiry
from award.queries.finding import names_at
from award.queries.histories import list_notes
from award.queries.settings import (
    Listed,
    SettingsWanted,
    find_setting_here,
    list_awards_of,
    list_former_names,
    list_invited_to,
    list_journeys_of,
    list_kinds,
    list_people_of,
    list_settings,
)
from award.storage.accounts import Enquiry
from award.storage.authorities import Authority
from award.storage.db import db
from award.storage.settings import Setting, SettingState
from award.web.coordinator.asking import Question
from award.web.coordinator.awards import STATE_WORDS as AWARD_WORDS
from award.web.coordinator.blueprint import bp
from award.web.coordinator.forms import NoteForm
from award.web.coordinator.history import line_of
from award.web.coordinator.listing import number, paging, text, word
from award.web.coordinator.setting_forms import AddSettingForm
from award.web.kit.access import actor, authority, changing, needs
from award.web.kit.errors import refused
from award.web.kit.filters import day_short, plural
from award.web.kit.forms import Choice
from award.web.kit.journeys import stage_words
from award.web.kit.pages import Link, render

HERE = "coordinator.settings"
STATE_WORDS = {
    SettingState.ACTIVE: "Taking part is possible",
    SettingState.CLOSED: "Closed",
    SettingState.KNOWN: "Only known of",
}
STANDING_WORDS = {
    Standing.NOT_YET_BEGUN: "Not begun yet",
    Standing.IN_GRACE: "In its term of grace",
    Standing.EXPIRED: "Expired",
}
SCHEMES = {"gias_urn": "School register (URN)", "ofsted_urn": "Ofsted number"}


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
    return render(
        "coordinator/settings.html",
        lead=plural(page.total, "setting"),
        search={"name": "search", "label": "Setting, person or postcode", "value": wanted.search},
        selects=[
            _select("kind", "Kind of setting", wanted.kind, "Any kind", kinds),
            _select("state", "State", state or "", "Any state", STATE_WORDS.items()),
            _select(
                "journey",
                "Open journey",
                wanted.journey,
                "With or without",
                (("yes", "With one"), ("no", "Without one")),
            ),
        ],
        clear=url_for(HERE) if filtered else None,
        rows=[_row(one) for one in page.rows],
        paging=paging(page, HERE),
    )


def _select(name: str, label: str, value: str, any_words: str, choices: Any) -> dict[str, Any]:
    offered = [{"value": "", "words": any_words}]
    offered += [{"value": str(one), "words": words} for one, words in choices]
    return {"name": name, "label": label, "value": str(value), "choices": offered}


def _row(one: Listed) -> list[Any]:
    place, journey = one.setting, one.journey
    kind = place.kind.label if place.kind else STATE_WORDS[place.state]
    cell: Any = "None"
    if journey is not None:
        words = stage_words(journey)[1]
        href = url_for("coordinator.journey", journey_id=journey.id)
        cell = {"words": words, "href": href}
    return [
        {"words": place.name, "href": back_to(place), "more": kind},
        place.postcode or "",
        STATE_WORDS[place.state] if place.state is not SettingState.ACTIVE else "Open",
        cell,
        _award_cell(one),
    ]


def _award_cell(one: Listed) -> Any:
    """Until when the award lasts; beside it how it stands, where it is not simply in force."""
    award = one.award
    if award is None:
        return "None"
    until = f"Until {day_short(award.valid_until)}"
    if award.state is not AwardState.IN_FORCE:
        return {"words": until, "more": AWARD_WORDS[award.state]}
    standing = award.validity.standing(clock.today(), renewal_open=one.journey is not None)
    words = STANDING_WORDS.get(standing)
    return {"words": until, "more": words} if words else until


@bp.get("/settings/<int:place_id>")
@needs(May.SEE_APPLICATION)
def setting(place_id: int) -> ResponseReturnValue:
    """A setting: facts, people, journeys, awards and notes."""
    place, session = the_setting(place_id), db.session()
    journeys = [
        {
            "words": one.route.name,
            "opened": one.opened_at,
            "stage": stage_words(one),
            "href": url_for("coordinator.journey", journey_id=one.id),
            "is_open": one.ended_at is None,
        }
        for one in list_journeys_of(session, place)
    ]
    return render(
        "coordinator/setting.html",
        place=place,
        facts=_facts(place),
        journeys=journeys,
        can_open=not any(one["is_open"] for one in journeys),
        awards=list_awards_of(session, place),
        earlier_awards=list_earlier_awards(session, place),
        people=[(one, ROLE_NAMES[one.role]) for one in list_people_of(session, place)],
        invited=[
            (one, ROLE_NAMES[one.role]) for one in list_invited_to(session, place, at=clock.now())
        ],
        notes=[line_of(one) for one in list_notes(session, actor(), place.id)],
        form=NoteForm(None),
        names=names_at(place),
        back=Link("Settings", url_for(HERE)),
    )


def _facts(place: Setting) -> list[dict[str, str]]:
    former = list_former_names(db.session(), place)
    ages = f"{place.low_age} to {place.high_age}" if place.low_age is not None else ""
    known = {
        "Kind": place.kind.label if place.kind else "Not known",
        "State": STATE_WORDS[place.state]
        + (f": {place.state_reason}" if place.state_reason else ""),
        "Address": ", ".join(part for part in (place.address, place.postcode) if part),
        "Ward": place.ward or "",
        "Ages": ages,
        "How many": str(place.size) if place.size is not None else "Not known",
        "Trust or group": place.group.name if place.group else "",
        "Telephone": place.telephone or "",
        "Website": place.website or "",
        "Name on the certificate": place.certificate_name or "",
        "Called before": ", ".join(
            f"{one.name} (until {day_short(one.until_on)})" for one in former
        ),
    }
    rows = [{"key": key, "value": value} for key, value in known.items() if value]
    for one in place.identifiers:
        until = f" (until {day_short(one.until_on)})" if one.until_on else ""
        rows.append({"key": SCHEMES.get(one.scheme, one.scheme), "value": one.value + until})
    return rows


@bp.route("/settings/add", methods=["GET", "POST"])
@needs(May.OPEN_JOURNEY)
def setting_add() -> ResponseReturnValue:
    """Write down a setting that no register has, for somebody who asked or without."""
    asked = _asked()
    form = AddSettingForm(
        name=asked.setting_name if asked else "", kind=asked.kind_code if asked else ""
    )
    form.kind.choices = [Choice(one.code, one.label) for one in list_kinds(db.session(), actor())]
    if form.validate_on_submit():
        try:
            with changing(authority(), May.OPEN_JOURNEY) as held:
                place = _add(held, form, asked)
            return _added(place, asked)
        except (NotReady, NotAllowed) as refusal:
            refused(form, refusal)
    question = Question("Add a setting by hand", "Add the setting", "", url_for(HERE))
    return render("coordinator/ask.html", form=form, question=question)


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
        flash(f"{place.name} is added.")
        return redirect(back_to(place))
    flash(
        f"{place.name} is added, and the enquiry is answered. "
        f"Open the journey, then invite {asked.person}."
    )
    return redirect(url_for("coordinator.journey_open", place_id=place.id))


def _known(form: AddSettingForm) -> Known:
    known = Known(address=form.address.data, is_authority_own=form.is_authority_own.data)
    if form.size.data is not None:
        known["size"] = form.size.data
    return known
