"""Which of the three worlds the calling code is in: eager, a ``tf.function`` trace, or a TF1 graph.

A ``tf.Graph`` with a ``tf.compat.v1.Session`` still follows TF1 in TensorFlow 2, so there this package
delegates to ``tf.compat.v1``. Eager code and ``tf.function`` traces get the emulation.
"""

from __future__ import annotations

from typing import Any, TypeVar

import tensorflow as tf

executing_eagerly = tf.executing_eagerly
_eager_outside = tf.compat.v1.executing_eagerly_outside_functions

_F = TypeVar("_F")

# The function graphs TensorFlow makes for control flow: they are part of the pass around them.
_CONTROL_FLOW_GRAPHS = frozenset(
    {"CondBranchFuncGraph", "WhileCondFuncGraph", "WhileBodyFuncGraph"}
)


def in_graph() -> bool:
    """True while building a ``tf.Graph`` (``compat.v1`` graph + Session), also inside its functions.

    False in eager code and in a ``tf.function`` called from eager code.
    """
    return not executing_eagerly() and not _eager_outside()


def in_function() -> bool:
    """True while a ``tf.function`` (or another function of an eager program) is being traced."""
    return not executing_eagerly() and bool(_eager_outside())


def current_graph() -> Any:
    """The default graph: meaningful only when not executing eagerly."""
    return tf.compat.v1.get_default_graph()


def is_control_flow_graph(graph: Any) -> bool:
    """True for the branch and body graphs of ``tf.cond`` and ``tf.while_loop``."""
    return type(graph).__name__ in _CONTROL_FLOW_GRAPHS


def not_converted(function: _F) -> _F:
    """Keeps autograph out of the shim: converting it costs about a second on the first trace."""
    return tf.autograph.experimental.do_not_convert(function)  # type: ignore[no-any-return]
