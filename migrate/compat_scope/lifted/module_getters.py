"""`tf.Module`s of `get_layer` under a custom getter: they compute with what the getter returns (see `getter_answers`).

What stands for a variable is an attribute of its module. The module is of a class below its own, which gives the getter's
answer wherever a call reads that attribute.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import numpy as np
import tensorflow as tf

from migrate.compat_scope.lifted.getter_answers import AskingMaking, Gotten
from migrate.compat_scope.lifted.layer_variables import innermost, makings
from migrate.compat_scope.lifted.module_variables import ModuleMaking


class Unsaid:
    """The first value of a variable for which the module leaves it to the scope.

    Attributes:
        by: the initializer that gave it.
    """

    def __init__(self, shape: Any, dtype: Any, by: Any) -> None:
        self.shape = tf.TensorShape(shape)
        self.dtype = tf.as_dtype(dtype)
        self.by = by

    def is_argument_of(self, module: Any) -> bool:
        """Whether a module was given the initializer: a layer, not a function of the program."""
        return any(value is self.by for value in vars(module).values())


class ModuleGotten(Gotten):
    """As `Gotten`, in an attribute of a module, which may give it a ``regularizer``."""

    regularizer: Any = None

    @property
    def path(self) -> str:
        """As variables have it, for those who look for them."""
        return self.name

    def assign(self, value: Any) -> Any:
        """Nothing is assigned to it but in a call."""
        raise AttributeError(f"assign: {self.name} is what a custom getter returned: {value!r}.")


class ModuleGetterMaking(AskingMaking, ModuleMaking):
    """One call of a module whose scope has a custom getter."""

    def __init__(self, record: Any, scope: Any) -> None:
        super().__init__(record, scope)
        self._plain: list[Any] = []  # modules of which the attributes are asked for as they are

    def prepared(self, layer: Any) -> Any:
        """The module, as one that asks."""
        _ask_from_now_on(layer)
        return layer

    def made(self, name: str, owner: Any, kwargs: dict[str, Any]) -> Any:
        """What stands for the variable; the getter is asked when the module is called."""
        value = kwargs["initial_value"]
        initializer: Any = None
        if isinstance(value, Unsaid):
            shape, dtype = value.shape, value.dtype
            if self.scope.initializer is None and value.is_argument_of(owner):
                initializer = tf.compat.v1.glorot_uniform_initializer()  # TF1's layers gave theirs
        elif callable(value):
            with tf.Graph().as_default():  # only to know its shape
                known = tf.convert_to_tensor(value(), dtype=kwargs["dtype"])
            shape, dtype = known.shape, known.dtype
            initializer = self._drawing(name, value, shape)
        else:
            known = tf.convert_to_tensor(value, dtype=kwargs["dtype"])
            shape, dtype = known.shape, known.dtype
            initializer = self._drawing(name, self._once(name, known), shape)
        asked = {
            "initializer": initializer,
            "trainable": kwargs["trainable"] is not False,
            "constraint": kwargs.get("constraint"),
            "synchronization": kwargs["synchronization"],
            "aggregation": kwargs["aggregation"],
        }
        gotten = ModuleGotten(name, shape, dtype, asked)
        self.record.made[name] = (tuple(shape.as_list()), dtype)
        self.record.gotten[id(gotten)] = gotten
        return gotten

    def read(self, module: Any, gotten: ModuleGotten) -> Any:
        """What a module reads where it has this attribute."""
        if self.reads_plainly(module):
            return gotten
        if id(gotten) not in self._values:  # its first call, which has just made it
            own, later = self._parts(module)
            for key in own:
                if key not in later:
                    self.value(key)
        return self.value(id(gotten))

    def reads_plainly(self, module: Any) -> bool:
        """Whether the module reads what it has now."""
        return any(module is each for each in self._plain)

    @contextmanager
    def plainly(self, module: Any) -> Iterator[None]:
        """Within, the module reads what it has."""
        self._plain.append(module)
        try:
            yield
        finally:
            self._plain.pop()

    def _is_below(self, part: Any) -> bool:
        return isinstance(part, tf.Module)

    def _in_order(self, layer: Any) -> list[Any]:
        """As it says, or as its attributes were assigned."""
        from migrate.checkpoint.owners import parts_in_order

        with self.plainly(layer):
            parts = parts_in_order(layer)
        return [p for p in parts if self._is_below(p) or id(p) in self.record.gotten]

    def _ask(self, key: int) -> None:
        gotten = self.record.gotten[key]
        gotten.asked["regularizer"] = gotten.regularizer
        super()._ask(key)

    def _checked(self, key: int, value: Any, itself: bool) -> Any:
        del key, itself
        return value

    def _drawing(self, name: str, value: Callable[[], Any], shape: Any) -> Callable[..., Any]:
        """As TF1 called initializers.

        Raises:
          ValueError: when called for another shape, of which the module did not say the value.
        """
        path = f"{self.scope.name}/{name}".strip("/")

        def initial_value(asked: Any, dtype: Any = None, partition_info: Any = None) -> Any:
            del partition_info
            if not shape.is_compatible_with(asked):
                raise self.refused(f"{path}: the custom getter asks for a variable of {asked}.")
            found = value()
            return found if dtype is None else tf.cast(found, dtype)

        return initial_value

    def _once(self, name: str, value: Any) -> Callable[[], Any]:
        """A first value that is there already, for one variable, unless all its numbers are the same."""
        path = f"{self.scope.name}/{name}".strip("/")
        used: list[Any] = []

        def taken() -> Any:
            if used and not _is_filled(value):
                raise self.refused(
                    f"{path}: the custom getter makes a second variable, for which nothing is drawn."
                )
            used.append(tf.identity(value))  # which can be fed whatever is asked of the value
            return used[-1]

        return taken


def _is_filled(value: Any) -> bool:
    """Whether all numbers of a value are known to be the same."""
    numbers = tf.get_static_value(value)
    return numbers is not None and bool(not np.size(numbers) or np.all(numbers == numbers.flat[0]))


def _making_of(gotten: ModuleGotten) -> ModuleGetterMaking | None:
    """The call under way in which a variable is the getter's; None outside of one."""
    for making in reversed(makings()):
        if isinstance(making, ModuleGetterMaking) and id(gotten) in making.record.gotten:
            return making
    return None


