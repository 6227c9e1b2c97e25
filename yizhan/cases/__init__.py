"""办件: the case, its journal, and the one door through which it changes."""
