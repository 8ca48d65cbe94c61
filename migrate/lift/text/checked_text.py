"""Generated code is checked here and formatted at the very end, when its names are TensorFlow 2's."""

from __future__ import annotations

import ast


def checked(text: str) -> str:
    """The text.

    Raises:
      SyntaxError: it is not Python.
    """
    ast.parse(text)
    return text
