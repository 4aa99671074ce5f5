from django.db.models import Count

from minbar.core.arabic import fold
from minbar.posts.models import PostTag, Tag


def tag_by_name(name: str) -> Tag | None:
    """The tag of any of its spellings, with or without its sign."""
    folded = fold(name.strip().lstrip("#＃"))
    return Tag.objects.filter(name=folded).first() if folded else None


def spellings_of(tag: Tag, most: int = 12) -> list[str]:
    """How people write the tag, the most frequent first."""
    rows = PostTag.objects.filter(tag=tag).values("display").annotate(times=Count("pk"))
    return list(rows.order_by("-times", "display").values_list("display", flat=True)[:most]) or [tag.display]
