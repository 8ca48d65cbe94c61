"""Values that a test reads while a function is traced: compared once the function has run.

TF1's tests read tensors with ``self.evaluate``. Within a trace there are no values yet; a `Later` stands for one,
the assertion that gets it waits, and the tensor becomes an output of the traced function.
"""

from __future__ import annotations

import unittest
from collections.abc import Callable
from typing import Any

import tensorflow as tf


class Later:
    """A value known when the trace has run; whatever is done with it but asserting ends the test as unreadable."""

    def __init__(self, index: int, dtype: Any) -> None:
        self.index = index
        self.dtype = dtype

    def _unreadable(self, *_: Any, **__: Any) -> Any:
        raise unittest.SkipTest("computes with a value while tracing")

    __iter__ = __len__ = __getitem__ = __float__ = __int__ = __bool__ = _unreadable
    __add__ = __radd__ = __sub__ = __rsub__ = __mul__ = __rmul__ = __truediv__ = _unreadable
    __array__ = __getattr__ = _unreadable


class Reader:
    """Reads for one test: hands out `Later`, then replays the assertions that used them."""

    def __init__(self, test: Any) -> None:
        self.test = test
        self.tensors: list[Any] = []
        self.checks: list[tuple[Callable[..., Any], tuple[Any, ...], dict[str, Any]]] = []
        for name in dir(test):
            if name.startswith("assert"):
                setattr(test, name, self._asserting(getattr(test, name)))
        test.evaluate = self.evaluate

    def start(self) -> None:
        """A trace begins: what an earlier trace of the same function read is void."""
        self.tensors.clear()
        self.checks.clear()

    def evaluate(self, value: Any) -> Any:
        return tf.nest.map_structure(self._one, value)

    def _one(self, value: Any) -> Any:
        if value is None or isinstance(value, tf.Operation):
            return None
        self.tensors.append(tf.convert_to_tensor(value))
        return Later(len(self.tensors) - 1, self.tensors[-1].dtype)

    def _asserting(self, check: Callable[..., Any]) -> Callable[..., Any]:
        def asserting(*args: Any, **kwargs: Any) -> Any:
            if any(isinstance(a, Later) for a in tf.nest.flatten(list(args))):
                self.checks.append((check, args, kwargs))
                return None
            return check(*args, **kwargs)

        return asserting

    def finish(self, values: list[Any]) -> None:
        """Runs the assertions that waited, with the values of `tensors`."""

        def known(value: Any) -> Any:
            return values[value.index].numpy() if isinstance(value, Later) else value

        for check, args, kwargs in self.checks:
            check(*tf.nest.map_structure(known, list(args)), **kwargs)
