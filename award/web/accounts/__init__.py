"""The room at the door: signing in and out, invitations, passwords, approvals by link."""
