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

from migrate.lift.methods.method_class import MethodClass, attribute_of, read_class, receiver
from migrate.lift.source.sites import Site
from migrate.lift.source.source import CHANGES, FunctionNode
from migrate.model.graph import Call, FunctionScopes
from migrate.model.tree import Key, TreeGraph
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
        here = graph.bases((module, node.name))
        plain = [b for b in node.bases if not (isinstance(b, ast.Name) and b.id == "object")]
        if len(here) != len(plain) or node.keywords or node.decorator_list:
            return f"makes an object of `{cls[1]}`, whose class `{node.name}` is more than its text"
        odd = sorted(_ODD & {m.name for m in node.body if isinstance(m, ast.FunctionDef)})
        if odd:
            return f"makes an object of `{cls[1]}`, which has `{odd[0]}`"
    return ""


def class_of_callee(
    graph: TreeGraph, function: FunctionScopes, me: str, call: Call, cls: Key | None
) -> tuple[Key | None, bool]:
    """The class of the new object that a call works on, and whether it is the one of the function itself.

    Args:
      me: what the function calls its object, which is new and of the class `cls`; "" for none.
    """
    if call.callee in graph.classes:
        return call.callee, False
    owner = call.callee[1].rpartition(".")[0]
    if cls is None or not me:
        return None, False
    if call.bound and owner in (function.owner, f"{function.owner}.super()"):
        return cls, True
    first = dict(call.args).get("0")
    return (
        (cls, True) if not call.bound and first is not None and first.text == me else (None, False)
    )


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
def not_kept_here(view: View, node: ast.Call, name: str) -> str:
    """Why a new object may outlive the `call` of the layer, or be more than its attributes and methods there; "" for nothing."""
    parent = view.parents.get(id(node))
    if isinstance(parent, (ast.Attribute, ast.Expr)) or _is_called(view, node):
        return ""
    target = parent.targets[0] if isinstance(parent, ast.Assign) else None
    if not isinstance(target, ast.Name) or len(parent.targets) != 1:  # type: ignore[union-attr]
        return f"its object is used as a value in `{_line(view, node)}`"
    if target.id in view.param_names or len(view.assignments(target.id)) != 1:
        return f"`{target.id}`, which holds its object, is assigned twice"
    for use in view.uses(target.id):
        above = view.parents.get(id(use))
        read = isinstance(above, ast.Attribute) and isinstance(above.ctx, ast.Load)
        if not read and not _is_called(view, use):
            return f"`{target.id}`, an object of `{name}`, is used as a value (line {use.lineno})"
    return ""


def methods_asked(view: View, node: ast.Call, cls: Key) -> Iterator[tuple[ast.expr, Key]]:
    """What a function asks of a new object that is a method of its class: to call it, or as a property.

    Of an object that is called itself, it is the object: ``pointer(state)``.
    """
    graph = view.tree.graph
    parent = view.parents.get(id(node))
    held: list[ast.expr] = [node]
    if isinstance(parent, ast.Assign) and isinstance(parent.targets[0], ast.Name):
        held = [*view.uses(parent.targets[0].id)]
    for one in held:
        above = view.parents.get(id(one))
        asked, name = one, "__call__" if _is_called(view, one) else ""
        if isinstance(above, ast.Attribute):
            asked, name = above, above.attr
        method = graph.method(cls, name) if name else None
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


def _line(view: View, node: ast.AST) -> str:
    above: ast.AST = node
    while not isinstance(above, ast.stmt):
        above = view.parents[id(above)]
    return ast.unparse(above).partition("\n")[0]


def own_object(view: View, node: FunctionNode, cls: Key | None) -> tuple[str, frozenset[str]]:
    """What a method calls its object when that is new, and the containers which that has of its own."""
    found = read_class(view.tree.sources, view.tree.graph, cls) if cls is not None else None
    if found is None or not any(node in one.body for _, one in found.lineage):
        return "", frozenset()
    return receiver(node), own_containers(found)
