"""材料: files that people hand in, checked, stored by content and reused."""
