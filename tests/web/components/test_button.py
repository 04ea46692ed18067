"""One filled button a page, and its quieter kin."""

from collections.abc import Callable

from lxml.html import HtmlElement

Render = Callable[..., HtmlElement]


def words(element: HtmlElement) -> str:
    return " ".join(element.text_content().split())


USE = '{% from "components/button.html" import button, post_button %}'


def test_with_an_address_it_is_a_link_that_looks_like_a_button(render: Render) -> None:
    shown = render(USE + "{{ button('Add evidence', href='/add') }}").find("a")

    assert (shown.get("href"), shown.get("class"), shown.get("role")) == (
        "/add",
        "govuk-button",
        None,
    )


def test_without_an_address_it_sends_its_form(render: Render) -> None:
    shown = render(USE + "{{ button('Award', name='move', value='award', kind='secondary') }}")

    pressed = shown.find("button")
    assert (pressed.get("type"), pressed.get("name"), pressed.get("value")) == (
        "submit",
        "move",
        "award",
    )
    assert "govuk-button--secondary" in pressed.get("class").split()


def test_words_may_be_added_for_those_who_listen(render: Render) -> None:
    shown = render(USE + "{{ button('Read', href='/', hidden='the plan of <Abbey>') }}")

    assert words(shown) == "Read the plan of <Abbey>"


def test_a_post_button_is_a_form_with_its_token(render: Render) -> None:
    form = render(USE + "{{ post_button('Pause', '/pause', kind='link') }}").find("form")

    assert (form.get("method"), form.get("action")) == ("post", "/pause")
    assert len(form.find("input[@name='csrf_token']").get("value")) > 20
    assert form.find("button").get("class") == "button--link"


def test_its_words_are_one_piece_so_that_a_word_set_apart_keeps_its_spaces(render: Render) -> None:
    """The button lays out its children side by side: a marked word among them would drift away."""
    marked = 'Send the <span class=\\"unbroken\\">e-mail</span>'
    for tag, where in (("button", ""), ("a", ', href="/"')):
        pressed = render(USE + '{{ button("' + marked + '" | safe' + where + ") }}").find(tag)

        assert len(pressed) == 1, "one child holds all its words"
        assert not (pressed.text or "").strip()
        assert words(pressed) == "Send the e-mail"
