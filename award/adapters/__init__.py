"""The outside world: the only code that touches disk, network or clock."""
