"""What people look at: read only, and always told who is looking."""
