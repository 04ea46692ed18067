"""The head's approval by a link: without an account, once, and only for what was shown."""


import pytest

from tests.pages import PageClient

pytestmark = pytest.mark.usefixtures("app")


def test_a_made_up_link_opens_nothing(client: PageClient) -> None:
    assert client.get("/approve/made-up").status_code == 404
