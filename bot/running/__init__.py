"""How the program runs: plugged together, served, examined, and ended."""
