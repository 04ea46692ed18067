"""On every page, of whoever is signed in or not, no line ends within “e-mail”."""

from tests.pages import PageClient


def test_a_label_keeps_its_word_whole_and_its_fields_name(client: PageClient) -> None:
    page = client.get("/sign-in").text

    assert '<span class="unbroken">E-mail</span> address' in page
    assert "E-mail address" in client.words()
