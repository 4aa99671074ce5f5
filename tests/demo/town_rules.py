"""What must hold for the demo town's data: each rule takes the town and returns its violations."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

Entry = dict[str, Any]

TOWN = Path(__file__).resolve().parents[2] / "minbar" / "demo" / "town"
RUN = 6
LANGUAGES = {"ar", "en"}
AUDIENCES = {"public", "unlisted", "followers", "direct", "local"}
KINDS = {"person", "organisation", "group", "bot"}
ROLES = {"member", "moderator", "admin"}
MOTIFS = set(
    "river palms bridge boat books bread cup ball stars bird rain market bricks oud cat chart "
    "fields lamp geometry tree fish clouds".split()
)
PALETTES = {"dawn", "dusk", "night", "river", "palm", "clay", "saffron", "rose", "slate", "mint"}
MENTION = re.compile(r"(?<![\w/@.])@([a-z][a-z0-9_]*)\b(?!\.)")
PICTURE_IN_BODY = re.compile(r"!\[([^\]]*)\]\(([^)\s]+)")


@dataclass
class Town:
    """The files of the town as read, posts in the order of their files."""

    accounts: list[Entry] = field(default_factory=list)
    follows: dict[str, list[str]] = field(default_factory=dict)
    posts: list[Entry] = field(default_factory=list)
    articles: list[Entry] = field(default_factory=list)

    @property
    def usernames(self) -> set[str]:
        return {account["username"] for account in self.accounts}

    @property
    def entries(self) -> list[Entry]:
        return self.articles + self.posts


def read_town(folder: Path = TOWN) -> Town:
    """Read every file of the town; `week*.toml` sorted by name is time order."""

    def load(path: Path) -> dict[str, Any]:
        return tomllib.loads(path.read_text(encoding="utf-8"))

    return Town(
        accounts=load(folder / "accounts.toml")["account"],
        follows=load(folder / "follows.toml")["follows"],
        posts=[post for path in sorted(folder.glob("week*.toml")) for post in load(path)["post"]],
        articles=[one for path in sorted(folder.glob("articles*.toml")) for one in load(path)["article"]],
    )


def moment(entry: Entry) -> tuple[int, str]:
    """A sortable moment: `day` counts days ago, so an earlier day is a larger number."""
    return -entry["day"], entry["at"]


def words(text: str) -> list[str]:
    """The words of a text without tashkeel, tatweel, punctuation or case."""
    decomposed = unicodedata.normalize("NFKD", text).replace("\u0640", "").casefold()
    bare = "".join(c for c in decomposed if not unicodedata.category(c).startswith("M"))
    return re.findall(r"[^\W_]+", bare)


def pieces(entry: Entry) -> Iterator[str]:
    """Every run of prose a person wrote in one entry or account."""
    for name in ("text", "edited", "title", "summary", "body", "cw", "bio"):
        if entry.get(name):
            yield entry[name]
    yield from entry.get("poll", {}).get("options", [])
    for picture in entry.get("picture", []) + entry.get("pictures", []):
        yield from (picture[name] for name in ("alt", "caption") if picture.get(name))


def shared_runs(town: Town) -> list[str]:
    """Two different entries that share RUN words in a row."""
    first: dict[tuple[str, ...], str] = {}
    found = []
    for number, entry in enumerate(town.accounts + town.entries):
        owner = f"{number}:{entry.get('key') or entry['username']}"
        for piece in pieces(entry):
            spoken = words(piece)
            for start in range(len(spoken) - RUN + 1):
                run = tuple(spoken[start : start + RUN])
                if first.setdefault(run, owner) != owner:
                    found.append(f"{owner} and {first[run]} share «{' '.join(run)}»")
    return found


def unknown_people(town: Town) -> list[str]:
    """A person named anywhere who has no account, or who reacts twice in one list."""
    known = town.usernames
    found = [f"{a} follows {b}" for a, bs in town.follows.items() for b in bs if b not in known or a == b]
    found += [f"{a} follows but is nobody" for a in town.follows if a not in known]
    for entry in town.entries:
        named = {entry["by"], *MENTION.findall(" ".join(pieces(entry)))}
        for name in ("boosts", "favourites", "bookmarks"):
            listed = entry.get(name, [])
            named.update(listed)
            if len(set(listed)) != len(listed):
                found.append(f"{entry['key']}: {name} names somebody twice")
        for voters in entry.get("poll", {}).get("votes", []):
            named.update(voters)
        found += [f"{entry['key']} names {person}" for person in sorted(named - known)]
    return found


def broken_order(town: Town) -> list[str]:
    """Posts out of time order, keys used twice, replies to nothing or to the future."""
    found = [
        f"{after['key']} stands before {before['key']}"
        for before, after in zip(town.posts, town.posts[1:], strict=False)
        if moment(after) < moment(before)
    ]
    by_key: dict[str, Entry] = {}
    for entry in town.entries:
        if entry["key"] in by_key:
            found.append(f"{entry['key']} is used twice")
        by_key[entry["key"]] = entry
        if not (0 <= entry["day"] <= 30 and re.fullmatch(r"([01]\d|2[0-3]):[0-5]\d", entry["at"])):
            found.append(f"{entry['key']} has no legal moment")
    for post in town.posts:
        if "reply_to" in post:
            parent = by_key.get(post["reply_to"])
            if parent is None or moment(parent) >= moment(post):
                found.append(f"{post['key']} does not come after {post['reply_to']}")
    return found


def bad_words_about_words(town: Town) -> list[str]:
    """Languages untagged, audiences unknown, empty or overlong texts, edits that change nothing."""
    found = []
    for entry in town.entries:
        if entry.get("lang") not in LANGUAGES:
            found.append(f"{entry['key']} has no language")
        if entry.get("audience", "public") not in AUDIENCES:
            found.append(f"{entry['key']} has no known audience")
        if not (entry.get("text") or entry.get("body") or "").strip():
            found.append(f"{entry['key']} is empty")
        if len(entry.get("text", "")) > 5000:
            found.append(f"{entry['key']} is too long")
        if ("edited" in entry) != (entry.get("edited_after", 0) > 0) or entry.get("edited") == entry.get(
            "text", ""
        ):
            found.append(f"{entry['key']} has half an edit")
        if entry.get("audience") in {"followers", "direct"} and entry.get("boosts"):
            found.append(f"{entry['key']} is not public and was boosted")
    return found


def unseen_reactions(town: Town) -> list[str]:
    """Answers and reactions to a post its reader could not see, or a post its author reacts to."""
    by_key = {entry["key"]: entry for entry in town.entries}

    def sees(person: str, entry: Entry) -> bool:
        audience = entry.get("audience", "public")
        if person == entry["by"] or audience not in {"followers", "direct"}:
            return True
        named = MENTION.findall(entry["text"])
        return person in named or (audience == "followers" and entry["by"] in town.follows.get(person, []))

    found = []
    for entry in town.entries:
        readers = {reader for name in ("favourites", "boosts", "bookmarks") for reader in entry.get(name, [])}
        blind = sorted(reader for reader in readers if not sees(reader, entry))
        found += [f"{reader} cannot see {entry['key']}" for reader in blind]
        parent = by_key.get(entry.get("reply_to", ""))
        if parent is not None and not sees(entry["by"], parent):
            found.append(f"{entry['key']} answers what its author cannot see")
        if entry["by"] in readers:
            found.append(f"{entry['key']} is praised by its own author")
    return found


def bad_polls(town: Town) -> list[str]:
    """Polls the server would refuse, and votes that could not have been cast."""
    found = []
    for post in town.posts:
        poll = post.get("poll")
        if poll is None:
            continue
        options, votes = poll["options"], poll.get("votes", [])
        cast = [voter for voters in votes for voter in voters]
        if not 2 <= len(options) <= 4 or len(set(options)) != len(options):
            found.append(f"{post['key']}: number of options")
        if any(not 0 < len(option) <= 50 for option in options):
            found.append(f"{post['key']}: length of an option")
        if not 1 <= poll["days"] <= 30 or (votes and len(votes) != len(options)):
            found.append(f"{post['key']}: days or votes")
        if post["by"] in cast or (not poll["multiple"] and len(set(cast)) != len(cast)):
            found.append(f"{post['key']}: an impossible vote")
        if "picture" in post:
            found.append(f"{post['key']}: a poll cannot carry a picture")
    return found


def bad_pictures(town: Town) -> list[str]:
    """Pictures without alt text, of unknown motif or palette, or unplaced in their article."""
    found = []
    for entry in town.entries:
        pictures = entry.get("picture", []) + entry.get("pictures", [])
        if len(entry.get("picture", [])) > 4:
            found.append(f"{entry['key']}: more than four pictures")
        for picture in pictures:
            if not picture.get("alt", "").strip():
                found.append(f"{entry['key']}: a picture without alt text")
            if picture["motif"] not in MOTIFS or picture["palette"] not in PALETTES:
                found.append(f"{entry['key']}: {picture['motif']}/{picture['palette']} cannot be drawn")
            if not isinstance(picture["seed"], int):
                found.append(f"{entry['key']}: a seed that is no number")
    for article in town.articles:
        placed = PICTURE_IN_BODY.findall(article["body"])
        if {name for _, name in placed} != {picture["name"] for picture in article["pictures"]}:
            found.append(f"{article['key']}: pictures and body disagree")
        if any(not alt.strip() for alt, _ in placed):
            found.append(f"{article['key']}: a picture in the body without alt text")
        if any(not picture.get("caption", "").strip() for picture in article["pictures"]):
            found.append(f"{article['key']}: a picture without caption")
    return found


def bad_articles(town: Town) -> list[str]:
    """Articles without title, headings, picture, quotation or list, or of a wrong length."""
    found = []
    for article in town.articles:
        body = article["body"]
        if not article["title"].strip() or not article["summary"].strip():
            found.append(f"{article['key']}: no title or summary")
        if len(re.findall(r"^##+ \S", body, re.M)) < 2:
            found.append(f"{article['key']}: fewer than two headings")
        if not re.search(r"^> \S", body, re.M) or not re.search(r"^(- |\d+\. )\S", body, re.M):
            found.append(f"{article['key']}: no quotation or no list")
        if not PICTURE_IN_BODY.search(body):
            found.append(f"{article['key']}: no picture")
        if not 300 <= len(words(body)) <= 700:
            found.append(f"{article['key']}: {len(words(body))} words")
    return found


def bad_accounts(town: Town) -> list[str]:
    """Accounts the server would refuse, or that nobody could draw."""
    found = []
    if len(town.usernames) != len(town.accounts):
        found.append("a username is used twice")
    for account in town.accounts:
        name = account["username"]
        if not re.fullmatch(r"[a-z][a-z0-9_]{2,29}", name) or not account["name"].strip():
            found.append(f"{name}: name")
        if account["kind"] not in KINDS or not set(account["roles"]) <= ROLES or not account["roles"]:
            found.append(f"{name}: kind or role")
        if account["language"] not in LANGUAGES or account["joined_days_ago"] <= 30:
            found.append(f"{name}: language, or joined after its first post could be")
        if len(account["bio"]) > 500 or any(len(pair) != 2 for pair in account["fields"]):
            found.append(f"{name}: bio or fields")
        for drawn in (account["avatar"], account["header"]):
            if drawn["motif"] not in MOTIFS or drawn["palette"] not in PALETTES:
                found.append(f"{name}: {drawn} cannot be drawn")
    return found
