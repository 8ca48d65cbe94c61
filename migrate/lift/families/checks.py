"""What keeps a family of classes from becoming layers, and what its members call themselves."""

from __future__ import annotations

import ast
from collections.abc import Collection, Iterator, Mapping

from migrate.lift.binding.times import TreeTimes
from migrate.lift.classes.parts import self_attribute
from migrate.lift.classes.uses import references
from migrate.lift.classes.values import ClassValues, Holding
from migrate.lift.families.aliases import check_aliases
from migrate.lift.families.family import Family, Member, plain_class
from migrate.lift.families.holders import check_holder, of_other_classes
from migrate.lift.families.object_names import check_given_name, is_inherited, nameless
from migrate.lift.functions.plain_variables import takes_plain_variable
from migrate.lift.plans import Refused
from migrate.lift.source.sites import Scope, Site, collect
from migrate.lift.source.source import FunctionNode, LiftSource, parameters
from migrate.lift.text.own_classes import tensorflow_name
from migrate.lift.text.targets import Target
from migrate.model.tree import Key
from migrate.nodes import children, walk

_SPECIAL = frozenset({"__init__", "__call__", "__repr__", "__str__"})
_RENAMED = frozenset({"build", "call"})  # methods that get another name
_GRAPHS = ("tf.placeholder", "tf.sparse_placeholder", "tf.placeholder_with_default", "tf.Session")


def check_family(
    sources: Mapping[str, LiftSource],
    tree: TreeTimes,
    elsewhere: Mapping[Key, str],
    family: Family,
    target: Target,
    known: Collection[Key] = (),
) -> None:
    """Reads the classes of a family.

    Args:
      target: what they become.
      known: constructors of other families, for one that only holds objects of those.

    Raises:
      Refused: its objects are not layers that make their variables in the constructor.
    """
    if family.holds:
        for member in family.members.values():
            plain_class(member)
            _tensorflow(member, target)
            _methods(member, target)
            if member.init is not None:
                _constructor(family, member, target)
        check_holder(sources, tree, family, known)
        made = _uses(sources, tree, elsewhere, family, target)
        check_aliases(sources, tree, family, made)
        _attributes(sources, family, target, [call for _, call in made.values()])
        return
    for member in family.members.values():
        plain_class(member)
        _tensorflow(member, target)
        _methods(member, target)
        if member.init is not None:
            member.sites = collect(member.source, tree, member.init.body)
            _constructor(family, member, target)
        _scope(member)
        if member.makes:
            _computes(member)
            if any(m.makes for m in family.above(member)):
                text = f"`{member.key[1]}` and what it inherits from both make variables"
                raise Refused("TF320", text, member.node.lineno)
    if not family.makers():
        line = family.first.node.lineno
        raise Refused("TF305", "creates variables through a value that is called", line)
    called = any(f.name == "__call__" for m in family.members.values() for f in m.methods)
    for site in (s for m in family.makers() for s in m.sites.sites):
        if called and not target.plain_calls and not _ordinary(site):
            text = "Keras would cast what objects with variables of another dtype are called with"
            raise Refused("TF306", text, site.node.lineno)
    kinds = {site.symbol for m in family.makers() for site in m.sites.sites}
    if len(kinds) > 1:
        line = family.first.node.lineno
        raise Refused("TF320", "makes variables by `tf.Variable` and by `tf.get_variable`", line)
    made = _uses(sources, tree, elsewhere, family, target)
    check_aliases(sources, tree, family, made)
    _attributes(sources, family, target, [call for _, call in made.values()])


# ------------------------------------------------------------ one class
def _tensorflow(member: Member, target: Target) -> None:
    """What is written says `tf` where the target has no import of its own; nothing of the class is to be left alone."""
    if member.source.skips.within(member.node):
        raise Refused("TF310", "marked `# migrate: skip`", member.node.lineno)
    if not target.imported and tensorflow_name(member.source) != "tf":
        text = f"`{member.node.name}` needs a module that says `import tensorflow as tf`"
        raise Refused("TF313", text, member.node.lineno)


