"""What one look at the world around the bot found."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Finding:
    """One line of `threadloom doctor`: what was looked at, whether it is well, and what to do."""

    name: str
    ok: bool
    text: str

    def __str__(self) -> str:
        text = " ".join(self.text.split())  # it may quote somebody who writes several lines
        return f"{'ok    ' if self.ok else 'failed'}  {self.name}: {text}"
