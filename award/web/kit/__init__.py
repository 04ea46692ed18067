"""What the rooms share; it knows no room."""
