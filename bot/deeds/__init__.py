"""What is done with a question that was taken from the mailbox."""
