"""The commands of `flask`, for whoever runs the installation."""
