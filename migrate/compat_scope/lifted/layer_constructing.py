"""`make_layer`: code on TF1's variable scopes makes layers whose constructors make variables, as TF1's classes did."""

from __future__ import annotations

from contextlib import ExitStack
from typing import Any

import tensorflow as tf

from migrate.compat_scope.keras_paths import declared_scope
from migrate.compat_scope.lifted import keras_making
from migrate.compat_scope.lifted.layer_registry import LayerRecord
from migrate.compat_scope.lifted.layer_variables import Making
from migrate.compat_scope.lifted.module_constructing import ConstructingModule
from migrate.compat_scope.modes import in_graph, not_converted
from migrate.compat_scope.name_scopes import current_name_scope, name_scope
from migrate.compat_scope.reference_variables import for_keras
from migrate.compat_scope.scope import get_variable_scope, variable_scope
from migrate.compat_scope.variables import Variable

__all__ = ["make_layer"]


@not_converted
def make_layer(cls: Any, *args: Any, reuse: Any = None, **kwargs: Any) -> Any:
    """The layer ``cls(*args, **kwargs)``; variables that its constructor makes are those of the current scope.

    A TF1 class that made its variables in ``__init__`` and became a Keras layer or a `tf.Module` is made so by code that
    still has variable scopes. What is returned is the layer itself; its calls open no scope, as the TF1 object's opened none.

    Args:
        cls: the class, a Keras layer or a `tf.Module`. ``tf1_scope`` of it or of the object, set before its variables are made, is the
            scope that the constructor opened around them, ``""`` for none. ``tf1_name_scoped = True`` says that they
            were made by ``tf.Variable``, whose names follow the name scopes and are made unique.
        *args, **kwargs: what its constructor takes, its name included.
        reuse: as that of :class:`variable_scope`, where the constructor's scope had it.

    Raises:
        ValueError: with TF1's wording: a variable exists already and reuse is not set, or it does not and reuse is True.
    """
    with ExitStack() as stack:
        if isinstance(cls, type) and issubclass(cls, tf.Module):
            scope = stack.enter_context(
                variable_scope(get_variable_scope(), reuse=reuse, auxiliary_name_scope=False)
            )
            return ConstructingModule(cls, scope).run(args, kwargs)
        # Keras knows no reference variables, and what the constructor does with its own must see them as they are.
        scope = stack.enter_context(
            variable_scope(
                get_variable_scope(), reuse=reuse, use_resource=True, auxiliary_name_scope=False
            )
        )
        making = _Constructing(cls, scope)
        stack.enter_context(keras_making.outside_tracing())
        stack.enter_context(keras_making.at_path(making.path))
        stack.enter_context(tf.variable_creator_scope(making.created))
        layer = making.run(cls, args, kwargs)
        keras_making.place(layer, making.path)
        return layer


class _Constructing(Making):
    """One run of a constructor.

    Attributes:
        path: TF1's path above the variables: of the variable scope, or of the name scope.
    """

    def __init__(self, cls: Any, scope: Any) -> None:
        super().__init__(LayerRecord(None, {}), scope)
        self._name_scoped = bool(getattr(cls, "tf1_name_scoped", False))
        self._outside = current_name_scope()
        self.path = self._outside.strip("/") if self._name_scoped else scope.name.strip("/")
        self._depth = len(self.path.split("/")) if self.path else 0
        self._opened: dict[Any, str] = (
            {}
        )  # what was opened -> full name scope, with its final slash

    def run(self, cls: Any, args: Any, kwargs: Any) -> Any:
        """The layer; an error of a variable is the program's, as it was."""
        try:
            return cls(*args, **kwargs)
        except ValueError as error:
            if self.error is not None and str(self.error) in str(error):
                raise self.error from None
            raise

    def created(self, next_creator: Any, **kwargs: Any) -> Any:
        """Stands in for the making of a `tf.Variable` (see ``tf.variable_creator_scope``)."""
        made = None if self.is_inside() else keras_making.being_made()
        if made is None or made.seeds is not None:
            return next_creator(**kwargs)
        *levels, (own, layer, _) = keras_making.open_entries()[self._depth :]
        scope = declared_scope(layer)
        if scope is None and getattr(layer, "tf1_scope", None) is not None:
            raise TypeError(
                f"tf1_scope of {type(layer).__name__} is no string: {layer.tf1_scope!r}"
            )
        below = own if scope is None else scope
        name = made.path.rpartition("/")[2]
        if getattr(layer, "tf1_name_scoped", self._name_scoped):
            variable = self._by_name_scope(self._around(levels), below, name, kwargs)
            return for_keras(variable) if in_graph() else variable
        above = [*(level for level, *_ in levels), below]
        path = "/".join(part for part in above if part)
        return self.by_get_variable(f"{path}/{name}".strip("/"), made, kwargs)

    def _around(self, levels: list[tuple[str, Any, Any]]) -> str:
        """The full name scope around a layer that the constructor makes in ``keras.name_scope``s."""
        if not levels:
            return self._outside
        if in_graph():  # Keras has opened them, and one for the layer itself
            above = current_name_scope().strip("/").rpartition("/")[0]
            return f"{above}/" if above else ""
        around = self._outside
        for name, _, entry in levels:
            if entry not in self._opened:
                with self.inside(), name_scope(around), name_scope(name) as full:
                    self._opened[entry] = full
            around = self._opened[entry]
        return around

    def _by_name_scope(self, around: str, below: str, name: str, kwargs: dict[str, Any]) -> Any:
        """The variable as `tf.Variable` made it, in a name scope that is opened once, as the constructor did."""
        with self.inside():
            if (around, below) not in self._opened:
                with name_scope(around):
                    if below:
                        with name_scope(below) as full:
                            self._opened[around, below] = full
                    else:
                        self._opened[around, below] = around
            with name_scope(self._opened[around, below]):
                return Variable(
                    kwargs["initial_value"],
                    trainable=kwargs["trainable"],
                    name=name,
                    dtype=kwargs["dtype"],
                    use_resource=True,
                )
