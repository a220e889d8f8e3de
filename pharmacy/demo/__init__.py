"""The demonstration data and its pictures."""
