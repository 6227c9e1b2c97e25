"""Cases, tested through their one door, on the database."""
