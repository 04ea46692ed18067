"""The ways in which people look at a page: zoomed in, with other text, in their own colours."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Final

from playwright.sync_api import Page

DESK, PHONE, NARROWEST, HEIGHT = 1280, 375, 320, 900
ZOOMED_HEIGHT: Final = 256  # what 400 % leaves of a desk of 1280 by 1024

LARGE_TEXT: Final = "html { font-size: 200% !important; }"
WIDE_TEXT: Final = """* { line-height: 1.5 !important; letter-spacing: 0.12em !important;
    word-spacing: 0.16em !important; } p { margin-bottom: 2em !important; }"""

# A row of tabs may be pushed sideways; what only screen readers meet is one pixel wide.
CUT_OFF: Final = """() => [...document.querySelectorAll('body *')].filter(one => {
    const looks = getComputedStyle(one);
    const typed = /^(TEXTAREA|INPUT|SELECT)$/.test(one.tagName);
    if (one.clientWidth < 2 || typed || one.closest('svg')) return false;
    const hides = (flow) => flow === 'hidden' || flow === 'clip';
    return (hides(looks.overflowX) && one.scrollWidth > one.clientWidth + 1)
        || (hides(looks.overflowY) && one.scrollHeight > one.clientHeight + 1);
}).map(one => `${one.tagName}.${one.className}`)"""
WIDTH: Final = "() => document.documentElement.scrollWidth"
PUSHED_BY: Final = """(room) => [...document.querySelectorAll('body *')].filter(one =>
    one.getBoundingClientRect().right > room + 1 && !one.closest('.tabs, .head__rooms')
    && ![...one.children].some(c => c.getBoundingClientRect().right > room + 1)
).map(one => `${one.tagName}.${one.className}`).slice(0, 3).join(' ')"""
# A line may end at a space or a hyphen; only a word that no line could hold may be cut in two.
CUT_IN_TWO: Final = r"""() => {
    const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT), found = [];
    const heard = (one) => one && (getComputedStyle(one).clipPath !== 'none'
        || heard(one.parentElement));
    while (walk.nextNode()) {
        const one = walk.currentNode, holder = one.parentElement;
        if (!holder.checkVisibility() || holder.closest('code') || heard(holder)) continue;
        for (const word of one.data.matchAll(/(?<![\w@.])[\p{L}\d]{2,12}(?![\w@.]*@)/gu)) {
            const range = document.createRange();
            range.setStart(one, word.index);
            range.setEnd(one, word.index + word[0].length);
            const lines = new Set([...range.getClientRects()].map(line => Math.round(line.top)));
            if (lines.size > 1) found.push(`${word[0]} in ${holder.tagName}.${holder.className}`);
        }
    }
    return found;
}"""
STUCK: Final = """() => [...document.querySelectorAll('body *')].filter(one =>
    ['fixed', 'sticky'].includes(getComputedStyle(one).position) && one.clientHeight > 2
    && getComputedStyle(one).visibility !== 'hidden'
).reduce((sum, one) => sum + one.getBoundingClientRect().height, 0)"""
# The colours in which a browser draws a link that no style sheet speaks of.
UNSTYLED: Final = """() => [...document.querySelectorAll('a[href]')].filter(one =>
    ['rgb(0, 0, 238)', 'rgb(85, 26, 139)'].includes(getComputedStyle(one).color)
).map(one => one.outerHTML.slice(0, 90))"""
# A colour that forced colours leave alone has to stand out from the ground they put behind it.
FADED: Final = """() => {
    const parts = (said) => (said.match(/[0-9.]+/g) || []).map(Number);
    const light = ([r, g, b]) => [r, g, b].map(c => c / 255).map(c =>
        c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4
    ).reduce((sum, c, i) => sum + c * [0.2126, 0.7152, 0.0722][i], 0);
    const apart = (one, two) => {
        const [a, b] = [light(one), light(two)].sort((x, y) => y - x);
        return (a + 0.05) / (b + 0.05);
    };
    const seen = (one) => one.getBoundingClientRect().width > 2
        && getComputedStyle(one).visibility !== 'hidden';
    const clear = (c) => c === 'none' || (parts(c).length === 4 && parts(c)[3] === 0);
    const ground = parts(getComputedStyle(document.body).backgroundColor);
    const faint = (c) => clear(c) || apart(parts(c), ground) < 3;
    const pictures = [...document.querySelectorAll('svg')].filter(seen).filter(one => {
        const drawn = [...one.querySelectorAll('path, circle, rect, use, line, polyline')];
        return drawn.length > 0 && drawn.every(shape => {
            const looks = getComputedStyle(shape);
            return faint(looks.fill) && faint(looks.stroke);
        });
    }).map(one => one.parentElement);
    const buttons = [...document.querySelectorAll('button, .govuk-button')].filter(seen)
        .filter(one => {
            const looks = getComputedStyle(one);
            return !one.closest('.govuk-link') && looks.textDecorationLine === 'none'
                && (looks.borderTopStyle === 'none' || parseFloat(looks.borderTopWidth) === 0
                    || faint(looks.borderTopColor));
        });
    return [...pictures, ...buttons].map(one => `${one.tagName}.${one.className}`);
}"""


@contextmanager
def sized(page: Page, width: int, height: int = HEIGHT) -> Iterator[None]:
    """The page in a window of this size while the block lasts."""
    before = page.viewport_size or {"width": DESK, "height": HEIGHT}
    page.set_viewport_size({"width": width, "height": height})
    yield
    page.set_viewport_size(before)


@contextmanager
def styled(page: Page, rules: str) -> Iterator[None]:
    """The page with somebody's own styles while the block lasts."""
    added = "sheet => { const own = new CSSStyleSheet(); own.replaceSync(sheet); "
    page.evaluate(added + "document.adoptedStyleSheets = [own]; }", rules)
    yield
    page.evaluate("() => { document.adoptedStyleSheets = []; }")


