"""No line ends within “e-mail”, and nothing else is touched."""

import pytest

from award.domain.hyphens import keep_whole_on_page

KEPT = '<span class="unbroken">{}</span>'


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("<p>An e-mail comes.</p>", f"<p>An {KEPT.format('e-mail')} comes.</p>"),
        ("<b>E-mails</b>, e-mail", f"<b>{KEPT.format('E-mails')}</b>, {KEPT.format('e-mail')}"),
        ('<a title="By e-mail">x</a>', '<a title="By e-mail">x</a>'),
        ("<title>E-mail</title>", "<title>E-mail</title>"),
        ("<textarea>e-mail</textarea>", "<textarea>e-mail</textarea>"),
        ("<select><option>E-mail</option></select>", "<select><option>E-mail</option></select>"),
        ("<p>an.e-mail@example.org</p>", "<p>an.e-mail@example.org</p>"),
        ("<p>Nothing to keep</p>", "<p>Nothing to keep</p>"),
    ],
)
def test_the_word_is_kept_whole_where_an_element_may_stand(before: str, after: str) -> None:
    assert keep_whole_on_page(before) == after
