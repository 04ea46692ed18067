"""The room of the auditors, who read and change nothing."""
