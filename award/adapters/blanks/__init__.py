"""Certificates filled in: the page is laid out once, and its words are written into it."""
