"""Between which pieces a full page is best turned: at a paragraph, and never inside a block.

A fence or a table is parted only where it began the page, that is, where it is longer than one.
"""

from __future__ import annotations

from collections.abc import Sequence

from bot.reply.pieces import Frame, Piece


def best(
    pieces: Sequence[Piece], uptos: Sequence[int], half: int, inside: Frame | None
) -> int | None:
    """How many of `pieces` stay, if the page is turned between them; None if it can't be.

    `inside` is the frame in which the next piece stands; a page less than `half` full, of which
    `uptos` says where each piece ends, is turned at a line before an earlier paragraph.
    """
    ranked = [
        (uptos[at - 1] >= half, _rank(pieces, at), at)
        for at in range(1, len(pieces) + 1)
        if _parts(pieces, at, inside)
    ]
    return max(ranked)[2] if ranked else None


def _parts(pieces: Sequence[Piece], at: int, inside: Frame | None) -> bool:
    """Whether a page may end after the first `at` pieces."""
    following = pieces[at].frame if at < len(pieces) else inside
    if pieces[at - 1].kind in {"opening", "heading"}:
        return False
    if following is None or following is not pieces[at - 1].frame:
        return True
    began = next(piece for piece in pieces if piece.kind != "heading")
    return began.frame is following


def _rank(pieces: Sequence[Piece], at: int) -> bool:
    """Whether a paragraph begins there, and not one of the items of a list."""
    if at == len(pieces):
        return True
    return pieces[at].gap or pieces[at].kind == "heading"
