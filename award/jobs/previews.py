"""Makes the pages of a file that are read in the browser, and keeps them beside it."""

import shutil
import tempfile
from datetime import datetime
from pathlib import Path
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from award.adapters.files import NotKept, file_key
from award.adapters.previews import LIMITS, CannotShow, Made, Sheet, make_pages
from award.jobs.let_go import let_bytes_go
from award.jobs.means import Means
from award.storage.db import transaction
from award.storage.evidence import EvidenceItem, EvidenceVersion
from award.storage.previews import EvidencePreview, PageLook, PreviewPage, PreviewState
from award.storage.settings import Setting

NOTHING: Final = Made((), 0)


def make_preview(means: Means, version_id: int, *, at: datetime) -> None:
    """Make a file's pages and keep them, pictures first and rows second.

    Nothing happens where they are there, or the file has gone. Stopped between the two steps it
    leaves pictures that no row names, which the sweep takes away.
    """
    with means.sessions() as session:
        version = session.get(EvidenceVersion, version_id)
        if version is None or _waiting(session, version) is None:
            return
        key, media_type, place = version.key, version.media_type, _place_of(session, version)
    with tempfile.TemporaryDirectory(prefix="award-preview-") as name:
        folder = Path(name)
        made = _made(means, key, media_type, folder)
        pages = [_kept(means, one, place, folder) for one in made.sheets]
    if not _write(means, version_id, made, pages, at=at):
        drawn = (key for page in pages for key in (page.key, page.small_key))
        let_bytes_go(means, filter(None, drawn))


def _made(means: Means, key: str, media_type: str, folder: Path) -> Made:
    source = folder / "source"
    try:
        with means.files.open(key) as stream, source.open("wb") as target:
            shutil.copyfileobj(stream, target)
        return make_pages(source, media_type, folder)
    except (CannotShow, NotKept):
        return NOTHING


def _kept(means: Means, sheet: Sheet, place: tuple[str, str], folder: Path) -> PreviewPage:
    """A page as a row; its pictures lie in the store already."""
    row = PreviewPage(
        number=sheet.number,
        look=PageLook(sheet.look),
        heading=sheet.heading,
        text=sheet.text,
        width=sheet.width,
        height=sheet.height,
    )
    if row.look is PageLook.PICTURE:
        row.key, row.small_key = file_key(*place), file_key(*place)
        for key, name in ((row.key, sheet.picture), (row.small_key, sheet.small)):
            with (folder / name).open("rb") as stream:
                means.files.put(key, stream, limit=LIMITS.picture_bytes)
    return row


def _write(
    means: Means, version_id: int, made: Made, pages: list[PreviewPage], *, at: datetime
) -> bool:
    """Name the pages; False where somebody else did meanwhile, or the file has gone."""
    with means.sessions() as session:
        version = session.get(EvidenceVersion, version_id)
        if version is None:
            return False
        with transaction(lock=version) as held:
            preview = _waiting(session, held)
            if preview is None:
                return False
            for page in pages:
                page.authority_id = held.authority_id
            preview.pages = pages
            preview.pages_in_all, preview.made_at = made.pages_in_all, at
            preview.state = PreviewState.READY if pages else PreviewState.NOT_SHOWN
        return True


def _waiting(session: Session, version: EvidenceVersion) -> EvidencePreview | None:
    """What waits to be filled, while the file may be read."""
    item = session.get(EvidenceItem, version.item_id)
    if not version.is_open:
        return None
    if item is None or item.removed_at is not None:
        return None
    return session.scalar(
        select(EvidencePreview).where(
            EvidencePreview.version_id == version.id,
            EvidencePreview.state == PreviewState.WAITING,
        )
    )


def _place_of(session: Session, version: EvidenceVersion) -> tuple[str, str]:
    """The authority and setting under which the file lies, and its pages with it."""
    item = session.get_one(EvidenceItem, version.item_id)
    setting = session.get_one(Setting, item.setting_id)
    return setting.authority.code, str(setting.id)
