"""Reading a subclass of Keras' layers: what it tells Keras, what it makes when it is built, and what it asks for."""

from __future__ import annotations

import ast
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field

from migrate.lift.classes.keras_bases import CELL_BASES, FOR_KERAS, KERAS_BASES
from migrate.lift.classes.parts import is_string, self_attribute
from migrate.lift.classes.reserved import RESERVED
from migrate.lift.normal.classes.keras_names import check_taken
from migrate.lift.plans import Refused
from migrate.lift.source.source import FunctionNode, LiftSource, loads, parameters, stores
from migrate.model.tree import Key
from migrate.nodes import walk

# By which TF1's own layers make their variables.
ADDS = frozenset({"add_variable", "add_weight"})


@dataclass(eq=False)
class KerasClass:
    """One such class.

    Attributes:
      build, init: its own ones, None where it inherits Keras'.
      above: the call of Keras' constructor.
      given: what that was given as the name: a parameter or a string; None for nothing.
      named: whether a scope is called after the object.
      held: attributes that `build` sets -> the local names that stand for them.
      empty: statements of `__init__` that say None for those.
      shape: what `build` calls the shape of its input.
      counted: what TF1 calls the scope around the call of an object without a name; "" where it opens none, as Keras.
    """

    source: LiftSource
    node: ast.ClassDef
    call: FunctionNode
    build: FunctionNode | None
    init: FunctionNode | None
    above: ast.Expr | None = None
    given: ast.expr | None = None
    named: bool = False
    held: dict[str, str] = field(default_factory=dict)
    empty: list[ast.stmt] = field(default_factory=list)
    shape: str = ""
    counted: str = ""

    @property
    def key(self) -> Key:
        return self.source.module, self.node.name

    @property
    def input(self) -> str:
        """The first tensor that the object is called with."""
        return self.call.args.args[1].arg


def read_class(source: LiftSource, node: ast.ClassDef, counted: str = "") -> KerasClass:
    """Reads one.

    Args:
      counted: what TF1 calls the scope that it opens around the call, "" for none.

    Raises:
      Refused: it is more than an object that is called.
    """
    line, name = node.lineno, node.name
    if len(node.bases) > 1 or node.keywords or node.decorator_list:
        odd = [*node.bases[1:], *(k.value for k in node.keywords), *node.decorator_list][0]
        raise Refused("TF320", f"`{name}` is made with `{ast.unparse(odd)}`", line)
    if source.definitions[name] > 1:
        raise Refused("TF320", f"`{name}` is defined twice", line)
    if source.skips.file or source.skips.covers(line):
        raise Refused("TF320", "marked `# migrate: skip`", line)
    methods = {n.name: n for n in node.body if isinstance(n, ast.FunctionDef)}
    call = methods.get("call")
    if call is None:
        raise Refused("TF320", f"`{name}` has no `call` of its own", line)
    one = KerasClass(source, node, call, methods.get("build"), methods.get("__init__"))
    one.counted = counted
    for method in (one.call, one.build, one.init):
        if method is not None and (
            method.decorator_list or not method.args.args or method.args.args[0].arg != "self"
        ):
            text = f"`{method.name}` is decorated, or does not call its object `self`"
            raise Refused("TF320", text, method.lineno)
    _check_call(one)
    _constructor(one)
    _built(one)
    one.named = bool(counted) or any(
        self_attribute(n) in ("name", "_name")
        for method in methods.values()
        for n in walk(method)
        if isinstance(n, ast.Attribute)
    )
    _check_inherited(one, methods)
    if not counted:
        check_taken(one)
    return one


def _check_call(one: KerasClass) -> None:
    args = one.call.args
    if len(args.args) < 2 or args.vararg or args.kwarg or args.posonlyargs or args.kwonlyargs:
        raise Refused("TF320", "takes `*` or `**` arguments in `call`", one.call.lineno)
    if any(a.arg in ("mask", "initial_state", "states") for a in args.args):
        text = f"`{one.node.name}.call` takes what Keras gives it itself"
        raise Refused("TF320", text, one.call.lineno)