def _methods(member: Member, target: Target) -> None:
    for method in member.methods:
        name, line = method.name, method.lineno
        special = name.startswith("__") and name.endswith("__") and name not in _SPECIAL
        if special or (name in target.inherited and name not in _RENAMED):
            text = f"its method `{name}` means something else to a layer"
            raise Refused("TF320", text, line)
        for decorator in method.decorator_list:
            odd = ast.unparse(decorator) not in ("property", "staticmethod", "classmethod")
            if odd or name in _SPECIAL:
                text = f"decorator `{ast.unparse(decorator)}` of `{name}`"
                raise Refused("TF320", text, line)
        for part in walk(method):
            attribute = part.attr if isinstance(part, ast.Attribute) else ""
            inherited = attribute == "__init__" and name == "__init__"
            if attribute in ("__dict__", "__call__", "__init__") and not inherited:
                raise Refused("TF320", f"uses `{ast.unparse(part)}`", line)
        if name == "__call__" and not target.plain_calls:
            given = [a for a, _, _ in parameters(method)][1:]
            if len(given) != 1 or method.args.vararg or method.args.kwarg:
                text = "`__call__` takes more than a tensor, which Keras tells from settings"
                raise Refused("TF320", text, line)
        if name in ("__init__", "__call__") and _own_name(method) != "self":
            raise Refused("TF320", f"`{name}` does not call its object `self`", line)
    for statement in member.node.body:
        targets: list[ast.expr] = []
        if isinstance(statement, ast.Assign):
            targets = statement.targets
        elif isinstance(statement, ast.AnnAssign):
            targets = [statement.target]
        elif not isinstance(statement, (ast.FunctionDef, ast.Pass, ast.Expr)):
            raise Refused("TF320", "statements in the class", statement.lineno)
        if {t.id for t in targets if isinstance(t, ast.Name)} & target.inherited:
            raise Refused("TF320", f"`{ast.unparse(statement)}` in the class", statement.lineno)


def _own_name(method: FunctionNode) -> str:
    first = [*method.args.posonlyargs, *method.args.args][:1]
    return first[0].arg if first else ""


def _constructor(family: Family, member: Member, target: Target) -> None:
    """Keras must be told of the object, and of its name, before it gets attributes."""
    init = member.init
    assert init is not None
    calls = [c for c in walk(init) if isinstance(c, ast.Call) and is_inherited(c)]
    member.sites.sites[:] = [s for s in member.sites.sites if s.node not in calls]
    for site in member.sites.sites:
        if site.kind != "weight":
            text = f"`{ast.unparse(site.node.func)}` in `__init__` makes more than a variable"
            raise Refused("TF320", text, site.node.lineno)
    if member.sites.inner:
        text = f"`{member.sites.inner[0]}`, defined in `__init__`, creates variables"
        raise Refused("TF304", text, init.lineno)
    given = {a.arg for a, _, _ in parameters(init)}
    for name in target.own_arguments:
        if name != "kwargs" and name in given:
            text = f"`{name}` of `__init__` means something else to a layer"
            raise Refused("TF313", text, init.lineno)
    if family.has_constructor(member):
        if len(calls) != 1:
            text = f"`{member.key[1]}.__init__` does not call the one it inherits once"
            raise Refused("TF320", text, init.lineno)
        member.above = calls[0]
        start: ast.stmt | None = next(
            (s for s in init.body if isinstance(s, ast.Expr) and s.value is calls[0]), None
        )
    else:
        if len(calls) > 1 or any(c.args[1:] or c.keywords for c in calls):
            raise Refused("TF320", f"`{ast.unparse(calls[0])}`", calls[0].lineno)
        member.above = calls[0] if calls else None
        named = start = member.named = _named(init)
        if "name" in given and (named is None or not _is_parameter(named.value, "name")):
            raise Refused("TF313", "`name` of `__init__` is not what `self.name` is", init.lineno)
        if named is None:
            return
    if start is None:
        text = f"`{ast.unparse(calls[0])}` is not a statement of `__init__`"
        raise Refused("TF320", text, calls[0].lineno)
    for before in init.body[: init.body.index(start)]:
        for part in walk(before):
            name = self_attribute(part)
            if name and name not in ("__class__", "__init__"):
                text = f"`self.{name}` is used before the object is known to Keras"
                raise Refused("TF320", text, part.lineno)  # type: ignore[attr-defined]


