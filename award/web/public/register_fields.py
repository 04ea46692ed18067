"""What the files of the public register hold: each field with its type and its meaning."""

from typing import Any, Final, NamedTuple

from award.domain.award_moves import PublicWords
from award.queries.holders import Holder

SAID: Final = (PublicWords.VALID, PublicWords.IN_GRACE, PublicWords.NOT_CONFIRMED)


class Field(NamedTuple):
    """One column of the CSV, one key of each holder in the JSON."""

    name: str
    kind: str
    words: str
    shape: dict[str, Any]
    """The same for JSON Schema."""


_DAY: Final = {"type": "string", "format": "date"}
_METRES: Final = {"type": ["integer", "null"], "minimum": 1}

FIELDS: Final = (
    Field("name", "words", "The name of the setting, as it stands on its certificate.",
          {"type": "string", "minLength": 1}),
    Field("kind", "words", "The kind of setting, in the words of the council.",
          {"type": "string"}),
    Field("area", "words", "The ward that it lies in. Empty where it is not known.",
          {"type": "string"}),
    Field("number", "words", "The number of the award. Each is given once.",
          {"type": "string", "minLength": 1}),
    Field("from", "a day, like 2026-09-01", "The first day of the award.", _DAY),
    Field("until", "a day, like 2029-08-31", "The last day of the award, without its term of "
          "grace.", _DAY),
    Field("state", "one of " + ", ".join(f"“{one}”" for one in SAID),
          "How the award stands today. “In its term of grace”: the last day has passed, and the "
          "setting is renewing the award. “Not currently confirmed”: the council is looking at it "
          "again.", {"enum": [str(one) for one in SAID]}),
    Field("easting", "metres, or empty", "How far east on the National Grid (EPSG:27700), where "
          "the register of schools knows it.", _METRES),
    Field("northing", "metres, or empty", "How far north on the National Grid (EPSG:27700).",
          _METRES),
)  # fmt: skip


def as_row(holder: Holder) -> dict[str, Any]:
    """One line, its days in the order that sorts."""
    spot = holder.spot
    values = (
        holder.name,
        holder.kind,
        holder.area,
        holder.number,
        holder.valid_from.isoformat(),
        holder.valid_until.isoformat(),
        str(holder.words),
        spot.easting if spot else None,
        spot.northing if spot else None,
    )
    return dict(zip((one.name for one in FIELDS), values, strict=True))


def schema(address: str) -> dict[str, Any]:
    """JSON Schema of the whole file."""
    names = [one.name for one in FIELDS]
    line = {
        "type": "object",
        "required": names,
        "additionalProperties": False,
        "properties": {one.name: {**one.shape, "description": one.words} for one in FIELDS},
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": address,
        "title": "Settings that hold the award today",
        "type": "object",
        "required": ["schema", "authority", "as_of", "holders"],
        "properties": {
            "schema": {"type": "string", "format": "uri", "description": "This address."},
            "authority": {"type": "string", "description": "The council whose award it is."},
            "as_of": {**_DAY, "description": "The day for which the list is true."},
            "holders": {
                "type": "array",
                "items": line,
                "description": "Every setting that holds the award and may be named, by name.",
            },
        },
    }
