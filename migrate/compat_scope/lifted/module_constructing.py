"""`make_layer` of a `tf.Module`: what its constructor makes are variables of the scope it is made in, as TF1's class made them."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from typing import Any

import tensorflow as tf

from migrate.compat_scope.creation import add_regularizer
from migrate.compat_scope.keras_paths import name_in, scope_repeated
from migrate.compat_scope.lifted import keras_making
from migrate.compat_scope.lifted.layer_registry import LayerRecord
from migrate.compat_scope.lifted.layer_variables import Making
from migrate.compat_scope.lifted.module_variables import (
    owners_above,
    plain_scopes,
    scope_path,
    scopes_opened_by,
)
from migrate.compat_scope.modes import in_graph
from migrate.compat_scope.name_scopes import current_name_scope, name_scope
from migrate.compat_scope.passes import current
from migrate.compat_scope.variables import Variable


class ConstructingModule(Making):
    """One run of a constructor, and of those that it runs.

    The name scopes that it opens are TF1's variable scopes: `tf.Variable`s in them are those that `get_variable` gave. Where
    the class says ``tf1_name_scoped = True``, TF1 made them by ``tf.Variable``, whose names follow the name scopes.
    """

    def __init__(self, cls: Any, scope: Any) -> None:
        super().__init__(LayerRecord(None, {}), scope)
        self._cls = cls
        self._outside = current_name_scope()
        self._base: list[str] = []  # TensorFlow's name scope around the constructor
        self._asked: list[str] = []  # what the open name scopes of a graph were asked to be called
        self._opened: dict[Any, str] = {}  # (owner, around, levels) -> full name scope with `/`
        self._own: set[int] = set()  # owners whose own scope was opened
        self._owners: list[Any] = []  # they stay, so that their ids are their own
        self._new: dict[str, Any] = {}

    def run(self, args: Any, kwargs: Any) -> Any:
        """The module; an error of a variable is the program's, as it was."""
        with ExitStack() as stack:
            stack.enter_context(tf.variable_creator_scope(self._created))
            with tf.init_scope():  # outside traces, where modules make their variables
                stack.enter_context(tf.variable_creator_scope(self._created))
            if in_graph():
                stack.enter_context(self._noting())
            else:
                stack.enter_context(plain_scopes())
                stack.enter_context(tf.compat.v1.name_scope(None))
            self._base = _here()
            with self.active():
                module = self._cls(*args, **kwargs)
        state = None if in_graph() else current()
        for name, variable in self._new.items():
            if getattr(variable, "regularizer", None) is not None:
                add_regularizer(f"{self.scope.name}/{name}".strip("/"), variable, state)
        module._tf1_full_names = True  # its variables have the whole of TF1's name
        return module

    def _created(self, next_creator: Callable[..., Any], **kwargs: Any) -> Any:
        """Stands in for the making of a `tf.Variable` (see ``tf.variable_creator_scope``)."""
        if self.is_inside() or "collections" in kwargs:  # those of scope code have names
            return next_creator(**kwargs)
        owners = owners_above()
        if not owners:
            return next_creator(**kwargs)
        if keras_making.being_made() is not None:
            raise ValueError(
                f"{type(owners[0]).__name__} holds Keras layers, which a tf.Module does not track."
            )
        name = name_in(owners[-1], kwargs["name"] or "Variable")
        around = None if in_graph() else self._around(owners)
        if getattr(owners[-1], "tf1_name_scoped", False):
            return self._by_name_scope(around, name, kwargs)
        levels = self._asked if in_graph() else _here()[len(self._base) :]
        name = "/".join([*levels, name])
        name = scope_repeated(name, f"{self.scope.name}/" if self.scope.name else "")
        return self._by_get_variable(name, kwargs)

    def _by_get_variable(self, name: str, kwargs: dict[str, Any]) -> Any:
        value = kwargs["initial_value"]
        if callable(value):
            with tf.Graph().as_default():  # only to know its shape
                known = tf.convert_to_tensor(value(), dtype=kwargs["dtype"])
            variable = self.variable(name, value, known.shape, known.dtype, kwargs)
        else:
            known = tf.convert_to_tensor(value, dtype=kwargs["dtype"])
            variable = self.variable(name, known, None, known.dtype, kwargs)
            if not known.shape.is_compatible_with(variable.shape):
                raise ValueError(
                    f"Trying to share variable {self.scope.name}/{name}, but specified shape {known.shape} and "
                    f"found shape {variable.shape}."
                )
        self._new[name] = variable
        return variable

    def _by_name_scope(self, around: str | None, name: str, kwargs: dict[str, Any]) -> Any:
        """The variable as `tf.Variable` made it, in name scopes that are made unique when they are opened."""
        with self.inside(), ExitStack() as stack:
            if around is not None:
                stack.enter_context(name_scope(around))
            return Variable(
                kwargs["initial_value"],
                trainable=kwargs["trainable"],
                name=name,
                dtype=kwargs["dtype"],
            )

    def _around(self, owners: list[Any]) -> str:
        """TF1's name scope where a variable is made in eager code, in which TensorFlow makes none unique."""
        around, base = self._outside, self._base
        ends = [*(scope_path(owner)[:-1] for owner in owners[1:]), _here()]
        for owner, end in zip(owners, ends, strict=True):
            levels = "/".join(end[len(base) :])
            key = id(owner), around, levels
            if levels and key not in self._opened:
                self._owners.append(owner)
                with name_scope(around), name_scope(levels) as full:
                    self._opened[key] = full
            around, base = self._opened.get(key, around), end
        return around

    @contextmanager
    def _noting(self) -> Iterator[None]:
        """Name scopes of a graph with what they were asked to be called, which TF1's variable scopes were."""
        graph = tf.compat.v1.get_default_graph()
        opens = graph.name_scope

        def opened(name: str | None) -> Any:
            opener = _opener()
            if opener is tf.Module.__init__.__code__:  # which only asks what it would be called
                above = graph.get_name_scope()
                return type(graph).name_scope(graph, f"{above}/{name}/" if above else f"{name}/")
            if opener is None:
                return opens(name)
            name = self._as_opened(name)
            return self._noted(opens(name), name)

        with scopes_opened_by(graph, opened):
            yield

    def _as_opened(self, name: str | None) -> str | None:
        """The last level where a module opens its own scope, which is made unique then."""
        owners = owners_above()
        own = "/".join(scope_path(owners[-1])) if owners and hasattr(owners[-1], "_name") else ""
        if not own or name != f"{own}/" or id(owners[-1]) in self._own:
            return name
        self._own.add(id(owners[-1]))
        self._owners.append(owners[-1])
        return own.rpartition("/")[2]

    @contextmanager
    def _noted(self, scope: Any, name: str | None) -> Iterator[str]:
        with scope as full:
            asked = self._asked
            if name and name.endswith("/"):  # absolute
                levels = name.strip("/").split("/")
                self._asked = levels[len(self._base) :]
            else:
                self._asked = [*asked, name] if name else []
            try:
                yield full
            finally:
                self._asked = asked


def _opener() -> Any:
    """The code that opens a name scope, of the program or of `tf.Module`; None for TensorFlow's own, of single ops."""
    frame = sys._getframe(2)
    while frame.f_back is not None and frame.f_code.co_name == "__enter__":
        frame = frame.f_back
    if frame.f_code is tf.Module.__init__.__code__:
        return frame.f_code
    module = str(frame.f_globals.get("__name__", ""))
    return None if module.startswith(("tensorflow.", "migrate.")) else frame.f_code


def _here() -> list[str]:
    """The levels of TensorFlow's name scope."""
    if in_graph():
        name: str = tf.compat.v1.get_default_graph().get_name_scope()
        return name.split("/") if name else []
    with tf.name_scope("here") as scope:
        levels: list[str] = scope.split("/")[:-2]
        return levels
