"""A Slack of our own, with a page to look at."""
