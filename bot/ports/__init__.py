"""What the bot needs from the world, as protocols: a file for each side of it."""

from bot.ports.limits import Act, Allowance, Closures, Conditions, Flow
from bot.ports.mailbox import Amended, Bell, Lease, Mailbox, Put, Stopping
from bot.ports.model import Model, World
from bot.ports.store import Store
from bot.ports.surface import Reply, Screens, Standing, Surface, Told

__all__ = [
    "Act",
    "Allowance",
    "Amended",
    "Bell",
    "Closures",
    "Conditions",
    "Flow",
    "Lease",
    "Mailbox",
    "Model",
    "Put",
    "Reply",
    "Screens",
    "Standing",
    "Stopping",
    "Store",
    "Surface",
    "Told",
    "World",
]
