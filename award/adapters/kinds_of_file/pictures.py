"""Opens pictures, turns them upright, and writes them anew with nothing in them but the picture."""

import io
import tempfile
import warnings
from typing import BinaryIO, Final

from PIL import ExifTags, Image, ImageCms, ImageFile, ImageOps, UnidentifiedImageError

from award.adapters.kinds_of_file.refusals import Found, NotAcceptable
from award.domain.file_kinds import HEIC, JPEG, PNG, WEBP, FileKind
from award.domain.file_limits import FileLimits

# Pillow only warns at its limit, and refuses at twice that: here its warning is a refusal too.
warnings.filterwarnings("error", category=Image.DecompressionBombWarning)

_KINDS: Final = {"JPEG": JPEG, "MPO": JPEG, "PNG": PNG, "WEBP": WEBP, "HEIF": HEIC}
_KEPT_AS: Final = {JPEG: "JPEG", PNG: "PNG", WEBP: "WEBP", HEIC: "JPEG"}
_QUALITY: Final = 90
_DEVICE: Final = (ExifTags.Base.Make, ExifTags.Base.Model, ExifTags.Base.Software)
_HEADS_OF_HEIC: Final = (b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1")
_NOT_A_PICTURE: Final = (
    "This picture cannot be opened. Open it on your device, save it as a JPEG, and add that."
)
_MOVES: Final = "This picture moves. Save one picture of it as a JPEG or PNG and add that."


def clean_picture(stream: BinaryIO, limits: FileLimits) -> Found:
    """The picture upright, in sRGB and without place, device or any other hidden words.

    JPEG, PNG, WebP and HEIC, whatever the name said; HEIC becomes JPEG. Damaged, moving and vast
    ones are refused. The bytes are written anew, so nothing that hung on them comes along.
    """
    # WeasyPrint lets half pictures pass in the whole process when it is loaded: here they do not.
    ImageFile.LOAD_TRUNCATED_IMAGES = False
    Image.MAX_IMAGE_PIXELS = limits.megapixels * 1_000_000
    _know_heic(stream)
    try:
        with Image.open(stream, formats=("JPEG", "PNG", "WEBP", *_more_formats())) as picture:
            kind = _KINDS.get(picture.format or "")
            if picture.width * picture.height > Image.MAX_IMAGE_PIXELS:
                raise NotAcceptable(_too_many_pixels(limits))
            if kind is None:
                raise NotAcceptable(_NOT_A_PICTURE)
            # A phone's JPEG may carry a second view (MPO), its HEIC several: that is no film.
            if kind in (PNG, WEBP) and getattr(picture, "n_frames", 1) > 1:
                raise NotAcceptable(_MOVES)
            picture.load()
            removed = _hidden_in(picture)
            kept_as = JPEG if kind == HEIC else kind
            return Found(kept_as, removed, _written(picture, kind))
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise NotAcceptable(_too_many_pixels(limits)) from None
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, EOFError, MemoryError):
        raise NotAcceptable(_NOT_A_PICTURE) from None


def _too_many_pixels(limits: FileLimits) -> str:
    return (
        f"This picture has more than {limits.megapixels} million dots. "
        "Make it smaller and add that."
    )


def _know_heic(stream: BinaryIO) -> None:
    """Load the reader of iPhones' pictures, once one comes along."""
    stream.seek(0)
    head = stream.read(12)
    stream.seek(0)
    if head[4:8] == b"ftyp" and head[8:12] in _HEADS_OF_HEIC and "HEIF" not in Image.OPEN:
        import pillow_heif  # noqa: PLC0415 - slow import

        pillow_heif.options.DECODE_THREADS = 1  # the machine is for everybody
        pillow_heif.register_heif_opener(thumbnails=False)


def _more_formats() -> tuple[str, ...]:
    return ("HEIF",) if "HEIF" in Image.OPEN else ()


def _hidden_in(picture: Image.Image) -> tuple[str, ...]:
    """What the picture tells beside itself, in words of everyday."""
    exif = picture.getexif()
    found = []
    if exif.get_ifd(ExifTags.IFD.GPSInfo):
        found.append("place")
    if any(exif.get(tag) for tag in _DEVICE):
        found.append("device")
    if exif.get(ExifTags.Base.DateTime) or exif.get_ifd(ExifTags.IFD.Exif):
        found.append("time")
    texts = {"comment", "xmp", "photoshop", "adobe", "XML:com.adobe.xmp"}
    if any(picture.info.get(name) for name in texts - {"adobe"}) or getattr(picture, "text", None):
        found.append("hidden words")
    return tuple(found)


def _written(picture: Image.Image, kind: FileKind) -> BinaryIO:
    upright = ImageOps.exif_transpose(picture)
    shown = _in_srgb(upright, kind)
    # Copied into a new picture, so that nothing of the old one's words is carried along.
    bare = Image.new(shown.mode, shown.size)
    if shown.mode == "P":
        bare.putpalette(shown.getpalette() or [])
    bare.paste(shown)
    target = tempfile.TemporaryFile()  # noqa: SIM115 - handed on to whoever keeps it
    options: dict[str, object] = {}
    if kind in (JPEG, HEIC):
        options = {"quality": _QUALITY, "optimize": True, "progressive": False}
    elif kind == WEBP:
        options = {"quality": _QUALITY, "method": 4}
    bare.save(target, _KEPT_AS[kind], **options)
    target.seek(0)
    return target


def _in_srgb(picture: Image.Image, kind: FileKind) -> Image.Image:
    """The same colours for every screen; a profile that cannot be read is taken for sRGB."""
    clear = picture.has_transparency_data and kind in (PNG, WEBP)
    profile = picture.info.get("icc_profile")
    mode = "RGBA" if clear else "L" if picture.mode in ("1", "L", "I;16", "I", "F") else "RGB"
    if profile and picture.mode in ("RGB", "RGBA", "CMYK", "L"):
        try:
            wanted = "RGBA" if picture.mode == "RGBA" else "RGB"
            found = ImageCms.profileToProfile(
                picture,
                ImageCms.ImageCmsProfile(io.BytesIO(profile)),
                ImageCms.createProfile("sRGB"),
                outputMode=wanted,
            )
            picture = found if found is not None else picture
            mode = "RGBA" if clear else "RGB"
        except (ImageCms.PyCMSError, OSError, ValueError):
            pass
    if picture.mode.startswith("I;16"):
        picture = picture.point(lambda level: level / 256, "L")
    return picture if picture.mode == mode else picture.convert(mode)
