"""The look of an authority and who signs for it: the same screens in every room that may."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, cast

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from award.actions.branding import change_look, name_signatories, remove_logo, set_logo
from award.adapters import clock
from award.adapters.logos import NotALogo, made_again
from award.adapters.typefaces import Voice
from award.domain.brand import USUAL, colour_troubles, read_colour
from award.domain.certificates import Signatory
from award.domain.permissions import May
from award.domain.refusals import NotAllowed, NotReady, Stale
from award.queries.scheme import list_changes
from award.storage.authorities import Authority
from award.storage.db import db
from award.web.kit.access import actor, authority, changing
from award.web.kit.errors import refused
from award.web.kit.filters import moment
from award.web.kit.forms import (
    AtMost,
    FileField,
    Form,
    Required,
    TextField,
)
from award.web.kit.pages import Link, render
from award.web.kit.printable import Printable
from award.web.kit.versions import VersionedForm, other_than_typed


class LookForm(VersionedForm):
    """The name and the colour."""

    name = TextField(
        "Name of the authority",
        [Required("Enter the name"), AtMost(100), Printable(Voice.STRONG)],
        hint="As it stands on pages, in letters and on certificates from now on.",
    )
    colour = TextField(
        "Colour",
        [Required("Enter a colour, like #5b2a6e"), AtMost(20)],
        hint="A # with six figures or letters from a to f. Your council’s style guide has it.",
        width=10,
    )


class LogoForm(Form):
    """One picture."""

    picture = FileField(
        "A picture file",
        [Required("Choose a file")],
        hint="PNG or JPEG, 2 MB at most. It stands on white, up to 40 dots high. No SVG.",
        accept=".png,.jpg,.jpeg,image/png,image/jpeg",
    )


class SignatoriesForm(VersionedForm):
    """Two people at most."""

    first_name = TextField(
        "Name of the first person (optional)",
        [AtMost(60), Printable(Voice.STRONG)],
        autocomplete="off",
    )
    first_title = TextField(
        "What they are (optional)",
        [AtMost(80), Printable(Voice.LABEL, "this")],
        hint="Like Director of Children’s Services",
    )
    second_name = TextField(
        "Name of the second person (optional)", [AtMost(60), Printable(Voice.STRONG)]
    )
    second_title = TextField(
        "What they are (optional)", [AtMost(80), Printable(Voice.LABEL, "this")]
    )

    def people(self) -> list[Signatory]:
        """Those who are named, in their order."""
        pairs = (
            (self.first_name.data, self.first_title.data),
            (self.second_name.data, self.second_title.data),
        )
        return [Signatory(name, title) for name, title in pairs if name or title]


class PlainForm(Form):
    """Nothing to fill in: the sentence says what will happen."""


def look_screen(room: str, back: Link) -> ResponseReturnValue:
    """Change name and colour, with a picture of how they look before anything is kept."""
    owner = authority()
    form = LookForm(version=owner.version, **_kept_look(owner))
    tried = ""
    if form.validate_on_submit():
        if request.form.get("do") == "show":
            tried = _tried(form)
        elif saved(form, lambda held: _look_of(held, form), _kept_look):
            flash("The name and the colour are saved. Every page shows them now.")
            return redirect(url_for(f"{room}.look"))
    return render(
        "branding/look.html",
        form=form,
        owner=owner,
        back=back,
        tried=tried,
        tried_name=form.name.data if tried else owner.name,
        logo_href=url_for(f"{room}.look_logo"),
        remove_href=url_for(f"{room}.look_logo_remove"),
        usual=USUAL.teal,
        changes=lines_of(owner, "look"),
    )


def _tried(form: LookForm) -> str:
    """The colour to show, or nothing where it cannot be read: the form then says why."""
    try:
        colour = read_colour(form.colour.data)
        if troubles := colour_troubles(colour):
            raise NotReady(*troubles)
    except NotReady as refusal:
        refused(form, refusal)
        return ""
    return colour


def _kept_look(owner: Authority) -> dict[str, str]:
    return {"name": owner.name, "colour": owner.brand_colour}


def _look_of(held: Authority, form: LookForm) -> None:
    change_look(held, form.name.data, form.colour.data, by=actor(), at=clock.now())


def saved(
    form: VersionedForm,
    act: Callable[[Authority], object],
    now: Callable[[Authority], Mapping[str, Any]],
    *,
    may: May = May.EDIT_LOOK,
) -> bool:
    """Whether the change of this authority was kept; what refused it is told on the form.

    Where somebody was faster, what there is ``now``, by field, stands beside what was typed.
    """
    try:
        with changing(authority(), may) as held:
            if form.version.data != held.version:
                raise Stale
            act(held)
    except (NotReady, NotAllowed) as refusal:
        refused(form, refusal)
        return False
    except Stale:
        owner = authority()
        form.refuse("Somebody else changed this meanwhile. Look at what you wrote, and save again.")
        form.show_both(owner.version, other_than_typed(form, now(owner)))
        return False
    return True


def logo_screen(room: str, back: Link) -> ResponseReturnValue:
    """Take in a logo."""
    form = LogoForm()
    if form.validate_on_submit() and form.picture.data is not None:
        try:
            made = made_again(cast("Any", form.picture.data.stream))
            with changing(authority(), May.EDIT_LOOK) as held:
                set_logo(held, made, by=actor(), at=clock.now())
            flash("The logo is saved.")
            return redirect(url_for(f"{room}.look"))
        except NotALogo as refusal:
            form.refuse(str(refusal), field="picture")
    return render("branding/logo.html", form=form, back=back)


def logo_remove_screen(room: str, back: Link) -> ResponseReturnValue:
    """Take the logo away."""
    form = PlainForm()
    if form.validate_on_submit():
        with changing(authority(), May.EDIT_LOOK) as held:
            remove_logo(held, by=actor(), at=clock.now())
        flash("The logo is taken away.")
        return redirect(url_for(f"{room}.look"))
    return render("branding/logo_remove.html", form=form, back=back)


def signatories_screen(room: str, back: Link, signing: Sequence[Link] = ()) -> ResponseReturnValue:
    """Name who signs the certificates, with how it will look; ``signing`` leads to their scans."""
    owner = authority()
    form = SignatoriesForm(version=owner.version, **_kept_people(owner))
    if (
        form.validate_on_submit()
        and request.form.get("do") != "show"
        and saved(
            form,
            lambda held: name_signatories(held, form.people(), by=actor(), at=clock.now()),
            _kept_people,
        )
    ):
        flash("Saved. Certificates made from now on carry these names.")
        return redirect(url_for(f"{room}.signatories"))
    return render(
        "branding/signatories.html",
        form=form,
        owner=owner,
        back=back,
        people=form.people(),
        signing=signing,
        changes=lines_of(owner, "signatories"),
    )


def _kept_people(owner: Authority) -> dict[str, str]:
    kept = [one for one in owner.signatories if isinstance(one, dict)]
    found = {}
    for place, one in zip(("first", "second"), kept, strict=False):
        found[f"{place}_name"] = str(one.get("name", ""))
        found[f"{place}_title"] = str(one.get("title", ""))
    return found


def lines_of(owner: Authority, subject: str) -> list[dict[str, str]]:
    """Who changed this, as lines of a timeline."""
    return [
        {"when": moment(one.changed_at), "what": one.words, "who": one.by_name}
        for one in list_changes(db.session(), owner.id, subject)
    ]
