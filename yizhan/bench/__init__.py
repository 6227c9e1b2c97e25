"""测速: full lifecycles through the interface, beside a bare floor, in one run."""
