"""Slack: what comes in from it, and where replies appear."""
