"""Changes of divisions, tested with cases that run."""
