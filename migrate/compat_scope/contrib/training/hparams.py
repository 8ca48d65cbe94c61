"""`HParams`: named hyperparameters that remember their types."""

from __future__ import annotations

import json
import numbers
import re
from typing import Any, NoReturn

__all__ = ["HParams", "parse_values"]

_ASSIGNMENT = re.compile(
    r"""
    (?P<name>[a-zA-Z][\w\.]*)          # name
    (\[\s*(?P<index>\d+)\s*\])?        # of one element of a list
    \s*=\s*
    ((?P<val>[^,\[]*)                  # a value
     |
     \[(?P<vals>[^\]]*)\])             # or a list of values
    ($|,\s*)""",
    re.VERBOSE,
)


def parse_values(
    values: str, type_map: dict[str, type], ignore_unknown: bool = False
) -> dict[str, Any]:
    """`"a=1,b=[2,3],c[1]=4"` as values of the given types; one element of a list as {index: value}.

    Raises: ValueError for a malformed string, an unknown name, a name met twice or a value that is
    not of its type. Source: TF 1.15 contrib/training/python/training/hparam.py.
    """
    results: dict[str, Any] = {}
    position = 0
    while position < len(values):
        match = _ASSIGNMENT.match(values, position)
        if not match:
            raise ValueError(f"Malformed hyperparameter value: {values[position:]}")
        position = match.end()
        name, index = match["name"], match["index"]
        if name not in type_map:
            if ignore_unknown:
                continue
            raise ValueError(f"Unknown hyperparameter type for {name}")
        kind = type_map[name]
        if match["vals"] is not None:
            if index is not None:
                raise ValueError("Assignment of a list to a list index.")
            if name in results:
                _twice(name, values)
            elements = [e for e in re.split("[ ,]", match["vals"]) if e]
            results[name] = [_parse(name, kind, e, values, match["vals"]) for e in elements]
            continue
        value = _parse(name, kind, match["val"], values, match["val"])
        if index is None:
            if name in results:
                _twice(name, values)
            results[name] = value
            continue
        elements_so_far = results.setdefault(name, {})
        if not isinstance(elements_so_far, dict):
            _twice(name, values)
        if int(index) in elements_so_far:
            _twice(f"{name}[{int(index)}]", values)
        elements_so_far[int(index)] = value
    return results


def _parse(name: str, kind: Any, text: str, values: str, shown: str) -> Any:
    try:
        if kind is bool:
            if text in ("true", "True"):
                return True
            return False if text in ("false", "False") else bool(int(text))
        return kind(text)
    except ValueError:
        raise ValueError(
            f"Could not parse hparam '{name}' of type '{kind.__name__}' with value '{shown}' "
            f"in {values}"
        ) from None


def _twice(name: str, values: str) -> NoReturn:
    raise ValueError(f"Multiple assignments to variable '{name}' in {values}")


def _cast(name: str, kind: Any, value: Any) -> Any:
    """`value` as `kind`, if that loses nothing. Raises: ValueError otherwise."""
    if type(value) is kind or issubclass(kind, type(None)):
        return value
    text = issubclass(kind, str | bytes) and not isinstance(value, str | bytes)
    boolean = issubclass(kind, bool) != isinstance(value, bool)
    integral = issubclass(kind, numbers.Integral) and not isinstance(value, numbers.Integral)
    number = issubclass(kind, numbers.Number) and not isinstance(value, numbers.Number)
    if text or boolean or integral or number:
        raise ValueError(f"Could not cast hparam '{name}' of type '{kind}' from value {value!r}")
    return kind(value)


