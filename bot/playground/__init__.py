"""A Slack and a Messages API of our own, on real sockets: for trying out, and for tests."""
