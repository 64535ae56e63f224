"""The first process of a container ends where the kernel, which spares it, would end any other."""

from __future__ import annotations

import os
import signal
from typing import Final

FIRST: Final = 1
"""The process id that the kernel spares: what it does not hear of itself does not end it.

https://man7.org/linux/man-pages/man7/pid_namespaces.7.html
"""


def ends(number: int, process: int) -> None:
    """From now on signal `number` ends us, whose id is `process`, at once."""
    # The kernel needs no event loop to act, so it ends even one that hangs: better, where it will.
    signal.signal(number, _end if process == FIRST else signal.SIG_DFL)


def _end(number: int, _: object) -> None:
    os._exit(128 + number)  # as a shell tells of whoever a signal ended
