"""TF1's moving averages that keep variables of their own beside the average."""

from __future__ import annotations

import ast

from migrate.lift.source.source import LiftSource

_MODULE = "tf.python.training.moving_averages"
MOVES = f"{_MODULE}.assign_moving_average"
_WEIGHTED = f"{_MODULE}.weighted_moving_average"
_DEBIAS = 3  # the position of `zero_debias`


def keeps_variables(source: LiftSource, call: ast.Call) -> bool:
    """Whether a call makes variables for an average, as it does unless it says `zero_debias=False`.

    They are called `biased` and `local_step`, in a scope of the average's full name below the current one (TF 1.15
    training/moving_averages.py).
    """
    symbol = source.called(call)
    if symbol != MOVES:
        return symbol == _WEIGHTED
    given = [k.value for k in call.keywords if k.arg == "zero_debias"] or call.args[_DEBIAS:][:1]
    return not (given and isinstance(given[0], ast.Constant) and given[0].value is False)
