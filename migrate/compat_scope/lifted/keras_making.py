"""What ``get_layer`` needs of Keras' private parts: where and by whom a variable is being made.

Keras has no public way to see which layers' calls are under way, to place a layer at an absolute path without
opening TensorFlow name scopes, or to learn of a variable before it is made. Used here, and tested against every
supported Keras: the attribute ``name_scope_stack`` of the global state and its entries, ``Layer._path``, ``Layer._parent_path``,
``stateless_scope`` of the global state, and the frames of ``Variable._initialize`` and ``Layer.add_weight``.
"""

from __future__ import annotations

import functools
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from migrate.compat_scope.keras_host import layers_within
from migrate.compat_scope.keras_paths import (
    by_path,
    declared_scope,
    declared_scopes,
    name_in,
    tf1_levels,
)


@dataclass(frozen=True)
class BeingMade:
    """A Keras variable whose `tf.Variable` is about to be made.

    Attributes:
        path: its full Keras path.
        shape: its shape.
        by_default: whether its initializer is Keras' default.
        regularizer: as given to ``add_weight``.
        constraint: as given to ``add_weight``.
        seeds: the generator of random seeds whose state it is, if it is one's.
        frozen: whether its layer is not to be trained.
        variable: itself, which is not complete yet.
        owner: the layer whose ``add_weight`` makes it, if one does.
        initializer: as given to ``add_weight``, for a shape and a dtype.
    """

    path: str
    shape: Any
    by_default: bool = False
    regularizer: Any = None
    constraint: Any = None
    seeds: Any = None
    frozen: bool = False
    variable: Any = None
    owner: Any = None
    initializer: Any = None


def being_made() -> BeingMade | None:
    """The Keras variable that asks for a `tf.Variable` further up on this thread's stack, if one does."""
    frame = sys._getframe(1)
    while frame is not None and not (
        frame.f_code.co_name == "_initialize"
        and frame.f_globals.get("__name__", "").startswith("keras.")
    ):
        frame = frame.f_back  # type: ignore[assignment]
    variable = None if frame is None else frame.f_locals.get("self")
    if variable is None or not isinstance(getattr(variable, "path", None), str):
        return None
    import keras

    by_default, regularizer, constraint, frozen = False, None, None, False
    initializer, owner = None, None
    for _ in range(12):
        frame = frame.f_back  # type: ignore[assignment]
        if frame is None:
            break
        if frame.f_code.co_name == "_initialize_with_initializer":
            initializer = frame.f_locals.get("initializer")
            by_default = type(initializer) is keras.initializers.GlorotUniform
        if frame.f_code.co_name == "__init__":
            maker = frame.f_locals.get("self")
            if isinstance(maker, keras.random.SeedGenerator):
                return BeingMade(variable.path, tuple(variable.shape), seeds=maker)
        if frame.f_code.co_name == "add_weight":
            regularizer = keras.regularizers.get(frame.f_locals.get("regularizer"))
            constraint = keras.constraints.get(frame.f_locals.get("constraint"))
            owner = frame.f_locals.get("self")
            frozen = not getattr(owner, "trainable", True)
            break
    return BeingMade(
        variable.path,
        tuple(variable.shape),
        by_default,
        regularizer,
        constraint,
        frozen=frozen,
        variable=variable,
        owner=owner,
        initializer=initializer,
    )


def place(layer: Any, parent: str) -> None:
    """Makes `parent` the path above the layer, whatever is under way where it is called."""
    layer._parent_path = parent


@contextmanager
def at_path(path: str) -> Iterator[None]:
    """Within, Keras' path is this one, whatever it is outside; opens no TensorFlow name scope."""
    from keras.src.backend.common.name_scope import name_scope

    above, _, last = path.strip("/").rpartition("/")
    if not last:
        yield
        return
    with name_scope(last, override_parent=above):
        yield


def open_levels() -> list[tuple[str, Any]]:
    """(name, layer or None) for each level of the present Keras path; None for a plain ``keras.name_scope``."""
    return [(name, caller) for name, caller, _ in open_entries()]


def open_entries() -> list[tuple[str, Any, Any]]:
    """As :func:`open_levels`, with something for each level that is the same object until the level is left."""
    levels: list[tuple[str, Any, Any]] = []
    for entry in _global_state().get_global_attribute("name_scope_stack") or ():
        if entry.override_parent is not None:
            parent = [part for part in entry.override_parent.split("/") if part]
            if parent != [name for name, *_ in levels]:
                levels = [(part, None, None) for part in parent]
        levels.append((entry.name, entry.caller, entry))
    return levels


