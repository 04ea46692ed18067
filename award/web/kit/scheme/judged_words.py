"""How far something is met, in the words of who judges."""

from typing import Final

from award.domain.frameworks import Judged

JUDGED_WORDS: Final = {
    Judged.NOT_YET: "Not yet",
    Judged.DEVELOPING: "Developing",
    Judged.MET: "Met",
    Judged.EMBEDDED: "Embedded",
    Judged.NOT_APPLICABLE: "Does not apply",
}
