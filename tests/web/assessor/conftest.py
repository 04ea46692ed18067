"""What the tests of this room ask for."""

from sqlalchemy import select

from award.actions import collecting
from award.domain.frameworks import Judged
from award.domain.people import Role
from award.domain.visits import VisitKind
from award.storage.assessments import Judge, Judgement
from award.storage.db import transaction
from award.storage.evidence import Scan
from award.storage.visits import Visit
from tests.fixtures_rooms import Standing, standing

__all__ = ["standing"]

KEY = "leicester/1/" + "a" * 32


def give_file(world: Standing, scan: Scan = Scan.NOT_ASKED) -> int:
    """A file for 1.3, as the setting gives it: the number of its version."""
    words = collecting.EvidenceWords(title="A poster", criterion="1.3", recognisable=False)
    file = collecting.KeptBytes(KEY, "poster.txt", "0" * 64, 5, "text/plain", scan)
    with transaction(lock=world.journey) as held:
        by = world.walking.by(Role.LEAD)
        item = collecting.add_evidence(held, words, file=file, by=by, at=world.walking.at)
        return item.versions[0].id


def visit_of(world: Standing, kind: VisitKind = VisitKind.ASSESSMENT) -> Visit:
    """The newest visit of this kind, as the application has left it."""
    world.fresh()
    rows = world.rows.scalars(select(Visit).where(Visit.kind == kind).order_by(Visit.id.desc()))
    return rows.all()[0]


def judgements(world: Standing, judge: Judge) -> dict[str, tuple[Judged, str]]:
    """What stands judged now in this part: by criterion, with its note."""
    world.fresh()
    found = world.rows.scalars(
        select(Judgement).where(Judgement.judge == judge, Judgement.superseded_at.is_(None))
    )
    return {one.criterion: (one.judged, one.note) for one in found}
