"""Which layers there are in a store or a graph, and when two requests mean the same one."""

from __future__ import annotations

import functools
import threading
import types
from collections.abc import Mapping
from typing import Any

import numpy as np
import tensorflow as tf

from migrate.compat_scope.keras_host import is_keras_layer
from migrate.compat_scope.lifted.unnamed_levels import names_next
from migrate.compat_scope.modes import current_graph, in_graph
from migrate.compat_scope.passes import current


class LayerRecord:
    """One layer made by ``get_layer``.

    Attributes:
        layer: the layer.
        cls: its class, of one that opens no scope.
        unnamed: level below its scope -> what it is called, for default names that the scope around counts.
        later: level -> default name, of those that it made after its constructor.
        complete: whether Keras will make no more variables for it.
        made: TF1 names of its variables below its scope -> (shape, dtype), in creation order.
        gotten: id of a Keras variable -> what stands in it for the answers of custom getters.
    """

    __slots__ = ("cls", "complete", "gotten", "later", "layer", "made", "unnamed")

    def __init__(self, layer: Any, unnamed: dict[str, str], cls: Any = None) -> None:
        self.layer = layer
        self.cls = cls
        self.unnamed = unnamed
        self.later: dict[str, str] = {}
        self.complete = False
        self.made: dict[str, tuple[Any, Any]] = {}
        self.gotten: dict[int, Any] = {}


class Layers(dict[Any, LayerRecord]):
    """The layers of one store or graph, by what was asked for.

    Attributes:
        levels: (class, arguments) -> what TF1 counts below such a layer in the scope around it.
        later: request -> what layers of it counted after their constructors: level -> default name.
    """

    def __init__(self) -> None:
        super().__init__()
        self.lock = threading.RLock()
        self.levels: dict[Any, dict[str, str]] = {}
        self.later: dict[Any, list[dict[str, str]]] = {}

    def known(self, key: Any) -> LayerRecord | None:
        """The layer of a request whose names TF1 would count now."""
        for levels in self.later.get(key, ()):
            found = self.get((key, tuple(names_next(levels).items())))
            if found is not None:
                return found
        return self.get(key)

    def keep(self, key: Any, record: LayerRecord) -> None:
        """Notes the layer of a request."""
        if record.later:
            known = self.later.setdefault(key, [])
            known += [record.later] if record.later not in known else []
            key = (key, tuple((level, record.unnamed[level]) for level in record.later))
        self[key] = record


# Not a string: a function graph copies the string-keyed collections of the graph around it.
_KEY = ("migrate.compat_scope.layers",)
_making = threading.Lock()


def layers_here() -> Layers:
    """The layers of the store in use, or in graph mode of the default graph."""
    if not in_graph():
        store = current().store
        with store.lock:
            if store.layers is None:
                store.layers = Layers()
        return store.layers  # type: ignore[no-any-return]
    graph = current_graph()
    while getattr(graph, "building_function", False):
        graph = graph.outer_graph
    found = graph.get_collection_ref(_KEY)
    with _making:
        if not found:
            found.append(Layers())
    return found[0]  # type: ignore[no-any-return]


class _Same:
    """Equal to itself only; keeps the object alive, so that its identity is not taken by another."""

    __slots__ = ("value",)

    def __init__(self, value: Any) -> None:
        self.value = value

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and other.value is self.value

    def __hash__(self) -> int:
        return id(self.value)


def frozen(value: Any) -> Any:
    """A hashable value that is equal for arguments that make equal layers.

    Objects are compared by their attributes, functions by their code and what they close over, since code that
    runs every step makes them anew every step. What is too large for that is compared by identity.
    """
    return _Freezer()(value)


class _Freezer:
    """One walk over a value."""

    def __init__(self) -> None:
        self.left = 4000  # values to look at
        self.above: list[Any] = []  # what the walk is in, for values that contain themselves

    def __call__(self, value: Any) -> Any:
        if value is None or isinstance(value, str | bytes | bool | int | complex | tf.DType):
            return (type(value), value)
        if isinstance(value, float):
            return (float, repr(value))  # not a number, too, is the same as itself
        self.left -= 1
        if self.left < 0 or isinstance(value, _THEMSELVES) or is_keras_layer(value):
            return _Same(value)
        for depth, outer in enumerate(self.above):
            if outer is value:
                return ("above", depth)
        self.above.append(value)
        try:
            return self._parts(value)
        finally:
            self.above.pop()

    def _parts(self, value: Any) -> Any:
        kind = type(value)
        if isinstance(value, np.ndarray | np.generic) and value.dtype != object:
            return (np.ndarray, value.shape, str(value.dtype), value.tobytes())
        if isinstance(value, Mapping):
            return (kind, tuple((self(k), self(v)) for k, v in value.items()))
        if isinstance(value, list | tuple):
            return (kind, tuple(map(self, value)))
        if isinstance(value, set | frozenset):
            return (kind, frozenset(map(self, value)))
        if isinstance(value, functools.partial):
            return (kind, self(value.func), self(value.args), self(value.keywords))
        if isinstance(value, types.MethodType):
            return (kind, self(value.__func__), _Same(value.__self__))
        if isinstance(value, types.FunctionType):
            cells = tuple(self(_content(cell)) for cell in value.__closure__ or ())
            return (value.__code__, cells, self(value.__defaults__), self(value.__kwdefaults__))
        if isinstance(value, tf.TensorShape):
            return (kind, str(value))
        attributes = getattr(value, "__dict__", None)
        return _Same(value) if attributes is None else (kind, self(attributes))


_THEMSELVES = (
    type,
    types.ModuleType,
    types.BuiltinFunctionType,
    tf.Tensor,
    tf.Variable,
    tf.Module,
)


def _content(cell: Any) -> Any:
    try:
        return cell.cell_contents
    except ValueError:
        return None
