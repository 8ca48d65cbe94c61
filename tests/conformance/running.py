"""Runs one test in one mode, and says how it ended."""

from __future__ import annotations

import contextlib
import faulthandler
import unittest
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import tensorflow as tf

from migrate import compat_scope
from tests.conformance.reading import Reader
from tests.conformance.reasons import reason_for


@dataclass(frozen=True)
class Outcome:
    """How a test ended: ``passed``, ``failed`` or ``not applicable``, the latter two with the reason."""

    test: str
    kind: str
    why: str = ""
    error: BaseException | None = None


def run(test_class: Any, name: str, file: str, mode: str) -> Outcome:
    label = f"{test_class.__name__}.{name}"
    listed = reason_for(file, label, mode)
    if listed:
        return Outcome(label, "not applicable", listed)
    faulthandler.dump_traceback_later(120, exit=True)  # a thread that died
    try:
        with _isolated():
            _run(test_class, name, mode)
    except unittest.SkipTest as reason:
        return Outcome(label, "not applicable", str(reason))
    except BaseException as error:
        if isinstance(error, KeyboardInterrupt | SystemExit):
            raise
        text = f"{type(error).__name__}: {error}"
        why = reason_for(file, label, mode, text)
        if why:
            return Outcome(label, "not applicable", why)
        return Outcome(label, "failed", text[:300].replace("\n", " "), error)
    finally:
        faulthandler.cancel_dump_traceback_later()
    return Outcome(label, "passed")


@contextlib.contextmanager
def _isolated() -> Iterator[None]:
    compat_scope.reset()
    tf.compat.v1.reset_default_graph()
    if tf.executing_eagerly():
        tf.compat.v1.enable_resource_variables()
    else:
        tf.compat.v1.disable_resource_variables()
    tf.compat.v1.set_random_seed(None)
    yield


def _run(test_class: Any, name: str, mode: str) -> None:
    test = test_class(name)
    method = getattr(test, name)
    if mode == "graph":
        with tf.Graph().as_default():
            test.setUp()
            method()
    elif mode == "eager":
        test.setUp()
        method()
    else:
        test.setUp()
        reader = Reader(test)
        test.cached_session = test.session = test.test_session = _no_session

        def traced() -> Any:
            reader.start()
            method()
            return list(reader.tensors)

        reader.finish(tf.function(traced, autograph=False)())
    test.tearDown()


class _NoSession:
    """What a test opens while it is traced: reads without feeds were respelled, the rest has no counterpart."""

    def __getattr__(self, name: str) -> Any:
        raise unittest.SkipTest(
            "feeds placeholders" if name == "run" else f"asks a session for {name}"
        )


@contextlib.contextmanager
def _no_session(*_: Any, **__: Any) -> Iterator[_NoSession]:
    yield _NoSession()
