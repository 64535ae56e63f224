"""What the model is saying, and what it was asked. Pure: no clock, no network."""
