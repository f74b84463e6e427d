"""The web door: pages and REST over the same functions as the command line."""
