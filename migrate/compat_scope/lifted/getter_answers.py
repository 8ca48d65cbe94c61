"""Calls of layers and modules of `get_layer` under a custom getter: when the getter is asked, and for what.

TF1 ran the function at every call, so that each call asked the getter for every variable, in the order of the statements. A
layer made here has none of its own: in each call of it, and of each layer below it, the getter is asked again.
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass
from typing import Any

import tensorflow as tf

from migrate.compat_scope.lifted.layer_updates import follows_batches
from migrate.compat_scope.lifted.layer_variables import Making
from migrate.compat_scope.scope import variable_scope
from migrate.compat_scope.variables import get_variable

_WHAT_TO_DO = "Call the function from a scope without the custom getter, or keep it as it was."


class Gotten:
    """Stands in a layer for a variable to which a custom getter gives its values.

    Attributes:
        name: the TF1 name below the layer's scope.
        shape: that of the variable.
        dtype: that of the variable.
        asked: what else the getter is asked with.
    """

    def __init__(self, name: str, shape: Any, dtype: Any, asked: Any) -> None:
        self.name = name
        self.shape = tf.TensorShape(shape)
        self.dtype = dtype
        self.asked = asked

    def __getattr__(self, name: str) -> Any:
        raise AttributeError(
            f"{name!r}: {self.name} is what a custom getter returned, and only in a call of its layer."
        )


@dataclass(frozen=True)
class HostedPlace:
    """Where a layer hosts what ``tf1_order`` calls `name`."""

    name: str


def with_hosted(layer: Any, parts: Sequence[Any]) -> list[Any]:
    """The parts of a layer in TF1's order, with the places of what it hosts between them."""
    found, behind = list(parts), set[int]()
    held = object.__getattribute__(
        layer, "__dict__"
    )  # as it is: a module would ask for what it reads
    for entry in reversed(getattr(type(layer), "tf1_order", ())):
        if isinstance(entry, str) and entry not in held:
            place = next((i for i, p in enumerate(found) if id(p) in behind), len(found))
            found.insert(place, HostedPlace(entry))
        else:
            names = tf.nest.flatten(entry)
            behind |= {id(p) for name in names for p in tf.nest.flatten(held.get(name))}
    return found


class AskingMaking(Making):
    """One call of a layer whose scope has a custom getter."""

    def __init__(self, record: Any, scope: Any) -> None:
        super().__init__(record, scope)
        self._values: dict[int, Any] = {}  # by the key of what stands for the variable; the latest
        self._asked: set[int] = set()  # in this call
        self._kept_values: list[Any] = []
        self._following: set[int] = set()  # keys of what batch norms ask for
        self._below: dict[int, list[Any]] = {}  # what a layer asks for after one below it
        self._behind: dict[tuple[int, str], list[Any]] = {}  # or after what it hosts
        self._before: dict[int, tuple[int, ...]] = (
            {}
        )  # what a layer asked for in TF1 before one of its own

    @abstractmethod
    def _in_order(self, layer: Any) -> list[Any]:
        """The layer's own variables, of which the ids are keys, and the layers below it, in TF1's order."""

    @abstractmethod
    def _is_below(self, part: Any) -> bool:
        """Whether a part of a layer is a layer."""

    @abstractmethod
    def _checked(self, key: int, value: Any, itself: bool) -> Any:
        """What the layer computes with; `itself`: the getter gave the variable of the name that it was asked for.

        Raises:
          ValueError: it cannot.
        """

    def _outside(self) -> AbstractContextManager[Any]:
        """Around what asks the getter."""
        return nullcontext()

    def _meet(self) -> None:
        """Nothing: each call asks for everything."""

    def _kept(self) -> list[Any]:
        return self._kept_values

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

    def hosted(self, layer: Any, part: str) -> None:
        """What `layer` hosts was made: asks for what comes after it."""
        for key in self._behind.get((id(layer), part), ()):
            self.value(key)

    def value(self, key: int) -> Any:
        """What the getter returned in the latest call of the layer; asks if that did not."""
        before = self._before.get(key, ())
        for each in (*before, key):
            if each not in self._values:
                self._ask(each)
        return self._values[key]

    def _parts(self, layer: Any) -> tuple[list[int], set[int]]:
        """The layer's own variables in TF1's order, and those of them that come after layers below."""
        own: list[int] = []
        later: set[int] = set()
        below = None
        for part in with_hosted(layer, self._in_order(layer)):
            if isinstance(part, HostedPlace):
                below = self._behind[id(layer), part.name] = []
                continue
            if self._is_below(part):
                below = self._below[id(part)] = []
                continue
            self._before[id(part)] = tuple(own)
            own.append(id(part))
            if follows_batches(layer):
                self._following.add(id(part))
            if below is not None:
                below.append(id(part))
                later.add(id(part))
        return own, later

    def _ask(self, key: int) -> None:
        gotten = self.record.gotten[key]
        with self._outside(), self.inside(), self._where_asked(key):
            value = get_variable(gotten.name, gotten.shape.as_list(), gotten.dtype, **gotten.asked)
        path = self.path_of(key)
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
        value = self._checked(key, value, itself)
        self._asked.add(key)
        self._values[key] = value
        if key in self._following and not gotten.asked["trainable"] and hasattr(value, "assign"):
            self._kept_values.append(value)

    def path_of(self, key: int) -> str:
        """The full TF1 name that the getter is asked for."""
        return f"{self.scope.name}/{self.record.gotten[key].name}".strip("/")

    @contextmanager
    def _where_asked(self, key: int) -> Iterator[None]:
        """In the layer's scope; another call in the same call of the whole shares what the first one made."""
        reuse = True if key in self._asked else None
        with variable_scope(self.scope, reuse=reuse, auxiliary_name_scope=False):
            yield

    def refused(self, text: str) -> ValueError:
        """The error that the program sees, whatever Keras makes of it."""
        self.error = ValueError(f"{text} {_WHAT_TO_DO}")
        return self.error
