"""Commands of materials."""
