"""Summaries stand on evidence: what is asked for, what was read of it, and what was not."""
