"""Names that Keras takes first: each call of a layer stands in a name scope that is called as the layer."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from migrate.lift.plans import Refused
from migrate.nodes import walk

if TYPE_CHECKING:
    from migrate.lift.normal.classes.keras_reading import KerasClass


def check_taken(one: KerasClass) -> None:
    """Keras opens a name scope of the object's name around the call: what is called so there is called otherwise then."""
    methods = [m for m in (one.build, one.call) if m is not None]
    texts = list(_texts(one))
    if not one.named:
        counted = one.node.name.lower().replace("_", "")
        for text in texts:
            if re.sub(r"\d+$", "", text.lower().replace("_", "")) == counted:
                line = one.call.lineno
                raise Refused("TF307", f"{text!r} is what Keras calls the layer", line)
        return
    for part in (p for m in methods for s in m.body for p in walk(s)):
        for keyword in part.keywords if isinstance(part, ast.Call) else ():
            value = keyword.value.value if isinstance(keyword.value, ast.Constant) else None
            if keyword.arg == "name" and isinstance(value, str) and texts.count(value) > 1:
                line = keyword.value.lineno
                raise Refused("TF307", f"`{value}` is the name of two things", line)


def check_own_name(one: KerasClass, name: ast.expr) -> None:
    """The object's scope in that name scope takes the name once more."""
    for part in walk(name):
        text = part.value if isinstance(part, ast.Constant) else None
        if not isinstance(text, str):
            continue
        for other in _texts(one):
            if other.lower() == text.lower() or (part is not name and other.startswith(text)):
                text = f"{other!r} is the name of an object, too"
                raise Refused("TF307", text, one.call.lineno)


def _texts(one: KerasClass) -> Iterator[str]:
    """The strings of what makes variables."""
    for method in (one.build, one.call):
        for statement in method.body if method is not None else ():
            for part in walk(statement):
                if isinstance(part, ast.Constant) and isinstance(part.value, str):
                    yield part.value