def is_below(path: str, root: Any) -> bool:
    """Whether something with this path was made in `root`, a layer whose call is under way."""
    above = _path_of(root)
    return above is not None and path.startswith(above + "/")


def tf1_path(path: str, root: Any) -> str:
    """The TF1 name of what has this Keras path, below `root`, a layer whose call is under way."""
    above = _path_of(root)
    assert above is not None
    parts = path.split("/")
    last = parts.pop()
    last = name_in(by_path(layers_within(root)).get("/".join(parts)), last)
    return "/".join([*tf1_levels(parts, _scopes(root), above.count("/") + 1), last])


def tf1_scope(root: Any) -> str:
    """The TF1 scope of the present Keras path, below `root` where that is a layer whose call is under way."""
    parts = [name for name, _ in open_levels()]
    above = None if root is None else _path_of(root)
    start = 0 if above is None else above.count("/") + 1
    return "/".join(tf1_levels(parts, _scopes(root), start))


def call_of(layer: Any) -> Any:
    """Something that is the same object until the present call of the layer ends."""
    entries = _global_state().get_global_attribute("name_scope_stack") or ()
    for entry in reversed(entries):
        if entry.caller is layer:
            return entry
    return entries[0] if entries else object()


def _scopes(root: Any) -> dict[str, str]:
    """Keras path -> ``tf1_scope`` of the layers of `root` and of those whose calls are under way."""
    scopes = {} if root is None else declared_scopes(layers_within(root))
    names: list[str] = []
    for name, caller in open_levels():
        names.append(name)
        here = "/".join(names)
        if caller is not None and getattr(caller, "path", "") is None:
            caller._path = here  # Keras sets it in `build`, which need not run
        scope = declared_scope(caller)
        if scope is not None:
            scopes[here] = scope
        elif caller is not None:
            scopes.pop(here, None)  # another layer that Keras named like this one
    return scopes


def _path_of(root: Any) -> str | None:
    names = []
    for name, caller in open_levels():
        names.append(name)
        if caller is root:
            return "/".join(names)
    path = root.path
    return path if isinstance(path, str) else None


def is_built(layer: Any) -> bool:
    """Whether the layer and all below it have made their variables."""
    return all(each.built for each in layers_within(layer))


def is_of_keras(layer: Any) -> bool:
    """Whether a layer is one of Keras' own, or of a class made of one: then it stands for a layer of TF1's."""
    import keras

    plain = (object, keras.Layer, keras.Model, *keras.Layer.__mro__, *keras.Model.__mro__)
    return any(c not in plain and c.__module__.startswith("keras.") for c in type(layer).__mro__)


@contextmanager
def outside_tracing() -> Iterator[None]:
    """Within, Keras makes variables at once also where it traces a layer without running it."""
    state = _global_state()
    outer = state.get_global_attribute("stateless_scope")
    state.set_global_attribute("stateless_scope", None)
    try:
        yield
    finally:
        state.set_global_attribute("stateless_scope", outer)


@contextmanager
def built_by_calling(layer: Any, built: Sequence[Callable[[Any], None]]) -> Iterator[None]:
    """Within, layers without a `build` of their own are built by their real call.

    Keras would first run their `call` on symbolic inputs, and make the variables after that, when it is no
    longer known where they were asked for. Each of `built` is called with each layer after its `build`.
    """
    hooked: list[tuple[Any, Any]] = []
    try:
        _prepare(layer, hooked, built)
        with outside_tracing():
            yield
    finally:
        for each, build in hooked:
            each.build = build


def _prepare(
    layer: Any, hooked: list[tuple[Any, Any]], built: Sequence[Callable[[Any], None]]
) -> None:
    import keras

    for each in layers_within(layer):
        if each.built or any(each is known for known, _ in hooked):
            continue
        if type(each).build is keras.Layer.build:
            each.built = True
        else:
            hooked.append((each, each.build))
            each.build = _then_prepare(each, hooked, built)


def _then_prepare(
    layer: Any, hooked: list[tuple[Any, Any]], built: Sequence[Callable[[Any], None]]
) -> Any:
    build = layer.build

    @functools.wraps(build)
    def build_and_prepare(*args: Any, **kwargs: Any) -> Any:
        with outside_tracing():
            result = build(*args, **kwargs)
        _prepare(layer, hooked, built)
        for after in built:
            after(layer)
        return result

    return build_and_prepare


def _global_state() -> Any:
    from keras.src.backend.common import global_state

    return global_state
