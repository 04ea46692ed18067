"""Puts the glyphs that a certificate shows into its file, with what each of them is read as."""

from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Final

import uharfbuzz as hb

from award.adapters.blanks.lettering import Letters, letters_of
from award.adapters.blanks.objects import Objects, pack

_KEPT: Final = frozenset({"glyf", "head", "hhea", "hmtx", "loca", "maxp"})
_AT_ONCE: Final = 100
_MAPPING: Final = """/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def
/CMapName /Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
<0000> <ffff>
endcodespacerange
{}
endcmap
CMapName currentdict /CMap defineresource pop
end
end"""


@dataclass(frozen=True)
class Embedded:
    """The part of a typeface that is needed, ready for a file."""

    name: str
    measures: str
    widths: str
    length: int
    content: bytes
    mapping: bytes

    def added_to(self, objects: Objects) -> str:
        """Adds it to a file; answers how the page refers to it."""
        content = objects.add_stream(f"/Length1 {self.length}", self.content, packed=True)
        described = objects.add(
            f"<</Type /FontDescriptor /FontName /{self.name} {self.measures} /FontFile2 {content}>>"
        )
        font = objects.add(
            f"<</Type /Font /Subtype /CIDFontType2 /BaseFont /{self.name} /CIDToGIDMap /Identity "
            "/CIDSystemInfo <</Registry (Adobe) /Ordering (Identity) /Supplement 0>> "
            f"/FontDescriptor {described} /W [{self.widths}]>>"
        )
        mapping = objects.add_stream("", self.mapping, packed=True)
        return objects.add(
            f"<</Type /Font /Subtype /Type0 /BaseFont /{self.name} /Encoding /Identity-H "
            f"/DescendantFonts [{font}] /ToUnicode {mapping}>>"
        )


@lru_cache(maxsize=128)
def embedded(folder: Path, name: str, used: frozenset[tuple[int, str]]) -> Embedded:
    """The glyphs that are used, each with what it is read as; always the same for the same."""
    letters, glyphs = letters_of(folder, name), sorted(used)
    content = _part_of(letters, [glyph for glyph, _ in glyphs])
    mark = sha256(repr((name, glyphs)).encode()).digest()
    box = " ".join(str(letters.thousandths(side)) for side in letters.box)
    ascent, descent = letters.thousandths(letters.ascent), letters.thousandths(letters.descent)
    return Embedded(
        name="".join(chr(65 + byte % 26) for byte in mark[:6]) + f"+{name}",
        measures=f"/Flags 4 /FontBBox [{box}] /ItalicAngle 0 /Ascent {ascent} "
        f"/Descent {descent} /CapHeight {ascent} /StemV 80",
        widths=" ".join(f"{glyph} [{letters.width(glyph)}]" for glyph, _ in glyphs),
        length=len(content),
        content=pack(content),
        mapping=pack(_MAPPING.format(_mapped(glyphs)).encode("ascii")),
    )


def _part_of(letters: Letters, glyphs: list[int]) -> bytes:
    """The typeface with these glyphs alone, under their own numbers."""
    asked = hb.SubsetInput()
    asked.glyph_set.update(glyphs)
    asked.flags = (
        hb.SubsetFlags.RETAIN_GIDS
        | hb.SubsetFlags.NO_HINTING
        | hb.SubsetFlags.NOTDEF_OUTLINE
        | hb.SubsetFlags.NO_LAYOUT_CLOSURE
    )
    dropped = set(letters.face.table_tags) - _KEPT
    asked.drop_table_tag_set.update(int.from_bytes(tag.encode("ascii"), "big") for tag in dropped)
    return bytes(hb.subset(letters.face, asked).blob.data)


def _mapped(glyphs: list[tuple[int, str]]) -> str:
    lines = [f"<{glyph:04x}> <{said.encode('utf-16-be').hex()}>" for glyph, said in glyphs]
    parts = [lines[place : place + _AT_ONCE] for place in range(0, len(lines), _AT_ONCE)]
    return "\n".join(f"{len(part)} beginbfchar\n{chr(10).join(part)}\nendbfchar" for part in parts)
