"""How each turn of a loop finds its own sublayers: by index, or in step with the list of them."""

from __future__ import annotations

import ast
from dataclasses import dataclass, field

from migrate.lift.functions.attributes import Attribute
from migrate.lift.functions.call_reads import CallReads
from migrate.lift.functions.loop_headers import shorter
from migrate.lift.source.bodies import own_nodes, targeted_names
from migrate.lift.source.jumps import counter, jumps
from migrate.lift.source.view import View
from migrate.lift.text import own_classes
from migrate.lift.text.naming import attribute_name
from migrate.lift.text.render import Render
from migrate.nodes import walk


@dataclass(eq=False)
class TurnElements:
    """The text for what a turn uses of each list of sublayers."""

    view: View
    render: Render
    reads: CallReads
    attributes: list[Attribute]
    _elements: dict[tuple[int, int], str] = field(default_factory=dict)

    def find(self) -> None:
        """How each turn of a loop finds its own sublayers: by index, or in step with the list."""
        loops: dict[int, ast.For] = {}
        for attribute in self.attributes:
            for loop in attribute.loops:
                loops[id(loop)] = loop
        named = self._named()
        taken = named | {a.name for a in self.attributes}
        for loop in sorted(loops.values(), key=lambda n: (n.lineno, n.col_offset)):
            lists = [a for a in self.attributes if loop in a.loops]
            index = counter(loop)
            alive = self.reads.of(loop.body)
            targets = {n.id for n in walk(loop.target) if isinstance(n, ast.Name)}
            used = bool(targets & set(alive)) or self._read_after(loop, targets)
            if index is not None and (used or jumps(loop)):
                for attribute in lists:
                    outer = self._container(attribute, loop)
                    self._elements[id(attribute), id(loop)] = f"{outer}[{index}]"
                continue
            names, containers = [], []
            for attribute in lists:
                containers.append(self._container(attribute, loop))
                depth = attribute.loops.index(loop)
                name = attribute.name
                if loop is not attribute.loops[-1]:
                    name += f"_row_{depth + 1}" if depth else "_row"
                if name in named:
                    other = "weight" if attribute.is_weight else f"{attribute.name}_layer"
                    name = attribute_name(other, taken)
                    taken.add(name)
                self._elements[id(attribute), id(loop)] = name
                names.append(name)
            if not used:
                self.reads.counted.add(id(loop))
            if used:
                names.append(_in_parentheses(self.view.source.segment(loop.target), loop.target))
                containers.append(self.render.expr(loop.iter))
            text = ", ".join(containers)
            over = text if len(containers) == 1 else f"zip({text})"
            self.render.headers[id(loop)] = f"for {', '.join(names)} in {over}"
        self._drop_counters(loops)

    def _drop_counters(self, indexed: dict[int, ast.For]) -> None:
        """``for i, x in enumerate(xs)`` where only ``reuse=i > 0`` read ``i``: all turns share what is made."""
        around = {id(loop): loop for a in self.attributes for s in a.sites for loop in s.loops}
        for loop in (loop for key, loop in around.items() if key not in indexed):
            index = counter(loop)
            if index is None or jumps(loop) or index in self.reads.of(loop.body):
                continue
            over = {id(n) for n in walk(loop.iter)}
            if any(id(site.node) in over for site in self.view.sites):
                continue
            if self.view.uses(index) and not self._read_after(loop, {index}):
                targets = {n.id for n in walk(loop.target) if isinstance(n, ast.Name)}
                shown = f"for {self.render.expr(loop.target)} in {self.render.expr(loop.iter)}"
                self.render.headers[id(loop)] = shorter(shown, targets - {index})

    def _read_after(self, loop: ast.For, targets: set[str]) -> bool:
        """Whether something reads, after a loop, what its last turn has left."""
        alive = self.reads.of(self.view.body)
        places = set().union(*(alive.get(name, set()) for name in targets))
        return any(
            id(node) in places and isinstance(node, ast.Name) and not self._bound_around(node)
            for node in own_nodes(self.view.body)
        )

    def _bound_around(self, node: ast.Name) -> bool:
        """Whether a loop around a name gives it."""
        around = self.view.parents.get(id(node))
        while around is not None and around is not self.view.node:
            generators = getattr(
                around, "generators", [around] if isinstance(around, ast.For) else []
            )
            if any(node.id in targeted_names(one.target) for one in generators):
                return True
            around = self.view.parents.get(id(around))
        return False

    def _named(self) -> set[str]:
        """The names that the function has or reads, and those of the small functions that its calls become."""
        view = self.view
        found = {*view.times.names, *view.param_names}
        becomes = own_classes.function_names(view.source, view.table)
        replaced = {id(site.node.func) for site in view.sites}
        for node in own_nodes(view.body):
            if isinstance(node, ast.Name) and id(node) not in replaced:
                found.add(node.id)
            if id(node) in becomes:
                found.add(becomes[id(node)])
        return found

    def _container(self, attribute: Attribute, loop: ast.For) -> str:
        depth = attribute.loops.index(loop)
        if depth == 0:
            return f"self.{attribute.name}"
        return self._elements[id(attribute), id(attribute.loops[depth - 1])]

    def reference(self, attribute: Attribute) -> str:
        if not attribute.loops:
            return f"self.{attribute.name}"
        return self._elements[id(attribute), id(attribute.loops[-1])]


def _in_parentheses(text: str, node: ast.expr) -> str:
    """A target among others: a tuple needs its parentheses."""
    if not isinstance(node, ast.Tuple):
        return text
    if text.startswith("(") and text.endswith(")"):
        try:
            inner = ast.parse(text[1:-1], mode="eval").body
        except SyntaxError:
            return f"({text})"
        if isinstance(inner, ast.Tuple) and len(inner.elts) == len(node.elts):
            return text
    return f"({text})"
