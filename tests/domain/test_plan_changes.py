"""A plan against the one that was agreed: added, taken out, changed, old and new."""

from dataclasses import replace
from datetime import date

from award.domain.plan_changes import AgreedAction, Changed, compare, compare_plans, read_agreed

BOX = AgreedAction("Make a worry box", ("1.4",), "Amara Holt", date(2028, 2, 29), {"now": "None"})


def test_what_is_kept_reads_back_as_it_was() -> None:
    assert read_agreed([BOX.as_kept(7)]) == {7: BOX}
    assert read_agreed([replace(BOX, more=None).as_kept(7)]) == {7: replace(BOX, more={})}


def test_the_same_plan_has_no_changes() -> None:
    assert not compare_plans({7: BOX}, {7: BOX})


def test_added_taken_out_and_changed_are_told_apart() -> None:
    later = replace(BOX, due_on=date(2028, 3, 31))

    changes = compare_plans({7: BOX, 8: BOX}, {7: later, 9: BOX})

    assert changes
    assert changes.added == (9,)
    assert changes.taken_out == {8: BOX}
    assert changes.changed == {7: (Changed("due_on", BOX.due_on, date(2028, 3, 31)),)}


def test_each_field_is_told_with_old_and_new() -> None:
    now = AgreedAction("Make two", ("1.4", "2.2"), "Priya Nair", BOX.due_on, {"measure": "Count"})

    assert compare(BOX, now) == (
        Changed("what", "Make a worry box", "Make two"),
        Changed("criteria", ("1.4",), ("1.4", "2.2")),
        Changed("lead_name", "Amara Holt", "Priya Nair"),
        Changed("more.measure", None, "Count"),
        Changed("more.now", "None", None),
    )


def test_what_an_older_plan_did_not_keep_is_not_called_changed() -> None:
    (kept,) = read_agreed([{key: one for key, one in BOX.as_kept(7).items() if key != "more"}])

    assert kept == 7
    assert compare(replace(BOX, more=None), replace(BOX, more={"now": "More"})) == ()
    assert compare(BOX, replace(BOX, more=None)) == (Changed("more.now", "None", None),)
