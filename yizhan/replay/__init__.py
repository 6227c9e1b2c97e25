"""推演: the face for legal officers: one case through the real rules, on a simulated clock."""
