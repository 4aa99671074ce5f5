"""The demo town's data is whole, legal and written by hand; and each rule really notices a violation."""

from __future__ import annotations

import copy
import re
from collections import Counter
from collections.abc import Callable

import pytest

from tests.demo import town_rules as rules
from tests.demo.town_rules import Entry, Town

RULES: list[Callable[[Town], list[str]]] = [
    rules.shared_runs,
    rules.unknown_people,
    rules.broken_order,
    rules.bad_words_about_words,
    rules.unseen_reactions,
    rules.bad_polls,
    rules.bad_pictures,
    rules.bad_articles,
    rules.bad_accounts,
]


@pytest.fixture(scope="module")
def town() -> Town:
    return rules.read_town()


@pytest.fixture
def spoilt(town: Town) -> Town:
    """A copy to break."""
    return copy.deepcopy(town)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_the_town_breaks_no_rule(town: Town, rule: Callable[[Town], list[str]]) -> None:
    assert rule(town) == []


def test_the_town_is_large_and_varied_enough(town: Town) -> None:
    assert 38 <= len(town.accounts) <= 45
    assert len(town.posts) >= 640
    assert len(town.articles) >= 14
    assert sum("poll" in post for post in town.posts) >= 12
    assert sum("picture" in post for post in town.posts) >= 40
    assert {post["day"] for post in town.posts} >= set(range(31))
    assert {post["by"] for post in town.posts} == town.usernames
    english = sum(post["lang"] == "en" for post in town.posts) / len(town.posts)
    assert 0.05 <= english <= 0.15
    for thing in ("cw", "edited", "boosts", "favourites", "bookmarks", "pinned", "reply_to"):
        assert sum(thing in post for post in town.posts) >= 3, thing
    audiences = Counter(post.get("audience", "public") for post in town.posts)
    assert audiences["followers"] >= 8 and audiences["unlisted"] >= 8
    roles = Counter(role for account in town.accounts for role in account["roles"])
    assert roles["admin"] == 1 and roles["moderator"] >= 2
    kinds = Counter(account["kind"] for account in town.accounts)
    assert kinds["organisation"] >= 4 and kinds["bot"] >= 1


def test_the_town_has_long_conversations(town: Town) -> None:
    depth: dict[str, int] = {}
    for post in town.posts:
        depth[post["key"]] = depth.get(post["reply_to"], 0) + 1 if "reply_to" in post else 0
    assert max(depth.values()) >= 8
    assert sum(one >= 3 for one in depth.values()) >= 25


def test_hashtags_come_in_several_spellings(town: Town) -> None:
    spellings: dict[str, set[str]] = {}
    for post in town.posts:
        for tag in re.findall(r"#([^\s#.،؛:!؟()«»]+)", post["text"]):
            plain = "".join(rules.words(tag)).translate(str.maketrans("ةى", "هي"))
            spellings.setdefault(plain, set()).add(tag)
    assert sum(len(forms) > 1 for forms in spellings.values()) >= 8


def test_a_file_stays_readable() -> None:
    for path in rules.TOWN.glob("*.toml"):
        assert len(path.read_text(encoding="utf-8").splitlines()) <= 620, path.name


def post_with(town: Town, thing: str) -> Entry:
    return next(post for post in town.posts if thing in post)


def copy_six_words(town: Town) -> None:
    source = next(post for post in town.posts if len(rules.words(post["text"])) >= 6)
    run = rules.words(source["text"])[:6]
    town.posts[-1]["text"] += "\n«" + "، ".join(word + "\u064f" for word in run).upper() + "»"


def name_a_stranger(town: Town) -> None:
    town.posts[5]["text"] += " يا @nobody_here"


def boost_by_a_stranger(town: Town) -> None:
    town.posts[5]["boosts"] = ["nobody_here"]


def swap_two_posts(town: Town) -> None:
    town.posts[0], town.posts[-1] = town.posts[-1], town.posts[0]


def answer_before_asking(town: Town) -> None:
    post = post_with(town, "reply_to")
    post["reply_to"] = town.posts[-1]["key"]


def answer_nothing(town: Town) -> None:
    town.posts[0]["reply_to"] = "nothing"


def forget_the_language(town: Town) -> None:
    del town.posts[3]["lang"]


def ask_with_one_option(town: Town) -> None:
    post_with(town, "poll")["poll"]["options"] = ["نعم"]


def ask_too_long(town: Town) -> None:
    post_with(town, "poll")["poll"]["options"][0] = "ن" * 51


def forget_an_alt_text(town: Town) -> None:
    post_with(town, "picture")["picture"][0]["alt"] = " "


def forget_the_headings(town: Town) -> None:
    town.articles[0]["body"] = town.articles[0]["body"].replace("## ", "")


def praise_what_is_hidden(town: Town) -> None:
    post = next(post for post in town.posts if post.get("audience") == "followers")
    strangers = [one for one in town.follows if post["by"] not in town.follows[one] and one != post["by"]]
    post["favourites"] = strangers[:1]


def take_a_username_twice(town: Town) -> None:
    town.accounts.append(dict(town.accounts[0]))


@pytest.mark.parametrize(
    ("spoil", "rule"),
    [
        (copy_six_words, rules.shared_runs),
        (name_a_stranger, rules.unknown_people),
        (boost_by_a_stranger, rules.unknown_people),
        (swap_two_posts, rules.broken_order),
        (answer_before_asking, rules.broken_order),
        (answer_nothing, rules.broken_order),
        (forget_the_language, rules.bad_words_about_words),
        (praise_what_is_hidden, rules.unseen_reactions),
        (ask_with_one_option, rules.bad_polls),
        (ask_too_long, rules.bad_polls),
        (forget_an_alt_text, rules.bad_pictures),
        (forget_the_headings, rules.bad_articles),
        (take_a_username_twice, rules.bad_accounts),
    ],
    ids=lambda one: one.__name__,
)
def test_a_violation_is_noticed(
    spoilt: Town, spoil: Callable[[Town], None], rule: Callable[[Town], list[str]]
) -> None:
    spoil(spoilt)
    assert rule(spoilt)