class HParams:
    """Hyperparameters as attributes; a later value must fit the type of the first one.

    Source: TF 1.15 contrib/training/python/training/hparam.py, `HParams` (all but the protos).
    """

    def __init__(self, hparam_def: Any = None, model_structure: Any = None, **kwargs: Any) -> None:
        self._hparam_types: dict[str, tuple[type, bool]] = {}
        self._model_structure = model_structure
        if hparam_def is not None:
            raise NotImplementedError(
                "HParams from an HParamDef proto: TensorFlow 2 has no such proto. "
                "Use HParams(**values) or parse_json."
            )
        for name, value in kwargs.items():
            self.add_hparam(name, value)

    def add_hparam(self, name: str, value: Any) -> None:
        """Adds a hyperparameter. Raises: ValueError for a name in use or an empty list."""
        if getattr(self, name, None) is not None:
            raise ValueError(f"Hyperparameter name is reserved: {name}")
        if isinstance(value, list | tuple):
            if not value:
                raise ValueError(f"Multi-valued hyperparameters cannot be empty: {name}")
            self._hparam_types[name] = (type(value[0]), True)
        else:
            self._hparam_types[name] = (type(value), False)
        setattr(self, name, value)

    def set_hparam(self, name: str, value: Any) -> None:
        """Changes a hyperparameter. Raises: KeyError if unknown, ValueError for another type."""
        kind, is_list = self._hparam_types[name]
        if isinstance(value, list):
            if not is_list:
                raise ValueError(f"Must not pass a list for single-valued parameter: {name}")
            setattr(self, name, [_cast(name, kind, v) for v in value])
        else:
            if is_list:
                raise ValueError(f"Must pass a list for multi-valued parameter: {name}.")
            setattr(self, name, _cast(name, kind, value))

    def del_hparam(self, name: str) -> None:
        """Removes a hyperparameter, if there is one of this name."""
        if hasattr(self, name):
            delattr(self, name)
            del self._hparam_types[name]

    def parse(self, values: str) -> HParams:
        """Changes hyperparameters from a string such as `a=1,b=[2,3]`. Raises: ValueError."""
        kinds = {name: kind for name, (kind, _) in self._hparam_types.items()}
        return self.override_from_dict(parse_values(values, kinds))

    def override_from_dict(self, values_dict: dict[str, Any]) -> HParams:
        """Changes hyperparameters from a dict; returns this object."""
        for name, value in values_dict.items():
            self.set_hparam(name, value)
        return self

    set_from_map = override_from_dict

    def set_model_structure(self, model_structure: Any) -> None:
        """Keeps any object beside the hyperparameters."""
        self._model_structure = model_structure

    def get_model_structure(self) -> Any:
        """What `set_model_structure` kept."""
        return self._model_structure

    def to_json(self, indent: Any = None, separators: Any = None, sort_keys: bool = False) -> str:
        """The hyperparameters as JSON."""
        return json.dumps(self.values(), indent=indent, separators=separators, sort_keys=sort_keys)

    def parse_json(self, values_json: str) -> HParams:
        """Changes hyperparameters from JSON; returns this object."""
        return self.override_from_dict(json.loads(values_json))

    def values(self) -> dict[str, Any]:
        """Value by name, in the order they were added."""
        return {name: getattr(self, name) for name in self._hparam_types}

    def get(self, key: str, default: Any = None) -> Any:
        """A hyperparameter, or `default`. Raises: ValueError if the default is of another type."""
        if key not in self._hparam_types:
            return default
        if default is not None:
            kind, is_list = self._hparam_types[key]
            shown = f"list<{kind}>" if is_list else str(kind)
            complaint = f"Hparam '{key}' of type '{shown}' is incompatible with default={default}"
            if is_list != isinstance(default, list):
                raise ValueError(complaint)
            try:
                for value in default if is_list else [default]:
                    _cast(key, kind, value)
            except ValueError as error:
                raise ValueError(f"{complaint}. {error}") from None
        return getattr(self, key)

    def __contains__(self, key: str) -> bool:
        return key in self._hparam_types

    def __str__(self) -> str:
        return ",".join(f"{name}={value}" for name, value in self.values().items())

    def __repr__(self) -> str:
        return f"{type(self).__name__}({sorted(self.values().items())})"
