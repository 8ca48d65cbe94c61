"""Printing as it was: NumPy 2 writes the type of a scalar inside a list, NumPy 1 did not."""

from __future__ import annotations

import numpy as np


def print_scalars_plainly() -> None:
    """Makes NumPy scalars print as ``1.0`` again, where NumPy 2 prints ``np.float32(1.0)``.

    For programs that print what they fetch from a session. Does nothing on NumPy 1.
    """
    if int(np.__version__.partition(".")[0]) >= 2:
        np.set_printoptions(legacy="1.25")
