"""From Keras' paths to TF1's names: the one rule, for variables as they are made and for finished models.

The TF1 name of a Keras variable is its ``path``, in which the level that a layer adds (the last one of the layer's own
``path``) is replaced by the layer's ``tf1_scope``, an attribute of the object or its class, where it has one: ``""`` opens
no scope, ``"a/b"`` opens two. ``keras.name_scope`` adds levels of its own, as ``tf.variable_scope`` did, but not to a
layer's own weights: where these stood in inner scopes, the layer's ``tf1_names`` says what TF1 called them below it, or
its ``tf1_separator`` what stands for ``/`` in their names. ``{scope}`` in ``tf1_names`` is the scope around, once more.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any


def declared_scope(owner: Any) -> str | None:
    """The owner's ``tf1_scope``, or None if it has none."""
    scope = getattr(owner, "tf1_scope", None)
    return scope.strip("/") if isinstance(scope, str) else None


def declared_scopes(layers: Iterable[Any]) -> dict[str, str]:
    """Path -> ``tf1_scope`` of the layers that have both."""
    scopes = {}
    for layer in layers:
        scope, path = declared_scope(layer), getattr(layer, "path", None)
        if scope is not None and isinstance(path, str):
            scopes[path] = scope
    return scopes


def name_in(owner: Any, name: str) -> str:
    """What TF1 called a weight of a layer, below the layer's scope."""
    named, separator = getattr(owner, "tf1_names", None), getattr(owner, "tf1_separator", None)
    if isinstance(named, Mapping):
        name = named.get(name, name)
    return name.replace(separator, "/") if isinstance(separator, str) and separator else name


def scope_repeated(name: str, above: str = "") -> str:
    """A name with the scope around in place of ``{scope}``; `above` is what of the scope the name does not have."""
    scope, mark, rest = name.partition("{scope}/")
    return f"{scope}{above}{scope}{rest}" if mark else name


def by_path(layers: Iterable[Any]) -> dict[str, Any]:
    """Path -> the layer, of those that have one."""
    found = ((getattr(layer, "path", None), layer) for layer in layers)
    return {path: layer for path, layer in found if isinstance(path, str)}


def tf1_levels(path: Sequence[str], scopes: Mapping[str, str], start: int = 0) -> list[str]:
    """The levels of a Keras path from `start` on, with those of the layers at `scopes` replaced."""
    levels = [
        scopes.get("/".join(path[: i + 1]), part) for i, part in enumerate(path) if i >= start
    ]
    return [level for level in levels if level]
