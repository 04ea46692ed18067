"""The room of the steering group."""
