"""The room of a setting: its journey, evidence, plan, visits and certificate."""
