"""One file that somebody uploaded, as Slack keeps it and tells of it."""

from __future__ import annotations

from dataclasses import dataclass

from bot.playground.slack.team import TEAM, Json

Upload = tuple[str, bytes, str]
"""A file as it is put into the composer: its name, its bytes, its MIME type."""


@dataclass(frozen=True, slots=True)
class File:
    """One uploaded file; `root` is the server's address, `site` the workspace's, both with a slash.

    `title`: what people call it, its name unless they were told otherwise.
    """

    id: str
    user: str
    created: int
    upload: Upload
    root: str
    site: str
    title: str = ""

    def wire(self) -> Json:
        """The file object of events and of files.info (corpora: message.file_share)."""
        name, raw, mimetype = self.upload
        kind = name.rpartition(".")[2].lower() if "." in name else "text"
        path = f"{self.root}files-pri/{TEAM}-{self.id}"
        return {
            "id": self.id,
            "created": self.created,
            "timestamp": self.created,
            "name": name,
            "title": self.title or name,
            "mimetype": mimetype,
            "filetype": kind,
            "pretty_type": kind.upper(),
            "user": self.user,
            "user_team": TEAM,
            "editable": False,
            "size": len(raw),
            "mode": "hosted",
            "is_external": False,
            "external_type": "",
            "is_public": True,
            "public_url_shared": False,
            "display_as_bot": False,
            "username": "",
            "url_private": f"{path}/{web_name(name)}",
            "url_private_download": f"{path}/download/{web_name(name)}",
            "permalink": f"{self.site}files/{self.user}/{self.id}/{web_name(name)}",
            "has_rich_preview": False,
            "file_access": "visible",
        }


def web_name(name: str) -> str:
    """A name as it stands in addresses: small letters, digits, and underscores for the rest."""
    return "".join(s if s.isascii() and (s.isalnum() or s in ".-") else "_" for s in name.lower())
