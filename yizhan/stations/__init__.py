"""Stations (便民服务站): what a township or village does for a person, in four ways (H7)."""
