"""The replay, tested on scenarios that a legal officer can read."""
