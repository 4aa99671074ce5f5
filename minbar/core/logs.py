"""Logs: structlog over the standard library, as lines for a person or JSON for a collector, without
personal data.
"""

import logging
import logging.config
import re
from collections.abc import MutableMapping
from typing import Any

import structlog

_HIDDEN = "[hidden]"
# Words of keys whose values never reach a log, wherever a programmer put them.
_PERSONAL = re.compile(
    r"(?:^|_)(?:e?mail|token|secret|password|passphrase|cookie|session|authorization|otp|ip|addr|address|phone"
    r"|username|handle|remote_addr|user_agent|birthday|body|text|content)(?:$|_)",
    re.IGNORECASE,
)
# In the words themselves (exceptions quote what they were given).
_EMAIL = re.compile(r"[\w.+-]+@[\w-]+\.[\w.-]+")
_IPV4 = re.compile(r"(?<![\w.])(?:\d{1,3}\.){3}\d{1,3}(?![\w.])")
_CREDENTIAL = re.compile(
    r"(?i)\b(bearer|basic)\s+[\w.~+/=-]{8,}|\b(token|key|password|secret|code)=[^\s&\"']+"
)


def scrub(text: str) -> str:
    """The text with e-mail addresses, IP addresses and credentials taken out."""
    text = _CREDENTIAL.sub(lambda found: f"{found[1] or found[2]} {_HIDDEN}", text)
    return _IPV4.sub(_HIDDEN, _EMAIL.sub(_HIDDEN, text))


def without_personal_data(
    logger: Any, method: str, event: MutableMapping[str, Any]
) -> MutableMapping[str, Any]:
    """A structlog processor; it stands after exceptions have become text and before anything is written."""
    for key, value in event.items():
        if key in {"event", "level", "timestamp", "logger"}:
            if key == "event" and isinstance(value, str):
                event[key] = scrub(value)
        elif _PERSONAL.search(key):
            event[key] = _HIDDEN
        elif isinstance(value, str):
            event[key] = scrub(value)
    return event


def configure(level: str = "info", form: str = "text") -> None:
    """Set up logging for this process: `form` is "text" or "json". Safe to call again."""
    shared: list[Any] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.stdlib.ExtraAdder(),
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.format_exc_info,
        without_personal_data,
    ]
    last = (
        structlog.processors.JSONRenderer(ensure_ascii=False)
        if form == "json"
        else structlog.dev.ConsoleRenderer(colors=False)
    )
    logging.config.dictConfig(
        {
            "version": 1,
            "disable_existing_loggers": False,
            "formatters": {
                "minbar": {
                    "()": structlog.stdlib.ProcessorFormatter,
                    "foreign_pre_chain": shared,
                    "processors": [structlog.stdlib.ProcessorFormatter.remove_processors_meta, last],
                }
            },
            "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "minbar"}},
            "root": {"handlers": ["stderr"], "level": level.upper()},
            "loggers": {
                # They tell of every request with its address, or of every query.
                "httpx": {"level": "WARNING"},
                "httpcore": {"level": "WARNING"},
                "django.db.backends": {"level": "WARNING"},
                "django_tasks": {"level": "WARNING"},
            },
        }
    )
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            *(processor for processor in shared if not isinstance(processor, structlog.stdlib.ExtraAdder)),
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        wrapper_class=structlog.stdlib.BoundLogger,
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=False,
    )
