"""How long the random walks of the rules are: short and certain by default, long in a soak."""

from hypothesis import HealthCheck, settings

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
