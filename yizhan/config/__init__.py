"""The composition root: settings, urls, servers and the command line."""
