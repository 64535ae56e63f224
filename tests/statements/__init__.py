"""What the user's two documents state, statement by statement: facts/messages.md, section 1.

Each of the 85 has a test here, whose name begins with its number; these are only documentation:

====  ==============================================================================
S11   The address of a gateway's documentation index: nothing that a program does.
====  ==============================================================================
"""
