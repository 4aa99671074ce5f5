from django.contrib.auth.hashers import Argon2PasswordHasher


class PasswordHasher(Argon2PasswordHasher):
    """Argon2id in 19 MiB, three passes, one lane: about 33 ms on one core (OWASP asks for two passes).

    One lane, since several sign-ins at once would otherwise fight for the cores that answer everybody else.
    """

    time_cost = 3
    memory_cost = 19 * 1024
    parallelism = 1
