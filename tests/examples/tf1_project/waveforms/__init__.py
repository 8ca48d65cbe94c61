"""Tells sine, square, sawtooth and noise apart."""
