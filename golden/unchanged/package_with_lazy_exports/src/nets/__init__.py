"""Layers are imported when they are asked for."""
import importlib

_EXPORTS = {"Dense": ".layers", "variable_scope": ".scopes"}
__all__ = [*_EXPORTS, "__version__"]
__version__ = "2.0"


def __getattr__(name):
    if name in _EXPORTS:
        return getattr(importlib.import_module(_EXPORTS[name], __name__), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__():
    return sorted(__all__)
