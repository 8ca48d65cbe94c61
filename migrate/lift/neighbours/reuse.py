"""What the call of a function that stays tells it about sharing, and what of that goes where the layer itself is shared.

def tower(x, reuse=None):                              def call(self, x):
    with tf.variable_scope("tower", reuse=reuse):          h = self.fc(x)
        h = tf.layers.dense(x, 4, name="fc")               with compat_scope.hosting(self, "scaled"):
        return scaled(h, reuse=reuse)  # stays                 return scaled(h)

Calls that share are calls of one layer, which makes or finds what it hosts in each of them.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from migrate.lift.neighbours.values import passed_names
from migrate.lift.plans import Parameter, Refused
from migrate.lift.source.bodies import bind
from migrate.lift.source.source import FunctionNode, parameters
from migrate.lift.source.view import View
from migrate.model.tree import Key
from migrate.nodes import walk

if TYPE_CHECKING:
    from migrate.lift.neighbours.neighbours import Neighbour

_DEPTH = 5


@dataclass(frozen=True)
class ReuseTold:
    """What a call says.

    Attributes:
      handed: the parameters that get what the caller is told itself.
      off: those that get None or False, or nothing where that is their default.
      auto: those that get AUTO_REUSE.
      said: those that get something else.
      more: it may say something else, by these or in another way.
    """

    handed: frozenset[str] = frozenset()
    off: frozenset[str] = frozenset()
    auto: frozenset[str] = frozenset()
    said: frozenset[str] = frozenset()
    more: bool = False

    @property
    def as_told_nothing(self) -> frozenset[str]:
        """The parameters by which the function shares nothing that is made elsewhere, if there is no `more`."""
        return self.handed | self.off | self.auto | self.said


def reuse_told(view: View, key: Key, node: ast.Call) -> ReuseTold:
    """What a call in the function of a view tells another function."""
    function = view.tree.function(key)
    if function is None:
        return ReuseTold()
    bound = bind(node, function, key)
    handed, off, auto, said = set[str](), set[str](), set[str](), set[str]()
    more = may_pass_reuse(view, view.key, key, node)
    through = any(k.arg is None for k in node.keywords)
    through = through or any(isinstance(a, ast.Starred) for a in node.args)
    known = [a.arg for a, _, _ in parameters(function)]
    for argument, default, _ in parameters(function):
        name = argument.arg
        value = bound.get(name, None if through else default)
        if through and name not in bound and default is not None and not more:
            value = default
        if value is None:
            continue
        if isinstance(value, ast.Constant) and not value.value:
            off.add(name)
        elif name in bound and _is_own(view, value) and only_shares(view, key, name):
            handed.add(name)
        elif view.source.symbol(value).endswith("AUTO_REUSE"):
            auto.add(name)
        elif "reuse" in name or only_shares(view, key, name):
            said.add(name)
    for name in bound.keys() - set(known):
        value = bound[name]
        nothing = isinstance(value, ast.Constant) and not value.value
        more = more or ("reuse" in name and not nothing)
    more = more or bool(said)
    return ReuseTold(frozenset(handed), frozenset(off), frozenset(auto), frozenset(said), more)


def may_pass_reuse(view: View, caller: Key, key: Key, node: ast.Call | None) -> bool:
    """Whether what a call passes through (``*args``, ``**options``) may say whether to share."""
    if node is None or any(isinstance(a, ast.Starred) for a in node.args):
        return takes_reuse(view, key)
    if not any(k.arg is None for k in node.keywords) or not takes_reuse(view, key):
        return False
    names = passed_names(view.tree, caller, node)
    return names is None or any("reuse" in name for name in names)


def _is_read(function: FunctionNode, name: str) -> bool:
    return any(isinstance(n, ast.Name) and n.id == name for s in function.body for n in walk(s))


def _is_own(view: View, value: ast.expr) -> bool:
    """Whether a value is what the function of the view is told, as it is told."""
    return (
        isinstance(value, ast.Name)
        and value.id in view.param_names
        and value.id not in view.free
        and not view.assignments(value.id)
    )


def check_told(view: View, found: Iterable[Parameter]) -> None:
    """What a function hands on about sharing must be no more than that, as its layer is not told.

    Raises:
      Refused: it does more with it.
    """
    said = {p.name for p in found if p.role == "reuse"}
    for one in view.neighbours.values():
        if not handed_by(view, one) <= said:
            shown = ast.unparse(one.site.node.func)
            text = (
                f"calls `{shown}`, which stays on the shim and is told whether to share variables"
            )
            raise Refused("TF314", text, one.site.node.lineno, one.site.callee)


def handed_by(view: View, one: Neighbour) -> set[str]:
    """What a call hands on, by the names of the function's own parameters."""
    key = one.site.callee
    function = view.tree.function(key) if key is not None else None
    if key is None or function is None:
        return set()
    given = bind(one.site.node, function, key)
    return {ast.unparse(given[name]) for name in one.handed}


def takes_reuse(view: View, key: Key) -> bool:
    """Whether what is passed through to a function may tell it to share variables."""
    function = view.tree.function(key)
    if function is None:
        return True
    rest = function.args.kwarg
    if rest is not None and _is_read(function, rest.arg):
        return True
    return any("reuse" in argument.arg for argument, _, _ in parameters(function))


def only_shares(view: View, key: Key, name: str, depth: int = 0) -> bool:
    """Whether a parameter of a function does nothing but say whether variables are shared."""
    tree = view.tree
    node, source = tree.function(key), tree.sources.get(key[0])
    if node is None or source is None or depth > _DEPTH:
        return False
    uses = [n for s in node.body for n in walk(s) if isinstance(n, ast.Name) and n.id == name]
    said: set[int] = set()
    for call in (n for s in node.body for n in walk(s) if isinstance(n, ast.Call)):
        if source.called(call):
            said |= {id(k.value) for k in call.keywords if k.arg in ("reuse", "_reuse")}
            continue
        callee = tree.callee(source, call)
        other = tree.function(callee) if callee is not None else None
        if callee is None or other is None or callee == key:
            continue
        for taken, value in bind(call, other, callee).items():
            if isinstance(value, ast.Name) and value.id == name:
                if only_shares(view, callee, taken, depth + 1):
                    said.add(id(value))
    return bool(uses) and all(id(use) in said for use in uses)


def untold(
    view: View,
    node: ast.Call,
    key: Key,
    handed: frozenset[str],
    text: Callable[[ast.expr], str],
) -> str:
    """The source of a call without what the layer is told itself; None stands for what may not be left out."""
    function = view.tree.function(key)
    assert function is not None
    defaults = {a.arg: d for a, d, _ in parameters(function)}
    gone = {id(v): n for n, v in bind(node, function, key).items() if n in handed}
    parts = [_without(text(a), gone.get(id(a)), defaults) for a in node.args]
    if parts and not parts[-1]:
        parts.pop()
    given = [part or "None" for part in parts]
    for keyword in node.keywords:
        said = _without(text(keyword.value), gone.get(id(keyword.value)), defaults)
        if said:
            given.append(f"{keyword.arg}={said}" if keyword.arg is not None else f"**{said}")
    return f"{text(node.func)}({', '.join(given)})"


def _without(text: str, name: str | None, defaults: Mapping[str, ast.expr | None]) -> str:
    """An argument; "" for one that goes."""
    if name is None:
        return text
    default = defaults.get(name)
    return "" if isinstance(default, ast.Constant) and not default.value else "None"
