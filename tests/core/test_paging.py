"""Pages by id."""

import pytest

from minbar.core.models import EventRow
from minbar.core.paging import Page, clip, take


def test_a_limit_is_kept_within_bounds() -> None:
    assert clip(None, 20, 40) == 20
    assert clip(0, 20, 40) == 20
    assert clip(-5, 20, 40) == 20
    assert clip(7, 20, 40) == 7
    assert clip(500, 20, 40) == 40


def test_parameters_that_are_no_ids_are_left_out() -> None:
    assert Page.parse(5, "12", "x", None) == Page(limit=5, max_id=12)


def test_min_id_wins_over_since_id() -> None:
    assert Page(since_id=1, min_id=5, max_id=9).bounds("post_id") == {"post_id__lt": 9, "post_id__gt": 5}


def test_the_next_page_starts_below_the_last_row() -> None:
    assert Page(limit=3, min_id=5).older_than(8) == Page(limit=3, max_id=8)


@pytest.mark.django_db
def test_a_list_is_read_page_by_page_in_both_directions() -> None:
    EventRow.objects.bulk_create(EventRow(id=id, name="x", data="{}", due=0) for id in range(1, 11))
    ids = EventRow.objects.values_list("id", flat=True)
    assert take(ids, Page(limit=3)) == [10, 9, 8]
    assert take(ids, Page(limit=3).older_than(8)) == [7, 6, 5]
    assert take(ids, Page(limit=3, since_id=2)) == [10, 9, 8]
    assert take(ids, Page(limit=3, min_id=2)) == [5, 4, 3], "the nearest above it, newest first"
    assert take(ids, Page(limit=9, max_id=4, min_id=1)) == [3, 2]
    assert take(ids, Page(limit=3, max_id=1)) == []
