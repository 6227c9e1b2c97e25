"""Argon2 as the product uses it, made cheap: the tests hash thousands of passwords of nobody."""

from django.contrib.auth.hashers import Argon2PasswordHasher


class QuickArgon2(Argon2PasswordHasher):
    """The same hash with the least work that Argon2 allows."""

    time_cost = 1
    memory_cost = 8
    parallelism = 1
