"""A TF1 model class as lifting reads it: an object with a name that opens its scope when it is called."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass, field

from migrate.lift.plans import Refused
from migrate.lift.sites import _SCOPES, Scope, Sites
from migrate.lift.source import FunctionNode, LiftSource, parameters
from migrate.model.tree import Key

_DECORATORS = frozenset({"property", "staticmethod"})
_MAGIC = frozenset(
    [
        "__new__",
        "__getattr__",
        "__getattribute__",
        "__setattr__",
        "__del__",
        "__enter__",
        "__exit__",
    ]
)
_KERAS_ARGUMENTS = ("dtype", "trainable", "autocast", "activity_regularizer", "kwargs")
_COLLECTED = {
    "TRAINABLE_VARIABLES": "trainable_variables",
    "GLOBAL_VARIABLES": "variables",
    "VARIABLES": "variables",
}
_LISTED = {"tf.trainable_variables": "trainable_variables", "tf.global_variables": "variables"}
# What keras.layers.Layer itself uses.
RESERVED = frozenset(
    [
        "activity_regularizer",
        "add_loss",
        "add_metric",
        "add_weight",
        "autocast",
        "build",
        "build_from_config",
        "built",
        "call",
        "compute_dtype",
        "compute_mask",
        "compute_output_shape",
        "compute_output_spec",
        "count_params",
        "dtype",
        "dtype_policy",
        "from_config",
        "get_build_config",
        "get_config",
        "get_weights",
        "input",
        "input_dtype",
        "input_spec",
        "load_own_variables",
        "losses",
        "metrics",
        "metrics_variables",
        "name",
        "non_trainable_variables",
        "non_trainable_weights",
        "output",
        "path",
        "quantization_mode",
        "quantize",
        "save_own_variables",
        "set_weights",
        "stateless_call",
        "supports_jit",
        "supports_masking",
        "symbolic_call",
        "trainable",
        "trainable_variables",
        "trainable_weights",
        "variable_dtype",
        "variables",
        "weights",
        "rematerialized_call",
        "quantized_call",
    ]
)


@dataclass(eq=False)
class ClassParts:
    """What a class is made of.

    Attributes:
      key: its module and qualified name.
      stores: attribute -> the statements that set it, each with the method it stands in.
      scope: the scope that ``__call__`` opens around all it creates; None when it opens none.
      name: the source of the layer's name; None when it has none of its own.
      name_attribute: the attribute that held the name, "" for none.
      reuse_attributes: attributes that only said whether the object was called before.
      collected: attribute -> Keras' list of variables which it held.
      dropped: statements that go.
      lists: expressions that collect the object's variables -> Keras' list of them.
    """

    key: Key
    node: ast.ClassDef
    init: FunctionNode
    call: FunctionNode
    methods: tuple[FunctionNode, ...]
    stores: dict[str, list[tuple[ast.Assign, FunctionNode]]]
    scope: Scope | None = None
    name: ast.expr | None = None
    name_attribute: str = ""
    reuse_attributes: frozenset[str] = frozenset()
    collected: dict[str, str] = field(default_factory=dict)
    dropped: set[int] = field(default_factory=set)
    lists: dict[int, str] = field(default_factory=dict)
    by_prefix: bool = False

    @property
    def attributes(self) -> frozenset[str]:
        """Every attribute and method by which the object is known."""
        return frozenset((*self.stores, *(m.name for m in self.methods), "__init__", "__call__"))


def self_attribute(node: ast.AST | None) -> str:
    """``x`` for ``self.x``, "" for anything else."""
    if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
        if node.value.id == "self":
            return node.attr
    return ""


def class_parts(source: LiftSource, key: Key, node: ast.ClassDef, found: Sites) -> ClassParts:
    """Reads a class whose ``__call__`` has these creation sites.

    Raises:
      Refused: it is no plain object with a constructor, a call and attributes.
    """
    methods = _methods(node)
    init, call = (_one(node, methods, name) for name in ("__init__", "__call__"))
    rest = tuple(m for m in methods if m not in (init, call))
    parts = ClassParts(key, node, init, call, rest, _stores((init, call, *rest)))
    _plain_self(parts)
    for argument, _, _ in parameters(init):
        if argument.arg in _KERAS_ARGUMENTS:
            text = f"`{argument.arg}` of `__init__` means something else to a layer"
            raise Refused("TF313", text, init.lineno)
    for part in ast.walk(init):
        if (
            isinstance(part, (ast.Return, ast.Yield, ast.Global, ast.FunctionDef))
            and part is not init
        ):
            text = f"`{type(part).__name__.lower()}` in `__init__`"
            raise Refused("TF320", text, part.lineno)
    _drop_super(parts)
    parts.scope = _own_scope(found)
    _naming(source, parts)
    named = {n.id for n in ast.walk(parts.name) if isinstance(n, ast.Name)} if parts.name else set()
    if "name" in {a.arg for a, _, _ in parameters(init)} - named:
        raise Refused("TF313", "`name` of `__init__` is not the name of its scope", init.lineno)
    _bookkeeping(parts)
    _collections(source, parts)
    for name, places in parts.stores.items():
        for statement, method in places:
            if method is not init and id(statement) not in parts.dropped:
                text = f"`self.{name}` is set in `{method.name}`"
                raise Refused("TF320", text, statement.lineno)
    return parts


def _methods(node: ast.ClassDef) -> list[FunctionNode]:
    line = node.lineno
    bases = [b for b in node.bases if not (isinstance(b, ast.Name) and b.id == "object")]
    if bases or node.keywords or node.decorator_list:
        odd = [*bases, *(k.value for k in node.keywords), *node.decorator_list][0]
        raise Refused("TF320", f"`{node.name}` is made with `{ast.unparse(odd)}`", line)
    methods = []
    for statement in node.body:
        if isinstance(statement, ast.FunctionDef):
            methods.append(statement)
            for decorator in statement.decorator_list:
                if not isinstance(decorator, ast.Name) or decorator.id not in _DECORATORS:
                    text = f"decorator `{ast.unparse(decorator)}` of `{statement.name}`"
                    raise Refused("TF320", text, statement.lineno)
            taken = statement.name in RESERVED and not _is_property(statement)
            if taken or statement.name in _MAGIC:
                text = f"its method `{statement.name}` means something else to a layer"
                raise Refused("TF320", text, statement.lineno)
        elif isinstance(statement, ast.Assign):
            names = [t.id for t in statement.targets if isinstance(t, ast.Name)]
            if len(names) != len(statement.targets) or set(names) & RESERVED:
                raise Refused("TF320", f"`{ast.unparse(statement)}` in the class", statement.lineno)
        elif not isinstance(statement, ast.Pass) and not _is_string(statement):
            raise Refused("TF320", "statements in the class", statement.lineno)
    return methods


def _is_property(node: FunctionNode) -> bool:
    return any(isinstance(d, ast.Name) and d.id == "property" for d in node.decorator_list)


def _is_string(node: ast.stmt) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


def _one(node: ast.ClassDef, methods: list[FunctionNode], name: str) -> FunctionNode:
    found = [m for m in methods if m.name == name]
    if len(found) != 1:
        raise Refused("TF320", f"`{node.name}` has no `{name}` of its own", node.lineno)
    method = found[0]
    args = method.args
    if args.vararg or args.kwarg or args.posonlyargs or method.decorator_list:
        raise Refused("TF320", f"takes `*` or `**` arguments in `{name}`", method.lineno)
    if not args.args or args.args[0].arg != "self":
        raise Refused("TF320", f"`{name}` does not call its object `self`", method.lineno)
    return method


def _stores(methods: tuple[FunctionNode, ...]) -> dict[str, list[tuple[ast.Assign, FunctionNode]]]:
    found: dict[str, list[tuple[ast.Assign, FunctionNode]]] = {}
    for method in methods:
        inside = {}
        for part in ast.walk(method):
            if isinstance(part, ast.Assign) and len(part.targets) == 1:
                inside[id(part.targets[0])] = part
        for part in ast.walk(method):
            name = self_attribute(part)
            if name and isinstance(part, ast.Attribute) and not isinstance(part.ctx, ast.Load):
                statement = inside.get(id(part))
                if statement is None:
                    raise Refused("TF320", f"`self.{name}` is set in another way", part.lineno)
                found.setdefault(name, []).append((statement, method))
    return found


def _plain_self(parts: ClassParts) -> None:
    """The object is only used for its attributes, and called."""
    for method in (parts.init, parts.call, *parts.methods):
        fine = set()
        for part in ast.walk(method):
            if isinstance(part, ast.Attribute) and part.attr not in ("__dict__", "__class__"):
                fine.add(id(part.value))
            elif isinstance(part, ast.Call) and method in parts.methods:
                fine.add(id(part.func))
            elif (isinstance(part, ast.Call) and ast.unparse(part.func) == "super") or (
                isinstance(part, ast.Call) and ast.unparse(part.func) == "object.__init__"
            ):
                fine |= {id(a) for a in part.args}
        for part in ast.walk(method):
            if isinstance(part, ast.Name) and part.id == "self" and id(part) not in fine:
                raise Refused("TF320", "uses `self` as a value", part.lineno)


def statements(body: list[ast.stmt]) -> Iterator[ast.stmt]:
    """The statements of a body, those of blocks inside it included."""
    for node in body:
        yield node
        for block in ("body", "orelse", "finalbody"):
            if not isinstance(node, (ast.FunctionDef, ast.ClassDef)):
                yield from statements(getattr(node, block, []))


def _drop_super(parts: ClassParts) -> None:
    for node in statements(parts.init.body):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Call):
            text = ast.unparse(node.value.func)
            if text == "object.__init__" or (
                text.startswith("super(") and text.endswith(".__init__")
            ):
                parts.dropped.add(id(node))


# ---------------------------------------------------------------- scope and name
def _own_scope(found: Sites) -> Scope | None:
    """The scope around everything that is created."""
    first = {s.scopes[0] for s in found.sites if s.scopes}
    if len(first) != 1 or not all(s.scopes for s in found.sites):
        return None
    scope = first.pop()
    return scope if scope.kind == "variable_scope" and not scope.same else None


def _naming(source: LiftSource, parts: ClassParts) -> None:
    scope = parts.scope
    if scope is None:
        if "name" in parts.stores:
            parts.name_attribute = "name"
            parts.name = _assigned_once(source, parts, "name")
        return
    line = scope.node.lineno
    if scope.keywords:
        raise Refused("TF306", f"`{scope.keywords[0]}=` of a scope", line)
    if scope.default is not None or scope.name is None:
        raise Refused(
            "TF307", "the scope's name is counted, so that each call makes new variables", line
        )
    name = self_attribute(scope.name)
    if name and name in parts.stores:
        parts.name_attribute = name
        parts.name = _assigned_once(source, parts, name)
    elif isinstance(scope.name, ast.Constant) and isinstance(scope.name.value, str):
        parts.name = scope.name
    else:
        raise Refused("TF302", f"scope name `{ast.unparse(scope.name)}`", line)
    if "name" in parts.stores and parts.name_attribute != "name":
        raise Refused("TF320", "`self.name` is not the name of its scope", line)
    if isinstance(parts.name, ast.Constant) and "/" in str(parts.name.value):
        raise Refused("TF309", f"scope name {parts.name.value!r} has a `/`", line)


def _assigned_once(source: LiftSource, parts: ClassParts, name: str) -> ast.expr:
    """The value of an attribute that the constructor sets, in terms of its parameters."""
    places = parts.stores[name]
    statement = places[0][0]
    plain = [s for s in _unwrapped(source, parts) if s is statement]
    if len(places) != 1 or places[0][1] is not parts.init or not plain:
        raise Refused("TF302", f"`self.{name}` is not simply set in `__init__`", statement.lineno)
    value = statement.value
    given = {a.arg for a, _, _ in parameters(parts.init)} - {"self"}
    for node in ast.walk(parts.init):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            given.discard(node.id)
    parts_ = (
        value.values if isinstance(value, ast.BoolOp) and isinstance(value.op, ast.Or) else [value]
    )
    for part in parts_:
        known = isinstance(part, ast.Name) and part.id in given
        if not known and not (isinstance(part, ast.Constant) and isinstance(part.value, str)):
            raise Refused("TF302", f"`self.{name} = {ast.unparse(value)}`", statement.lineno)
    if name == "name":
        parts.dropped.add(id(statement))
    return value


def _unwrapped(source: LiftSource, parts: ClassParts) -> Iterator[ast.stmt]:
    """The statements of ``__init__`` that always run; scopes around them do nothing to attributes."""
    stack = list(parts.init.body)
    while stack:
        node = stack.pop(0)
        if isinstance(node, ast.With) and opens_scopes(source, node):
            stack = [*node.body, *stack]
        else:
            yield node


def opens_scopes(source: LiftSource, node: ast.With) -> bool:
    """Whether a `with` does nothing but open scopes under no name of its own."""
    symbols = (*_SCOPES, "tf.name_scope")
    return all(
        source.called(i.context_expr) in symbols and i.optional_vars is None for i in node.items
    )


# ---------------------------------------------------------------- bookkeeping
def _bookkeeping(parts: ClassParts) -> None:
    """``self.reuse = False`` in the constructor, ``self.reuse = True`` after the call."""
    found = set()
    for name, places in parts.stores.items():
        values = {m.name: s.value for s, m in places}
        first, then = values.get("__init__"), values.get("__call__")
        if len(places) != 2 or first is None or then is None:
            continue
        starts = isinstance(first, ast.Constant) and first.value in (False, None)
        starts = starts or _is_reuse_parameter(parts, first)
        ends = isinstance(then, ast.Constant) and then.value is True
        if starts and ends and all(_says_reuse(parts, use) for use in _reads(parts, name)):
            found.add(name)
            parts.dropped |= {id(s) for s, _ in places}
    parts.reuse_attributes = frozenset(found)


def _is_reuse_parameter(parts: ClassParts, node: ast.expr) -> bool:
    """The last parameter of the constructor, called ``reuse``, which is used nowhere else."""
    if not isinstance(node, ast.Name) or node.id != "reuse":
        return False
    uses = [n for n in ast.walk(parts.init) if isinstance(n, ast.Name) and n.id == "reuse"]
    return len(uses) == 1 and parameters(parts.init)[-1][0].arg == "reuse"


def _reads(parts: ClassParts, name: str) -> list[ast.AST]:
    found = []
    for method in (parts.init, parts.call, *parts.methods):
        for part in ast.walk(method):
            if self_attribute(part) == name and isinstance(part.ctx, ast.Load):  # type: ignore[attr-defined]
                found.append(part)
    return found


def _says_reuse(parts: ClassParts, use: ast.AST) -> bool:
    for part in ast.walk(parts.call):
        if isinstance(part, ast.keyword) and part.value is use:
            return part.arg in ("reuse", "_reuse")
        if isinstance(part, ast.If) and part.test is use:
            return all(
                isinstance(s, ast.Expr) and ast.unparse(s).endswith(".reuse_variables()")
                for s in part.body
            )
    return False


# ---------------------------------------------------------------- collections
def _collections(source: LiftSource, parts: ClassParts) -> None:
    """What collects the object's own variables says one of Keras' lists."""
    for method in (parts.init, parts.call, *parts.methods):
        for part in ast.walk(method):
            if isinstance(part, ast.Call):
                listed = _listed(source, parts, part)
                if listed:
                    parts.lists[id(part)] = listed
    for name, places in parts.stores.items():
        places = [p for p in places if not _starts_empty(p, parts)]
        if places and all(id(s.value) in parts.lists and m is parts.call for s, m in places):
            parts.collected[name] = parts.lists[id(places[0][0].value)]
            parts.dropped |= {id(s) for s, _ in parts.stores[name]}
    for method in parts.methods:
        returned = _returned(method)
        if method.name in RESERVED:
            if returned is None or id(returned) not in parts.lists:
                text = f"its property `{method.name}` means something else to a layer"
                raise Refused("TF320", text, method.lineno)
            parts.collected[method.name] = parts.lists[id(returned)]
            parts.dropped.add(id(method))
    for node in ast.walk(parts.call):
        if isinstance(node, ast.Call) and id(node) in parts.lists:
            kept = [
                s for s, _ in (p for ps in parts.stores.values() for p in ps) if s.value is node
            ]
            if not kept:
                raise Refused("TF306", f"`{ast.unparse(node)}` in `__call__`", node.lineno)


def _starts_empty(place: tuple[ast.Assign, FunctionNode], parts: ClassParts) -> bool:
    """``self.variables = None`` in the constructor."""
    value = place[0].value
    empty = isinstance(value, ast.List) and not value.elts
    none = isinstance(value, ast.Constant) and value.value is None
    return place[1] is parts.init and (empty or none)


def _returned(method: FunctionNode) -> ast.expr | None:
    """What a method gives that does nothing else."""
    body = [s for s in method.body if not _is_string(s)]
    return body[0].value if len(body) == 1 and isinstance(body[0], ast.Return) else None


def _listed(source: LiftSource, parts: ClassParts, node: ast.Call) -> str:
    symbol = source.called(node)
    given = dict(zip(("key", "scope"), node.args, strict=False))
    if symbol in _LISTED:
        given = dict(zip(("scope",), node.args, strict=False))
    elif symbol != "tf.get_collection":
        return ""
    given |= {k.arg: k.value for k in node.keywords if k.arg}
    scope = given.get("scope")
    listed = _LISTED.get(symbol, "")
    if not listed:
        key = source.symbol(given["key"]) if "key" in given else ""
        listed = _COLLECTED.get(key.rpartition("GraphKeys.")[2], "")
    whole = isinstance(scope, ast.BinOp) and isinstance(scope.op, ast.Add)
    if isinstance(scope, ast.BinOp) and whole:
        if isinstance(scope.right, ast.Constant) and scope.right.value == "/":
            scope = scope.left
    if not listed or parts.scope is None or scope is None:
        return ""
    if parts.name_attribute:
        own = self_attribute(scope) == parts.name_attribute
    else:
        own = parts.name is not None and ast.unparse(scope) == ast.unparse(parts.name)
    parts.by_prefix = parts.by_prefix or (own and not whole)
    return listed if own else ""
