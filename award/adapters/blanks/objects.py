"""Writes the objects of a PDF: their numbers, their streams, and the table that finds them."""

import zlib
from collections.abc import Mapping, Sequence
from decimal import Decimal
from hashlib import sha256
from typing import Any, Final

import pikepdf

HEADER: Final = b"%PDF-1.7\n%\xf0\x9f\x96\xa4\n"


class Objects:
    """The objects of one file, in order. It may begin with some that many files share."""

    def __init__(self, shared: Sequence[bytes] = ()) -> None:
        self._bodies = list(shared)

    def keep_place(self) -> int:
        """The number of an object that is put later."""
        self._bodies.append(b"")
        return len(self._bodies)

    def put(self, number: int, body: str) -> None:
        """What the object of this number holds."""
        self._bodies[number - 1] = body.encode("ascii")

    def add(self, body: str) -> str:
        """Add an object; answers how others refer to it."""
        self._bodies.append(body.encode("ascii"))
        return reference(len(self._bodies))

    def add_stream(self, entries: str, content: bytes, *, packed: bool = False) -> str:
        """Add a stream, packed unless it is already; answers how others refer to it."""
        self._bodies.append(stream(entries, content if packed else pack(content)))
        return reference(len(self._bodies))

    def add_plain_stream(self, entries: str, content: bytes) -> str:
        """Add a stream that simple programs can read, too."""
        self._bodies.append(_stream(f"{entries} /Length {len(content)}", content))
        return reference(len(self._bodies))

    def shared(self) -> tuple[bytes, ...]:
        """What has been added, for other files to begin with."""
        return tuple(self._bodies)

    def written(self, *, root: str, about: str) -> bytes:
        """The whole file. Its identifier is a digest of all that is in it."""
        pieces, places, at = [HEADER], [], len(HEADER)
        for number, body in enumerate(self._bodies, start=1):
            piece = b"%d 0 obj\n%b\nendobj\n" % (number, body)
            places.append(at)
            at += len(piece)
            pieces.append(piece)
        mark = sha256(b"".join(pieces)).hexdigest()[:32]
        table = "".join([f"{place:010} 00000 n \n" for place in places])
        pieces.append(
            f"xref\n0 {len(places) + 1}\n0000000000 65535 f \n{table}"
            f"trailer\n<</Size {len(places) + 1} /Root {root} /Info {about} "
            f"/ID [<{mark}> <{mark}>]>>\nstartxref\n{at}\n%%EOF\n".encode("ascii")
        )
        return b"".join(pieces)


def reference(number: int) -> str:
    """How another object names the one of this number."""
    return f"{number} 0 R"


def pack(content: bytes) -> bytes:
    """The content as a reader unpacks it; the same bytes for the same content."""
    return zlib.compress(content, 6)


def stream(entries: str, packed: bytes) -> bytes:
    """A stream of packed content."""
    return _stream(f"{entries} /Filter /FlateDecode /Length {len(packed)}", packed)


def _stream(entries: str, content: bytes) -> bytes:
    return b"<<%b>>\nstream\n%b\nendstream" % (entries.encode("ascii"), content)


def text(words: str) -> str:
    """Words as a text of a PDF, whatever their letters."""
    return f"<feff{words.encode('utf-16-be').hex()}>"


class Moving:
    """Takes objects out of a PDF that was read, with all that they refer to."""

    def __init__(self, objects: Objects) -> None:
        self._objects = objects
        self._moved: dict[tuple[int, int], str] = {}

    def moved(self, thing: Any) -> str:
        """How the thing is written in the new file; what it refers to has been added there."""
        if isinstance(thing, pikepdf.Stream):
            return self._once(thing, self._stream)
        if isinstance(thing, pikepdf.Dictionary):
            return self._once(thing, lambda it: self._objects.add(self._entries(it)))
        if isinstance(thing, pikepdf.Array):
            return f"[{' '.join(self.moved(one) for one in thing)}]"
        if isinstance(thing, pikepdf.Object):
            return thing.unparse().decode("ascii")
        if isinstance(thing, bool):
            return str(thing).lower()
        if isinstance(thing, int | Decimal):
            return str(thing)
        raise TypeError(f"A PDF has nothing like a {type(thing).__name__}.")

    def _once(self, thing: pikepdf.Object, add: Any) -> str:
        if not thing.is_indirect and not isinstance(thing, pikepdf.Stream):
            return self._entries(thing)
        mark = thing.objgen
        if mark not in self._moved:
            self._moved[mark] = add(thing)
        return self._moved[mark]

    def _stream(self, thing: pikepdf.Object) -> str:
        entries: Mapping[str, Any] = {
            name: value
            for name, value in thing.stream_dict.items()
            if name not in {"/Length", "/Filter", "/DecodeParms"}
        }
        written = " ".join(f"{name} {self.moved(value)}" for name, value in entries.items())
        return self._objects.add_stream(written, thing.read_bytes())

    def _entries(self, thing: pikepdf.Object) -> str:
        inner = " ".join(f"{name} {self.moved(value)}" for name, value in thing.items())
        return f"<<{inner}>>"
