"""What becomes of a function's scope and of its parameters."""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass

from migrate.lift.binding.float_types import is_only_float32
from migrate.lift.binding.purity import check_pure
from migrate.lift.classes.objects import object_calls
from migrate.lift.functions.site_names import call_arguments, site_name
from migrate.lift.neighbours.values import decisive, takes_settings_as
from migrate.lift.normal.computed_scope import Naming, computed
from migrate.lift.plans import TAKEN, Parameter, Refused
from migrate.lift.source.bodies import bind
from migrate.lift.source.sites import Scope
from migrate.lift.source.view import View
from migrate.nodes import walk
from migrate.plan.times import Time

_TRAINING = frozenset({"training", "is_training"})


@dataclass(frozen=True, eq=False)
class OwnScope:
    """The scope a function opens around all it creates; ``scope`` is None when it opens none.

    Attributes:
      parameter: the parameter that names it, "" for none.
      default: the source of the default name, None when the caller must give one.
      counted: TF1 makes the name unique.
      slash: the name when it is several levels, which Keras has no name for.
      naming: the name when it is made of parameters, which whoever makes the layer knows.
    """

    scope: Scope | None = None
    parameter: str = ""
    default: str | None = None
    counted: bool = False
    reuse: str = ""
    slash: str = ""
    naming: Naming | None = None


def own_scope(view: View) -> OwnScope:
    """The scope that becomes the layer's own level.

    Raises:
      Refused: it is opened in a way that has no counterpart.
    """
    outer = [s for s in view.scopes if s.kind == "variable_scope"]
    _check_counted(view, outer)
    for scope in outer:
        for keyword in scope.keywords:
            if hands_down(view, scope, keyword):
                raise Refused("TF306", f"`{keyword}=` of a scope", scope.node.lineno)
        if isinstance(scope.name, ast.Constant) and "" in str(scope.name.value or "_").split("/"):
            text = f"scope name {scope.name.value!r}, which TF1 keeps as it is"
            raise Refused("TF302", text, scope.node.lineno)
        if scope.name is not None and not scope.same:
            check_pure(view.source, view.tree, scope.name)
        if scope.name is not None and view.time(scope.name) is Time.CALL and not scope.same:
            text = ast.unparse(scope.name)
            if text != scope.alias and not _counts_a_list(scope.name):
                raise Refused("TF302", f"scope name `{text}`", scope.node.lineno)
    around = [s.scopes for s in view.sites] + [v.scopes for v in view.called_values]
    first = {scopes[0] for scopes in around if scopes}
    everywhere = all(around)
    if not everywhere or len(first) != 1:
        return OwnScope()
    scope = first.pop()
    if scope.same or (scope.kind != "variable_scope" and not _names_variables(view, scope)):
        return OwnScope()
    statements = [s.statement for s in view.sites]
    statements += [v.statement for v in view.called_values if v.statement is not None]
    if any(scope.node in _ancestors(view, s) for s in statements) is False:
        return OwnScope()
    if _is_inside_loop_or_branch(view, scope.node):
        return OwnScope()
    return _named(view, scope)


def _names_variables(view: View, scope: Scope) -> bool:
    """Whether a name scope names all that a function makes, as `tf.Variable`s follow it, and always has a name of one level."""
    if any(s.kind != "weight" or s.symbol != "tf.Variable" for s in view.sites):
        return False
    if view.called_values or scope.alias or scope.default is not None:
        return False
    name: ast.expr | None = scope.name
    if isinstance(name, ast.Name):
        if name.id not in view.param_names or view.assignments(name.id):
            return False
        given = [value for _, value in view.tree.given(view.key, name.id)]
        if any(isinstance(v, ast.Constant) and not v.value for v in given):
            return False  # outside of all scopes
        name = next((d for a, d, _ in view.params if a.arg == name.id), None)
        if name is None:
            return True
    text = name.value if isinstance(name, ast.Constant) else None
    return isinstance(text, str) and bool(text) and "/" not in text


def _check_counted(view: View, scopes: list[Scope]) -> None:
    """Scopes without a name are numbered in the scope around: only one may have a default name there.

    Raises:
      Refused: TF1 numbers one.
    """
    nodes = {id(s.node) for s in scopes}
    known: dict[tuple[int, str], list[ast.With]] = {}
    for scope in scopes:
        named = isinstance(scope.name, ast.Constant)
        if not named and (scope.name is not None or not isinstance(scope.default, ast.Constant)):
            continue
        above = _ancestors(view, scope.node)[1:]
        around = next((a for a in above if id(a) in nodes), None)
        between = above[: above.index(around)] if around is not None else above
        text = scope.name if named else scope.default
        assert isinstance(text, ast.Constant)
        others = known.setdefault((id(around), str(text.value)), [])
        if named:  # it takes the name, but no number
            others.append(scope.node)
            continue
        again = any(not _exclusive(view, scope.node, other) for other in others)
        if again or any(isinstance(a, (ast.For, ast.While)) for a in between):
            why = f"scope {text.value!r}, which TF1 numbers"
            raise Refused("TF307", why, scope.node.lineno)
        others.append(scope.node)
    for scope in scopes:
        if scope.name is None and isinstance(scope.default, ast.Constant):
            _check_beside(view, scope, str(scope.default.value))


