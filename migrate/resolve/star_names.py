"""``from tensorflow import *``: which names TensorFlow 1 put into the module that says so."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from migrate.resolve.bindings import Binding
from migrate.resolve.paths import TensorFlowPath
from migrate.rulebook import load_toml, rules_dir


def star_member(stars: Sequence[Binding], name: str) -> tuple[Binding, TensorFlowPath] | None:
    """The star import that binds ``name`` and what it binds it to, if that is something of TensorFlow.

    The last import wins, so None if a module whose names are not known is imported the same way further down.
    """
    for star in reversed(stars):
        path = star.tf
        if path is None or path.via != "root":
            return None
        names = star_names(path.symbol)
        if names is None:
            return None
        if name in names:
            return star, path.attr(name)
    return None


def are_followed(stars: Sequence[Binding], star: Binding) -> bool:
    """Whether the names that ``star`` binds are known and not hidden by an import further down."""
    later = stars[[id(s) for s in stars].index(id(star)) :]
    return all(
        s.tf is not None and s.tf.via == "root" and star_names(s.tf.symbol) is not None
        for s in later
    )


@cache
def star_names(module: str) -> frozenset[str] | None:
    """The public names of a module of TensorFlow 1; None when the module is not a public one."""
    api = rules_dir() / "api"
    path = api / f"{module}.toml"
    if not path.is_file():
        return None
    data = load_toml(path)
    names = {name for kind in ("same", "v1", "scope", "missing") for name in data.get(kind, ())}
    names.update(*(data.get(kind, {}) for kind in ("rename", "call", "replace", "flag")))
    depth = module.count(".") + 1
    for below in api.glob(f"{module}.*.toml"):
        names.add(below.name.split(".")[depth])
    return frozenset(name for name in names if "." not in name and not name.startswith("_"))
