"""Finding what is not plain words in a text: links, e-mail addresses, mentions, hashtags.

Every pattern scans each character a bounded number of times: possessive quantifiers, and a look-behind that
lets a run of characters be tried only from its start.
"""

from dataclasses import dataclass
from typing import Final, Literal

import regex

from minbar.core.arabic import fold

__all__ = ["Entity", "entities", "find_hashtags", "find_links", "find_mentions", "handle_key", "link_at"]

Kind = Literal["link", "email", "mention", "hashtag"]

#: A hashtag longer than this is prose that forgot its spaces.
LONGEST_HASHTAG: Final = 100


@dataclass(frozen=True, slots=True)
class Entity:
    """A piece `text[start:end]`. `value` is the address, `user[@domain]` as typed, or the tag without its
    `#`.
    """

    start: int
    end: int
    kind: Kind
    value: str


# The host must look like one: names with dots, `localhost`, or an IP address. What follows is taken whole
# and then trimmed, because where an address ends is decided by its last characters.
_LINK: Final = regex.compile(
    r"""
    (?<![\p{Latin}\p{N}_])
    https?://
    (?: (?:[\p{L}\p{N}](?:[\p{L}\p{M}\p{N}\-_]{0,62})\.)+ (?:[a-z0-9\-]{2,63}|[\p{L}\p{M}\p{N}\-]{2,63})
      | \d{1,3}(?:\.\d{1,3}){3} | localhost
      | \[[0-9a-f:.]{2,45}\]
    )
    \.?
    (?::\d{1,5})?
    (?:[/?\#][^\s<>"“”«»\u0000-\u001f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]*+)?
    """,
    regex.VERBOSE | regex.IGNORECASE,
)
_TRAILING: Final = frozenset(".,:;!?'*_~…،؛؟۔’‘\"")
_OPENER_OF: Final = {")": "(", "]": "[", "}": "{", "）": "（", "】": "【", "」": "「", "》": "《"}
_CLOSER_OF: Final = {opener: closer for closer, opener in _OPENER_OF.items()}

_EMAIL: Final = regex.compile(
    r"(?<![\w.+\-%@])[\p{L}\p{N}][\w.+\-%]*+@[\p{L}\p{N}](?:[\w\-]*+\.)++[\p{L}][\w\-]*+", regex.IGNORECASE
)
# A tatweel may stand before the sign: that is how Arabic joins a preposition to a tag or a name ("بـ#القدس").
_MENTION: Final = regex.compile(
    r"(?<![=/\w--ـ])@([a-z0-9_]++(?:[.\-]+[a-z0-9_]++)*+)(?:@([\p{L}\p{N}]++(?:[.\-]+[\p{L}\p{M}\p{N}]++)*+))?",
    regex.IGNORECASE | regex.V1,
)
_HASHTAG: Final = regex.compile(r"(?<![=/)&\w--ـ])[#＃]([\p{L}\p{M}\p{N}_·・\u200c\u200d]++)", regex.V1)
_LETTER: Final = regex.compile(r"\p{L}")


def _trimmed(address: str) -> str:
    """`address` without the sentence's punctuation; a bracket goes when it closes nothing inside."""
    surplus = {closer: address.count(closer) - address.count(opener) for closer, opener in _OPENER_OF.items()}
    end = len(address)
    while end:
        last = address[end - 1]
        if last in _CLOSER_OF:
            surplus[_CLOSER_OF[last]] += 1
        elif surplus.get(last, 0) > 0:
            surplus[last] -= 1
        elif last not in _TRAILING:
            break
        end -= 1
    return address[:end]


def link_at(text: str, position: int) -> str | None:
    """The web address that starts at `position`, if one does."""
    match = _LINK.match(text, position)
    return _trimmed(match[0]) if match else None


def _links_and_mails(text: str) -> list[Entity]:
    found = []
    for match in _LINK.finditer(text):
        address = _trimmed(match[0])
        found.append(Entity(match.start(), match.start() + len(address), "link", address))
    if "@" in text:
        masked = _masked(text, found)
        found += [Entity(match.start(), match.end(), "email", match[0]) for match in _EMAIL.finditer(masked)]
    return sorted(found, key=lambda entity: entity.start)


def _masked(text: str, taken: list[Entity]) -> str:
    """`text`, same length, with what is taken made of a character that no tag or mention may touch."""
    if not taken:
        return text
    pieces, position = [], 0
    for entity in taken:
        pieces += [text[position : entity.start], "/" * (entity.end - entity.start)]
        position = entity.end
    return "".join([*pieces, text[position:]])


def entities(text: str) -> list[Entity]:
    """Everything found in `text`, in order, never overlapping."""
    found = _links_and_mails(text)
    masked = _masked(text, found)
    if "@" in masked:
        for match in _MENTION.finditer(masked):
            found.append(Entity(match.start(), match.end(), "mention", match[0][1:]))
    for match in _HASHTAG.finditer(masked):
        name = match[1].rstrip("·・\u200c\u200d")
        if len(name) <= LONGEST_HASHTAG and _LETTER.search(fold(name)):
            found.append(Entity(match.start(), match.start() + 1 + len(name), "hashtag", name))
    return sorted(found, key=lambda entity: entity.start)


def handle_key(handle: str, local_domains: frozenset[str] = frozenset()) -> str:
    """The form in which mentions are looked up: lower case, and without the domain when it is this
    server's.
    """
    username, _, domain = handle.lower().partition("@")
    return username if not domain or domain in local_domains else f"{username}@{domain}"


def find_mentions(text: str, local_domains: frozenset[str] = frozenset()) -> list[str]:
    """Each mentioned `user` or `user@domain` once, as `handle_key` writes it, in order."""
    handles = (handle_key(found.value, local_domains) for found in entities(text) if found.kind == "mention")
    return list(dict.fromkeys(handles))


def find_hashtags(text: str) -> list[tuple[str, str]]:
    """(as typed, folded) of each hashtag, once for each fold: the first spelling stands."""
    tags: dict[str, str] = {}
    for found in entities(text):
        if found.kind == "hashtag":
            tags.setdefault(fold(found.value), found.value)
    return [(typed, folded) for folded, typed in tags.items()]


def find_links(text: str) -> list[str]:
    """Each web address once, in order. Only with its scheme: "example.com" alone is prose."""
    return list(dict.fromkeys(found.value for found in entities(text) if found.kind == "link"))
