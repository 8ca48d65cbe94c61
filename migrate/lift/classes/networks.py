"""Subclasses of ``tf.contrib.eager.Network`` become subclasses of ``keras.Model`` that make the same layers.

A network names its layers itself: `dense`, `dense_1` in the order in which it tracks them (TF 1.15, contrib/eager/python/network.py).
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from migrate.lift.binding.times import TreeTimes
from migrate.lift.classes.reserved import RESERVED
from migrate.lift.classes.uses import references
from migrate.lift.plans import Lifted, Parameter, Refused
from migrate.lift.source.layer_table import LayerTable, function_symbol
from migrate.lift.source.sites import Site, Sites
from migrate.lift.source.source import FunctionNode, LiftSource
from migrate.lift.source.view import View
from migrate.lift.text.checked_text import checked
from migrate.lift.text.constructors import constructor, for_target
from migrate.lift.text.render import Render
from migrate.lift.text.targets import Target
from migrate.model.tree import Key, TreeGraph
from migrate.nodes import walk
from migrate.outcomes import Reason
from migrate.rewrite.edits import Edit

_BASES = frozenset({"tf.contrib.eager.Network", "tf.contrib.eager.python.network.Network"})
_FIRST_HUMP = re.compile("(.)([A-Z][a-z0-9]+)")
_HUMP = re.compile("([a-z])([A-Z])")
# Of Keras' models these are Keras' variables; a network's were TensorFlow's.
_VARIABLES = frozenset(
    f"{kind}{what}"
    for kind in ("", "trainable_", "non_trainable_")
    for what in ("variables", "weights")
)


@dataclass(frozen=True)
class Network:
    """One such class.

    Attributes:
      text: the class that it becomes.
      name: the name of its objects.
    """

    source: LiftSource
    node: ast.ClassDef
    text: str
    name: str

    @property
    def key(self) -> Key:
        return self.source.module, self.node.name


@dataclass(eq=False)
class Networks:
    """The networks of a tree.

    Attributes:
      found: by the keys of their constructors.
      refused: why others stay, by the same keys.
    """

    sources: Mapping[str, LiftSource]
    graph: TreeGraph
    tree: TreeTimes
    table: LayerTable
    target: Target
    found: dict[Key, Network] = field(default_factory=dict)
    refused: dict[Key, Reason] = field(default_factory=dict)

    def find(self) -> None:
        """Looks for the networks of the tree."""
        for source in self.sources.values() if self.target.lifts_networks else ():
            for node in source.tree.body:
                if not isinstance(node, ast.ClassDef) or not _is_network(source, node):
                    continue
                key = (source.module, f"{node.name}.__init__")
                try:
                    self.found[key] = self._network(source, node)
                except Refused as refused:
                    self.refused[key] = refused.reason

    def nodes(self) -> set[int]:
        return {id(one.node) for one in self.found.values()}

    def edits(self) -> Iterator[tuple[str, Edit]]:
        for one in self.found.values():
            positions = one.source.positions
            start, end = positions.start(one.node), positions.end(one.node)
            yield one.source.module, Edit(start, end, (one.text.rstrip("\n"),))

    def reported(self, module: str) -> tuple[Lifted, ...]:
        """What the report says became of the classes and of their constructors."""
        out = []
        for key, one in self.found.items():
            if key[0] == module:
                given = (Parameter("name", "name", f'"{one.name}"', True),)
                for k in (one.key, key):
                    made = Lifted(k, one.node.name, given, None, True, text=one.text)
                    out.append(Lifted(**{**made.__dict__, "is_object": True, "constructs": True}))
        return tuple(out)

    # ------------------------------------------------------------ one class
    def _network(self, source: LiftSource, node: ast.ClassDef) -> Network:
        line = node.lineno
        init = next(
            (n for n in node.body if isinstance(n, ast.FunctionDef) and n.name == "__init__"), None
        )
        if (
            init is None
            or node.decorator_list
            or node.keywords
            or source.definitions[node.name] > 1
        ):
            raise Refused("TF320", f"`{node.name}` has no constructor of its own", line)
        if source.skips.file or source.skips.covers(line):
            raise Refused("TF310", "marked `# migrate: skip`", line)
        args = init.args
        if len(args.args) != 1 or args.kwonlyargs or args.vararg or args.kwarg or args.posonlyargs:
            raise Refused("TF320", "the constructor of a network takes parameters", init.lineno)
        if init.decorator_list:
            raise Refused("TF320", "a decorator of `__init__`", init.lineno)
        self._check_uses(source, node)
        layers = _layers(source, node, init)
        name = _HUMP.sub(r"\1_\2", _FIRST_HUMP.sub(r"\1_\2", node.name)).lower()
        text = self._text(source, node, init, layers, name)
        return Network(source, node, checked(text), name)

    def _check_uses(self, source: LiftSource, node: ast.ClassDef) -> None:
        """Its only object is made in the code of the module; nobody asks for its variables."""
        made = 0
        inside = {id(n) for n in walk(node)}
        for other in self.sources.values():
            for use in references(other, (source.module, node.name)):
                if id(use) in inside:
                    continue
                if not any(_makes(statement, use) for statement in other.tree.body):
                    text = f"`{node.name}` is not only made in the code of the module"
                    raise Refused("TF320", text, use.lineno)
                made += 1
        if made > 1:
            raise Refused("TF307", f"the name that TF1 counts for `{node.name}`", node.lineno)
        for other in self.sources.values():
            asked = [n for name in _VARIABLES for n in other.attributes.get(name, ())]
            asked = [n for n in asked if not other.symbol(n)]
            if asked and (other is source or _uses_module(other, source.module)):
                raise Refused("TF320", f"`{ast.unparse(asked[0])}` is asked for", asked[0].lineno)

    def _text(
        self,
        source: LiftSource,
        node: ast.ClassDef,
        init: FunctionNode,
        layers: list[tuple[ast.Call, ast.Call, str]],
        name: str,
    ) -> str:
        key = (source.module, f"{node.name}.__init__")
        sites = [
            Site(made, "class", source.called(made), None, init.body[0], (), (), (), order)
            for order, (_, made, _) in enumerate(layers)
        ]
        view = View(
            *(source, key, init, init.body, self.tree, self.table, self.tree.within(key)),
            *(Sites(sites), {}, None, {}, self.target),
        )
        for site in sites:
            layer = self.table.get(function_symbol(site.symbol))
            if layer is None or layer.call:
                text = f"`{site.symbol}` is called with more than its input in Keras"
                raise Refused("TF316", text, site.node.lineno)

        def text_of(part: ast.expr) -> str:
            return Render(source, translate=lambda n: for_target(view, n, text_of)).expr(part)

        names = _names(layers)
        positions = source.positions
        replaced = [
            (positions.start(call), positions.end(call), constructor(view, site, one, text_of))
            for (call, _, _), site, one in zip(layers, sites, names, strict=True)
        ]
        base = node.bases[0]
        replaced.append((positions.start(base), positions.end(base), "keras.Model"))
        parent = _parent_call(source, node, init)
        end = positions.end(parent)
        replaced.append((positions.start(parent), end, "super().__init__(name=name, **kwargs)"))
        me = positions.end(init.args.args[0])
        replaced.append((me, me, f', *, name="{name}", **kwargs'))
        at, parts = positions.start(node), []
        for start, end, new in sorted(replaced):
            parts += [source.text[at:start], new]
            at = end
        return "".join([*parts, source.text[at : positions.end(node)], "\n"])


def _is_network(source: LiftSource, node: ast.ClassDef) -> bool:
    return len(node.bases) == 1 and source.symbol(node.bases[0]) in _BASES


def _uses_module(source: LiftSource, module: str) -> bool:
    """Whether a module uses anything of another one."""
    return any(target[0] == module for target in source.targeted)


def _makes(statement: ast.stmt, use: ast.expr) -> bool:
    """Whether a statement of a module is the assignment of an object of a class."""
    value = statement.value if isinstance(statement, ast.Assign) else None
    return isinstance(value, ast.Call) and value.func is use and not value.args + value.keywords  # type: ignore[operator]


def _parent_call(source: LiftSource, node: ast.ClassDef, init: FunctionNode) -> ast.Call:
    """``super().__init__()``, the first thing that a constructor does.

    Raises:
      Refused: it does something else first.
    """
    body = init.body[1:] if ast.get_docstring(init, clean=False) is not None else init.body
    call = body[0].value if body and isinstance(body[0], ast.Expr) else None
    ways = ("super().__init__()", f"super({node.name}, self).__init__()")
    if not isinstance(call, ast.Call) or ast.unparse(call) not in ways:
        raise Refused("TF320", "a constructor that does not begin with its parent's", init.lineno)
    return call


def _layers(
    source: LiftSource, node: ast.ClassDef, init: FunctionNode
) -> list[tuple[ast.Call, ast.Call, str]]:
    """The calls of `track_layer` with the layer and the attribute of each, in order.

    Raises:
      Refused: the class does something else with its layers.
    """
    _parent_call(source, node, init)
    skip = 2 if ast.get_docstring(init, clean=False) is not None else 1
    found: list[tuple[ast.Call, ast.Call, str]] = []
    for statement in init.body[skip:]:
        target = statement.targets[0] if isinstance(statement, ast.Assign) else None
        call = statement.value if isinstance(statement, ast.Assign) else None
        shown = ast.unparse(call.func) if isinstance(call, ast.Call) else ""
        plain = isinstance(target, ast.Attribute) and ast.unparse(target) == f"self.{target.attr}"
        if not plain or shown != "self.track_layer" or not isinstance(call, ast.Call):
            text = f"`{ast.unparse(statement)}` in the constructor of a network"
            raise Refused("TF320", text, statement.lineno)
        layer = call.args[0] if len(call.args) == 1 and not call.keywords else None
        if not isinstance(layer, ast.Call) or not source.called(layer).startswith("tf.layers."):
            raise Refused("TF320", f"tracks `{ast.unparse(call)}`", statement.lineno)
        assert isinstance(target, ast.Attribute)
        found.append((call, layer, target.attr))
    names = [attribute for *_, attribute in found]
    taken = sorted(set(names) & RESERVED) or sorted({n for n in names if names.count(n) > 1})
    if taken:
        raise Refused("TF320", f"an attribute is called `{taken[0]}`", node.lineno)
    _check_calls(node, init, names)
    return found


def _check_calls(node: ast.ClassDef, init: FunctionNode, names: list[str]) -> None:
    """The layers may only be called, in their order: they make their variables when they are."""
    own = {id(n) for n in walk(init)}
    order: list[tuple[tuple[int, int], str]] = []
    called = {id(n.func): n for n in walk(node) if isinstance(n, ast.Call)}
    for part in walk(node):
        if isinstance(part, ast.Name) and part.id == "self" and id(part) not in own:
            continue
        if not isinstance(part, ast.Attribute) or id(part) in own:
            continue
        if ast.unparse(part.value) != "self":
            continue
        if part.attr not in names or id(part) not in called:
            raise Refused("TF320", f"`{ast.unparse(part)}` of a network", part.lineno)
        call = called[id(part)]
        order.append(((call.end_lineno or 0, call.end_col_offset or 0), part.attr))
    first = list(dict.fromkeys(name for _, name in sorted(order)))
    branches = (ast.If, ast.For, ast.While, ast.IfExp, ast.Lambda, ast.Try)
    if first != names or any(isinstance(n, branches) for n in walk(node) if id(n) not in own):
        text = "a network whose layers are called in another order than they are tracked"
        raise Refused("TF320", text, node.lineno)


def _names(layers: list[tuple[ast.Call, ast.Call, str]]) -> list[str | None]:
    """The source of the name that a network gives each of its layers; None for those that have one.

    Raises:
      Refused: one is not written out, or two are alike.
    """
    counts: dict[str, int] = {}
    owned: list[str] = []
    found: list[str | None] = []
    for _, made, _ in layers:
        given = next((k.value for k in made.keywords if k.arg == "name"), None)
        if given is not None:
            name = given.value if isinstance(given, ast.Constant) else None
            if not isinstance(name, str) or not name or "/" in name or name in owned:
                raise Refused("TF320", f"a layer called `{ast.unparse(given)}`", made.lineno)
            owned.append(name)
            found.append(None)
            continue
        last = ast.unparse(made.func).rpartition(".")[2]
        base = _HUMP.sub(r"\1_\2", _FIRST_HUMP.sub(r"\1_\2", last)).lower()
        while True:
            number = counts.get(base, 0)
            counts[base] = number + 1
            name = f"{base}_{number}" if number else base
            if name not in owned:
                break
        owned.append(name)
        found.append(f'"{name}"')
    return found
