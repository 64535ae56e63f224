"""Torture: real processes, real Redis, eight kinds of faults, and a checker that reads Slack."""
