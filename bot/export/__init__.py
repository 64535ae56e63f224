"""What is kept of a thread, as papers for somebody who may read it."""
