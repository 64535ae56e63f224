"""Stories through the real program; what sees to many of them says what it saw."""

import pytest

pytest.register_assert_rewrite("tests.whole.eyes", "tests.whole.acting", "tests.whole.hands")
