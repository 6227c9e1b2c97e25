"""The glue between the platform and its database: what several apps need of a connection."""
