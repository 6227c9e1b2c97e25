"""交换: the national exchange tables out and in, and data sharing with a log (H7.1, L3.5)."""
