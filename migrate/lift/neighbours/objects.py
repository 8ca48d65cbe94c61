"""Objects that a layer's `call` makes anew each time, of classes that stay: what they do, and what the `call` does with them.

critic = Critic(latent, "critic")  # stays          with compat_scope.hosting(self, "critic"):
                                                        critic = Critic(latent, "critic")
return critic.value + bonus                         return critic.value + bonus

TF1 made the object once for each call of the function, too; only what outlives it would tell them apart.
"""

from __future__ import annotations

import ast
from collections.abc import Collection, Iterator
from typing import TYPE_CHECKING

from migrate.lift.binding.creating_values import runs_unseen
from migrate.lift.classes.keras_bases import CELL_BASES
from migrate.lift.methods.method_class import (
    MethodClass,
    above,
    attribute_of,
    read_class,
    receiver,
)
from migrate.lift.source.bodies import bindings_of, targeted_names
from migrate.lift.source.sites import Site
from migrate.lift.source.source import CHANGES, FunctionNode, parameters
from migrate.model.graph import Call, FunctionScopes
from migrate.model.tree import Key
from migrate.nodes import walk

if TYPE_CHECKING:
    from migrate.lift.source.view import View

_ODD = frozenset(
    ["__new__", "__setattr__", "__getattr__", "__getattribute__", "__delattr__", "__del__"]
)
_HIDING = (
    ast.Lambda,
    ast.ListComp,
    ast.SetComp,
    ast.DictComp,
    ast.GeneratorExp,
    ast.IfExp,
    ast.BoolOp,
)
_OWN = (ast.List, ast.Dict, ast.Set, ast.ListComp, ast.DictComp, ast.SetComp)
_CONTAINERS = frozenset(["list", "dict", "set", "OrderedDict", "defaultdict"])


def class_made(view: View, key: Key, call: ast.Call) -> Key | None:
    """The class of the tree of which a call in a function makes an object."""
    target = view.tree.sources[key[0]].symbols.target(call.func)
    return target if target in view.tree.graph.classes else None


def not_plain(view: View, cls: Key) -> str:
    """Why an object of a class may do more than the text of its methods says; "" for nothing."""
    graph = view.tree.graph
    found = read_class(view.tree.sources, graph, cls)
    if found is None:
        return f"makes an object of `{cls[1]}`, which is defined inside something else"
    if graph.method(cls, "__init__") in view.tree.constructing:
        return f"makes an object of `{cls[1]}`, which may become a layer of its own"
    for (module, _), node in found.lineage:
        if any(view.tree.sources[module].symbol(b) in CELL_BASES for b in node.bases):
            return f"makes an object of `{cls[1]}`, a cell, which makes its variables where TensorFlow runs it"
        here = graph.bases((module, node.name))
        plain = [b for b in node.bases if not (isinstance(b, ast.Name) and b.id == "object")]
        if len(here) != len(plain) or node.keywords or node.decorator_list:
            return f"makes an object of `{cls[1]}`, whose class `{node.name}` is more than its text"
        odd = sorted(_ODD & {m.name for m in node.body if isinstance(m, ast.FunctionDef)})
        if odd:
            return f"makes an object of `{cls[1]}`, which has `{odd[0]}`"
    return ""


def class_of_callee(
    view: View, key: Key, me: str, call: Call, cls: Key | None, node: ast.Call | None
) -> Key | None:
    """The class of the object that a call works on, where that is made anew for it; None for any other.

    Args:
      key: the function that calls.
      me: what it calls its own object, which is new and of the class `cls`; "" for none.
      node: the call.
    """
    graph = view.tree.graph
    if call.callee in graph.classes:
        return call.callee
    if cls is not None and me and _is_of_me(graph.functions[key], me, call):
        return cls
    func = node.func if node is not None and call.bound else None
    made = func.value if isinstance(func, ast.Attribute) else func
    if isinstance(made, ast.Call):
        return class_made(view, key, made)
    function = view.tree.function(key)
    if not isinstance(made, ast.Name) or function is None:
        return None
    stores = [v for t, v in bindings_of(function.body) if made.id in targeted_names(t)]
    given = any(a.arg == made.id for a, _, _ in parameters(function))
    one = stores[0] if len(stores) == 1 and not given else None
    return class_made(view, key, one) if isinstance(one, ast.Call) else None


def _is_of_me(function: FunctionScopes, me: str, call: Call) -> bool:
    """Whether a method calls one of the same object."""
    if call.bound:
        owner = call.callee[1].rpartition(".")[0]
        return owner in (function.owner, f"{function.owner}.super()")
    first = dict(call.args).get("0")
    return first is not None and first.text == me


