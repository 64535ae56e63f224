"""How long to wait before the model is asked once more, and when to give up. Chance is given."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Patience:
    """Up to `tries` requests within `within` seconds; `cap` is the longest single wait.

    Only for requests of which nothing was seen yet: half an answer is not asked for again.
    """

    tries: int = 5
    within: float = 180.0
    cap: float = 30.0
    first: float = 1.0

    def wait(
        self, tried: int, elapsed: float, chance: float, told: float | None = None
    ) -> float | None:
        """Seconds until the next try after `tried` ones, or None: give up.

        `told` is the server's retry-after, which is obeyed up to the cap; `chance` in [0, 1) is
        spread over the whole wait (full jitter), so that those who failed together part.
        """
        if tried >= self.tries or (told or 0.0) > self.cap:
            return None
        longest = min(self.cap, self.first * 2.0 ** (tried - 1))
        wait = longest * chance if told is None else told + min(1.0, self.cap - told) * chance
        return wait if elapsed + wait <= self.within else None
