"""What is asked of the model for one question, request by request, and what comes of it."""
