"""What every test may ask for."""

import os

from hypothesis import settings

# CI may take longer looks, and prints what it found so that it can be played again.
settings.register_profile("quick", deadline=None, max_examples=50)
settings.register_profile("ci", deadline=None, max_examples=100, print_blob=True)
settings.load_profile("ci" if os.environ.get("CI") else "quick")
