"""When words were kept, as a person says it; which forms are kept at all."""

from datetime import UTC, datetime

import pytest
from flask import Flask

from award.web.accounts.forms import ChangePasswordForm
from award.web.kit.drafts import is_long, when_words
from award.web.setting.forms import NothingForm
from award.web.setting.plan_forms import ActionForm

NOW = datetime(2026, 3, 12, 9, tzinfo=UTC)


@pytest.mark.parametrize(
    ("at", "words"),
    [
        (datetime(2026, 3, 12, 8, 42, tzinfo=UTC), "today at 8:42am"),
        (datetime(2026, 3, 11, 23, 5, tzinfo=UTC), "yesterday at 11:05pm"),
        (datetime(2026, 3, 10, 14, tzinfo=UTC), "on Tuesday at 2pm"),
        (datetime(2026, 3, 3, 14, tzinfo=UTC), "on Tuesday 3 March 2026 at 2pm"),
    ],
)
def test_a_moment_is_told_as_one_says_it(at: datetime, words: str) -> None:
    assert when_words(at, NOW) == words


def test_long_forms_are_kept_and_those_with_a_password_never(app: Flask) -> None:
    with app.test_request_context():
        forms = (ActionForm(), NothingForm(), ChangePasswordForm(), None)

        assert [is_long(one) for one in forms] == [True, False, False, False]
