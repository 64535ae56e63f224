"""What the stand-in says: chosen by the words of the question, always the same for the same."""
