"""Which operations of a graph depend on which tensors."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import tensorflow as tf

__all__ = ["depends_on"]


def depends_on(element: Any, inputs: Iterable[Any]) -> bool:
    """Whether computing the tensor or operation needs one of `inputs`, through data or control."""
    sources = {id(x) for x in inputs}
    if id(element) in sources:
        return True
    pending = [element if isinstance(element, tf.Operation) else element.op]
    seen: set[str] = set()
    while pending:
        op = pending.pop()
        if op.name in seen:
            continue
        seen.add(op.name)
        if any(id(x) in sources for x in op.inputs):
            return True
        pending.extend(x.op for x in op.inputs)
        pending.extend(op.control_inputs)
    return False
