"""What people type and press, and what each must come to: the table that proves the controls."""

from tests.whole.table import commands, controls, forms, hostile, menus, threads

GROUPS = {
    "commands": commands.ROWS,
    "threads": threads.ROWS,
    "controls": controls.ROWS,
    "menus": menus.ROWS,
    "forms": forms.ROWS,
    "hostile": hostile.ROWS,
}
"""In the order in which they are played; none builds on another."""
ROWS = [row for rows in GROUPS.values() for row in rows]
