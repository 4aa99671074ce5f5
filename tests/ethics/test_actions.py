import pytest

from minbar.accounts.models import Account, AccountState, User
from minbar.core.errors import Invalid, Missing, Refused
from minbar.core.paging import Page
from minbar.ethics import actions, queries
from minbar.ethics.models import Decision, Report
from minbar.posts.actions import delete_post, publish_post
from minbar.posts.models import Post, PostState
from tests.cast import Cast


def login_of(account: Account) -> User:
    return User.objects.get(account=account)


def test_a_report_keeps_the_post_as_it_was_reported(cast: Cast) -> None:
    post = publish_post(cast.omar, text="كلام جارح")
    made = actions.report(cast.salma, cast.omar, posts=[post], comment="يهين جارتنا", rule_ids=[4, 1])
    delete_post(cast.omar, post)
    kept = Report.objects.get(pk=made.pk)
    assert kept.category == Report.Category.VIOLATION
    assert kept.rule_ids == [1, 4]
    assert [subject["kind"] for subject in kept.subjects] == ["account", "post"]
    assert kept.subjects[1]["snapshot"]["text"] == "كلام جارح"


def test_only_posts_of_the_reported_account_that_the_reporter_sees_can_be_reported(cast: Cast) -> None:
    hidden = publish_post(cast.omar, text="للمتابعين", audience="followers")
    other = publish_post(cast.nahr, text="خبر")
    for post in (hidden, other):
        with pytest.raises(Missing):
            actions.report(cast.salma, cast.omar, posts=[post])
    assert not Report.objects.exists()


@pytest.mark.parametrize(
    "wrong",
    [{"comment": "x" * 1001}, {"rule_ids": [99]}, {"category": "boring"}],
    ids=["long", "rule", "kind"],
)
def test_a_wrong_report_is_refused_with_a_reason(cast: Cast, wrong: dict) -> None:
    with pytest.raises(Invalid) as caught:
        actions.report(cast.salma, cast.omar, **wrong)
    assert str(caught.value)


def test_a_removed_post_comes_back_as_it_was(cast: Cast) -> None:
    post = publish_post(cast.omar, text="منشور")
    report = actions.report(cast.salma, cast.omar, posts=[post])
    moderator = login_of(cast.hakim)
    actions.remove_post(moderator, post, "يخالف القاعدة الرابعة", report)
    assert Post.objects.get(pk=post.pk).state == PostState.REMOVED
    assert not Post.objects.visible_to(cast.salma).filter(pk=post.pk).exists()
    assert queries.open_reports(Page()) == []
    actions.restore_post(moderator, Post.objects.get(pk=post.pk), "أخطأنا")
    assert Post.objects.visible_to(cast.salma).filter(pk=post.pk).exists()
    assert [d.kind for d in queries.decisions_about(cast.omar)] == ["restore_post", "remove_post"]


def test_a_suspended_account_is_seen_nowhere_and_comes_back_whole(cast: Cast) -> None:
    post = publish_post(cast.omar, text="منشور")
    moderator = login_of(cast.hakim)
    actions.suspend(moderator, cast.omar, "انتحال")
    assert Account.objects.get(pk=cast.omar.pk).state == AccountState.SUSPENDED
    assert not Post.objects.visible_to(cast.salma).filter(pk=post.pk).exists()
    actions.lift_suspension(moderator, Account.objects.get(pk=cast.omar.pk), "ثبتت هويته")
    assert Post.objects.visible_to(cast.salma).filter(pk=post.pk).exists()


def test_no_decision_without_a_reason(cast: Cast) -> None:
    post = publish_post(cast.omar, text="منشور")
    with pytest.raises(Invalid):
        actions.remove_post(login_of(cast.hakim), post, "   ")
    assert Post.objects.get(pk=post.pk).state == PostState.PUBLISHED
    assert not Decision.objects.exists()


def test_nobody_judges_themselves_and_a_moderator_no_administrator(cast: Cast) -> None:
    with pytest.raises(Refused):
        actions.suspend(login_of(cast.hakim), cast.hakim, "سبب")
    with pytest.raises(Refused):
        actions.suspend(login_of(cast.hakim), cast.amina, "سبب")
    with pytest.raises(Refused):
        actions.suspend(login_of(cast.salma), cast.omar, "سبب")
    assert not Decision.objects.exists()
