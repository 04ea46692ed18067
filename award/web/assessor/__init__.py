"""The room of advisers, assessors and seconds."""
