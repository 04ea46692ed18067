"""The room of the panel."""
