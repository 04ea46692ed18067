"""Makes the PDF of a certificate: filled in where it can be, else drawn by the renderer."""
# WeasyPrint has no types, so that every call of it would be refused.
# mypy: disable-error-code="no-untyped-call"

from datetime import UTC, datetime
from pathlib import Path

from weasyprint import Attachment

from award.adapters.blanks.filling import fill
from award.adapters.blanks.lettering import NotPlain
from award.adapters.certificates import Page, drawings
from award.adapters.pdf import BUILT_FONTS, BundledOnly, Needed, dress, write_pdf
from award.adapters.typefaces import typefaces_in
from award.domain.badges import BADGE_NAME
from award.domain.certificates import CertificateFace


def render_certificate(
    face: CertificateFace, *, at: datetime, badge: str = "", fonts: Path = BUILT_FONTS
) -> bytes:
    """The certificate as a PDF, with its Open Badge inside; equal words give equal bytes.

    Which of the two ways it is made follows from the face alone.
    """
    page = Page(face, at.astimezone(UTC), typefaces_in(fonts))
    try:
        return fill(page, badge=badge, fonts=fonts)
    except NotPlain:
        return draw_page(page, badge=badge, fonts=fonts)


def draw_page(page: Page, *, badge: str = "", fonts: Path = BUILT_FONTS) -> bytes:
    """The certificate drawn by the renderer from beginning to end, whatever its script."""
    face = page.face
    needed: Needed = tuple(
        (voice, tuple(typeface.name for typeface in page.typefaces.needed_for(voice, text)))
        for voice, text in page.texts().items()
    )
    stylesheets, font_configuration = dress(needed, fonts, grey=face.grey)
    return write_pdf(
        page.html(),
        assets=drawings(face.brand_colour, grey=face.grey),
        stylesheets=stylesheets,
        font_configuration=font_configuration,
        lang_of_name=face.name_lang,
        attachments=(_attached(badge, page.at),) if badge else (),
        lines_of_name=page.name.lines,
    )


def _attached(badge: str, at: datetime) -> Attachment:
    return Attachment(
        string=badge,
        url_fetcher=BundledOnly({}),
        name=BADGE_NAME,
        description="Open Badge of this certificate",
        created=at,
        modified=at,
        relationship="Data",
    )
