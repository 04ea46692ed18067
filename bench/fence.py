"""Looks at files in this process and behind the fence, to see what the fence costs.

Run as `python -m bench.fence`. Nothing is decided by the times: they are printed.
"""

import io
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pikepdf
from PIL import Image

from award.adapters.kinds_of_file import look_at
from award.adapters.kinds_of_file.fence import Busy, look_behind_fence
from award.domain.file_limits import FileLimits

TIMES = 3
AT_ONCE = 20
LIMITS = FileLimits()


def picture(width: int, height: int) -> bytes:
    target = io.BytesIO()
    Image.effect_noise((width // 8, height // 8), 60).resize((width, height)).convert("RGB").save(
        target, "JPEG", quality=88
    )
    return target.getvalue()


def document() -> bytes:
    target = io.BytesIO()
    with pikepdf.new() as made:
        for _ in range(40):
            made.add_blank_page()
        made.save(target)
    return target.getvalue()


def seconds(act: Callable[[], object], times: int = TIMES) -> float:
    """How long one takes on average; the first, which loads the readers, is not counted."""
    act()
    start = time.perf_counter()
    for _ in range(times):
        act()
    return (time.perf_counter() - start) / times


def had_a_turn(phone: bytes) -> bool:
    """Whether there was a turn for it."""
    try:
        look_behind_fence(io.BytesIO(phone), "a.jpg", LIMITS)
    except Busy:
        return False
    return True


def main() -> None:
    """Print a line for each sort of file, and one for many at once."""
    files = {
        "phone.jpg (12 megapixels)": picture(4000, 3000),
        "vast.jpg (40 megapixels)": picture(8000, 5000),
        "policy.pdf (40 pages)": document(),
    }
    for label, content in files.items():
        name = label.split()[0]
        bare = seconds(lambda c=content, n=name: look_at(io.BytesIO(c), n))  # type: ignore[misc] # bound at once
        fenced = seconds(lambda c=content, n=name: look_behind_fence(io.BytesIO(c), n, LIMITS))  # type: ignore[misc] # bound at once
        sys.stdout.write(f"{label:<28} here {bare:6.3f} s   behind the fence {fenced:6.3f} s\n")
    phone = files["phone.jpg (12 megapixels)"]
    start = time.perf_counter()
    with ThreadPoolExecutor(AT_ONCE) as people:
        taken = sum(people.map(lambda _: had_a_turn(phone), range(AT_ONCE)))
    took = time.perf_counter() - start
    sys.stdout.write(
        f"{AT_ONCE} phones' pictures at once: {taken} in {took:.1f} s, "
        f"{AT_ONCE - taken} were told at once to come again\n"
    )


if __name__ == "__main__":
    main()
