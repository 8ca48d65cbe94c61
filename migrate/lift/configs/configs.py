"""`get_config` for the lifted layers that take more than numbers and strings, where what they take can be saved."""

from __future__ import annotations

import ast
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace

from migrate.lift.binding.times import TreeTimes
from migrate.lift.configs.settings import HPARAMS, filled_by, is_named_tuple
from migrate.lift.configs.text import OBJECT, Way, with_methods
from migrate.lift.configs.values import Kept, is_plain_function, kept
from migrate.lift.plans import Lifted
from migrate.lift.source.layer_table import LayerTable
from migrate.lift.source.source import LiftSource
from migrate.model.tree import Key
from migrate.resolve.lookup import chain_of
from migrate.rewrite.edits import Edit, insert


@dataclass(eq=False)
class Configs:
    """Adds them.

    Attributes:
      lifted: the functions that became layers.
      classes: the constructors of the classes that did.
      inside: all that is lifted: who calls a layer from there makes it part of another one.
      registered: the functions that get names by which Keras finds them.
    """

    sources: Mapping[str, LiftSource]
    tree: TreeTimes
    table: LayerTable
    lifted: dict[Key, Lifted]
    classes: dict[Key, Lifted]
    inside: Collection[Key]
    registered: set[Key] = field(default_factory=set)

    def add(self) -> None:
        """To the layers that are not only parts of others in their modules, which make these again."""
        for made in (self.lifted, self.classes):
            for key, one in list(made.items()):
                if one.is_helper or one.makes_cells or one.hosts or ".<locals>." in key[1]:
                    continue
                callers = self.tree.graph.callers.get(key, ())
                if not callers or any(not self._is_part(key, c) for c in callers):
                    made[key] = self._added(key, one)

    def _is_part(self, key: Key, caller: Key) -> bool:
        """Whether a caller is something lifted of the same module, or a function within it."""
        parts = caller[1].split(".<locals>.")
        around = {(caller[0], ".<locals>.".join(parts[:n])) for n in range(1, len(parts) + 1)}
        return caller[0] == key[0] and not around.isdisjoint(self.inside)

    def _added(self, key: Key, one: Lifted) -> Lifted:
        found: dict[str, Kept] = {}
        for parameter in one.parameters:
            if parameter.role == "kwargs":
                return one
            if parameter.role != "config" or parameter.free:
                continue
            how = kept(self.tree, self.table, key, parameter.name)
            if how is None:
                return one
            if how.kind != "plain":
                found[parameter.written] = how
        ways = {name: self._way(key, how) for name, how in found.items()}
        if not ways or None in ways.values():
            return one
        text = with_methods(one.text, {n: way for n, way in ways.items() if way is not None})
        if text is None:
            return one
        self.registered |= {f for how in found.values() for f in how.functions}
        if any(how.kind == "object" for how in found.values()) and not self.tree.calls_of(key):
            self.registered |= self._namesakes()  # which someone may give it
        return replace(one, text=text)

    def _way(self, key: Key, how: Kept) -> Way | None:
        if how.kind == "object":
            return OBJECT
        source = self.sources[key[0]]
        assert how.cls is not None
        name = _hparams(source) if how.cls == HPARAMS else _named(source, how.cls)
        held = "{}.values()" if how.cls == HPARAMS else "dict(vars({}))"
        if how.cls != HPARAMS and is_named_tuple(self.sources[how.cls[0]], how.cls[1]):
            held = "{}._asdict()"
        elif how.cls != HPARAMS:
            filled = filled_by(self.sources[how.cls[0]], how.cls[1])
            if filled or filled is None:
                return Way(held, f"{name}.{filled}({{}})") if filled and name else None
        return Way(held, f"{name}(**{{}})") if name else None

    def _namesakes(self) -> set[Key]:
        """Functions called like one of Keras', which Keras would load in their place."""
        return {
            (module, name)
            for module, source in self.sources.items()
            for name in self.table.saved_names & source.functions.keys()
            if is_plain_function(self.tree, (module, name))
        }

    def edits(self) -> dict[str, list[Edit]]:
        """Functions get the names by which Keras finds them again."""
        found: dict[str, list[Edit]] = {}
        for module, name in sorted(self.registered):
            source = self.sources[module]
            at = source.positions.line_start(source.functions[name].lineno)
            text = f'@keras.saving.register_keras_serializable("{module}")\n'
            found.setdefault(module, []).append(insert(at, text))
        return found


def _named(source: LiftSource, key: Key) -> str:
    """What a module calls a class of the tree, "" where it has no name for it."""
    scope = source.symbols.module_scope.names
    if key[0] == source.module:
        return key[1] if len(scope.get(key[1], ())) == 1 else ""
    for _, alias, target in source.from_imports:
        name = alias.asname or alias.name
        if target == key and len(scope.get(name, ())) == 1:
            return name
    for (module, name), nodes in source.targeted.items():  # what the module reads of that one
        for node in nodes if module == key[0] and "." not in name else ():
            chain = chain_of(node)
            if isinstance(node, ast.Attribute) and chain is not None:
                if len(scope.get(chain[0].id, ())) == 1:
                    return f"{ast.unparse(node.value)}.{key[1]}"
    return ""


def _hparams(source: LiftSource) -> str:
    """How a module writes TF1's class of hyper-parameters."""
    for reference in source.symbols.references:
        if source.public(reference.path.symbol) == HPARAMS[1] and reference.call is not None:
            return ast.unparse(reference.call.func)
    return ""
