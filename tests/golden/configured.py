"""Every layer of a lifted class, wherever a case makes one: what Keras saves of it makes the same layer again."""

from __future__ import annotations

import gc
import inspect
import json
import sys
from pathlib import Path
from typing import Any

# What Keras says of arguments that are neither numbers nor strings, of a class without a `get_config` of its own.
REFUSED = "non-serializable argument values"


def own_objects(path: Path) -> dict[str, Any]:
    """What a reader of a `.keras` file has to name: the classes and functions of the modules below `path`."""
    found: dict[str, Any] = {}
    for module in list(sys.modules.values()):
        file = getattr(module, "__file__", None) or ""
        if Path(file).is_relative_to(path):
            found |= {n: v for n, v in vars(module).items() if callable(v) and n[0] != "_"}
            found |= {n: v for n, v in vars(module).items() if isinstance(v, type)}
    return found


def own_parameters(cls: type) -> set[str]:
    """What the constructor of a class takes by name, unless it is Keras' own."""
    if cls.__init__.__module__.partition(".")[0] == "keras":
        return set()
    given = inspect.signature(cls.__init__).parameters.values()
    named = (p.name for p in given if p.kind in (p.POSITIONAL_OR_KEYWORD, p.KEYWORD_ONLY))
    return {*named} - {"self"}


def check_configs(path: Path) -> list[str]:
    """The layers of the case at `path` that are others when they were saved, or cannot be loaded."""
    import keras

    own = own_objects(path)
    classes = {c for c in own.values() if isinstance(c, type)}
    failures = set()
    for layer in gc.get_objects():
        if type(layer) not in classes or not isinstance(layer, keras.layers.Layer):
            continue
        name = type(layer).__name__
        try:
            data = json.loads(json.dumps(keras.saving.serialize_keras_object(layer)))
            with keras.saving.custom_object_scope(own):
                copy = keras.saving.deserialize_keras_object(data)
            again = json.loads(json.dumps(keras.saving.serialize_keras_object(copy)))
            if lost := own_parameters(type(layer)) - data["config"].keys():
                failures.add(f"{name}: its configuration says nothing of {', '.join(sorted(lost))}")
            if again["config"] != data["config"]:
                failures.add(f"{name}: {again['config']}, not {data['config']}")
        except Exception as error:
            if REFUSED not in str(error):
                failures.add(f"{name}: {type(error).__name__}: {error}")
    return sorted(failures)
