"""A client that reads every page it gets as a careful browser would, and sends forms."""

import re
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import zip_longest
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from xml.etree.ElementTree import Element

import turbohtml
from flask.testing import FlaskClient
from turbohtml import DocumentFragment, HTMLParseError, TokenType
from werkzeug.exceptions import HTTPException
from werkzeug.routing import RequestRedirect
from werkzeug.test import TestResponse

from award.domain.directions import FIRST_STRONG, POP

NGINX = Path(__file__).parents[1] / "deploy/nginx.conf"
LABELLED = ("input", "select", "textarea")
NEEDS_NO_LABEL = ("hidden", "submit", "button")
UNSEEN = dict.fromkeys(map(ord, FIRST_STRONG + POP))
VOID = {"br", "col", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}


class BadPage(AssertionError):
    """A page is not as every page has to be; the message says what is wrong."""


class PageClient(FlaskClient):
    """A browser without script. It refuses pages that break the house's rules."""

    page: Element | None = None

    def open(self, *args: Any, **given: Any) -> TestResponse:
        answer = super().open(*args, **given)
        if answer.mimetype == "text/html" and answer.data and answer.status_code // 100 != 3:
            self.page = read_page(answer.get_data(as_text=True))
            inspect(self.page, self, answer.request.path)
        return answer

    def send(self, address: str, *, on: str | None = None, **fields: Any) -> TestResponse:
        """Open a page, fill in the form that leads to ``address``, and send it.

        ``on`` is the page that has the form, where that is another address. Hidden fields are
        sent as they stand; a field given here takes the place of what stood there.
        """
        answer = self.get(on or address)
        assert answer.status_code == 200, f"{on or address} answers {answer.status_code}"
        assert self.page is not None
        form = form_to(self.page, address, on or address)
        return self.post(address, data=hidden_fields(form) | fields)

    def token(self, on: str = "/sign-in") -> str:
        """This browser's form token, read off a page."""
        self.get(on)
        assert self.page is not None
        return next(
            one.get("value", "")
            for one in self.page.iter("input")
            if one.get("name") == "csrf_token"
        )

    def words(self) -> str:
        """What a person reads on the last page."""
        return words_of(self.page) if self.page is not None else ""

    def refusals(self) -> dict[str, str]:
        """What the last page asks to put right, by the id of the field that each line leads to.

        What leads to a field has to stand there, too, where the field's own name before it is
        left out. Of no field: under the empty name.
        """
        assert self.page is not None
        at_fields = [
            words_of(one).removeprefix("Error: ")
            for one in self.page.iter()
            if "govuk-error-message" in one.get("class", "")
        ]
        found = {}
        for box in self.page.iter("ul"):
            if "govuk-error-summary__list" not in box.get("class", ""):
                continue
            for line in box.iter("li"):
                link = next(line.iter("a"), None)
                name = "" if link is None else link.get("href", "").removeprefix("#")
                found[name] = words_of(line)
                said = {found[name].lower(), found[name].rpartition(": ")[2].lower()}
                if name and not any(one in words.lower() for one in said for words in at_fields):
                    raise BadPage(f"{words_of(line)!r} does not stand at its field {name}")
        return found


def read_page(source: str) -> Element:
    """The page as a tree. Raises BadPage where a browser would have to guess."""
    try:
        document = turbohtml.parse(source, strict=True)
    except HTMLParseError as fault:
        raise BadPage(f"The page is not good HTML: {fault}") from fault
    root = document.find("html")
    assert root is not None, "A document always has its root."
    page = as_element(root)
    for place, (written, built) in enumerate(zip_longest(tags_of(source), tags_in(page))):
        if written != built:
            raise BadPage(f"A browser builds {built} where tag {place} of the page is {written}")
    return page


def as_element(node: turbohtml.Element) -> Element:
    """The node and all below it, in the standard library's shape."""
    found = Element(node.tag, {name: _text(value) for name, value in node.attrs.items()})
    last: Element | None = None
    inside = next((one for one in node if isinstance(one, DocumentFragment)), node)  # <template>
    for child in inside:
        if isinstance(child, turbohtml.Element):
            last = as_element(child)
            found.append(last)
        elif isinstance(child, turbohtml.Text):
            if last is None:
                found.text = (found.text or "") + child.text
            else:
                last.tail = (last.tail or "") + child.text
    return found


def _text(value: str | list[str] | None) -> str:
    return " ".join(value) if isinstance(value, list) else value or ""


