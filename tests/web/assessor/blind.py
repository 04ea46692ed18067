"""A blind second's journey: what the assessor saw and said, and what a sibling setting shares.

Whatever a second must never read has "zebra" in it; what is said of the shared piece at its own
setting, and its earlier version, "okapi".
"""

import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import product

from flask import Flask
from werkzeug.routing import Rule

from award.actions.advising import Feedback, OfPiece, give_feedback
from award.adapters.files import file_key
from award.domain.people import Role
from award.domain.visits import VisitState
from award.storage.db import transaction, writing
from award.storage.evidence import (
    EvidenceItem,
    EvidenceLink,
    EvidenceShare,
    EvidenceState,
    EvidenceVersion,
    Origin,
    Scan,
)
from award.storage.journeys import Assignment, AssignmentKind
from award.storage.previews import EvidencePreview, PageLook, PreviewPage, PreviewState
from award.storage.settings import Setting
from award.storage.visits import Visit
from tests.fixtures_rooms import Standing
from tests.making import make_group, make_setting

CODE = "1.3"


@dataclass
class Blind:
    """The journey with an own piece, one that was seen at a visit, and a borrowed one."""

    app: Flask
    world: Standing
    items: dict[str, int] = field(default_factory=dict)
    versions: dict[str, int] = field(default_factory=dict)
    visit_id: int = 0

    def build(self) -> "Blind":
        world = self.world
        group = make_group(world.rows)
        sibling = make_setting(
            world.rows, world.walking.setting.authority, "Ash Vale", group_id=group.id
        )
        with writing(world.rows) as session:
            session.get_one(Setting, world.journey.setting_id).group_id = group.id
        sibling_id = sibling.id
        self.visit_id = self._visit()
        own = self._piece("own", "Poster", world.journey.setting_id)
        self._piece("seen", "Zebra cupboard", world.journey.setting_id, Origin.VISITOR)
        lent = self._piece("lent", "Our policy", sibling_id, older="okapi-old.png")
        with writing(world.rows):
            lent.state, lent.feedback = EvidenceState.ACCEPTED, "Okapi praise at its own setting."
            world.rows.add(
                EvidenceShare(
                    authority_id=lent.authority_id, item_id=lent.id,
                    setting_id=world.journey.setting_id, shared_at=world.walking.at,
                )
            )  # fmt: skip
        self._second()
        said = {
            one.id: OfPiece(one.version, EvidenceState.NEEDS_MORE, "The zebra word.")
            for one in (own, lent)
        }
        with transaction(lock=world.fresh()) as held:
            feedback, by = Feedback(pieces=said), world.walking.by(Role.ASSESSOR)
            give_feedback(held, feedback, by=by, at=world.walking.at)
        return self

    def _visit(self) -> int:
        world = self.world
        with transaction(lock=world.journey) as held:
            row = Visit(
                authority_id=held.authority_id, journey_id=held.id, kind="assessment",
                form="on_site", state=VisitState.CONFIRMED,
                starts_at=world.walking.at - timedelta(hours=1),
                visitor_id=world.walking.cast.assessor.id, visitor_role="assessor",
                proposed_at=world.walking.at - timedelta(days=9),
            )  # fmt: skip
            world.rows.add(row)
            world.rows.flush()
            return row.id

    def _piece(
        self, name: str, title: str, setting_id: int, origin: Origin = Origin.SETTING,
        older: str = "",
    ) -> EvidenceItem:  # fmt: skip
        world = self.world
        journey, by = world.fresh(), world.walking.cast.lead
        with writing(world.rows) as session:
            item = EvidenceItem(
                authority_id=journey.authority_id, setting_id=setting_id, title=title,
                shows=f"{title} shows this", recognisable=False, state=EvidenceState.GIVEN,
                origin=origin, given_at=world.walking.at, given_by_name=by.name,
                given_by_id=by.id,
            )  # fmt: skip
            if origin is Origin.VISITOR:
                item.given_by_id, item.visit_id = world.walking.cast.assessor.id, self.visit_id
                item.dated_on = world.walking.at.date()
            session.add(item)
            session.flush()
            self.items[name] = item.id
            state = EvidenceState.GIVEN if setting_id != journey.setting_id else None
            session.add(
                EvidenceLink(
                    authority_id=journey.authority_id, item_id=item.id, journey_id=journey.id,
                    criterion=CODE, linked_at=world.walking.at, state=state,
                    why_it_counts=f"{title} counts",
                )
            )  # fmt: skip
            names = [one for one in (older, f"{title.lower().replace(' ', '-')}.png") if one]
            for number, file_name in enumerate(names, start=1):
                named = name if number == len(names) else f"{name} before"
                self.versions[named] = self._version(item, number, file_name)
        return item

    def _version(self, item: EvidenceItem, number: int, file_name: str) -> int:
        """A file whose one page is a picture that we made."""
        session, at = self.world.rows, self.world.walking.at
        code = self.world.walking.setting.authority.code
        keys = [file_key(code, str(item.setting_id)) for _ in range(3)]
        for key in keys:
            self.app.extensions["files"].put(key, io.BytesIO(b"bytes"), limit=9)
        version = EvidenceVersion(
            authority_id=item.authority_id, item_id=item.id, number=number, key=keys[0],
            file_name=file_name, sha256=f"{item.id}{number}", size=5, media_type="image/png",
            scan=Scan.CLEAN, added_at=at,
        )  # fmt: skip
        session.add(version)
        session.flush()
        page = PreviewPage(
            authority_id=item.authority_id, number=1, look=PageLook.PICTURE, key=keys[1],
            small_key=keys[2], width=9, height=9,
        )  # fmt: skip
        session.add(
            EvidencePreview(
                authority_id=item.authority_id, version_id=version.id, state=PreviewState.READY,
                pages_in_all=1, asked_at=at, made_at=at, pages=[page],
            )
        )  # fmt: skip
        return version.id

    def _second(self) -> None:
        cast = self.world.walking.cast
        with transaction(lock=self.world.fresh()) as held:
            held.sample_reasons = ["drawn"]
            self.world.rows.add(
                Assignment(
                    authority_id=held.authority_id, journey_id=held.id, user_id=cast.second.id,
                    kind=AssignmentKind.SECOND, assigned_by_id=cast.coordinator.id,
                    assigned_at=self.world.walking.at,
                )
            )  # fmt: skip

    def pages(self, room: str) -> Iterator[str]:
        """Every page of a room about this journey, with each piece, file and visit in turn."""
        setting, journey = self.world.walking.setting, self.world.journey
        known: dict[str, list[object]] = {
            "authority": [setting.authority.code],
            "setting_id": [setting.id],
            "journey_id": [journey.id],
            "code": [CODE],
            "item_id": list(self.items.values()),
            "version_id": list(self.versions.values()),
            "visit_id": [self.visit_id],
            "number": [1],
            "size": ["large"],
        }
        for rule in self.app.url_map.iter_rules():
            if _is_read(rule, room):
                names = sorted(rule.arguments & known.keys())
                left = rule.arguments - known.keys() - set(rule.defaults or {})
                for values in product(*(known[one] for one in names)) if not left else ():
                    built = rule.build(dict(zip(names, values, strict=True)))
                    if built is not None:
                        yield built[1]


def _is_read(rule: Rule, room: str) -> bool:
    inside = rule.endpoint.startswith(f"{room}.") and "journey_id" in rule.arguments
    return inside and "GET" in (rule.methods or ())