def _constructor(one: KerasClass) -> None:
    """Finds what the constructor tells Keras' one: a name, or what it was given itself."""
    init = one.init
    if init is None:
        return
    args, line = init.args, init.lineno
    if args.vararg or args.posonlyargs:
        raise Refused("TF320", "takes `*` arguments in `__init__`", line)
    if init.body[0].lineno == line:
        raise Refused("TF320", "`__init__` stands on one line", line)
    found = [s for s in init.body if isinstance(s, ast.Expr) and _is_above(one, s.value)]
    if len(found) != 1 or not isinstance(found[0].value, ast.Call):
        raise Refused("TF320", "`__init__` does not call Keras' one once", line)
    one.above = found[0]
    call = found[0].value
    if call.args and not _says_self(call):
        raise Refused("TF320", f"`{ast.unparse(call)}`", call.lineno)
    rest = args.kwarg.arg if args.kwarg is not None else ""
    for keyword in call.keywords:
        starred = keyword.arg is None and isinstance(keyword.value, ast.Name)
        if starred and rest and ast.unparse(keyword.value) == rest:
            continue
        if one.counted and keyword.arg in ("_reuse", "reuse") and _is_idle(init, keyword.value):
            continue
        if keyword.arg != "name":
            raise Refused("TF320", f"`{ast.unparse(call)}`", call.lineno)
        one.given = keyword.value
    if rest and sum(isinstance(n, ast.Name) and n.id == rest for n in walk(init)) != 1:
        raise Refused("TF320", f"`{rest}` of `__init__` is looked into", line)
    given = {a.arg for a, _, _ in parameters(init)}
    if "name" in given and not (isinstance(one.given, ast.Name) and one.given.id == "name"):
        raise Refused("TF313", "`name` of `__init__` is not the layer's", line)
    if one.given is not None and not _is_name(one.given, given - stores(init)):
        raise Refused("TF302", f"name `{ast.unparse(one.given)}` of the layer", call.lineno)
    if isinstance(one.given, ast.Name) and one.given.id != "name" and rest:
        raise Refused("TF302", f"`{one.given.id}` and `{rest}` may both name the layer", line)


def _is_idle(init: FunctionNode, node: ast.expr) -> bool:
    """The parameter ``reuse``, which is None unless a caller says more, and goes."""
    given = {a.arg: d for a, d, _ in parameters(init)}
    default = given.get("reuse")
    if not isinstance(node, ast.Name) or node.id != "reuse" or default is None:
        return False
    return ast.unparse(default) in ("None", "False") and node.id not in stores(init)


def _is_above(one: KerasClass, node: ast.expr) -> bool:
    func = node.func if isinstance(node, ast.Call) else None
    if not isinstance(func, ast.Attribute) or func.attr != "__init__":
        return False
    if isinstance(func.value, ast.Call):
        return isinstance(func.value.func, ast.Name) and func.value.func.id == "super"
    return one.source.symbol(func.value) in KERAS_BASES | CELL_BASES


def _says_self(call: ast.Call) -> bool:
    """``tf.keras.layers.Layer.__init__(self, ...)``."""
    func = call.func
    inherited = isinstance(func, ast.Attribute) and not isinstance(func.value, ast.Call)
    return inherited and len(call.args) == 1 and ast.unparse(call.args[0]) == "self"


def _is_name(node: ast.expr, given: Collection[str]) -> bool:
    if isinstance(node, ast.Constant):
        return isinstance(node.value, str)
    return isinstance(node, ast.Name) and node.id in given


