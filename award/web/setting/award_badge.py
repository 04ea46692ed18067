"""The badge that a setting puts on its own web site: how it looks, and the words to copy."""

from typing import Final

from flask import url_for
from flask.typing import ResponseReturnValue
from markupsafe import Markup

from award.adapters import clock
from award.domain.badges import credential_name
from award.domain.permissions import May
from award.domain.refusals import NotFound
from award.queries.awards import find_certificate
from award.queries.badges import find_badge as find_open_badge
from award.queries.public_badges import find_badge
from award.storage.awards import Award
from award.storage.db import db
from award.web.kit.access import actor, needs, setting
from award.web.kit.pages import Link, render
from award.web.setting.awards import award_of
from award.web.setting.blueprint import bp
from award.web.setting.ended import wait_until

BADGES: Final = (
    (".svg", "A picture that holds the badge (SVG)", "for web sites, and to print at any size"),
    (".png", "A picture that holds the badge (PNG)", "for messages, letters and badge collections"),
    ("", "The badge itself (JSON)", "for programs that read Open Badges 3.0"),
    (".jwt", "The badge as a token (JWT)", "for programs that ask for a signed token"),
)
SNIPPET = Markup('<a href="{}"><img src="{}" alt="{}" width="340"></a>')


@bp.get("/awards/<int:award_id>/badge")
@needs(May.DOWNLOAD_CERTIFICATE)
def award_badge(award_id: int) -> ResponseReturnValue:
    """The badge as it is today, and what to put into the web site."""
    found = award_of(award_id)
    now = find_badge(db.session(), found.code, today=clock.today())
    if now is None:
        raise NotFound
    leads = url_for("public.badge_of", code=found.code, _external=True)
    picture = url_for("public.badge", code=found.code, _external=True)
    told = f"Positive and Peaceful Places, award of {now.badge.authority}: how it stands today"
    return render(
        "setting/award_badge.html",
        badge=now.badge,
        picture=url_for("public.badge", code=found.code),
        leads=url_for("public.badge_of", code=found.code),
        snippet=str(SNIPPET.format(leads, picture, told)),
        wait_until=wait_until(found, at=clock.now()),
        withheld=setting().is_hidden,
        badges=_badges(found),
        back=Link("Your award", url_for("setting.award", award_id=award_id)),
    )


def _badges(found: Award) -> list[dict[str, str]]:
    """The Open Badge in its shapes; none while it may not be read by everybody."""
    certificate = find_certificate(db.session(), actor(), found)
    if certificate is None:
        return []
    today, code, number = clock.today(), found.code, certificate.number
    if find_open_badge(db.session(), code, number, today=today) is None:
        return []
    name = credential_name(code, number)
    return [
        {
            "href": url_for("public.credential", name=f"{name}{ending}"),
            "file": f"open-badge-{found.number}{ending or '.json'}",
            "words": words,
            "use": use,
        }
        for ending, words, use in BADGES
    ]