def method_of(view: View, cls: Key | None, name: str) -> Key | None:
    """The method that objects of a class have by a name, None for none and where the class is not known."""
    found = read_class(view.tree.sources, view.tree.graph, cls) if cls and name else None
    method = found.method(name) if found is not None else None
    return method[0] if method is not None else None


def methods_run(view: View, key: Key, call: Call, target: Key, cls: Key | None) -> list[Key]:
    """What a call may run that its text says to run `target`: a method of the same object may be that of a class below.

    Args:
      cls: the class of the object, where that is known.
    """
    graph = view.tree.graph
    owner = (key[0], graph.functions[key].owner)
    if not call.bound or call.callee[1].rpartition(".")[0] != owner[1]:
        return [target]
    name = target[1].rpartition(".")[2]
    if cls is not None:
        return [graph.method(cls, name) or target]
    found = read_class(view.tree.sources, graph, owner)
    if found is None or name not in found.overridden:
        return [target]
    below = [c for c in sorted(graph.classes) if owner in above(graph, c)]
    others = {m for c in below if (m := graph.method(c, name)) is not None}
    return [target, *sorted(others - {target})]


def own_containers(found: MethodClass) -> frozenset[str]:
    """The attributes that hold nothing but containers which the object has made itself."""
    shared = {
        t.id
        for _, node in found.lineage
        for s in node.body
        if isinstance(s, ast.Assign)
        for t in s.targets
        if isinstance(t, ast.Name)
    }
    return frozenset(
        name
        for name, stores in found.stores.items()
        if name not in shared and all(_is_own(store.value) for store in stores)
    )


def _is_own(value: ast.expr | None) -> bool:
    if isinstance(value, ast.Call):
        name = getattr(value.func, "id", getattr(value.func, "attr", ""))
        return name in _CONTAINERS and not any(isinstance(a, ast.Name) for a in value.args)
    return isinstance(value, _OWN)


def changes_own(part: ast.AST, me: str, own: Collection[str]) -> bool:
    """Whether something changes no more than the new object itself: ``self.x = ...``, ``self.parts[0] = ...``."""
    if isinstance(part, ast.Attribute):
        name = attribute_of(part, me)
        return bool(name) and not (name.startswith("__") and name.endswith("__"))
    return isinstance(part, ast.Subscript) and attribute_of(part.value, me) in own


def changed_in_place(node: ast.AST) -> ast.expr | None:
    """The attribute that a call like ``self.parts.append(...)`` changes."""
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
        if node.func.attr in CHANGES and isinstance(node.func.value, ast.Attribute):
            return node.func.value
    return None


# ------------------------------------------------------------ in the function that makes one
def not_hosted(view: View, node: ast.Call, cls: Key) -> str:
    """Why what is done with a new object may make variables where the layer does not host them; "" for nothing.

    It may be handed on, kept and returned, as TF1 made one in each call of the function, too; what is called with it, and
    whoever gets it, is looked at as with any other value. The methods that the function itself asks for see `methods_asked`.
    """
    names, uses = _held(view, node)
    hidden = _asked_unseen(view, cls)
    for use in uses if hidden else ():
        above = view.parents.get(id(use))
        if hidden == "__call__" and not _is_given_away(view, above):
            continue
        if not isinstance(above, (ast.Attribute, ast.Expr)) and not _is_called(view, use):
            text = f"`{ast.unparse(use)}` is used as a value (line {use.lineno})"
            return f"{text}, and `{cls[1]}.{hidden}` makes variables"
    for name in names:
        stores = [s for s in view.assignments(name) if _binds(s)]
        known = [s for s in stores if isinstance(s, ast.Assign) and _makes_object(view, s.value)]
        if name not in view.param_names and len(known) == len(stores):
            continue
        for asked, method in methods_asked(view, node, cls):
            if method in view.tree.graph.creating:
                return f"`{ast.unparse(asked)}` makes variables, of whatever else `{name}` holds"
    return ""


def _held(view: View, node: ast.Call) -> tuple[list[str], list[ast.expr]]:
    """The names that hold a new object, and the places where it is used: where it is made for none."""
    parent = view.parents.get(id(node))
    if not isinstance(parent, ast.Assign):
        return [], [node]
    names = [t.id for t in parent.targets if isinstance(t, ast.Name)]
    uses: list[ast.expr] = [use for name in names for use in view.uses(name)]
    return names, [*uses, *([] if len(names) == len(parent.targets) else [node])]


