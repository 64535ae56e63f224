"""A local Messages API: it speaks the wire of the real one, and refuses what that refuses.

Nothing here knows Threadloom. Facts of the wire were read off recorded streams and error bodies.
"""
