"""Opens pictures, and decodes them far enough to know that they are whole."""

import warnings
from typing import BinaryIO, Final

from PIL import Image, ImageFile, UnidentifiedImageError

from award.adapters.kinds_of_file.refusals import NotAcceptable
from award.domain.file_kinds import JPEG, MOST_PIXELS, PNG, WEBP, FileKind

# Pillow only warns at its limit, and refuses at twice that: here its warning is a refusal too.
Image.MAX_IMAGE_PIXELS = MOST_PIXELS
warnings.filterwarnings("error", category=Image.DecompressionBombWarning)

_KINDS: Final = {"JPEG": JPEG, "MPO": JPEG, "PNG": PNG, "WEBP": WEBP}
_TOO_MANY_PIXELS: Final = (
    f"This picture has more than {MOST_PIXELS // 1_000_000} million dots. "
    "Make it smaller and add that."
)
_NOT_A_PICTURE: Final = (
    "This picture cannot be opened. Open it on your device, save it as a JPEG, and add that."
)
_MOVES: Final = "This picture moves. Save one picture of it as a JPEG or PNG and add that."


def kind_of_picture(stream: BinaryIO) -> FileKind:
    """JPEG, PNG or WebP, whatever the name said; damaged, moving or vast ones are refused."""
    # WeasyPrint lets half pictures pass in the whole process when it is loaded: here they do not.
    ImageFile.LOAD_TRUNCATED_IMAGES = False
    try:
        with Image.open(stream, formats=("JPEG", "PNG", "WEBP")) as picture:
            kind = _KINDS.get(picture.format or "")
            width, height = picture.size
            if width * height > MOST_PIXELS:
                raise NotAcceptable(_TOO_MANY_PIXELS)
            if kind is None:
                raise NotAcceptable(_NOT_A_PICTURE)
            # A phone's JPEG may carry a second view (MPO); that is no film.
            if kind is not JPEG and getattr(picture, "n_frames", 1) > 1:
                raise NotAcceptable(_MOVES)
            picture.draft("RGB", (width // 8, height // 8))  # a JPEG is then decoded small
            picture.load()
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise NotAcceptable(_TOO_MANY_PIXELS) from None
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, MemoryError):
        raise NotAcceptable(_NOT_A_PICTURE) from None
    return kind
