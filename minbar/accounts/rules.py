"""Who may do what to whom, as far as people alone decide it."""

from minbar.accounts.models import Account, AccountState, Block


def may_act(account: Account) -> bool:
    """Whether the account may write, follow and react at all."""
    return account.state in (AccountState.ACTIVE, AccountState.LIMITED, AccountState.RESTING)


def may_sign_in(account: Account) -> bool:
    """A frozen account may still sign in: to read, to export what is theirs, to appeal."""
    return account.state != AccountState.SUSPENDED


def blocks_between(one: Account, other: Account) -> bool:
    """Whether either has blocked the other."""
    return Block.objects.filter(source__in=(one, other), target__in=(one, other)).exists()


def may_follow(actor: Account, target: Account) -> bool:
    return (
        may_act(actor)
        and actor.pk != target.pk
        and target.state != AccountState.SUSPENDED
        and not blocks_between(actor, target)
    )


def must_ask(target: Account) -> bool:
    """Whether a follow of this account waits for its consent."""
    return target.locked
