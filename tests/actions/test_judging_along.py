"""What an adviser thinks of a criterion on a planning visit is kept as theirs."""

from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from award.actions.assessing import find_live
from award.actions.judging_along import judge_along
from award.actions.planning import judge_ourselves
from award.demo.walking import Walker
from award.domain.frameworks import Judged
from award.domain.people import Role
from award.domain.refusals import NotAllowed, NotReady, Stale
from award.domain.routes import VisitForm
from award.domain.stages import Stage
from award.domain.visits import VisitKind
from award.storage.assessments import Judge
from award.storage.db import transaction
from award.storage.visits import Visit
from tests.making import journey_at


@pytest.fixture
def there(session: Session) -> tuple[Walker, Visit]:
    """An initial visit that has begun, at a setting that sees itself at “met” in 1.1."""
    walking, journey = journey_at(session, Stage.PLANNING)
    visit = walking.book_visit(VisitKind.INITIAL, VisitForm.ON_SITE, Role.COORDINATOR)
    walking.pass_time(days=10)
    with transaction(lock=journey) as held:
        judge_ourselves(held, "1.1", Judged.MET, by=walking.by(Role.LEAD), at=walking.at)
    return walking, visit


def say(
    walking: Walker, visit: Visit, judged: Judged, *, note: str = "", role: Role = Role.COORDINATOR,
    code: str = "1.1", seen: int | None = None, days: int = 0,
) -> int:  # fmt: skip
    by, at = walking.by(role), walking.at + timedelta(days=days)
    with transaction(lock=walking.journey) as held:
        return judge_along(held, visit.id, code, judged, note=note, seen=seen, by=by, at=at).id


def test_agreeing_with_the_setting_needs_no_note(there: tuple[Walker, Visit]) -> None:
    walking, visit = there

    say(walking, visit, Judged.MET, seen=0)

    found = find_live(walking.journey, "1.1", Judge.ADVISER)
    assert found is not None
    assert (found.judged, found.by_id) == (Judged.MET, walking.cast.coordinator.id)


def test_who_sees_it_otherwise_says_why_and_an_older_page_is_refused(
    there: tuple[Walker, Visit],
) -> None:
    walking, visit = there

    for judged, code in ((Judged.DEVELOPING, "1.1"), (Judged.EMBEDDED, "1.1"), (Judged.MET, "1.2")):
        with pytest.raises(NotReady, match="in a note"):
            say(walking, visit, judged, code=code)
    with pytest.raises(NotReady, match="four points"):
        say(walking, visit, Judged.NOT_APPLICABLE, note="No.")
    say(walking, visit, Judged.DEVELOPING, note="Two of six could not name it.")
    with pytest.raises(Stale):
        say(walking, visit, Judged.MET, seen=0)

    found = find_live(walking.journey, "1.1", Judge.ADVISER)
    assert found is not None
    assert found.judged is Judged.DEVELOPING


def test_only_the_visitor_and_only_on_a_visit_that_has_begun(there: tuple[Walker, Visit]) -> None:
    walking, visit = there

    with pytest.raises(NotAllowed, match="Only the visitor"):
        say(walking, visit, Judged.MET, role=Role.LEAD)
    with pytest.raises(NotAllowed, match="has begun"):
        say(walking, visit, Judged.MET, days=-9)


def test_an_assessment_visit_advises_nobody(session: Session) -> None:
    walking, _ = journey_at(session, Stage.ASSESSING)
    visit = walking.assessment_visit()
    assert visit is not None
    walking.pass_time(days=8)

    with pytest.raises(NotAllowed, match="not advised"):
        say(walking, visit, Judged.MET, role=Role.ASSESSOR)
