"""What people see: Flask lives here alone."""
