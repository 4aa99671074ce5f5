"""The letters that the server writes into its data folder."""

import re
import time
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

from tests.server import Server


def letters_to(server: Server, address: str) -> list[str]:
    """The bodies of all letters to an address, the oldest first."""
    found = []
    folder = Path(server.environ["MINBAR_DATA_DIR"]) / "mail"
    for path in sorted(folder.glob("*.log"), key=lambda path: path.stat().st_mtime):
        for part in path.read_bytes().split(b"-" * 79 + b"\n"):
            letter = message_from_bytes(part, policy=policy.default)
            if isinstance(letter, EmailMessage) and address in str(letter["To"] or ""):
                found.append(str(letter.get_content()))
    return found


def code_for(server: Server, address: str, seconds: float = 30) -> str:
    """The code in the last letter to an address, once it has come."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        letters = letters_to(server, address)
        if letters and (code := re.search(r"^\s*([A-Z0-9]{3,}(?:-[A-Z0-9]+)*)\s*$", letters[-1], re.M)):
            return code[1]
        time.sleep(0.2)
    raise AssertionError(f"no letter with a code came to {address}: {letters_to(server, address)}")