def _named(init: FunctionNode) -> ast.Assign | None:
    """``self.name = ...`` as a statement of the constructor."""
    for statement in init.body:
        if isinstance(statement, ast.Assign) and len(statement.targets) == 1:
            if self_attribute(statement.targets[0]) == "name":
                return statement
    return None


def _is_parameter(node: ast.expr, name: str) -> bool:
    """Whether an expression is that parameter, or something else where that is not given."""
    first = node.values[0] if isinstance(node, ast.BoolOp) else node
    return isinstance(first, ast.Name) and first.id == name


def _scope(member: Member) -> None:
    """Finds the scope around all that the constructor makes."""
    scopes: dict[Scope, None] = {}
    bare = False
    for site in member.sites.sites:
        variable_scopes = [s for s in site.scopes if s.kind == "variable_scope"]
        if len(site.scopes) > 1 or len(variable_scopes) != len(site.scopes):
            text = f"scope `{ast.unparse(site.scopes[-1].item.context_expr)}` in another one"
            raise Refused("TF320", text, site.node.lineno)
        scopes |= dict.fromkeys(variable_scopes)
        bare = bare or not variable_scopes
    if not scopes:
        return
    if bare or len(scopes) > 1:
        raise Refused("TF320", "makes variables in several scopes", member.node.lineno)
    scope = next(iter(scopes))
    line = scope.node.lineno
    if scope.default is not None or scope.name is None or scope.same:
        raise Refused("TF307", "the scope's name is counted", line)
    if scope.keywords or len(scope.node.items) > 1 or scope.item.optional_vars is not None:
        raise Refused("TF306", f"`with {ast.unparse(scope.item)}`", line)
    if scope.reuse is not None and not (
        isinstance(scope.reuse, ast.Constant) and not scope.reuse.value
    ):
        if member.source.symbol(scope.reuse) != "tf.AUTO_REUSE":
            raise Refused("TF303", f"`reuse={ast.unparse(scope.reuse)}`", line)
    if not _is_text(member, scope.name):
        raise Refused("TF302", f"scope name `{ast.unparse(scope.name)}`", line)
    _only_variables(member, scope)
    member.scope = scope


def _is_text(member: Member, node: ast.expr) -> bool:
    """Whether a scope's name is text: a scope object would be entered as it is."""
    if isinstance(node, ast.Name) and member.init is not None:
        defaults = [d for a, d, _ in parameters(member.init) if a.arg == node.id]
        default = defaults[0] if defaults else None
        return isinstance(default, ast.Constant) and isinstance(default.value, str)
    if isinstance(node, ast.BinOp):
        return any(
            isinstance(p, ast.JoinedStr)
            or (isinstance(p, ast.Constant) and isinstance(p.value, str))
            for p in walk(node)
        )
    if isinstance(node, ast.Call):
        return isinstance(node.func, ast.Attribute) and node.func.attr == "format"
    if isinstance(node, ast.Constant):
        return isinstance(node.value, str)
    return isinstance(node, ast.JoinedStr) or self_attribute(node) == "name"


def _only_variables(member: Member, scope: Scope) -> None:
    """What else stands in the scope would have other names outside it, or ask for the scope."""
    inside = {id(n) for s in member.sites.sites for n in walk(s.node)}
    for statement in scope.node.body:
        for part in walk(statement):
            if isinstance(part, ast.Call) and id(part) not in inside:
                target = member.source.symbols.target(part.func)
                if member.source.called(part) or target or self_attribute(part.func):
                    text = f"`{ast.unparse(part)}` stands in the scope of its variables"
                    raise Refused("TF320", text, part.lineno)


def _computes(member: Member) -> None:
    """What a constructor computes with its variables is up to date in a graph only."""
    init = member.init
    assert init is not None
    calls = [n for n in walk(init) if isinstance(n, ast.Call)]
    if any(member.source.called(c) in _GRAPHS for c in calls):
        return
    held = {name for s in member.sites.sites for name in held_by(s.statement)}
    for part in walk(init):
        name = self_attribute(part)
        if name in held and isinstance(part.ctx, ast.Load):  # type: ignore[attr-defined]
            above = next(
                (p for p in walk(init) if any(c is part for c in ast.iter_child_nodes(p))), None
            )
            stored = isinstance(above, ast.Subscript) and not isinstance(above.ctx, ast.Load)
            if not stored:
                text = f"`__init__` computes with `self.{name}`, which is done once"
                raise Refused("TF320", text, part.lineno)  # type: ignore[attr-defined]


