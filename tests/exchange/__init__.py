"""Tests of the national exchange tables and of data sharing."""
