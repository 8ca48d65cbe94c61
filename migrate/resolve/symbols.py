"""The symbols of one module: every reference to TensorFlow, and to the tree's own functions."""

from __future__ import annotations

import ast
from functools import cached_property

from migrate.nodes import walk
from migrate.resolve.bindings import (
    Binding,
    Scope,
    bind_statements,
)
from migrate.resolve.lookup import Lookup, chain_of, decisive
from migrate.resolve.paths import TensorFlowPath
from migrate.resolve.references import Reference, References
from migrate.resolve.tree_index import Export, ModuleSummary, TreeIndex, module_name


class ModuleSymbols:
    """Resolves the names of one parsed module.

    Args:
      tree: the module.
      relpath: its path in the tree.
      index: the tree's other modules; None while the index itself is being made.
    """

    def __init__(self, tree: ast.Module, relpath: str, index: TreeIndex | None = None) -> None:
        self.tree = tree
        self.relpath = relpath
        self.module = module_name(relpath)
        self.index = index
        self.module_scope = Scope("module", None, tree)
        self._targets: dict[int, tuple[ast.expr, tuple[str, str] | None]] = {}
        self._guards: list[tuple[int, int]] | None = None
        bind_statements(self.module_scope, tree.body)
        self._lookup = Lookup(relpath, self.module, self.module_scope, index)
        self._found = References(self._lookup)
        if index is not None:
            self._found.walk(tree.body, self.module_scope)

    @cached_property
    def nodes(self) -> list[ast.AST]:
        """Every node of the module."""
        return walk(self.tree)

    @property
    def references(self) -> list[Reference]:
        """Every reference to TensorFlow, in the order of the source."""
        return self._found.found

    # ------------------------------------------------------------ questions
    def symbol(self, node: ast.expr) -> str | None:
        """The canonical TF1 symbol of a name or attribute chain (``"tf.get_variable"``), or None.

        Of a wrapper that the project's rules declare: where it is, as ``mylib.layers.dense``.
        """
        path = self.path(node)
        if path is None and self.index is not None and self.index.wrappers:
            return self._wrapper(node)
        return path.symbol if path else None

    def _wrapper(self, node: ast.expr) -> str | None:
        chain = chain_of(node)
        scope = self._found.scope_of.get(id(chain[0])) if chain is not None else None
        home = scope.find(chain[0].id) if scope is not None and chain is not None else None
        if home is None or chain is None or self.index is None:
            return None
        binding = decisive(home.names[chain[0].id])
        if binding is not None and binding.kind == "alias" and binding.node is not None:
            start = self.outside(binding.node)
        else:
            start = self.outside(chain[0])
        dotted = ".".join([start, *chain[1]]) if start else ""
        if dotted not in self.index.wrappers:
            return None
        return dotted if self.target(node) is None else None

    def outside(self, node: ast.expr) -> str:
        """Where a chain leads in a package outside the tree (``keras.layers.Dense``), "" for nowhere."""
        chain = chain_of(node)
        scope = self._found.scope_of.get(id(chain[0])) if chain is not None else None
        home = scope.find(chain[0].id) if scope is not None and chain is not None else None
        if home is None or chain is None:
            return ""
        binding = decisive(home.names[chain[0].id])
        if binding is None or binding.kind != "project" or binding.module.startswith("."):
            return ""
        return ".".join([binding.module, *filter(None, [binding.name]), *chain[1]])

    def path(self, node: ast.expr) -> TensorFlowPath | None:
        reference = self._found.by_node.get(id(node))
        if reference is not None:
            return reference.path
        chain = chain_of(node)
        if chain is None:
            return None
        root, attributes = chain
        scope = self._found.scope_of.get(id(root))
        found = self._lookup.name(scope, root.id) if scope else None
        path = self._lookup.attributes(found, attributes)
        return path if isinstance(path, TensorFlowPath) else None

    def target(self, node: ast.expr) -> tuple[str, str] | None:
        """The (module, qualified name) of the tree's function, class or method a reference names."""
        known = self._targets.get(id(node))
        if known is None:
            # The node is kept, so that no other one gets its id.
            known = self._targets[id(node)] = (node, self._target(node))
        return known[1]

    def _target(self, node: ast.expr) -> tuple[str, str] | None:
        chain = chain_of(node)
        if chain is None:
            return None
        root, attributes = chain
        scope = self._found.scope_of.get(id(root))
        found = (
            self._lookup.attributes(self._lookup.name(scope, root.id), attributes)
            if scope
            else None
        )
        return found if isinstance(found, tuple) and found[1] else None

    def module_named(self, node: ast.expr) -> str | None:
        """The module of the tree that a reference names."""
        chain = chain_of(node)
        scope = self._found.scope_of.get(id(chain[0])) if chain is not None else None
        if chain is None or scope is None:
            return None
        found = self._lookup.attributes(self._lookup.name(scope, chain[0].id), chain[1])
        return found[0] if isinstance(found, tuple) and not found[1] else None

    def imported(self, node: ast.ImportFrom, alias: ast.alias) -> tuple[str, str] | None:
        """The (module, qualified name) of the tree's definition that a ``from`` import names."""
        if self.index is None:
            return None
        module = "." * node.level + (node.module or "")
        found = self.index.follow(self.relpath, module, alias.name)
        return found if isinstance(found, tuple) and found[1] else None

    def module_of(self, node: ast.ImportFrom) -> str | None:
        """The module of the tree that a ``from`` import takes names of."""
        if self.index is None:
            return None
        return self.index.locate(self.relpath, "." * node.level + (node.module or ""))

    def starred(self, name: str) -> str | None:
        """The module of the tree of which a star import gives a name that the module does not bind itself."""
        if self.index is None or name in self.module_scope.names:
            return None
        for star in reversed(self.module_scope.stars):
            module = self.index.locate(self.relpath, star.module)
            if module is not None and self.index.member(module, name) is not None:
                return module
        return None

    def is_member(self, node: ast.expr, module: str, name: str) -> bool:
        """Whether a name or attribute chain is that member of a module outside the tree."""
        chain = chain_of(node)
        scope = self._found.scope_of.get(id(chain[0])) if chain is not None else None
        home = scope.find(chain[0].id) if scope is not None and chain is not None else None
        if home is None or chain is None or self.target(node) is not None:
            return False
        binding = decisive(home.names[chain[0].id])
        if binding is None or binding.kind != "project" or binding.module != module:
            return False
        return [*filter(None, [binding.name]), *chain[1]] == [name]

    def is_own(self, binding: Binding) -> bool:
        """Whether what looks like a package split off from TensorFlow is part of the tree itself."""
        return self._lookup.is_own(binding)

    def bound_path(self, name: str) -> TensorFlowPath | None:
        """Where a module-level name leads in TensorFlow, if it does."""
        found = self._lookup.name(self.module_scope, name)
        return found if isinstance(found, TensorFlowPath) else None

    def bound_target(self, name: str) -> tuple[str, str] | None:
        """The (module, qualified name) of the tree's definition that a module-level name is."""
        found = self._lookup.name(self.module_scope, name)
        return found if isinstance(found, tuple) and found[1] else None

    def is_guarded(self, node: ast.expr) -> bool:
        """Whether ``node`` stands in a ``try`` that catches the error of a name that is not there."""
        if self._guards is None:
            self._guards = [
                (n.body[0].lineno, n.body[-1].end_lineno or 0)
                for n in self.nodes
                if isinstance(n, ast.Try) and any(_catches_absence(h) for h in n.handlers)
            ]
        return any(first <= node.lineno <= last for first, last in self._guards)

    def is_local_value(self, name: ast.Name) -> bool:
        """Whether a name holds something computed: no import, definition or alias of one, and no builtin."""
        scope = self._found.scope_of.get(id(name))
        home = scope.find(name.id) if scope else None
        if home is None or self.path(name) is not None or self.target(name) is not None:
            return False
        kinds = {binding.kind for binding in home.names[name.id]}
        return not kinds & {"import", "project", "def", "class"}

    def scope_of(self, root: ast.Name) -> Scope | None:
        return self._found.scope_of.get(id(root))

    def summary(self) -> ModuleSummary:
        """The module's exports, for the tree index."""
        exports: dict[str, Export] = {}
        for name, bindings in self.module_scope.names.items():
            export = self._export(bindings)
            if export is not None:
                exports[name] = export
        stars = tuple(Export(b.tf, b.module) for b in self.module_scope.stars)
        imports: list[str] = []
        for node in self.nodes:
            if isinstance(node, ast.Import):
                imports.extend(a.name for a in node.names)
            elif isinstance(node, ast.ImportFrom):
                module = "." * node.level + (node.module or "")
                imports.append(module)
                joint = "" if module.endswith(".") else "."
                imports.extend(f"{module}{joint}{a.name}" for a in node.names if a.name != "*")
        return ModuleSummary(self.relpath, exports, stars, tuple(dict.fromkeys(imports)))

    # ------------------------------------------------------------ look-up
    def _export(self, bindings: list[Binding]) -> Export | None:
        for binding in bindings:
            if binding.kind == "import":
                return Export(binding.tf, binding.module, binding.name)
        for binding in bindings:
            if binding.kind == "project":
                return Export(module=binding.module, name=binding.name)
            if binding.kind in ("def", "class"):
                return Export(definition=binding.kind)
            if binding.kind == "alias" and binding.node is not None:
                chain = chain_of(binding.node)
                if chain is None:
                    continue
                found = self._lookup.attributes(
                    self._lookup.name(self.module_scope, chain[0].id), chain[1]
                )
                if isinstance(found, TensorFlowPath):
                    return Export(tf=found)
        return None


_ABSENCE = {"ImportError", "ModuleNotFoundError", "AttributeError", "Exception", "BaseException"}


def _catches_absence(handler: ast.ExceptHandler) -> bool:
    caught = handler.type
    if caught is None:
        return True
    names = caught.elts if isinstance(caught, ast.Tuple) else [caught]
    return any(isinstance(n, ast.Name) and n.id in _ABSENCE for n in names)
