"""Compare the strings in code and templates with the Arabic translation, and name what is missing.

Prints the missing entries in .po form, ready to be filled in. Plays the part of makemessages without
gettext's programs.
"""

import re
import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
TRANSLATION = ROOT / "minbar/web/locale/ar/LC_MESSAGES/django.po"
KEYWORDS = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}


def sources() -> Iterator[tuple[Path, str, bytes]]:
    """Each file with the language its strings are read in."""
    from django.utils.translation.template import templatize

    for path in sorted((ROOT / "minbar").rglob("*")):
        if path.suffix == ".py":
            yield path, "python", path.read_bytes()
        elif path.suffix in {".html", ".txt", ".xml"} and "templates" in path.parts:
            # Django turns a template into calls between fillers; the JavaScript lexer reads past these.
            yield path, "javascript", templatize(path.read_text(), origin=str(path)).encode()


def extracted() -> Catalog:
    catalog = Catalog()
    for path, language, content in sources():
        for line, message, _comments, context in extract(language, BytesIO(content), KEYWORDS):
            location = [(str(path.relative_to(ROOT)), line)]
            catalog.add(message, locations=location, context=context, flags=flags(message))
    return catalog


def flags(message: str | tuple[str, ...]) -> list[str]:
    texts = [message] if isinstance(message, str) else message
    return ["python-format"] if any(re.search(r"%\(\w+\)[sd]|%[sd]", text) for text in texts) else []


def is_translated(message: Message | None) -> bool:
    if message is None or message.fuzzy:
        return False
    return bool(message.string) and all(
        message.string if isinstance(message.string, tuple) else [message.string]
    )


def main() -> int:
    import django.conf

    if not django.conf.settings.configured:
        django.conf.settings.configure(USE_I18N=True)
    translation = Catalog(locale="ar")
    if TRANSLATION.exists():
        with TRANSLATION.open("rb") as file:
            translation = read_po(file, locale="ar")
    missing = Catalog(locale="ar")
    wrong: list[str] = []
    for message in extracted():
        if not message.id:
            continue
        key = message.id[0] if isinstance(message.id, tuple) else message.id
        given = translation.get(key, context=message.context)
        if not is_translated(given):
            missing.add(message.id, locations=message.locations, context=message.context, flags=message.flags)
            continue
        if given is not None:
            given.flags |= message.flags
            wrong += [f"{message.locations[0][0]}: {key!r}: {error}" for error in given.check(translation)]
    if len(missing):
        write_po(sys.stdout.buffer, missing, omit_header=True)
        sys.stdout.flush()
    for line in wrong:
        print(line)
    print(f"translations: {len(missing)} missing, {len(wrong)} wrong")
    return 1 if len(missing) or wrong else 0


if __name__ == "__main__":
    sys.exit(main())
