"""The face of a village or township station (驿站): four ways to help, also without a network."""
