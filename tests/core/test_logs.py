"""Logs tell what happened and not to whom."""

import io
import json
import logging
from collections.abc import Iterator

import pytest
import structlog

from minbar.core.logs import configure, scrub


@pytest.fixture
def written() -> Iterator[io.StringIO]:
    handlers, level = logging.root.handlers[:], logging.root.level
    configure("info", "json")
    stream = io.StringIO()
    handler = logging.root.handlers[0]
    assert isinstance(handler, logging.StreamHandler)
    handler.setStream(stream)
    yield stream
    logging.root.handlers[:] = handlers
    logging.root.setLevel(level)
    structlog.reset_defaults()


def lines(written: io.StringIO) -> list[dict[str, object]]:
    return [json.loads(line) for line in written.getvalue().splitlines()]


def test_a_line_has_its_words_level_and_time(written: io.StringIO) -> None:
    structlog.get_logger("minbar.test").info("worker started", pid=7)
    (line,) = lines(written)
    assert (line["event"], line["level"], line["pid"], line["logger"]) == (
        "worker started",
        "info",
        7,
        "minbar.test",
    )
    assert line["timestamp"]


def test_personal_data_is_hidden_by_key_and_in_the_words(written: io.StringIO) -> None:
    structlog.get_logger("minbar.test").warning(
        "mail to layla@example.org bounced",
        email="layla@example.org",
        access_token="abc",
        remote_addr="192.0.2.7",
        ip="192.0.2.7",
        reason="refused from 192.0.2.7",
        recipient_count=3,
    )
    (line,) = lines(written)
    told = json.dumps(line)
    for personal in ("layla", "abc", "192.0.2.7"):
        assert personal not in told
    assert line["recipient_count"] == 3


def test_errors_and_other_libraries_lines_are_cleaned_too(written: io.StringIO) -> None:
    try:
        raise ValueError("no account for layla@example.org, token=s3cr3t-value")
    except ValueError:
        logging.getLogger("django.request").exception("failed for %s", "10.1.2.3")
    (line,) = lines(written)
    assert "ValueError" in str(line["exception"])
    for personal in ("layla", "s3cr3t", "10.1.2.3"):
        assert personal not in json.dumps(line)


def test_ordinary_words_stay_as_they_are() -> None:
    for text in ("took 1.5 s", "@layla wrote", "version 5.2.19", "posts.PostPublished 123"):
        assert scrub(text) == text


def test_what_is_below_the_level_is_not_written(written: io.StringIO) -> None:
    structlog.get_logger("minbar.test").debug("detail")
    assert written.getvalue() == ""


def test_lines_for_a_person_are_plain_text(written: io.StringIO) -> None:
    configure("info", "text")
    handler = logging.root.handlers[0]
    assert isinstance(handler, logging.StreamHandler)
    handler.setStream(written)
    structlog.get_logger("minbar.test").info("worker started", token="abc")
    assert "worker started" in written.getvalue()
    assert "abc" not in written.getvalue()
