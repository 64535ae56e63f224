"""All that lies in Redis: the mailbox, the store and the shared allowance of edits."""
