"""Why a part was not lifted, with lines of the file as read."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from migrate.lift.methods.methods import MethodSplit
from migrate.lift.normal.cores.split import Split
from migrate.lift.plans import METHOD, TreePlan
from migrate.lift.search.root import Sources
from migrate.lift.source.source import LiftSource
from migrate.model.tree import Key
from migrate.outcomes import Reason

_SHOWN = re.compile(r"`[^`]+`")


def of_core(plan: TreePlan, one: Split, after: LiftSource) -> Reason:
    """Why the core of a method was not lifted."""
    reason = plan.refused.get(one.function, (Reason("TF317", METHOD, one.line),))[0]
    function = after.functions.get(one.function[1])

    def place(line: int) -> int:
        if one.lines:
            at = line - function.lineno - 1 if function is not None else -1
            return one.lines[at if 0 <= at < len(one.lines) else 0]
        if function is None or not function.lineno < line <= (function.end_lineno or 0):
            return one.line
        return one.line + line - function.lineno - 1

    return replace(reason.moved(place), line=place(reason.line))


def of_method(plan: TreePlan, method: MethodSplit, after: LiftSource, sources: Sources) -> Reason:
    """Why the function of a method was not lifted."""
    own = sources[method.method[0]].functions[method.method[1]].lineno
    text = next((f"calls {shown}" for shown in method.given.values()), METHOD)
    reason = plan.refused.get(method.function, (Reason("TF317", text, own),))[0]
    for name, shown in method.given.items():
        message = reason.message.replace(f"its parameter `{name}`,", f"{shown} and")
        reason = replace(reason, message=message)
    reason = replace(reason, message=_of_attributes(reason.message, method.attributes))
    function = after.functions.get(method.function[1])

    def place(line: int) -> int:
        at = line - function.lineno - 1 if function is not None else -1
        return method.lines[at] if 0 <= at < len(method.lines) else own

    return replace(reason.moved(place), line=place(reason.line))


def _of_attributes(message: str, attributes: Mapping[str, str]) -> str:
    """What is said of the parameters that a function has for what its method read from the object."""
    if not attributes:
        return message
    names = "|".join(map(re.escape, attributes))
    # Not the name of an argument, of an attribute, or in a text.
    word = re.compile(rf"(?<![\w.\"'])({names})\b(?!=[^=]|[\"'])")
    return _SHOWN.sub(lambda code: word.sub(lambda n: attributes[n[1]], code[0]), message)


def within(plan: TreePlan, key: Key, after: Sources) -> tuple[Reason, ...]:
    """Why a function was not lifted, with lines from its first one."""
    first = after[key[0]].functions[key[1]].lineno
    return tuple(r.moved(lambda line: line - first) for r in plan.refused.get(key, ()))


def placed(after: Sources, key: Key, reasons: tuple[Reason, ...]) -> tuple[Reason, ...]:
    """Such reasons with the lines of a module."""
    first = after[key[0]].functions[key[1]].lineno
    return tuple(r.moved(lambda line: line + first) for r in reasons)


def only_a_method(reasons: tuple[Reason, ...] | None) -> bool:
    """Whether a method stays for no other reason than that it is one."""
    return reasons is not None and reasons[0].message.endswith(METHOD)


def maker(key: Key, passing: Mapping[Key, Key]) -> Key:
    """The method that makes what others leave to it, which may leave it to one more."""
    for _ in passing:
        key = passing.get(key, key)
    return key