def _binds(statement: ast.stmt) -> bool:
    """Whether a statement that sets a name, or something of what it holds, sets a name."""
    targets = statement.targets if isinstance(statement, ast.Assign) else []
    inside = all(isinstance(t, (ast.Attribute, ast.Subscript)) for t in targets)
    return not targets or not inside


def _is_given_away(view: View, above: ast.AST | None) -> bool:
    """Whether a value is given to a function that has no text here."""
    if isinstance(above, (ast.keyword, ast.Starred)):
        above = view.parents.get(id(above))
    if (
        not isinstance(above, ast.Call)
        or view.tree.callee(view.source, above) in view.tree.functions
    ):
        return False
    return not (isinstance(above.func, ast.Attribute) and above.func.attr in CHANGES)


def _makes_object(view: View, value: ast.expr) -> bool:
    return isinstance(value, ast.Call) and class_made(view, view.key, value) is not None


def _asked_unseen(view: View, cls: Key) -> str:
    """A method that makes variables and that others may run where no call of it stands; "" for none."""
    graph = view.tree.graph
    found = read_class(view.tree.sources, graph, cls)
    for name in sorted(found.known) if found is not None else ():
        key = graph.method(cls, name)
        if key in graph.creating and (name == "__call__" or runs_unseen(graph.functions[key])):
            return name
    return ""


def methods_asked(view: View, node: ast.Call, cls: Key) -> Iterator[tuple[ast.expr, Key]]:
    """What a function asks of a new object that is a method of its class: to call it, or as a property.

    Of an object that is called itself, it is the object: ``pointer(state)``.
    """
    for one in _held(view, node)[1]:
        above = view.parents.get(id(one))
        asked, name = one, "__call__" if _is_called(view, one) else ""
        if isinstance(above, ast.Attribute):
            asked, name = above, above.attr
        method = view.tree.graph.method(cls, name) if name else None
        if method is not None:
            yield asked, method


def _is_called(view: View, node: ast.expr) -> bool:
    above = view.parents.get(id(node))
    return isinstance(above, ast.Call) and above.func is node


def called_there(view: View, asked: ast.expr) -> ast.Call | None:
    """The call of a method of a new object, where it stands in the plain flow of a statement; None elsewhere."""
    call = view.parents.get(id(asked))
    if not isinstance(call, ast.Call) or call.func is not asked:
        return None
    above: ast.AST = call
    while not isinstance(above, ast.stmt):
        if isinstance(above, _HIDING):
            return None
        above = view.parents[id(above)]
    return call


def methods_called(view: View, site: Site, cls: Key) -> list[Site]:
    """The calls of methods of a new object that make variables."""
    found = []
    for asked, method in methods_asked(view, site.node, cls):
        call = called_there(view, asked)
        if call is None or method not in view.tree.graph.creating or view.found.settings:
            continue
        above = list(_above(view, call))
        statement = next(a for a in above if isinstance(a, ast.stmt))
        loops = tuple(a for a in above[::-1] if isinstance(a, ast.For))
        arms = tuple(
            (a, any(part is call for s in a.body for part in walk(s)))
            for a in above[::-1]
            if isinstance(a, ast.If)
        )
        inside = {id(a) for a in above}
        scopes = tuple(s for s in view.scopes if id(s.node) in inside)
        found.append(Site(call, "function", "", method, statement, loops, arms, scopes, site.order))
    return found


def _above(view: View, node: ast.AST) -> Iterator[ast.AST]:
    above = view.parents.get(id(node))
    while above is not None:
        yield above
        above = view.parents.get(id(above))


def named_by_attribute(view: View, below: Collection[Key]) -> str:
    """What TF1 names by an attribute, which may be None, so that it counts a name instead; "" for nothing."""
    for key in sorted(below):
        function = view.tree.graph.functions.get(key)
        if function is None:
            continue
        said = [e.name for e in function.entries if e.default_name is not None]
        said += [c.name for c in function.creations if c.kind != "variable"]
        for name in said:
            if name is not None and name.text.startswith("self."):
                return f"names what it makes by `{name.text}`, which may be None"
    return ""


def own_object(view: View, node: FunctionNode, cls: Key | None) -> tuple[str, frozenset[str]]:
    """What a method calls its object when that is new, and the containers which that has of its own."""
    found = read_class(view.tree.sources, view.tree.graph, cls) if cls is not None else None
    if found is None or not any(node in one.body for _, one in found.lineage):
        return "", frozenset()
    return receiver(node), own_containers(found)