def too_wide(page: Page, room: int) -> list[str]:
    """What pushes the page sideways."""
    wide = page.evaluate(WIDTH)
    return [] if wide <= room else [f"{wide} wide in {room}: {page.evaluate(PUSHED_BY, room)}"]


def cut_off(page: Page) -> list[str]:
    """Words that are hidden because their box did not grow with them."""
    return [f"cut off: {one}" for one in page.evaluate(CUT_OFF)]


def zoomed_in(page: Page) -> list[str]:
    """At 400 %: nothing sideways, and what sticks leaves half of the window free."""
    with sized(page, NARROWEST, ZOOMED_HEIGHT):
        stuck = page.evaluate(STUCK)
        covered = [f"{stuck:.0f} of {ZOOMED_HEIGHT} stuck"] if stuck > ZOOMED_HEIGHT / 2 else []
        return too_wide(page, NARROWEST) + covered


def with_large_text(page: Page) -> list[str]:
    """With text at 200 %, on a desk and on half of one."""
    found = []
    with styled(page, LARGE_TEXT):
        for width in (DESK, DESK // 2):
            with sized(page, width):
                found += too_wide(page, width) + cut_off(page)
    return found


def with_wide_text(page: Page) -> list[str]:
    """With letters, words and lines further apart, on a phone."""
    with styled(page, WIDE_TEXT), sized(page, PHONE):
        return too_wide(page, PHONE) + cut_off(page)


def on_a_phone(page: Page) -> list[str]:
    """On a phone: short words and numbers stay in one piece, in tables too."""
    with sized(page, PHONE):
        return [f"cut in two: {one}" for one in page.evaluate(CUT_IN_TWO)]


def in_own_colours(page: Page) -> list[str]:
    """In forced colours, light on dark: pictures stand out and buttons have an edge."""
    page.emulate_media(forced_colors="active", color_scheme="dark")
    found = [f"faded: {one}" for one in page.evaluate(FADED)]
    page.emulate_media(forced_colors="none", color_scheme="light")
    return found


def as_it_is(page: Page) -> list[str]:
    """As most people see it: every link is drawn in our own colours, and short words are whole."""
    cut = [f"cut in two: {one}" for one in page.evaluate(CUT_IN_TWO)]
    return cut + [f"unstyled: {one}" for one in page.evaluate(UNSTYLED)]


WAYS: Final[dict[str, Callable[[Page], list[str]]]] = {
    "as it is": as_it_is,
    "on a phone": on_a_phone,
    "zoomed in": zoomed_in,
    "large text": with_large_text,
    "wide text": with_wide_text,
    "own colours": in_own_colours,
}


def look_in_every_way(page: Page) -> list[str]:
    """What is lost on this page to somebody who looks at it in one of these ways."""
    return [f"{way}: {one}" for way, look in WAYS.items() for one in look(page)]
