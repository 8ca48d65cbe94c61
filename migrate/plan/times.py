"""When an expression is known: at construction, when the input's shape is seen, or when tensors flow."""

from __future__ import annotations

from enum import IntEnum


class Time(IntEnum):
    """The latest time an expression needs; a later one includes the earlier ones."""

    CONFIG = 0  # the object is constructed
    SHAPE = 1  # the first input's static shape is seen
    CALL = 2  # tensors flow