def _built(one: KerasClass) -> None:
    """What `build` sets becomes local to the call, which may be all that asks for it."""
    build = one.build
    if build is None:
        return
    args = build.args
    if len(args.args) != 2 or args.vararg or args.kwarg or args.kwonlyargs or args.defaults:
        raise Refused("TF320", "`build` takes more than a shape", build.lineno)
    if build.body[0].lineno == build.lineno or build.col_offset != one.call.col_offset:
        raise Refused("TF320", "`build` stands on one line", build.lineno)
    one.shape = args.args[1].arg
    if one.input in stores(build) or one.shape in stores(build):
        raise Refused("TF320", f"`build` sets `{one.shape}`", build.lineno)
    for part in walk(build):
        odd = (ast.Return, ast.Yield, ast.FunctionDef, ast.Lambda, ast.Global)
        if isinstance(part, odd) and part is not build:
            text = f"`{type(part).__name__.lower()}` in `build`"
            raise Refused("TF320", text, part.lineno)
    own = {a.arg for a, _, _ in parameters(one.call)} | stores(one.call) | loads(one.call)
    clash = (stores(build) | {one.shape}) & own
    if clash - {one.input}:
        text = f"`{min(clash)}` is one thing in `build` and another in `call`"
        raise Refused("TF320", text, build.lineno)
    taken = own | stores(build) | loads(build)
    for part in walk(build):
        name = self_attribute(part)
        if not name or isinstance(part.ctx, ast.Load) or name in ("built", "input_spec"):  # type: ignore[attr-defined]
            continue
        if name not in one.held:
            local = name.lstrip("_") or name
            while local in taken:
                local += "_"
            taken.add(local)
            one.held[name] = local
    for statement in one.init.body if one.init is not None else ():
        if isinstance(statement, ast.Assign) and isinstance(statement.value, ast.Constant):
            names = [self_attribute(t) for t in statement.targets]
            if statement.value.value is None and set(names) <= set(one.held):
                one.empty.append(statement)
    fine = {id(n) for m in (build, one.call) for n in walk(m)}
    fine |= {id(n) for s in one.empty for n in walk(s)}
    for part in walk(one.node):
        if self_attribute(part) in one.held and id(part) not in fine:
            text = f"`self.{self_attribute(part)}`, which `build` makes, is used elsewhere"
            raise Refused("TF320", text, getattr(part, "lineno", 0))


def _check_inherited(one: KerasClass, methods: Mapping[str, FunctionNode]) -> None:
    """Of what Keras gives its layers the class may only ask for the name, and tell it what it is told itself."""
    for name, method in methods.items():
        hidden = name in RESERVED or (name.startswith("__") and name.endswith("__"))
        if hidden and name not in ("__init__", "call", "build", *FOR_KERAS):
            text = f"its method `{name}` means something else to a layer"
            raise Refused("TF320", text, method.lineno)
        if name in FOR_KERAS:
            continue
        for part in walk(method):
            asked = self_attribute(part)
            if asked not in RESERVED or asked in ("name", "_name"):
                continue
            if method is one.build and asked == "built":
                continue
            if one.counted and asked in ADDS:  # in the scope that TF1 opens, as `tf.get_variable`
                continue
            text = f"`self.{asked}` is Keras' own"
            raise Refused("TF320", text, getattr(part, "lineno", method.lineno))
        for call in _above_calls(method):
            if method is one.build and call.func.attr == "build":  # type: ignore[attr-defined]
                continue
            if one.above is None or call is not one.above.value:
                raise Refused("TF320", f"`{ast.unparse(call)}`", call.lineno)
    for statement in one.node.body:
        if not isinstance(statement, (ast.FunctionDef, ast.Assign, ast.Pass)):
            if not is_string(statement):
                raise Refused("TF320", "statements in the class", statement.lineno)


def _above_calls(method: FunctionNode) -> Iterator[ast.Call]:
    """``super().m(...)``."""
    for part in walk(method):
        if isinstance(part, ast.Call) and isinstance(part.func, ast.Attribute):
            inner = part.func.value
            if isinstance(inner, ast.Call) and ast.unparse(inner.func) == "super":
                yield part
