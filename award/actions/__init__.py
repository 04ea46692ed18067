"""What people do: one function each, which changes rows and writes history."""
