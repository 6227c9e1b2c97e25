"""文书: wording, numbers, rendering, signature and verification of papers."""