def tags_of(source: str) -> Iterator[str]:
    """Every tag as the page's author wrote it, an empty element as its begin and end."""
    for token in turbohtml.tokenize(source):
        if token.type is TokenType.START_TAG:
            yield f"<{token.tag}>"
            if token.self_closing and token.tag not in VOID:
                yield f"</{token.tag}>"
        elif token.type is TokenType.END_TAG:
            yield f"</{token.tag}>"


def tags_in(element: Element) -> Iterator[str]:
    """Every tag of the tree that a browser built of a page."""
    yield f"<{element.tag}>"
    for child in element:
        yield from tags_in(child)
    if element.tag not in VOID:
        yield f"</{element.tag}>"


def words_of(element: Element) -> str:
    """The text of an element, with single spaces."""
    return " ".join("".join(element.itertext()).split())


def inspect(page: Element, client: FlaskClient, shown_at: str = "") -> None:
    """Raise BadPage with everything that is wrong with a page."""
    faults = [
        *heading_faults(page),
        *label_faults(page),
        *form_faults(page),
        *upload_faults(page, shown_at),
        *inline_faults(page),
        *link_faults(page, client),
    ]
    if faults:
        raise BadPage("; ".join(faults))


def heading_faults(page: Element) -> Iterable[str]:
    headings = [words_of(one) for one in page.iter("h1")]
    title = next((words_of(one) for one in page.iter("title")), "").translate(UNSEEN)
    if len(headings) != 1:
        yield f"{len(headings)} h1 on a page: {headings}"
    elif not title.removeprefix("Error: ").startswith(headings[0]):
        yield f"the title “{title}” does not begin with “{headings[0]}”"


def label_faults(page: Element) -> Iterable[str]:
    named = {one.get("for") for one in page.iter("label")}
    for kind in LABELLED:
        for one in page.iter(kind):
            hidden = kind == "input" and one.get("type") in NEEDS_NO_LABEL
            if not hidden and one.get("id") not in named and not one.get("aria-label"):
                yield f"no label for {one.get('name')}"


def form_faults(page: Element) -> Iterable[str]:
    for form in page.iter("form"):
        if form.get("method", "get").lower() == "post" and "csrf_token" not in hidden_fields(form):
            yield f"a form without its token: {form.get('action')}"


def upload_faults(page: Element, shown_at: str) -> Iterable[str]:
    """Files go to addresses for which the sample of nginx's configuration lets a large body in."""
    for form in page.iter("form"):
        to = urlsplit(form.get("action") or shown_at).path
        if form.get("enctype") == "multipart/form-data" and not takes_large_bodies(to):
            yield f"deploy/nginx.conf lets no file through to {to}"


@cache
def large_bodies() -> tuple[re.Pattern[str], ...]:
    """The addresses in the sample of nginx's configuration with a limit of their own."""
    found = re.findall(r"location ~ (\S+) \{\s+client_max_body_size", NGINX.read_text())
    return tuple(re.compile(one) for one in found)


def takes_large_bodies(path: str) -> bool:
    return any(one.search(path) for one in large_bodies())


def inline_faults(page: Element) -> Iterable[str]:
    for one in page.iter():
        if one.tag == "style" or (one.tag == "script" and not one.get("src")):
            yield f"{one.tag} written into the page"
        for name in one.attrib:
            if name == "style" or name.startswith("on"):
                yield f"{name} on {one.tag}"


def link_faults(page: Element, client: FlaskClient) -> Iterable[str]:
    for one in page.iter():
        link = one.get("href") or one.get("action") or ""
        if link.startswith("/") and not leads_somewhere(link, client, of_form=one.tag == "form"):
            yield f"{link} leads nowhere"


def leads_somewhere(link: str, client: FlaskClient, *, of_form: bool) -> bool:
    path = urlsplit(link).path
    if path.startswith("/static/"):
        return True
    adapter = client.application.url_map.bind("localhost")
    try:
        adapter.match(path, method="POST" if of_form else "GET")
    except RequestRedirect:
        return False
    except HTTPException:
        if not of_form:
            return False
        try:
            adapter.match(path, method="GET")
        except HTTPException:
            return False
    return True


def form_to(page: Element, address: str, shown_at: str) -> Element:
    """The form that is sent to an address; one without an address goes where it was shown."""
    for form in page.iter("form"):
        goes_to = form.get("action") or shown_at
        if form.get("method") == "post" and urlsplit(goes_to).path == urlsplit(address).path:
            return form
    raise AssertionError(f"no form on {shown_at} leads to {address}")


def hidden_fields(form: Element) -> dict[str, str]:
    return {
        one.get("name", ""): one.get("value", "")
        for one in form.iter("input")
        if one.get("type") == "hidden"
    }
