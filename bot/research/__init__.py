"""A research is a question with a plan and with bounds: what is planned, spent, kept and asked."""
