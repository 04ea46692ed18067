"""What the preview of a pasted list of names shows: what can come in first, the rest below it."""

from collections.abc import Sequence
from typing import Any

from flask import url_for

from award.actions.matching_names import Meant, NamesPlan
from award.domain.inviting import asks_first
from award.domain.pasted_names import PastedLine
from award.domain.spoken import listed
from award.storage.cohorts import Cohort
from award.storage.settings import SettingState
from award.web.coordinator.cohort_standing import in_the_way, said_of
from award.web.kit.filters import plural
from award.web.kit.forms import Choice, Form
from award.web.kit.pages import Link, render

ASKED: str = "You are asked before it is invited"


def names_page(cohort: Cohort, plan: NamesPlan, form: Form, token: str) -> str:
    """The preview of a list."""
    again = url_for("coordinator.cohort_names", cohort_id=cohort.id, list=token)
    return render(
        "coordinator/cohort_names_preview.html",
        form=form,
        cohort=cohort,
        back=Link("Change the list", again),
        counts=_counts(plan),
        can_come=bool(plan.found or plan.likely),
        likely=[form[f"meant_{one.line}"] for one, _ in plan.likely],
        unknown=[_unknown(one, places) for one, places in plan.unknown],
        out=[_out(one, place) for one, place in plan.out],
        twice=[{"name": one.said, "why": f"Line {one.line} says what line {first} says."}
               for one, first in plan.twice],
    )  # fmt: skip


def found_choices(plan: NamesPlan) -> list[Choice]:
    """The settings that were found, to tick."""
    return [
        Choice(place.id, place.name, _said([*_called(one, place), *_about(plan, one, place)]))
        for one, place in plan.found
    ]


def likely_choices(places: Sequence[Meant]) -> list[Choice]:
    """The settings that a line may mean, to choose one."""
    return [
        Choice(one.id, ", ".join(part for part in (one.name, one.postcode) if part))
        for one in places
        if one.can_come
    ]


def likely_hint(plan: NamesPlan, one: PastedLine, places: Sequence[Meant]) -> str:
    """What else there is to say of a line for which a setting is chosen."""
    said = [
        f"{place.name}: {_why_out(place)}".rstrip(".") for place in places if not place.can_come
    ]
    return _said([*said, *_lead(plan, one, None)])


def _counts(plan: NamesPlan) -> str:
    """How many lines there are, and what became of them, in a sentence."""
    counted = {
        "found": len(plan.found),
        "to choose": len(plan.likely),
        "not known here": len(plan.unknown),
        "that cannot come in now": len(plan.out),
        "twice in the list": len(plan.twice),
    }
    said = [f"{number:,} {words}" for words, number in counted.items() if number]
    return f"{plural(sum(counted.values()), 'line')}: {listed(said)}."


def _called(one: PastedLine, place: Meant) -> list[str]:
    differs = one.name and one.name.casefold() != place.name.casefold()
    return [f"Your list says {one.name}"] if differs else []


def _about(plan: NamesPlan, one: PastedLine, place: Meant) -> list[str]:
    held = [*said_of(place.stands), ASKED] if asks_first(place.stands.facts) else []
    return [*([place.postcode] if place.postcode else []), *held, *_lead(plan, one, place)]


def _lead(plan: NamesPlan, one: PastedLine, place: Meant | None) -> list[str]:
    """Who will be invited to lead, where that is known or the list says so."""
    name, email = plan.known_leads.get(place.id if place else 0, ("", ""))
    written = ", ".join(part for part in (one.lead_name, one.lead_email) if part)
    said = []
    if email:
        said.append(f"Lead: {', '.join(part for part in (name, email) if part)}")
        if one.lead_email and one.lead_email != email.lower():
            said.append(f"Your list says {written}, who is not taken over")
    elif one.lead_email:
        said.append(f"Lead: {written}")
    if one.no_address:
        said.append(f"“{one.no_address}” is no e-mail address, so it is left out")
    return said


def _unknown(one: PastedLine, places: Sequence[Meant]) -> dict[str, Any]:
    said = [f"It may be {place.name}. {_why_out(place)}" for place in places]
    if not one.name:
        said.append("We know no setting with this number. Check it, or write the name.")
    return {"line": one.line, "name": one.said, "why": " ".join(said), "can_add": bool(one.name)}


def _out(one: PastedLine, place: Meant) -> dict[str, Any]:
    called = f"Your list says {one.name}. " if _called(one, place) else ""
    href = url_for("coordinator.setting", place_id=place.id)
    return {"name": place.name, "why": called + _why_out(place), "href": href}


def _why_out(place: Meant) -> str:
    """Why a setting cannot come in now."""
    if place.is_in:
        return "Is in this cohort."
    if place.state is SettingState.CLOSED:
        return "Has closed."
    if place.state is SettingState.KNOWN or not place.has_kind:
        return "Is only known of so far. Say on its page what kind of setting it is."
    return in_the_way(place.stands)


def _said(parts: Sequence[str]) -> str:
    return ". ".join(parts)
