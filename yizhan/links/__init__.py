"""外联: one file per outside system, each with a null twin."""
