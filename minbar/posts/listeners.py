"""What posts do when something happens below them."""

from minbar.accounts.mentioning import people_mentioned
from minbar.media.events import MediumDescribed, MediumReady
from minbar.posts.article_text import fill_in, media_by_name, rendered_article
from minbar.posts.models import Article


def render_articles_showing(event: MediumReady | MediumDescribed) -> None:
    """An article published while its picture was being prepared shows it now; nobody edited anything."""
    shown = Article.objects.filter(post__attachments__medium=event.medium_id).select_related("post")
    for article in shown:
        post = article.post
        people = people_mentioned(article.source)
        found = rendered_article(article.source, post.language, media_by_name(post), people)
        fill_in(post, article, found)
        article.save(update_fields=["html"])
