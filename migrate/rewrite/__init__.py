"""Rewriting: plain edits on the source text, and libcst for statements that are restructured."""
