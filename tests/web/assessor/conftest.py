"""What the tests of this room ask for."""

from sqlalchemy import select

from award.domain.visits import VisitKind
from award.storage.visits import Visit
from tests.fixtures_rooms import Standing, standing

__all__ = ["standing"]


def visit_of(world: Standing, kind: VisitKind = VisitKind.ASSESSMENT) -> Visit:
    """The newest visit of this kind, as the application has left it."""
    world.fresh()
    rows = world.rows.scalars(select(Visit).where(Visit.kind == kind).order_by(Visit.id.desc()))
    return rows.all()[0]
