"""Errors of ``tf.compat.v1`` in graph mode that TensorFlow 2 words anew, in TF1's words again."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

_TF1_WORDS: tuple[tuple[re.Pattern[str], str], ...] = (
    (
        re.compile(r"^Variable \S+ did not get an initializer, so its `shape` argument must"),
        "The initializer passed is not valid. It should be a callable with no arguments and the "
        "shape should not be provided or an instance of `tf.keras.initializers.*' and `shape` "
        "should be fully defined.",
    ),
    (
        re.compile(r"^('.*' is not a valid) (?:root )?scope name\. A .*", re.DOTALL),
        r"\1 scope name",
    ),
    (
        re.compile(r"^The `initial_value` arg to `tf.Variable` must be specified except"),
        "initial_value must be specified.",
    ),
)


def as_tf1(function: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
    """Calls `function`; a ValueError it raises says what TF1's said."""
    try:
        return function(*args, **kwargs)
    except ValueError as error:
        words = str(error.args[0]) if error.args else ""
        for pattern, replacement in _TF1_WORDS:
            if match := pattern.match(words):
                raise ValueError(match.expand(replacement)) from error
        raise
