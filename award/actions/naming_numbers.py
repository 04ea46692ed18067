"""Names official numbers that only one authority knows, and says how they are written."""

import re
from collections.abc import Sequence
from datetime import datetime
from typing import Final

from award.actions.chronicling import must_be_allowed, write_change
from award.domain.numbers import OWN, OfficialNumber, bare, shape_faults
from award.domain.people import Actor
from award.domain.permissions import May
from award.domain.refusals import NotFound, NotReady, Stale
from award.storage.authorities import Authority

MOST: Final = 12
LONGEST_CODE: Final = 30


def add_number(
    authority: Authority, name: str, shapes: Sequence[str], *, by: Actor, at: datetime
) -> OfficialNumber:
    """A number of the authority's own, for its kinds to have.

    Raises NotReady without a name, for one that another number has, for ways of writing that
    cannot be used, and where there are too many numbers.
    """
    must_be_allowed(authority, May.PUBLISH_FRAMEWORK, by=by)
    if len(authority.own_numbers) >= MOST:
        raise NotReady(f"There are {MOST} numbers of your own. Change one of them instead")
    made = OfficialNumber(_free_code(authority, name), *_fitting(authority, name, shapes))
    authority.own_numbers = [*authority.own_numbers, made.as_content()]
    authority.version += 1
    write_change(authority, f"number:{made.code}", f"Added. {made.says()}.", by=by, at=at)
    return made


def change_number(
    authority: Authority,
    code: str,
    name: str,
    shapes: Sequence[str],
    *,
    shown: int | None,
    by: Actor,
    at: datetime,
) -> None:
    """Call a number of the authority's own otherwise, or write it otherwise from now on.

    Numbers that settings have stay as they are. ``shown`` is the authority's version that the
    writer saw. Raises NotFound for a number that is not its own, Stale, and what adding raises.
    """
    must_be_allowed(authority, May.PUBLISH_FRAMEWORK, by=by)
    before = authority.numbers.get(code)
    if before is None or not before.is_own:
        raise NotFound
    if shown != authority.version:
        raise Stale("this number")
    after = OfficialNumber(code, *_fitting(authority, name, shapes, code=code))
    if after == before:
        return
    authority.own_numbers = [
        after.as_content() if one["code"] == code else one for one in authority.own_numbers
    ]
    authority.version += 1
    renamed = f"Was called “{before.name}”. " if after.name != before.name else ""
    write_change(authority, f"number:{code}", f"{renamed}{after.says()}.", by=by, at=at)


def _fitting(
    authority: Authority, name: str, shapes: Sequence[str], *, code: str = ""
) -> tuple[str, tuple[str, ...]]:
    """The name and the shapes as they are kept. Raises NotReady with all that is wrong."""
    called = " ".join(name.split())
    written = tuple(dict.fromkeys(bare(one) for one in shapes if bare(one)))
    faults = [] if called else ["Write what the number is called"]
    others = [one.name.casefold() for one in authority.numbers.values() if one.code != code]
    if called.casefold() in others:
        faults.append("Choose another name: a number has this one")
    faults += shape_faults(written)
    if faults:
        raise NotReady(*faults)
    return called, written


def _free_code(authority: Authority, name: str) -> str:
    plain = re.sub(r"[^a-z0-9]+", "_", name.strip().lower()).strip("_")[:LONGEST_CODE] or "number"
    numbered = (f"{OWN}{plain}_{n}" for n in range(2, MOST + 2))
    taken = set(authority.numbers)
    return next(one for one in (f"{OWN}{plain}", *numbered) if one not in taken)
