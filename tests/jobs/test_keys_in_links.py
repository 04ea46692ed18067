"""A link that lets in whoever holds it is known by its address, so that it can be forgotten."""

from flask import Flask

from award.jobs.deliver import LETS_IN

# Nobody is written to by it: its address stands on a page of whoever it is of.
ON_A_PAGE = "/calendar/"


def test_every_address_that_lets_in_by_a_token_is_known(app: Flask) -> None:
    rules = [one for one in app.url_map.iter_rules() if one.endpoint.startswith("accounts.")]

    letting_in = {one.rule.split("<")[0] for one in rules if "token" in one.arguments}

    assert letting_in - {ON_A_PAGE} == set(LETS_IN)
