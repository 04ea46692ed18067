"""The room of the coordinators."""
