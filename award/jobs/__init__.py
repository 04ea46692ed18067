"""What happens by itself: find, call, report."""