def held_by(statement: ast.stmt) -> Iterator[str]:
    """The attributes that a statement which makes a variable sets: ``self.x = ...``, ``self.x["k"] = ...``."""
    targets = statement.targets if isinstance(statement, ast.Assign) else []
    for target in targets:
        for part in walk(target):
            name = self_attribute(part)
            if name:
                yield name


# ------------------------------------------------------------ the whole tree
def _uses(
    sources: Mapping[str, LiftSource],
    tree: TreeTimes,
    elsewhere: Mapping[Key, str],
    family: Family,
    target: Target,
) -> dict[int, tuple[LiftSource, ast.Call]]:
    """Classes may be called, inherited from, and asked for with `isinstance`; or held by a name that is called.

    Returns:
      The calls that make objects.
    """
    made: dict[int, tuple[LiftSource, ast.Call]] = {}
    held = ClassValues(sources, tree.graph)
    own_keys = set(family.members)
    for member in family.members.values():
        own, line = member.key[1], member.node.lineno
        for key in (member.key, member.init_key):
            if key in elsewhere:
                raise Refused("TF305", f"`{own}` is used in {elsewhere[key]}", line)
        for source in sources.values():
            if own in source.looked_up:
                raise Refused("TF305", f"`{own}` is looked up by a string ({source.module})", 0)
            found = list(references(source, member.key))
            fine = _fine_uses(source) if found else {}
            for node in found:
                holding = held.holding(source, node) if id(node) not in fine else None
                if holding is not None and _all_of(holding, own_keys):
                    for other, one in holding.calls:
                        check_given_name(family, member, other, one, target)
                        family.held.setdefault(id(one), (other, one))
                    continue
                if id(node) not in fine:
                    at = node.lineno if source is member.source else 0
                    where = f"line {node.lineno}" if at else f"{source.module}, line {node.lineno}"
                    raise Refused("TF305", f"`{own}` is used as a value ({where})", at)
                call = fine[id(node)]
                if call is not None:
                    made[id(call)] = source, call
                    check_given_name(family, member, source, call, target)
                if call is not None and _stands_in(family, source, node):
                    text = f"`{own}` is made in a class of its own family"
                    raise Refused("TF320", text, node.lineno)
            for part in source.attributes.get(own, ()):
                if not source.symbol(part) and source.symbols.target(part) is None:
                    where = f"{source.module}, line {part.lineno}"
                    text = f"`{ast.unparse(part)}` may be the class ({where})"
                    raise Refused("TF305", text, 0)
    return made


def _all_of(holding: Holding, keys: Collection[Key]) -> bool:
    """Whether what is held are classes of the family, whatever is called."""
    return all(s.symbols.target(value) in keys for s, value in holding.values)


def _fine_uses(source: LiftSource) -> dict[int, ast.Call | None]:
    """The places where a class may stand -> the call that makes an object there."""
    found: dict[int, ast.Call | None] = {}
    for node in walk(source.tree):
        if isinstance(node, ast.ClassDef):
            found |= {id(b): None for b in node.bases}
        elif isinstance(node, ast.Call):
            found[id(node.func)] = node
            if isinstance(node.func, ast.Name) and node.func.id in ("isinstance", "super"):
                found |= {id(a): None for a in node.args}
                found |= {id(e): None for a in node.args for e in getattr(a, "elts", ())}
        elif isinstance(node, ast.Attribute) and node.attr == "__init__":
            found[id(node.value)] = None
    return found


def _stands_in(family: Family, source: LiftSource, node: ast.AST) -> bool:
    own = [m.node for m in family.members.values() if m.source is source]
    return any(part is node for cls in own for part in walk(cls))


