"""The default scope name of a layer class."""

from __future__ import annotations

import re

__all__ = ["to_snake_case"]


def to_snake_case(name: str) -> str:
    """`Conv2DTranspose` -> `conv2d_transpose` (TF 1.15 generic_utils.py, `to_snake_case`).

    A class whose name starts with an underscore becomes `private_...`, as a scope may not start so.
    """
    words = re.sub(r"(.)([A-Z][a-z0-9]+)", r"\1_\2", name)
    snake = re.sub(r"([a-z])([A-Z])", r"\1_\2", words).lower()
    return "private" + snake if snake.startswith("_") else snake