def _check_beside(view: View, scope: Scope, default: str) -> None:
    """What is called before may open a scope of that name, too, or make a layer that has it.

    Raises:
      Refused: it does.
    """
    lines = range(scope.node.lineno, (scope.node.end_lineno or 0) + 1)
    for variable in view.names.runs if view.names is not None else ():
        levels = variable.name.split("/")[:-1]
        numbered = any(re.fullmatch(rf"{re.escape(default)}_(\d+|{{.*)", one) for one in levels)
        if variable.line in lines and default not in levels and numbered:
            text = f"scope {default!r}, which TF1 numbers: `{variable.name}`"
            raise Refused("TF307", text, scope.node.lineno)


def _exclusive(view: View, one: ast.AST, other: ast.AST) -> bool:
    """Whether two statements are in different arms of an `if`."""
    tests = [a for a in _ancestors(view, one) if isinstance(a, ast.If)]
    arms = [(t.body, t.orelse) for t in tests]
    ids = [tuple({id(n) for s in arm for n in walk(s)} for arm in pair) for pair in arms]
    return any({id(one) in a, id(other) in a} == {True, False} and (id(one) in b) != (id(other) in b)
               for a, b in ids)  # fmt: skip


def hands_down(view: View, scope: Scope, keyword: str) -> bool:
    """Whether an argument of a scope hands something down: neither None nor the dtype that variables have anyway."""
    call = scope.item.context_expr
    assert isinstance(call, ast.Call)
    value = next((k.value for k in call.keywords if k.arg == keyword), None)
    if value is None:
        return True
    none = isinstance(value, ast.Constant) and value.value is None
    return not (none or (keyword == "dtype" and view.tree.dtypes.is_float32(view.key, value)))


def _counts_a_list(node: ast.expr) -> bool:
    """A name that is built on ``len(...)`` of a list, which is known when the call runs."""
    return any(
        isinstance(n, ast.Call) and isinstance(n.func, ast.Name) and n.func.id == "len"
        for n in walk(node)
    )


def _ancestors(view: View, node: ast.AST) -> list[ast.AST]:
    found: list[ast.AST] = [node]
    while id(node) in view.parents:
        node = view.parents[id(node)]
        found.append(node)
    return found


def _is_inside_loop_or_branch(view: View, node: ast.AST) -> bool:
    above = _ancestors(view, node)[1:]
    return any(isinstance(a, (ast.If, ast.For, ast.While, ast.Try)) for a in above)


def _named(view: View, scope: Scope) -> OwnScope:
    reuse = "" if scope.reuse is None else ast.unparse(scope.reuse)
    if reuse in ("None", "False"):
        reuse = ""
    name, default = scope.name, None
    defaults = {a.arg: d for a, d, _ in view.params}
    if scope.default is not None and not isinstance(scope.default, ast.Constant):
        raise Refused("TF302", f"scope name `{ast.unparse(scope.default)}`", scope.node.lineno)
    if scope.default is not None:
        default = view.source.segment(scope.default)
    counted = default is not None
    if isinstance(name, ast.BoolOp) and isinstance(name.op, ast.Or) and len(name.values) == 2:
        either, otherwise = name.values
        if isinstance(otherwise, ast.Constant) and isinstance(either, ast.Name):
            name, default, counted = either, view.source.segment(otherwise), False
    if name is None:
        if default is None:
            raise Refused("TF302", "a scope without a name", scope.node.lineno)
        return OwnScope(scope, "", default, True, reuse)
    if isinstance(name, ast.Constant) and isinstance(name.value, str):
        if not name.value:
            return OwnScope()
        if "/" in name.value:
            return OwnScope(scope, "", None, False, reuse, name.value)
        return OwnScope(scope, "", view.source.segment(name), False, reuse)
    if isinstance(name, ast.Name) and name.id in view.param_names and not view.assignments(name.id):
        given = defaults[name.id]
        if isinstance(given, ast.Constant) and isinstance(given.value, str):
            if not given.value or "/" in given.value:
                return OwnScope()
            default, counted = view.source.segment(given), False
        elif given is not None and not isinstance(given, ast.Constant):
            text = f"scope name `{name.id}`, by default `{ast.unparse(given)}`"
            raise Refused("TF302", text, scope.node.lineno)
        elif given is not None and not (isinstance(given, ast.Constant) and given.value is None):
            return OwnScope()
        return OwnScope(scope, name.id, default, counted, reuse)
    free = {n: d for n, d in defaults.items() if n not in view.free and not view.assignments(n)}
    if computed(name, free, view.time(name) is Time.CONFIG):
        read = {n.id for n in walk(name) if isinstance(n, ast.Name)}
        naming = Naming(name, {n: d for n, d in free.items() if n in read})
        return OwnScope(scope, "", None, False, reuse, naming=naming)
    return OwnScope()


