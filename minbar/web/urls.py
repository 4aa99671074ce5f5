from django.urls import URLPattern, path, register_converter
from django.views.generic import RedirectView

from minbar.web import feeds
from minbar.web.views import (
    articles,
    compose,
    front,
    notifications,
    profile,
    reactions,
    reporting,
    search,
    settings,
    thread,
    timelines,
    usage,
)


class HandleConverter:
    """``user`` or ``user@domain``."""

    regex = r"[A-Za-z0-9_.-]+(?:@[A-Za-z0-9.:-]+)?"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


def one_of(name: str, choices: list[str]) -> None:
    """Register a path converter that takes only these words."""
    register_converter(type(name, (HandleConverter,), {"regex": "|".join(choices)}), name)


register_converter(HandleConverter, "handle")
one_of("reaction", sorted(reactions.DEEDS, key=len, reverse=True))
one_of("deed", ["follow", "unfollow", "block", "unblock", "unmute", "remove-follower", "accept", "reject"])
one_of("tab", ["articles", "replies", "media"])
one_of("relation", ["blocks", "mutes", "requests"])
one_of("who", ["favourites", "boosts"])

POST = "@<handle:handle>/<int:id>"

urlpatterns: list[URLPattern] = [
    path("", front.landing, name="landing"),
    path("home", timelines.home, name="home"),
    path("local", timelines.local, name="local"),
    path("public", timelines.public, name="public"),
    path("new/<slug:timeline>", timelines.new_posts, name="new_posts"),
    path("tags/<str:name>", timelines.tag, name="tag"),
    path("search", search.show, name="search"),
    path("explore", RedirectView.as_view(pattern_name="search", query_string=True), name="explore"),
    path("bookmarks", timelines.bookmarks, name="bookmarks"),
    path("favourites", timelines.favourites, name="favourites"),
    path("notifications", notifications.show, name="notifications"),
    path("notifications/clear", notifications.clear, name="notifications_clear"),
    path("compose", compose.compose, name="compose"),
    path("uploads", compose.upload, name="media_upload"),
    path("drafts", compose.drafts, name="drafts"),
    path("drafts/<int:id>", compose.open_draft, name="draft"),
    path("drafts/<int:id>/discard", compose.discard_draft, name="draft_discard"),
    path("articles/new", articles.write, name="article_new"),
    path("articles/<int:id>/edit", articles.write, name="article_edit"),
    path("articles/autosave", articles.autosave, name="article_autosave"),
    path("articles.atom", feeds.ArticlesFeed(), name="articles_feed"),
    path("articles.rss", feeds.ArticlesRss(), name="articles_rss"),
    path("local.atom", feeds.LocalFeed(), name="local_feed"),
    path("settings", settings.profile, name="settings"),
    path("settings/preferences", settings.preferences, name="settings_preferences"),
    path("settings/<relation:what>", settings.relations, name="settings_relations"),
    path("your-time", usage.show, name="usage"),
    path("your-time/clear", usage.clear, name="usage_clear"),
    path("usage", usage.count, name="usage_count"),
    path("about", front.about, name="about"),
    path("shortcuts", front.shortcuts, name="shortcuts"),
    path("theme", front.set_theme, name="set_theme"),
    path("language", front.set_language, name="set_language"),
    path("health", front.health, name="health"),
    path("moderation", reporting.queue, name="moderation"),
    path("moderation/reports/<int:id>", reporting.case, name="moderation_case"),
    path("moderation/sign-ups/<int:id>", reporting.sign_up, name="moderation_sign_up"),
    path("moderation/accounts/<int:id>/lift", reporting.lift, name="moderation_lift"),
    path("posts/<str:id>", thread.by_id, name="post_by_id"),
    path("@<handle:handle>.atom", feeds.AccountFeed(), name="account_feed"),
    path("@<handle:handle>.rss", feeds.AccountRss(), name="account_rss"),
    path("@<handle:handle>", profile.show, name="profile"),
    path("@<handle:handle>/followers", profile.followers, name="followers"),
    path("@<handle:handle>/following", profile.following, name="following"),
    path("@<handle:handle>/mute", profile.mute, name="mute"),
    path("@<handle:handle>/note", profile.note, name="note"),
    path("@<handle:handle>/report", reporting.report, name="report_account"),
    path("@<handle:handle>/<tab:tab>", profile.show, name="profile_tab"),
    path("@<handle:handle>/<deed:deed>", profile.act, name="profile_act"),
    path(POST, thread.show, name="post"),
    path(f"{POST}/history", thread.history, name="post_history"),
    path(f"{POST}/edit", compose.edit, name="post_edit"),
    path(f"{POST}/delete", compose.delete, name="post_delete"),
    path(f"{POST}/restore", compose.restore, name="post_restore"),
    path(f"{POST}/redraft", compose.redraft, name="post_redraft"),
    path(f"{POST}/vote", reactions.vote, name="post_vote"),
    path(f"{POST}/report", reporting.report, name="report_post"),
    path(f"{POST}/<who:what>", thread.people, name="post_people"),
    path(f"{POST}/<reaction:deed>", reactions.react, name="post_react"),
    path("users/<handle:handle>", profile.show, name="actor"),
]
