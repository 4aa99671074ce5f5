"""The settings the tests run under: the real ones, with what makes tests slow or leave traces turned off."""

import os
import tempfile
from pathlib import Path

# Before the real settings are read: a developer's .env and data folder must not reach the tests.
os.environ["MINBAR_ENV_FILE"] = os.devnull
_folder = tempfile.TemporaryDirectory(prefix="minbar-tests-")  # removed when the process ends
os.environ["MINBAR_DATA_DIR"] = _folder.name
os.environ.setdefault("MINBAR_SECRET_KEY", "a-key-for-the-tests-only-" + "x" * 40)

from minbar.commands.prepare import compile_translations  # noqa: E402 - after the environment is set

# A fresh copy of the sources has its translations as text only, and Django reads them once.
compile_translations()

from minbar.config.settings import *  # noqa: E402, F403 - settings modules extend each other this way
from minbar.config.settings import DATABASES  # noqa: E402 - after the environment is set

if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # A file, not memory: tests that use several connections must meet SQLite's real locks.
    DATABASES["default"]["TEST"] = {"NAME": str(Path(os.environ["MINBAR_DATA_DIR"]) / "test.sqlite3")}
    options = DATABASES["default"].setdefault("OPTIONS", {})
    options["init_command"] = options.get("init_command", "") + ";PRAGMA synchronous=OFF;"

# Pages name static files plainly, with nothing collected first.
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
# Limits are tested where they are the matter (tests/security); counts are merged when a test says so.
RATE_LIMITS = MERGE_IN_BACKGROUND = False
ACCOUNT_RATE_LIMITS = MFA_RATE_LIMITS = False
