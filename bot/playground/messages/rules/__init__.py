"""What the API refuses, one theme a module; the sentences are the real ones where known.

Sources: recorded error bodies, messages.md §3 to §5, and refusals quoted in public issue threads.
Sentences that could not be found anywhere follow the pattern of their neighbours.
"""
