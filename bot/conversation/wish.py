"""What somebody wants of an answer while it is being written."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, cast, get_args

Kind = Literal["stop", "change", "withdraw"]


@dataclass(frozen=True, slots=True)
class Wish:
    """It should end here, as `user` says; be begun anew, since the question was changed; or go."""

    kind: Kind
    user: str = ""

    @classmethod
    def parse(cls, text: str) -> Wish | None:
        """The wish that Redis holds as `kind user`; None for none, or one of a newer bot."""
        kind, _, user = text.partition(" ")
        return cls(cast("Kind", kind), user) if kind in get_args(Kind) else None
