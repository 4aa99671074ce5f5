"""What a start needs, made only when its sources have changed: translations, database, static files."""

import os
from hashlib import sha256
from pathlib import Path

PACKAGE = Path(__file__).resolve().parent.parent


def compile_translations() -> int:
    """Compile the .po files that are newer than their .mo, with Babel: gettext's programs are not needed."""
    compiled = 0
    for source in PACKAGE.glob("*/locale/*/LC_MESSAGES/*.po"):
        target = source.with_suffix(".mo")
        if target.exists() and target.stat().st_mtime >= source.stat().st_mtime:
            continue
        from babel.messages.mofile import write_mo
        from babel.messages.pofile import read_po

        with source.open("rb") as file:
            catalog = read_po(file, locale=source.parent.parent.name)
        # Several processes may start at once, and none may read half a file.
        draft = target.with_name(f".{target.name}.{os.getpid()}")
        with draft.open("wb") as file:
            write_mo(file, catalog)
        draft.replace(target)
        compiled += 1
    return compiled


def pending_migrations() -> int:
    """How many migrations of this version the database has not had."""
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    return len(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def migrate() -> None:
    from django.core.management import call_command

    if pending_migrations():
        call_command("migrate", interactive=False, verbosity=0)


def static_fingerprint() -> str:
    """Changes whenever a static file of ours or of a library does, or the way they are stored."""
    from django.conf import settings
    from django.contrib.staticfiles.finders import get_finders

    seen = sha256(settings.STORAGES["staticfiles"]["BACKEND"].encode())
    for finder in get_finders():
        for path, storage in finder.list([]):
            stat = os.stat(storage.path(path))
            seen.update(f"{path}\0{stat.st_size}\0{stat.st_mtime_ns}\n".encode())
    return seen.hexdigest()


def static_stamp() -> Path:
    from django.conf import settings

    return Path(settings.STATIC_ROOT) / ".collected"


def static_is_stale() -> bool:
    stamp = static_stamp()
    return not stamp.exists() or stamp.read_text() != static_fingerprint()


def collect_static() -> None:
    """Copy, compress and name by content the static files, unless that was done for these very files."""
    from django.core.management import call_command

    if static_is_stale():
        call_command("collectstatic", interactive=False, verbosity=0)
        static_stamp().write_text(static_fingerprint())
