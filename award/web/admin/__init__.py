"""The room of the administrators."""
