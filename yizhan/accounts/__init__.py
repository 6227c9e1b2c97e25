"""用户: persons and organisations by real name, staff logins, mandates, tokens."""
