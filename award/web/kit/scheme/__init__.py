"""What an authority sets for itself, on the same screens in every room that may."""
