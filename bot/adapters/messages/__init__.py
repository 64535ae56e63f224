"""The model, reached over the Messages API."""

from bot.adapters.messages.client import open_client
from bot.adapters.messages.endpoint import Endpoint
from bot.adapters.messages.model import MessagesModel
from bot.adapters.messages.probe import Probed, probe

__all__ = ["Endpoint", "MessagesModel", "Probed", "open_client", "probe"]
