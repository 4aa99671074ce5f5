"""The toot command line, as it stands: signs in, posts with a picture, replies, follows, reads."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.compat.browser import Browser
from tests.compat.conftest import PASSWORD, Member, make_members
from tests.compat.waiting import eventually
from tests.media.pictures import png
from tests.server import Server

pytestmark = pytest.mark.xdist_group("compat")
TOOT = Path(sys.executable).with_name("toot")


class Toot:
    def __init__(self, home: Path) -> None:
        self.environ = {
            **os.environ,
            "XDG_CONFIG_HOME": str(home),
            "HOME": str(home),
            "PYTHONUNBUFFERED": "1",
            "NO_COLOR": "1",
        }

    def start(self, *arguments: str) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [TOOT, *arguments],
            env=self.environ,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )

    def __call__(self, *arguments: str, typed: str = "") -> str:
        process = self.start(*arguments)
        said, _none = process.communicate(typed, timeout=60)
        assert process.returncode == 0, said
        return said

    def sign_in(self, server: Server, name: str) -> None:
        """toot shows an address; the code that the page gives is typed back into it."""
        process = self.start("login", "--instance", server.url)
        assert process.stdout is not None
        address = next(line.strip() for line in process.stdout if line.startswith(server.url))
        code = Browser(server.url).allow(address, name, PASSWORD)
        said, _none = process.communicate(f"n\n{code}\n", timeout=60)
        assert process.returncode == 0, said
        assert "Successfully logged in" in said


def test_toot_signs_in_posts_replies_follows_and_reads(server: Server, yusuf: Member, tmp_path: Path) -> None:
    make_members(server, "tooter")
    toot = Toot(tmp_path)
    toot.sign_in(server, "tooter")
    assert "tooter" in toot("whoami")
    (tmp_path / "palm.png").write_bytes(png(300, 200))

    said = toot(
        "post", "نخلة عند النهر #نخيل", "--media", str(tmp_path / "palm.png"), "--description", "نخلة"
    )
    assert server.url in said
    account = yusuf.api.account_lookup("tooter")
    post = yusuf.api.account_statuses(account)[0]
    medium = eventually(lambda: yusuf.api.status(post).media_attachments[0])
    assert medium.description == "نخلة"

    question = yusuf.api.status_post("ما رأيكم بالنخيل؟")
    toot("post", "جميل", "--reply-to", str(question.id))
    assert [reply.account.acct for reply in yusuf.api.status_context(question).descendants] == ["tooter"]

    toot("follow", "yusuf")
    yusuf.api.status_post("منشور لمن يتابعني")
    eventually(lambda: "منشور لمن يتابعني" in toot("timelines", "home", "--limit", "5", "--no-pager"))
    assert "ما رأيكم" in toot("thread", str(question.id))
    toot("favourite", str(question.id))
    assert yusuf.api.status(question).favourites_count == 1
    assert "tooter" in toot("followers", "yusuf")
    assert "نخيل" in toot("search", "نخيل")
