"""Commands of users, one a module."""