def roles(view: View, own: OwnScope) -> tuple[Parameter, ...]:
    """The role of each parameter."""
    found = []
    for argument, default, keyword in view.params:
        name = argument.arg
        text = None if default is None else view.source.segment(default)
        role = _role(view, own, name, default)
        if role != "reuse" and name == own.reuse and view.assignments(name):
            text = f"`{name}`, which says whether to share, is set in the function"
            raise Refused("TF303", text, view.assignments(name)[0].lineno)
        if role in ("config", "call") and name == own.reuse:
            if view.tree.arguments.never_given(view.key, name) is None:
                text = f"`{name}`, which says whether to share, decides about more"
                line = next(u.lineno for u in view.uses(name) if not _only_reuse(view, u))
                raise Refused("TF303", text, line)
        keyword = keyword and not (role == "call" and name in view.free)
        shown = _shown(view, name) if role == "config" and name in TAKEN else ""
        found.append(Parameter(name, role, text, keyword, name in view.free, shown))
    if view.node.args.kwarg is not None:
        name = view.node.args.kwarg.arg
        found.append(Parameter(name, "kwargs" if view.uses(name) else "unused", None, True))
    return tuple(found)


def _shown(view: View, name: str) -> str:
    """Another name for a parameter that constructors have a meaning of their own for."""
    names = [site_name(view, s) for s in view.sites if s.kind == "weight"]
    uses = view.uses(name)
    weights = bool(uses) and all(any(use is one for one in names) for use in uses)
    free = "weight_name" not in (*view.param_names, *view.times.names)
    return "weight_name" if weights and free else "scope_name"


def _role(view: View, own: OwnScope, name: str, default: ast.expr | None) -> str:
    uses = view.uses(name)
    if name == own.parameter:
        return "name"
    if not uses or all(_says_nothing(view, use) for use in uses):
        return "unused"
    if own.naming is not None and all(_within(u, own.naming.expression) for u in uses):
        return "naming"
    if all(_only_reuse(view, use) for use in uses):
        return "reuse"
    if any(name == one.name for one in view.called_values):
        return "call"  # another one in each call, perhaps, that holds tensors
    if name in view.free and view.time(ast.Name(id=name, ctx=ast.Load())) is Time.CALL:
        return "call"
    plain = not any(isinstance(a, ast.Assign) for a in view.assignments(name))
    if plain and name in view.changed:  # Keras hands copies of lists and dictionaries to `call`
        raise Refused("TF319", f"changes its parameter `{name}`", uses[0].lineno)
    if view.tree.params[view.key].get(name) is Time.CALL:
        if (
            name in TAKEN and name in view.demand
        ):  # `__init__` has one of its own, which would be taken
            text = f"`{name}`, which decides about variables, comes with each call"
            raise Refused("TF309" if name == "name" else "TF311", text, uses[0].lineno)
        return "call"
    if name in view.demand:
        return "config"
    training = name in _TRAINING and name not in view.free
    if training or any(_at_call(view, u) for u in uses):
        return "call"
    if _decides_about_hosted(view, name):
        return "config"
    fixed = default is not None and _is_literal(default)
    if (
        fixed
        or name in view.free
        or _is_settings(view, uses)
        or view.tree.arguments.is_config(view.key, name)
    ):
        return "config"
    return "call"  # what decides nothing about variables may as well come with the tensors


def _decides_about_hosted(view: View, name: str) -> bool:
    """Whether a parameter that is nothing but handed on decides about the variables of what the layer hosts."""
    for one in view.called_values:
        key = one.neighbour.site.callee if one.neighbour is not None else None
        function = view.tree.function(key) if key is not None else None
        if key is None or function is None:
            continue
        bound = bind(one.node, function, key)
        decides = decisive(view.tree, key, direct=True) | {
            n for n in view.demanded.get(key, ()) if takes_settings_as(view.tree, key, n)
        }
        for wanted in decides & bound.keys():
            if isinstance(bound[wanted], ast.Name) and bound[wanted].id == name:  # type: ignore[attr-defined]
                return not view.assignments(name)
    return False


