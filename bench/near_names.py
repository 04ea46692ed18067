"""Looks for near names among 10,000 settings, and for those of a list; counts the slips understood.

Run as `python -m bench.near_names`, with a database's address for another than SQLite in memory.
Nothing is decided by the times: they are printed.
"""

import random
import string
import sys
import time
from collections.abc import Callable, Sequence

from sqlalchemy import create_engine, insert, select
from sqlalchemy.orm import Session

from award.domain.name_matching import Names, core, guesses, near
from award.domain.people import Actor, Role
from award.queries.lists import names_setting
from award.queries.near_names import list_near, list_same_place
from award.storage.db import Base, writing
from award.storage.settings import Setting
from tests.making import at, make_authority

Look = Callable[[Session, Actor, str], Sequence[object]]
SETTINGS = 10_000
SLIPS = 200
PLACES = (
    "willow", "oak", "elm", "beech", "birch", "cedar", "maple", "rowan", "hazel", "holly", "hill",
    "meadow", "brook", "river", "field", "wood", "park", "lane", "bank", "mill", "bridge", "abbey",
)  # fmt: skip
KINDS = (
    "Primary School", "Academy", "Infant School", "Junior School", "High School", "Nursery",
    "CE Primary School", "Catholic Primary School", "Youth Club", "Children’s Home",
)  # fmt: skip
TYPED = ("wilow", "wilow bnak", "St Marys Catholc Primary", "zzzzzz", "a b c d e f g h")


def names(chance: random.Random) -> list[str]:
    """Names as a county has them: some words that many bear, thousands that few do."""
    rare = [
        "".join(chance.choice("bcdfghklmnprstvw") + chance.choice("aeiou") for _ in range(3))
        + chance.choice(("ton", "by", "ley", "ham", "ford", "worth"))
        for _ in range(4000)
    ]
    words = [*PLACES * 30, *rare]
    return [
        f"{chance.choice(words).title()} {chance.choice(words).title()} {chance.choice(KINDS)}"
        for _ in range(SETTINGS)
    ]


def with_slip(word: str, chance: random.Random) -> str:
    """The word with one letter left out, doubled, swapped or wrong, not the first."""
    place = chance.randrange(1, len(word) - 1)
    return chance.choice(
        (
            word[:place] + word[place + 1 :],
            word[:place] + word[place] + word[place:],
            word[:place] + word[place + 1] + word[place] + word[place + 2 :],
            word[:place] + chance.choice(string.ascii_lowercase) + word[place + 1 :],
        )
    )


def count_understood(known: dict[int, str], chance: random.Random) -> int:
    """How many of the slips in two words of a name bring that name among those offered."""
    found = 0
    for key in chance.sample(sorted(known), SLIPS):
        typed = " ".join(with_slip(one, chance) for one in core(known[key]).split()[:2])
        found += known[key] in {one.name for one in near(typed, known)}
    return found


def tell_of_a_list(known: dict[int, str], chance: random.Random) -> str:
    """How long a list of printed names takes, and how many that have a slip find their own."""
    listed = []
    for key in chance.sample(sorted(known), SLIPS):
        first, *others = known[key].split()
        listed.append((key, " ".join((with_slip(first, chance), *others))))
    began = time.perf_counter()
    names = Names({key: [name] for key, name in known.items()})
    arranged = time.perf_counter()
    found = [known[key] in {one.name for one in guesses(name, names)} for key, name in listed]
    each = (time.perf_counter() - arranged) * 1000 / SLIPS
    began_in = (arranged - began) * 1000
    return f"a list: {began_in:.0f} ms, then {each:.1f} ms a name; {sum(found)} of {SLIPS} found"


def search(session: Session, actor: Actor, typed: str) -> list[int]:
    """The settings that the search of the list finds, without regard to whose they are."""
    return list(session.scalars(select(Setting.id).where(names_setting(typed))))


def milliseconds(look: Look, session: Session, actor: Actor, typed: str) -> float:
    """How long one look takes."""
    began = time.perf_counter()
    look(session, actor, typed)
    return (time.perf_counter() - began) * 1000


LOOKS: dict[str, Look] = {"search": search, "near": list_near, "same place": list_same_place}


def main() -> None:
    engine = create_engine(sys.argv[1] if len(sys.argv) > 1 else "sqlite://")
    Base.metadata.create_all(engine)
    chance = random.Random(1)  # noqa: S311 - nothing is secret here
    with Session(engine) as session:
        owner = make_authority(session).id
        made = names(chance)
        with writing(session):
            session.execute(
                insert(Setting),
                [{"authority_id": owner, "name": one, "created_at": at()} for one in made],
            )
        actor = Actor(Role.COORDINATOR, 1, "Colm Brady", owner)
        for typed in TYPED:
            told = ", ".join(
                f"{what} {milliseconds(look, session, actor, typed):.0f} ms"
                for what, look in LOOKS.items()
            )
            print(f"{typed!r}: {told}; {[one.name for one in list_near(session, actor, typed)]}")
    known = dict(enumerate(made))
    print(f"{count_understood(known, chance)} of {SLIPS} slips understood")
    print(tell_of_a_list(known, chance))


if __name__ == "__main__":
    main()
