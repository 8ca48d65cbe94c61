"""Names of variables that have the scope around them twice, as TF1's averages of tensors do: ``bn/bn/moments/Squeeze/...``."""

from __future__ import annotations

MARK = "__tf1_scope__"  # in code that is put in other words: the scope of the variable, once more
_DECLARED = "{scope}"  # the same in `tf1_names` (migrate/compat_scope/keras_paths.py)


def declared(name: str) -> str:
    """A name as ``tf1_names`` of a layer has it."""
    return name.replace(MARK, _DECLARED)


def written_out(name: str) -> str:
    """A name with the scope in place of the mark."""
    scope, mark, rest = name.partition(f"{MARK}/")
    return f"{scope}{scope}{rest}" if mark else name
