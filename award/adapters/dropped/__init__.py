"""Looks at a certificate or badge that a stranger gave us: in a child, and never kept."""
