"""Yizhan 一站: the open platform for government service halls."""
