"""The room of a trust or other group."""
