"""Somebody who asks on the public page how to take part."""

from datetime import datetime, timedelta

from award.actions.enquiring import Ask, ask_to_take_part
from award.demo.sign_ins import email_of
from award.storage.authorities import Authority
from award.storage.db import transaction


def ask_about(authority: Authority, *, now: datetime) -> None:
    """Yesterday somebody asked for a place that is not known here."""
    ask = Ask(
        setting_name="Hollybush Scout Hut",
        kind_code="uniformed_group",
        person="Frankie Doyle",
        email=email_of("Frankie Doyle"),
        words="Thirty young people come on Thursdays. How do we begin?",
    )
    with transaction(lock=authority) as held:
        ask_to_take_part(held, ask, at=now - timedelta(hours=20))