def _says_nothing(view: View, use: ast.Name) -> bool:
    """Whether a use only hands on a default that TF1 has too: nobody gives anything else."""
    parent = view.parents.get(id(use))
    call = view.parents.get(id(parent)) if isinstance(parent, ast.keyword) else parent
    site = next((s for s in view.sites if s.node is call), None)
    if site is None or site.callee is not None or use.id in view.free:
        return False
    rule = view.tree.rules.get(site.symbol)
    layer = view.table.get(site.symbol)
    if site.kind == "layer" and layer is not None:
        found = view.table.of_site(view.tree.rules, site)
        name = next((n for n, v in found.items() if v is use), "")
        return is_only_float32(view, layer, name, use)
    if site.kind != "weight":
        return False
    given = dict(zip(rule.parameters if rule else (), site.node.args, strict=False))
    given |= {k.arg: k.value for k in site.node.keywords if k.arg}
    name = next((n for n, v in given.items() if v is use), "")
    got = name == "dtype" and site.symbol != "tf.Variable"
    if got and view.tree.dtypes.is_float32(view.key, use):
        return True
    default = (
        view.tree.arguments.never_given(view.key, use.id)
        if name in ("collections", "dtype")
        else None
    )
    if default is None:
        return False
    none = isinstance(default, ast.Constant) and default.value is None
    return none or (name == "dtype" and view.source.symbol(default) == "tf.float32")


def _within(node: ast.AST, expression: ast.expr) -> bool:
    return any(part is node for part in walk(expression))


def _is_literal(node: ast.expr) -> bool:
    """A number, text, truth value or a list of such; not None, which stands for anything."""
    if isinstance(node, ast.Constant):
        return node.value is not None
    inside = [n for n in walk(node) if isinstance(n, (ast.Name, ast.Call, ast.Lambda))]
    return not inside


def _is_settings(view: View, uses: list[ast.Name]) -> bool:
    """An object whose attributes are read: hyper-parameters, not a tensor."""
    attributes = [view.parents.get(id(use)) for use in uses]
    return any(
        isinstance(a, ast.Attribute)
        and a.attr not in ("shape", "get_shape", "dtype", "set_shape", "op", "name")
        for a in attributes
    )


def _only_reuse(view: View, use: ast.Name) -> bool:
    """Whether a use of a parameter only says whether variables are shared."""
    parent = view.parents.get(id(use))
    switch = view.parents.get(id(parent)) if isinstance(parent, ast.Compare) else parent
    if isinstance(switch, ast.If) and switch in view.found.switches:
        return True
    if not isinstance(parent, (ast.keyword, ast.Call)):
        return False
    call = view.parents.get(id(parent)) if isinstance(parent, ast.keyword) else parent
    if not isinstance(call, ast.Call):
        return False
    symbol = view.source.called(call)
    if isinstance(parent, ast.keyword) and symbol:
        return parent.arg in ("reuse", "_reuse")
    hosted = view.neighbours.get(id(call))
    if hosted is not None and hosted.site.callee is not None:
        given = call_arguments(view, call, hosted.site.callee)
        return any(value is use and name in hosted.handed for name, value in given.items())
    site = next((s for s in view.sites if s.node is call), None)
    if site is None or site.callee is None or site.callee not in view.lifted:
        return False
    return any(
        value is use and view.lifted[site.callee].role(parameter) == "reuse"
        for parameter, value in call_arguments(view, call, site.callee).items()
    )


def _at_call(view: View, use: ast.Name) -> bool:
    """Whether a use says how the layer runs, not what it is: `training`, a dropout's rate."""
    parent = view.parents.get(id(use))
    call: ast.AST | None = parent
    keyword = ""
    if isinstance(parent, ast.keyword):
        keyword, call = parent.arg or "", view.parents.get(id(parent))
    if not isinstance(call, ast.Call):
        return False
    symbol = view.source.called(call)
    if keyword in _TRAINING and symbol:
        return True
    if symbol in ("tf.nn.dropout", "tf.layers.dropout", "tf.contrib.layers.dropout"):
        return use is not (call.args[0] if call.args else None)
    layer = view.table.get(symbol) if symbol else None
    if layer is not None:
        given = view.table.arguments(view.tree.rules, symbol, call)
        return any(v is use and n in layer.call for n, v in given.items())
    site = next((s for s in view.sites if s.node is call), None)
    lifted = view.lifted_as(site) if site is not None else None
    for made, held in object_calls(view) if site is None else ():
        if made is call:
            names = dict(zip(held.names("call"), made.args, strict=False))
            names |= {k.arg: k.value for k in made.keywords if k.arg}
            return any(v is use and held.role(n) == "call" for n, v in names.items())
    if site is not None and site.callee is not None and lifted is not None:
        given = call_arguments(view, call, site.callee)
        return any(v is use and lifted.role(n) == "call" for n, v in given.items())
    return False