def _ask_from_now_on(module: Any) -> None:
    if not getattr(type(module), "tf1_asks", False):
        cls: Any = type(module)
        module.__class__ = _asking_class(cls)


@functools.cache
def _asking_class(cls: Any) -> Any:
    """The class of modules that ask a getter."""

    class Asking(cls):  # type: ignore[misc]
        tf1_asks = True

        def __getattribute__(self, name: str) -> Any:
            value = super().__getattribute__(name)
            return value if name == "__dict__" else _answered(self, value)

        def __call__(self, *args: Any, **kwargs: Any) -> Any:
            making = innermost()
            if not isinstance(making, ModuleGetterMaking):
                return super().__call__(*args, **kwargs)
            making.begin(self)
            result = super().__call__(*args, **kwargs)
            making.end(self)
            return result

        def build(self, *args: Any, **kwargs: Any) -> Any:
            making = innermost()
            assert isinstance(making, ModuleGetterMaking)
            with making.plainly(self):
                return super().build(*args, **kwargs)

    Asking.__name__, Asking.__qualname__ = cls.__name__, cls.__qualname__
    Asking.__module__ = cls.__module__
    return Asking


def _answered(module: Any, value: Any) -> Any:
    """An attribute, with answers in place of what stands for variables."""
    if isinstance(value, ModuleGotten):
        making = _making_of(value)
        return value if making is None else making.read(module, value)
    if isinstance(value, tf.Module):
        _ask_from_now_on(value)
    elif isinstance(value, list | tuple | Mapping) and _holds(value):
        if isinstance(value, Mapping):
            answers = {key: _answered(module, item) for key, item in value.items()}
            return value if _is_plain(module) else answers
        items = [_answered(module, item) for item in value]
        if _is_plain(module):  # `build` puts more into it
            return value
        if hasattr(value, "_fields"):
            return type(value)(*items)
        return tuple(items) if isinstance(value, tuple) else items
    return value


def _is_plain(module: Any) -> bool:
    """Whether a module reads what it has, as it does while it is built."""
    making = innermost()
    return isinstance(making, ModuleGetterMaking) and making.reads_plainly(module)


def _holds(value: Any) -> bool:
    """Whether a container holds something that asks, or should."""
    if isinstance(value, Mapping):
        return any(_holds(item) for item in value.values())
    if isinstance(value, list | tuple):
        return any(_holds(item) for item in value)
    return isinstance(value, ModuleGotten | tf.Module)
