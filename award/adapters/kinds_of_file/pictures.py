"""Opens pictures, turns them upright, and writes them anew with nothing in them but the picture."""

import io
import tempfile
import warnings
from contextlib import suppress
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
    # Copied into a new picture, so that nothing of the old one's words is carried along; nor what
    # lies under a part that is clear, such as somebody who was rubbed out.
    bare = Image.new(shown.mode, shown.size)
    clear = shown.getchannel("A") if shown.mode == "RGBA" else None
    bare.paste(shown, mask=clear.point(lambda level: 255 * (level > 0), "L") if clear else None)
    target = tempfile.TemporaryFile()  # noqa: SIM115 - handed on to whoever keeps it
    options: dict[str, object] = {}
    if kind in (JPEG, HEIC):
        options = {"quality": _QUALITY, "optimize": True, "progressive": False}
    elif kind == WEBP:
        options = {"quality": _QUALITY, "method": 4}
    try:
        bare.save(target, _KEPT_AS[kind], **options)
    except OSError:
        target.write(bytes(1 << 16))  # the encoder does not say why; a disk without room does
        target.flush()
        raise
    target.seek(0)
    return target


def _in_srgb(picture: Image.Image, kind: FileKind) -> Image.Image:
    """The same colours for every screen; a profile that cannot be read is taken for sRGB."""
    clear = picture.has_transparency_data and kind in (PNG, WEBP)
    profile = picture.info.get("icc_profile")
    plain = _plain(picture)
    if plain.mode == "RGBA" and not clear:
        ground = Image.new("RGBA", plain.size, "white")
        plain = Image.alpha_composite(ground, plain).convert("RGB")
    if profile:
        with suppress(ImageCms.PyCMSError, OSError, ValueError):
            found = ImageCms.profileToProfile(
                plain,
                ImageCms.ImageCmsProfile(io.BytesIO(profile)),
                ImageCms.createProfile("sRGB"),
                outputMode="RGBA" if clear else "RGB",
            )
            plain = found if found is not None else plain
    mode = "RGBA" if clear else "L" if plain.mode == "L" else "RGB"
    return plain if plain.mode == mode else plain.convert(mode)


def _plain(picture: Image.Image) -> Image.Image:
    """In eight bits a colour: grey, RGB, RGBA where something is clear, or a printer's CMYK."""
    if picture.mode.startswith("I;16"):
        grey = picture.point(lambda level: level / 256).convert("L")
        seen_through = picture.info.get("transparency")
        if isinstance(seen_through, int):
            grey.info["transparency"] = seen_through >> 8
        picture = grey
    if picture.has_transparency_data:
        return picture.convert("RGBA")
    if picture.mode in ("L", "RGB", "CMYK"):
        return picture
    return picture.convert("L" if picture.mode in ("1", "I", "F") else "RGB")