def _attributes(
    sources: Mapping[str, LiftSource], family: Family, target: Target, calls: Collection[ast.Call]
) -> None:
    """Finds new names for attributes that hide those of the target's class, and which uses want variables of TensorFlow."""
    inside = {id(n) for m in family.members.values() for n in walk(m.node)}
    outside: dict[str, bool] = {}  # attribute -> whether all its uses elsewhere are operands
    operands = {}
    for name, source in sources.items():
        if "plain reads" not in source.memo:
            source.memo["plain reads"] = _plain_reads(source)
        operands[name] = source.memo["plain reads"]
    for source in sources.values():
        plain = operands[source.module]
        for attribute, nodes in source.attributes.items():
            for node in nodes:
                if not (id(node) in inside and self_attribute(node)):
                    outside[attribute] = outside.get(attribute, True) and id(node) in plain
        for name in source.looked_up:
            outside[name] = False
    renamed: dict[str, str] = {}
    may_be_none = nameless(family, calls)
    have = family.attributes()
    named = {m.name for each in family.members.values() for m in each.methods}
    renamed_methods = sorted(named & _RENAMED & target.inherited)
    for name in renamed_methods:
        if any(_others(source, name, inside) for source in sources.values()):
            text = f"its method `{name}` means something else to a layer"
            raise Refused("TF320", text, family.first.node.lineno)
        new = f"{name}_"
        while new in have | named:
            new += "_"
        renamed[name] = new
    for member in family.members.values():
        for part in walk(member.node):
            name = self_attribute(part)
            if (
                name not in target.inherited
                or not isinstance(part, ast.Attribute)
                or name in renamed_methods
            ):
                continue
            if name == "name":
                fine = part.ctx.__class__ is ast.Load or _sets_name(member, part)
                if not fine or family.first.named is None:
                    text = "`self.name` is not simply set in `__init__`"
                    raise Refused("TF302", text, part.lineno)
                if may_be_none and isinstance(part.ctx, ast.Load):
                    text = "`self.name` may be None, which the name of a layer never is"
                    raise Refused("TF302", text, part.lineno)
            elif name not in have or name in outside:
                text = f"its attribute `{name}` means something else to a layer"
                raise Refused("TF320", text, part.lineno)
            else:
                new = f"{name}_"
                while new in have:
                    new += "_"
                renamed[name] = new
    for member in family.members.values():
        member.renamed = renamed
        held = {n for s in member.sites.sites if _ordinary(s) for n in held_by(s.statement)}
        plain_names = {n for n in held if outside.get(n, True)}
        for each in family.members.values():
            plain = operands[each.source.module]
            for part in walk(each.node):
                name = self_attribute(part)
                if name in plain_names and isinstance(part.ctx, ast.Load):  # type: ignore[attr-defined]
                    if id(part) not in plain:
                        plain_names.discard(name)
        member.plain = frozenset(plain_names)


def _others(source: LiftSource, name: str, inside: set[int]) -> bool:
    """Whether code outside a family may mean its method: it asks another object than its own for that name."""
    other = of_other_classes(source, inside)
    return name in source.looked_up or any(
        id(node) not in other and not (id(node) in inside and self_attribute(node))
        for node in source.attributes.get(name, ())
    )


def _ordinary(site: Site) -> bool:
    """Whether a variable surely has Keras' own dtype: operators of Keras' variables follow its rules for others."""
    given = [k.value for k in site.node.keywords if k.arg == "dtype"]
    positional = len(site.node.args) > 2 and site.symbol == "tf.get_variable" and not site.callee
    return not positional and all(ast.unparse(g).endswith("float32") for g in given)


def _sets_name(member: Member, part: ast.AST) -> bool:
    return member.named is not None and member.named.targets[0] is part


def _plain_reads(source: LiftSource) -> set[int]:
    """The attributes, read as a whole or by an item, that are operands of TensorFlow."""
    parents = {id(c): p for p in walk(source.tree) for c in children(p)}
    found = set()
    for node in (n for nodes in source.attributes.values() for n in nodes):
        whole: ast.AST = node
        above = parents.get(id(whole))
        if isinstance(above, ast.Subscript) and above.value is whole:
            whole = above
        stored = isinstance(whole, ast.Subscript) and not isinstance(whole.ctx, ast.Load)
        if stored or takes_plain_variable(source, whole, parents):
            found.add(id(node))
    return found
