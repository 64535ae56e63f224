"""What Slack shows of an answer. Pure: decides, and leaves the doing to the adapter."""
