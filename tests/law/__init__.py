"""The law, tested without Django, database or clock."""
