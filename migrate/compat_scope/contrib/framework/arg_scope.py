"""Default arguments for layer functions: `arg_scope` and `add_arg_scope`."""

from __future__ import annotations

import functools
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

__all__ = [
    "add_arg_scope",
    "arg_scope",
    "arg_scope_func_key",
    "arg_scoped_arguments",
    "current_arg_scope",
    "has_arg_scope",
]

# Decorated function's key -> its default arguments in force.
Scope = dict[str, dict[str, Any]]
_SCOPES = threading.local()


def current_arg_scope() -> Scope:
    """The defaults in force in this thread, by function key."""
    stack = getattr(_SCOPES, "stack", None)
    return stack[-1] if stack else {}


def arg_scope_func_key(op: Any) -> str:
    """What identifies a function, decorated or not."""
    key = getattr(op, "_key_op", None)
    return key if key is not None else str(op)


@contextmanager
def arg_scope(list_ops_or_scope: Any, **kwargs: Any) -> Iterator[Scope]:
    """Makes `kwargs` the defaults of the functions listed; or restores a scope caught by `as`.

    Inner scopes win. Raises: ValueError if a function is not decorated with `add_arg_scope` or a
    scope comes with kwargs, TypeError if neither a list nor a scope is given (TF 1.15
    contrib/framework/python/ops/arg_scope.py).
    """
    if isinstance(list_ops_or_scope, Mapping):
        if kwargs:
            raise ValueError(
                "When attempting to re-use a scope by suppling adictionary, kwargs must be empty."
            )
        scope: Scope = dict(list_ops_or_scope)
    elif isinstance(list_ops_or_scope, list | tuple):
        scope = dict(current_arg_scope())
        for op in list_ops_or_scope:
            if not has_arg_scope(op):
                named = (getattr(op, "__module__", None), getattr(op, "__name__", op))
                raise ValueError("%s is not decorated with @add_arg_scope", named)
            key = arg_scope_func_key(op)
            scope[key] = {**scope.get(key, {}), **kwargs}
    else:
        raise TypeError("list_ops_or_scope must either be a list/tuple or reused scope (i.e. dict)")
    stack = _SCOPES.__dict__.setdefault("stack", [])
    stack.append(scope)
    try:
        yield scope
    finally:
        stack.pop()


def add_arg_scope(func: Callable[..., Any]) -> Callable[..., Any]:
    """Decorates `func` so that `arg_scope` can set its arguments; those given by name win."""
    key = str(func)

    @functools.wraps(func)
    def with_scoped_arguments(*args: Any, **kwargs: Any) -> Any:
        defaults = current_arg_scope().get(key)
        return func(*args, **(kwargs if defaults is None else {**defaults, **kwargs}))

    # On both, so that the undecorated function is recognised as well.
    for function in (func, with_scoped_arguments):
        function._key_op = key  # type: ignore[attr-defined]
        function._arg_scope_arguments = _keyword_names(func)  # type: ignore[attr-defined]
    return with_scoped_arguments


def has_arg_scope(func: Any) -> bool:
    """Whether `func` is decorated with `add_arg_scope`."""
    return hasattr(func, "_arg_scope_arguments")


def arg_scoped_arguments(func: Any) -> tuple[str, ...]:
    """Names of the arguments of `func` that have defaults, which `arg_scope` may set."""
    assert has_arg_scope(func)
    return func._arg_scope_arguments  # type: ignore[no-any-return]


def _keyword_names(func: Any) -> tuple[str, ...]:
    code = getattr(func, "__code__", None)
    if code is None:
        return ()
    # TF 1.15 slices from the end of all local names, so that functions with locals lose arguments.
    first = code.co_argcount - len(func.__defaults__ or ())
    return tuple(code.co_varnames[first : code.co_argcount])
