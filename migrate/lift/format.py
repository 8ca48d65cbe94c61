"""Formats generated code with black; imported only where something is lifted, since black loads slowly."""

from __future__ import annotations


def formatted(text: str) -> str:
    """The text as black writes it."""
    import black

    return black.format_str(text, mode=black.Mode())
