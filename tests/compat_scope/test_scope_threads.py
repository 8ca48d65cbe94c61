"""One model, many threads: no error, and no variable that one thread would not have made."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

import pytest
import tensorflow as tf

from migrate import compat_scope as cs


def in_threads(count: int, function: Callable[[int], None]) -> None:
    problems: list[BaseException] = []

    def run(index: int) -> None:
        try:
            function(index)
        except BaseException as problem:
            problems.append(problem)

    threads = [threading.Thread(target=run, args=(i,)) for i in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if problems:
        raise problems[0]


def model(x: Any) -> Any:
    for _ in range(3):
        with cs.variable_scope(None, "layer"):
            x = x * cs.get_variable("w", [1]) + cs.Variable(tf.ones([1]), name="b")
    return x


NAMES = [name for layer in ("layer", "layer_1", "layer_2") for name in (f"{layer}/w", f"{layer}/b")]


def test_shared_module() -> None:
    module = cs.ScopedModule(model)

    def work(_: int) -> None:
        for _ in range(250):
            module(1.0)

    in_threads(8, work)
    assert list(module.names) == NAMES


def test_shared_module_in_functions() -> None:
    module = cs.ScopedModule(model)
    module(1.0)

    def work(index: int) -> None:
        step = tf.function(lambda x: module(x))
        for k in range(5):
            step(tf.ones([index + 1, k + 1]))

    in_threads(8, work)
    assert list(module.names) == NAMES


def test_default_store_with_reuse() -> None:
    def work(_: int) -> None:
        for _ in range(200):
            with cs.variable_scope("a", reuse=cs.AUTO_REUSE):
                cs.get_variable("v", [1])

    in_threads(8, work)
    assert [v.name for v in cs.global_variables()] == ["a/v:0"]


def test_threads_started_within_a_call_re_enter_its_scope() -> None:
    def towers() -> None:
        with cs.variable_scope("net") as net:
            cs.get_variable("shared", [1])

            def tower(index: int) -> None:
                with cs.variable_scope(net):
                    cs.get_variable(f"v{index}", [1])
                    with cs.variable_scope(net, reuse=True):
                        cs.get_variable("shared", [1])

            for index in range(3):  # one after the other: the order of names is theirs
                in_threads(1, lambda _, index=index: tower(index))

    module = cs.ScopedModule(towers)
    module()
    module()
    assert list(module.names) == ["net/shared", "net/v0", "net/v1", "net/v2"]
    assert cs.global_variables() == []


def test_a_duplicate_across_threads_is_an_error() -> None:
    cs.get_variable("v", [1])
    with pytest.raises(ValueError, match="Variable v already exists"):
        in_threads(1, lambda _: cs.get_variable("v", [1]))
