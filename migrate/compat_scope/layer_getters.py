"""Layers of `get_layer` under a custom getter: they compute with what the getter returns.

TF1 ran the function at every call, so that each call asked the getter for every variable, in the order of the statements. A
layer made here has none of its own: in each call of it, and of each layer below it, the getter is asked again.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from typing import Any

import tensorflow as tf

from migrate.compat_scope import keras_making
from migrate.compat_scope.keras_host import is_keras_layer, layers_within
from migrate.compat_scope.layer_variables import Making, of_tensor
from migrate.compat_scope.modes import in_graph
from migrate.compat_scope.reference_variables import ReferenceVariable, for_keras, with_variables
from migrate.compat_scope.scope import variable_scope
from migrate.compat_scope.variables import get_variable

_WHAT_TO_DO = "Call the function from a scope without the custom getter, or keep it as it was."


class Gotten:
    """Stands in a Keras variable of a layer that a custom getter gives its values.

    Attributes:
        name: the TF1 name below the layer's scope.
        shape: that of the variable.
        dtype: that of the variable.
        variable: the Keras variable.
        owner: the layer that made it.
        asked: what else the getter is asked with.
    """

    def __init__(
        self, name: str, shape: Any, dtype: Any, variable: Any, owner: Any, asked: Any
    ) -> None:
        self.name = name
        self.shape = tf.TensorShape(shape)
        self.dtype = dtype
        self.variable = variable
        self.owner = owner
        self.asked = asked

    def __getattr__(self, name: str) -> Any:
        raise AttributeError(
            f"{name!r}: {self.name} is what a custom getter returned, and only in a call of its layer."
        )


class GetterMaking(Making):
    """One call of a layer whose scope has a custom getter."""

    def __init__(self, record: Any, scope: Any) -> None:
        super().__init__(record, scope)
        self._values: dict[int, Any] = {}  # by id of the Keras variable; the latest
        self._asked: set[int] = set()  # in this call
        self._kept_values: list[Any] = []
        self._below: dict[int, list[Any]] = {}  # what a layer asks for after one below it

    def _meet(self) -> None:
        """Nothing: each call asks for everything."""

    def _kept(self) -> list[Any]:
        return self._kept_values

    def _hooks(self, stack: ExitStack) -> list[Callable[[Any], None]]:
        scope = stack.enter_context(_calls_ask(self))
        return [scope.prepare]

    def by_get_variable(
        self, name: str, made: keras_making.BeingMade, kwargs: dict[str, Any]
    ) -> Any:
        """A stand-in; the getter is asked when the layer is called."""
        owner = made.owner
        if owner is None:
            callers = [layer for _, layer in keras_making.open_levels() if layer is not None]
            owner = callers[-1] if callers else self.record.layer
        path = f"{self.scope.name}/{name}".strip("/")
        if hasattr(owner, "state_size"):
            raise self.refused(f"{path}: a cell cannot take its weights from a custom getter.")
        initializer: Any = _of_keras(made.initializer, kwargs["initial_value"])
        if made.by_default and (
            self.scope.initializer is not None or not keras_making.is_of_keras(owner)
        ):
            initializer = None  # TF1: that of the scope, else the default; its layers gave theirs
        dtype = self.dtype_of(name, made, kwargs)
        asked = {
            "initializer": initializer,
            "regularizer": of_tensor(made.regularizer),
            "trainable": kwargs["trainable"] and not made.frozen,
            "constraint": made.constraint or kwargs.get("constraint"),
            "synchronization": kwargs["synchronization"],
            "aggregation": kwargs["aggregation"],
        }
        gotten = Gotten(name, made.shape, dtype, made.variable, owner, asked)
        self.record.made[name] = (made.shape, dtype)
        self.record.gotten[id(made.variable)] = gotten
        return gotten

    def begin(self, layer: Any) -> None:
        """A call of `layer` begins: asks for its own variables, up to where TF1 came to those below."""
        own, later = self._parts(layer)
        for key in own:
            self._values.pop(key, None)
        for key in own:
            if key not in later:
                self._ask(key)

    def end(self, layer: Any) -> None:
        """A call of `layer` ended: asks for what comes after it, and for what its call did not come to."""
        for key in self._parts(layer)[0]:
            self.value(key)
        for key in self._below.get(id(layer), ()):
            self.value(key)

    def value(self, key: int) -> Any:
        """What the getter returned in the latest call of the layer; asks if that did not."""
        if key not in self._values:
            self._ask(key)
        return self._values[key]

    def _parts(self, layer: Any) -> tuple[list[int], set[int]]:
        """The layer's own variables in TF1's order, and those of them that come after layers below."""
        own: list[int] = []
        later: set[int] = set()
        below = None
        for part in self._in_order(layer):
            if is_keras_layer(part):
                below = self._below[id(part)] = []
                continue
            own.append(id(part))
            if below is not None:
                below.append(id(part))
                later.add(id(part))
        return own, later

    def _in_order(self, layer: Any) -> list[Any]:
        """The layer's own variables and the layers below it: as it says, or as they were made."""
        from migrate.checkpoint.owners import parts_in_order

        gotten = self.record.gotten
        parts = parts_in_order(layer)
        if hasattr(layer, "tf1_order"):
            return [part for part in parts if is_keras_layer(part) or id(part) in gotten]
        holding = {
            id(each): part for part in parts if is_keras_layer(part) for each in layers_within(part)
        }
        made: dict[int, Any] = {}
        for key, each in gotten.items():
            part = each.variable if each.owner is layer else holding.get(id(each.owner))
            if part is not None:
                made.setdefault(key if part is each.variable else id(part), part)
        return list(made.values())

    def _ask(self, key: int) -> None:
        gotten = self.record.gotten[key]
        with keras_making.outside_tracing(), self.inside(), self._where_asked(key):
            value = get_variable(gotten.name, gotten.shape.as_list(), gotten.dtype, **gotten.asked)
        path = f"{self.scope.name}/{gotten.name}".strip("/")
        if not isinstance(value, tf.Variable):
            if hasattr(value, "_get_partitions"):
                raise self.refused(
                    f"{path}: the custom getter or partitioner gave a {type(value).__name__}, which a layer cannot hold."
                )
            value = tf.convert_to_tensor(value)
        dtype = value.dtype.base_dtype
        if dtype != gotten.dtype or not gotten.shape.is_compatible_with(value.shape):
            raise self.refused(
                f"{path}: the custom getter was asked for {gotten.dtype.name} {gotten.shape} and gave "
                f"{dtype.name} {value.shape}, which a layer cannot compute with."
            )
        itself = isinstance(value, tf.Variable) and value.name.partition(":")[0] == path
        if gotten.asked["regularizer"] and keras_making.is_of_keras(gotten.owner) and not itself:
            raise self.refused(
                f"{path}: a layer that is regularized cannot take another weight from a custom getter."
            )
        if isinstance(value, tf.Variable) and in_graph():
            value = for_keras(value)
        self._asked.add(key)
        self._values[key] = value
        if not gotten.asked["trainable"] and isinstance(value, tf.Variable | ReferenceVariable):
            self._kept_values.append(value)

    @contextmanager
    def _where_asked(self, key: int) -> Iterator[None]:
        """In the layer's scope; another call in the same call of the whole shares what the first one made."""
        reuse = True if key in self._asked else None
        with variable_scope(self.scope, reuse=reuse, auxiliary_name_scope=False):
            yield

    def assigned(self, key: int, value: Any) -> None:
        """The layer assigns to one of its variables: to what the getter gave, as in TF1."""
        target = self.value(key)
        if not isinstance(target, tf.Variable | ReferenceVariable):
            path = f"{self.scope.name}/{self.record.gotten[key].name}".strip("/")
            raise self.refused(
                f"{path}: the layer assigns to it, and the custom getter gave a tensor."
            )
        target.assign(tf.cast(value, target.dtype.base_dtype))

    def refused(self, text: str) -> ValueError:
        """The error that the program sees, whatever Keras makes of it."""
        self.error = ValueError(f"{text} {_WHAT_TO_DO}")
        return self.error


