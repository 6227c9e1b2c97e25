"""Commands of the whole platform, one a module."""
