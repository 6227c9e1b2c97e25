"""Stations of villages: records, acts, the ledger."""
