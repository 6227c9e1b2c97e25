"""Stations (便民服务站): what a village or township does for a person, in four ways (H7.2 to H7.5)."""
