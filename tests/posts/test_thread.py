"""The conversation around a post."""

import pytest
from pytest_django import DjangoAssertNumQueries

from minbar.accounts.actions import block, mute
from minbar.posts.actions import delete_post, publish_post
from minbar.posts.models import Post
from minbar.posts.queries import thread, thread_shape
from tests.cast import Cast


@pytest.fixture
def tree(cast: Cast) -> dict[str, Post]:
    """root -> a -> (a1 -> a11, a2), root -> b"""
    posts: dict[str, Post] = {"root": publish_post(cast.salma, text="root")}

    def answer(name: str, parent: str, author: str = "salma") -> None:
        posts[name] = publish_post(getattr(cast, author), text=name, reply_to=posts[parent])

    answer("a", "root", "omar")
    answer("a1", "a")
    answer("b", "root", "hakim")
    answer("a2", "a", "hakim")
    answer("a11", "a1", "omar")
    return posts


def texts(posts: list[Post]) -> list[str]:
    return [post.text for post in posts]


def test_replies_come_depth_first_oldest_first(cast: Cast, tree: dict[str, Post]) -> None:
    above, below = thread(tree["root"], cast.amina)
    assert texts(above) == []
    assert texts(below) == ["a", "a1", "a11", "a2", "b"]


def test_replies_come_newest_first_when_asked(cast: Cast, tree: dict[str, Post]) -> None:
    assert texts(thread(tree["root"], None, newest_first=True)[1]) == ["b", "a", "a2", "a1", "a11"]


def test_ancestors_come_from_the_first_on(cast: Cast, tree: dict[str, Post]) -> None:
    above, below = thread(tree["a1"], None)
    assert texts(above) == ["root", "a"]
    assert texts(below) == ["a11"]


def test_depths_tell_how_far_to_indent(cast: Cast, tree: dict[str, Post]) -> None:
    assert [branch.depth for branch in thread_shape(tree["root"], None).branches] == [1, 2, 3, 2, 1]


def test_what_answers_a_post_that_is_gone_stays(cast: Cast, tree: dict[str, Post]) -> None:
    delete_post(cast.omar, tree["a"])
    assert texts(thread(tree["root"], None)[1]) == ["a1", "a11", "a2", "b"]
    assert texts(thread(tree["a1"], None)[0]) == ["root"]
    assert [branch.depth for branch in thread_shape(tree["root"], None).branches] == [1, 2, 1, 1]
    Post.objects.filter(pk=tree["a"].pk).delete()
    assert texts(thread(tree["root"], None)[1]) == ["a1", "a11", "b", "a2"]


def test_the_muted_and_the_blocked_are_not_heard_in_a_thread(cast: Cast, tree: dict[str, Post]) -> None:
    mute(cast.amina, cast.hakim)
    assert texts(thread(tree["root"], cast.amina)[1]) == ["a", "a1", "a11"]
    block(cast.omar, cast.amina)
    assert texts(thread(tree["root"], cast.amina)[1]) == ["a1"]


def test_a_thread_takes_as_many_queries_when_it_grows(
    cast: Cast, tree: dict[str, Post], django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    def open_thread() -> None:
        for post in thread(tree["root"], cast.amina)[1]:
            assert post.author.handle
            assert list(post.attachments.all()) == []
            assert post.boost_of is None

    with django_assert_num_queries(5):
        open_thread()
    for number in range(20):
        publish_post(cast.hakim, text=str(number), reply_to=tree["a11"])
    with django_assert_num_queries(5):
        open_thread()


def test_a_deep_conversation_does_not_break(cast: Cast) -> None:
    last = root = publish_post(cast.salma, text="0")
    rows = []
    for number in range(1, 1500):
        row = Post(
            pk=root.pk + number,
            author=cast.salma,
            uri=f"https://x/{number}",
            text=str(number),
            reply_to=last,
            reply_to_account=cast.salma,
            thread_id=root.pk,
        )
        rows.append(row)
        last = row
    Post.objects.bulk_create(rows)
    shape = thread_shape(root, None)
    assert shape.descendants == [row.pk for row in rows]
    assert shape.branches[-1].depth == 1499
    assert len(thread_shape(last, None).ancestors) == 200
