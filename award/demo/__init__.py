"""The demo world: invented settings whose lives are played by real moves at fixed dates."""
