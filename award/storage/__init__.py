"""What is kept: the rows, without rules and without requests."""
