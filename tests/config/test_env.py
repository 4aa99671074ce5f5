"""Settings: a wrong one stops the start with one sentence that names it."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from minbar.config.env import WrongSetting, known_names, read_environment


@pytest.fixture(autouse=True)
def clean_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in list(os.environ):
        if name.startswith("MINBAR_"):
            monkeypatch.delenv(name)
    monkeypatch.setenv("MINBAR_ENV_FILE", str(tmp_path / ".env"))


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("MINBAR_PORT", "eight"),
        ("MINBAR_PORT", "70000"),
        ("MINBAR_BASE_URL", "minbar.example"),
        ("MINBAR_BASE_URL", "https://minbar.example/path"),
        ("MINBAR_DATABASE_URL", "mysql://localhost/minbar"),
        ("MINBAR_EMAIL_URL", "mail.example"),
        ("MINBAR_TRUSTED_PROXIES", "10.0.0.0/8, proxy"),
        ("MINBAR_REGISTRATIONS", "maybe"),
        ("MINBAR_DEBUG", "perhaps"),
        ("MINBAR_WORKERS", "-1"),
    ],
)
def test_a_wrong_value_is_answered_with_a_sentence_that_names_it(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(WrongSetting) as caught:
        read_environment()
    sentence = str(caught.value)
    assert sentence.startswith(name) and sentence.endswith(".") and "\n" not in sentence


def test_a_mistyped_name_is_answered_with_the_one_that_was_meant(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MINBAR_DATABSE_URL", "sqlite:///x")
    with pytest.raises(WrongSetting, match=r"MINBAR_DATABSE_URL is not a setting.*MINBAR_DATABASE_URL"):
        read_environment()


def test_the_env_file_is_read_and_the_environment_comes_before_it(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / ".env").write_text("MINBAR_PORT=8123\nMINBAR_SERVER_NAME=ساحة\nOTHERS_NAME=1\n")
    monkeypatch.setenv("MINBAR_PORT", "8124")
    environment = read_environment()
    assert (environment.port, environment.server_name) == (8124, "ساحة")


def test_a_mistyped_name_in_the_env_file_is_found_too(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("MINBAR_PROT=8123\n")
    with pytest.raises(WrongSetting, match="MINBAR_PROT"):
        read_environment()


def test_a_password_in_an_address_is_not_printed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MINBAR_DATABASE_URL", "mysql://minbar:hunter2@localhost/minbar")
    with pytest.raises(WrongSetting) as caught:
        read_environment()
    assert "hunter2" not in str(caught.value)


def test_the_key_is_made_once_and_kept_from_others(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("MINBAR_DATA_DIR", str(tmp_path / "data"))
    key = read_environment().signing_key()
    assert len(key) >= 50
    assert read_environment().signing_key() == key
    assert (tmp_path / "data/secret_key").stat().st_mode & 0o777 == 0o600


def test_the_names_are_those_of_the_class() -> None:
    assert {"MINBAR_BASE_URL", "MINBAR_PORT", "MINBAR_ENV_FILE"} <= known_names()


def test_the_command_ends_with_that_sentence_and_no_traceback(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MINBAR_PORT", "eight")
    done = subprocess.run(
        [sys.executable, "-m", "minbar", "serve"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 2
    assert done.stderr.startswith("minbar: MINBAR_PORT is wrong") and done.stderr.count("\n") == 1