class _Hooked:
    """The layers of one call, whose calls ask the getter."""

    def __init__(self, making: GetterMaking) -> None:
        self._making = making
        self._before: list[tuple[Any, Any]] = []

    def prepare(self, layer: Any) -> None:
        """Takes care of the layers at and below `layer`."""
        for each in layers_within(layer):
            if not any(each is known for known, _ in self._before):
                self._before.append((each, vars(each).get("call")))
                each.call = self._asking(each, each.call)

    def release(self) -> None:
        """Leaves the layers as they were."""
        for each, call in reversed(self._before):
            del each.call
            if call is not None:
                each.call = call

    def _asking(self, layer: Any, call: Any) -> Any:
        making = self._making

        @functools.wraps(call)
        def asking(*args: Any, **kwargs: Any) -> Any:
            with _values_class()(making):
                making.begin(layer)
                result = with_variables(call(*args, **kwargs))
                making.end(layer)
            return result

        return asking


@contextmanager
def _calls_ask(making: GetterMaking) -> Iterator[_Hooked]:
    hooked = _Hooked(making)
    hooked.prepare(making.record.layer)
    try:
        yield hooked
    finally:
        hooked.release()


@functools.cache
def _values_class() -> Any:
    """The scope in which Keras variables have the values that the getter gave; made on demand, as Keras loads slowly."""
    import keras

    class Values(keras.StatelessScope):  # type: ignore[misc]
        """``making`` is the call of the layer."""

        def __init__(self, making: GetterMaking) -> None:
            super().__init__(collect_losses=True)
            self.initialize_variables = False
            self.making = making

        def get_current_value(self, variable: Any) -> Any:
            if id(variable) in self.making.record.gotten:
                return self.making.value(id(variable))
            around = self.original_scope
            return None if around is None else around.get_current_value(variable)

        def add_update(self, update: Any) -> None:
            variable, value = update
            if id(variable) in self.making.record.gotten:
                self.making.assigned(id(variable), value)
            elif self.original_scope is not None:
                self.original_scope.add_update(update)
            else:
                with keras_making.outside_tracing():
                    variable.assign(value)

        def add_loss(self, loss: Any) -> None:
            del loss
            raise self.making.refused(
                f"{self.making.scope.name}: `add_loss` under a custom getter."
            )

    return Values


def _of_keras(initializer: Any, value: Any) -> Callable[..., Any]:
    """As TF1 called initializers: a getter may ask for another shape or dtype than the layer's."""

    def initial_value(shape: Any, dtype: Any = None, partition_info: Any = None) -> Any:
        del partition_info
        if initializer is None:
            return value()
        return initializer(shape) if dtype is None else initializer(shape, dtype=dtype)

    return initial_value
