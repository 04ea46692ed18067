"""Positive and Peaceful Places: the award tracker."""
