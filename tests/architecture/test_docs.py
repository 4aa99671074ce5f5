"""Tables in docs/ that are made from the code agree with it."""

import pytest

from bin.tables import ROOT, TABLES, docstring, layers, with_tables


@pytest.mark.parametrize("page", sorted({page for page, _name, _make in TABLES}))
def test_the_tables_of_a_page_are_up_to_date(page: str) -> None:
    text = (ROOT / page).read_text()
    assert text == with_tables(page, text), "run bin/tables.py --write"


def test_every_part_says_what_it_is() -> None:
    assert [name for names in layers() for name in names if not docstring(name)] == []
