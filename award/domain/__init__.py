"""The rules of the award: plain Python, no web, no database, no clock."""
