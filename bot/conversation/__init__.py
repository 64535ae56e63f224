"""What has been said, and how people want to be answered. Pure: no clock, no network."""
