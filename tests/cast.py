"""The people of the tests, built through the same actions that people use."""

from dataclasses import dataclass

from minbar.accounts.actions import create_account, update_profile
from minbar.accounts.models import Account, AccountKind, Role

PASSWORD = "a-long-river-runs"


@dataclass(frozen=True)
class Cast:
    #: A member who reads and writes a lot.
    salma: Account
    #: A member, at first a stranger to Salma.
    omar: Account
    #: A member whose follows wait for her consent.
    layla: Account
    #: A newsroom.
    nahr: Account
    #: A moderator.
    hakim: Account
    #: An administrator.
    amina: Account


def build_cast() -> Cast:
    """Six accounts, none following another; all share ``PASSWORD``."""

    def person(username: str, name: str, kind: str = AccountKind.PERSON, role: str = Role.MEMBER) -> Account:
        user = create_account(
            username,
            email=f"{username}@example.org",
            password=PASSWORD,
            display_name=name,
            kind=kind,
            role=role,
        )
        assert user.account is not None
        return user.account

    layla = person("layla", "ليلى")
    update_profile(layla, locked=True)
    return Cast(
        salma=person("salma", "سلمى"),
        omar=person("omar", "عُمر"),
        layla=layla,
        nahr=person("dar_alnahr", "دار النهر", kind=AccountKind.ORGANISATION),
        hakim=person("hakim", "حكيم", role=Role.MODERATOR),
        amina=person("amina", "أمينة", role=Role.ADMIN),
    )
