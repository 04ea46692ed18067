"""The speeds of a run: all, `--quick` without browser and services, `--soak` for the long ones."""

import gc
from collections import Counter
from collections.abc import Callable, Iterator

import pytest
from _pytest.terminal import TerminalReporter
from hypothesis import HealthCheck, settings

NEED_SERVERS = {
    "bucket", "browser", "clamd", "mail_server", "page", "postgres", "postgres_url",
}  # fmt: skip
COUNTED = "counted"
LONGEST = "tests/journeys/test_in_the_browser"  # as long as hundreds of others

# Random walks are short and certain by default, long in a soak. A slow machine is no fault.
NOT_SLOW = (HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.data_too_large)
settings.register_profile(
    "quick",
    max_examples=120,
    stateful_step_count=60,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=NOT_SLOW,
)
settings.register_profile(
    "soak",
    max_examples=3000,
    stateful_step_count=120,
    deadline=None,
    print_blob=True,
    suppress_health_check=NOT_SLOW,
)
settings.load_profile("quick")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--quick", action="store_true", help="leave the browser and services out")
    parser.addoption("--soak", action="store_true", help="run the long tests, and only those")


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "soak: too long for every change; run by ./run soak")
    config.addinivalue_line("markers", "service: needs a server; --quick leaves it out")


def needs_service(item: pytest.Item) -> bool:
    wanted = set(getattr(item, "fixturenames", ()))
    return bool(wanted & NEED_SERVERS) or item.get_closest_marker("service") is not None


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    soak, quick = config.getoption("soak"), config.getoption("quick")
    left_out = [
        item
        for item in items
        if (item.get_closest_marker("soak") is not None) != soak or (quick and needs_service(item))
    ]
    if left_out:
        config.hook.pytest_deselected(items=left_out)
        items[:] = [item for item in items if item not in set(left_out)]
    items.sort(key=is_short)


def is_short(item: pytest.Item) -> bool:
    """The longest comes first, so that the processes of a run end together."""
    return LONGEST not in item.nodeid


def pytest_collection_finish() -> None:
    """What is there before the first test stays to the end: it need not be looked through."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 100)


def why_skipped(terminalreporter: TerminalReporter) -> Iterator[str]:
    """The reason of each test that was passed over: a run says so, however green it is."""
    for report in terminalreporter.stats.get("skipped", ()):
        if isinstance(report.longrepr, tuple):
            yield report.longrepr[2].removeprefix("Skipped: ")


@pytest.fixture
def count(record_property: Callable[[str, object], None]) -> Callable[[str, int], None]:
    """Report how often something was tried or seen: `count("letters sent", 2001)`."""
    return lambda what, times: record_property(COUNTED, (what, times))


def pytest_terminal_summary(terminalreporter: TerminalReporter, config: pytest.Config) -> None:
    if config.getoption("quick"):
        terminalreporter.write_line("Quick: tests with a browser or a service were left out.")
    for reason, times in Counter(why_skipped(terminalreporter)).items():
        terminalreporter.write_line(f"Not tried, {times} times: {reason}")
    counts: Counter[str] = Counter()
    for reports in terminalreporter.stats.values():
        for report in reports:
            if getattr(report, "when", "") == "call":
                for name, (what, times) in report.user_properties:
                    counts[what] += times if name == COUNTED else 0
    if counts:
        terminalreporter.section("counts")
        for what, times in sorted(counts.items()):
            terminalreporter.write_line(f"{times:>9,}  {what}")
