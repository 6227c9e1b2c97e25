"""The station's pages: four ways to help, without script, in a browser, without a network."""
