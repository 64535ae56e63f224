"""What people see and press beside replies: each for one person, who is checked at the time."""
