"""Writes the words and pictures of a certificate into its blank, tagged for those who listen."""

import re
from collections.abc import Mapping
from hashlib import md5
from pathlib import Path
from typing import Final
from xml.sax.saxutils import escape

from award.adapters.blanks import bare
from award.adapters.blanks.laying_out import Blank, blank_for
from award.adapters.blanks.objects import Objects, text
from award.adapters.blanks.writing import Writing
from award.adapters.certificates import Page
from award.domain.badges import BADGE_NAME

_SAID_OF_BADGE: Final = "Open Badge of this certificate"


def fill(page: Page, *, badge: str, fonts: Path) -> bytes:
    """The certificate as a PDF. Raises NotPlain for letters that it cannot set."""
    blank = blank_for(page, fonts)
    objects = Objects(blank.objects)
    writing = Writing(objects, blank, fonts, page.words.language)
    writing.write(page)
    root = {
        "/Type": "/Catalog",
        "/Pages": writing.finish(),
        "/Lang": text(page.words.language),
        "/MarkInfo": "<</Marked true>>",
        "/ViewerPreferences": "<</DisplayDocTitle true>>",
        "/OutputIntents": blank.intents,
        "/StructTreeRoot": writing.tree,
        "/Metadata": objects.add_plain_stream(
            "/Type /Metadata /Subtype /XML", _described(page, blank)
        ),
    }
    if badge:
        root |= _attached(objects, badge, _moment(page))
    return objects.written(root=objects.add(_dictionary(root)), about=_about(objects, page, blank))


def _described(page: Page, blank: Blank) -> bytes:
    """What programs read of the file, as the renderer writes it."""
    said = {
        bare.TITLE: page.title,
        bare.AUTHOR: page.face.authority_name,
        bare.SUBJECT: page.subject,
        bare.MOMENT.strftime(bare.WRITTEN): page.at.strftime(bare.WRITTEN),
    }
    marks = re.compile("|".join(map(re.escape, said)))
    return marks.sub(lambda mark: escape(said[mark[0]]), blank.described).encode()


def _about(objects: Objects, page: Page, blank: Blank) -> str:
    return objects.add(
        _dictionary(
            {
                "/Title": text(page.title),
                "/Author": text(page.face.authority_name),
                "/Subject": text(page.subject),
                "/Producer": text(blank.producer),
                "/CreationDate": _moment(page),
                "/ModDate": _moment(page),
            }
        )
    )


def _attached(objects: Objects, badge: str, moment: str) -> Mapping[str, str]:
    content, name = badge.encode(), text(BADGE_NAME)
    digest = md5(content, usedforsecurity=False).hexdigest()
    inside = objects.add_stream(
        "/Type /EmbeddedFile /Subtype /application#2fjson "
        f"/Params <</Size {len(content)} /CheckSum <{digest}> "
        f"/CreationDate {moment} /ModDate {moment}>>",
        content,
    )
    file = objects.add(
        f"<</Type /Filespec /F {name} /UF {name} /EF <</F {inside} /UF {inside}>> "
        f"/Desc {text(_SAID_OF_BADGE)} /AFRelationship /Data>>"
    )
    return {"/Names": f"<</EmbeddedFiles <</Names [{name} {file}]>>>>", "/AF": f"[{file}]"}


def _moment(page: Page) -> str:
    return page.at.strftime("(D:%Y%m%d%H%M%SZ)")


def _dictionary(entries: Mapping[str, str]) -> str:
    return f"<<{' '.join(f'{name} {value}' for name, value in entries.items())}>>"
