"""The symbols of one module: every reference to TensorFlow, and to the tree's own functions."""

from __future__ import annotations

import ast
from dataclasses import dataclass
from functools import cached_property

from migrate.nodes import children, walk
from migrate.resolve.bindings import (
    Binding,
    Scope,
    bind_parameters,
    bind_statements,
)
from migrate.resolve.paths import SPLIT_OFF, TensorFlowPath
from migrate.resolve.star_names import star_member
from migrate.resolve.tree_index import Export, ModuleSummary, TreeIndex, module_name

_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
_COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)


@dataclass(frozen=True, eq=False)
class Reference:
    """A maximal attribute chain whose root name is bound to TensorFlow.

    Attributes:
      node: the outermost `ast.Name` or `ast.Attribute`.
      root: the root name.
      path: where the whole chain leads.
      stem: the part of the chain that first leads into TensorFlow; the root name, unless that is a module
        of the tree (``compat.tf`` in ``compat.tf.log``).
      base: where ``stem`` leads.
      scope: the Python scope the reference stands in.
      binding: what binds the root name.
      call: the call whose function this is, if any.
    """

    node: ast.expr
    root: ast.Name
    path: TensorFlowPath
    stem: ast.expr
    base: TensorFlowPath
    scope: Scope
    binding: Binding
    call: ast.Call | None


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
        self._index = index
        self.module_scope = Scope("module", None, tree)
        self.references: list[Reference] = []
        self._by_node: dict[int, Reference] = {}
        self._scope_of: dict[int, Scope] = {}
        self._targets: dict[int, tuple[ast.expr, tuple[str, str] | None]] = {}
        self._resolving: set[tuple[int, str]] = set()
        self._guards: list[tuple[int, int]] | None = None
        bind_statements(self.module_scope, tree.body)
        if index is not None:
            self._walk(tree.body, self.module_scope)

    @cached_property
    def nodes(self) -> list[ast.AST]:
        """Every node of the module."""
        return walk(self.tree)

    # ------------------------------------------------------------ questions
    def symbol(self, node: ast.expr) -> str | None:
        """The canonical TF1 symbol of a name or attribute chain (``"tf.get_variable"``), or None.

        Of a wrapper that the project's rules declare: where it is, as ``mylib.layers.dense``.
        """
        path = self.path(node)
        if path is None and self._index is not None and self._index.wrappers:
            return self._wrapper(node)
        return path.symbol if path else None

    def _wrapper(self, node: ast.expr) -> str | None:
        chain = _chain(node)
        scope = self._scope_of.get(id(chain[0])) if chain is not None else None
        home = scope.find(chain[0].id) if scope is not None and chain is not None else None
        if home is None or chain is None or self._index is None:
            return None
        binding = _decisive(home.names[chain[0].id])
        if binding is not None and binding.kind == "alias" and binding.node is not None:
            key = (id(home), chain[0].id)
            if key in self._resolving:
                return None
            self._resolving.add(key)
            try:
                start = self._wrapper_path(binding.node)
            finally:
                self._resolving.discard(key)
        else:
            start = self._wrapper_path(chain[0])
        dotted = ".".join([start, *chain[1]]) if start else ""
        if dotted not in self._index.wrappers:
            return None
        return dotted if self.target(node) is None else None

    def outside(self, node: ast.expr) -> str:
        """Where a chain leads in a package outside the tree (``keras.layers.Dense``), "" for nowhere."""
        return self._wrapper_path(node)

    def _wrapper_path(self, node: ast.expr) -> str:
        """Where a chain leads in a package outside the tree, "" for nowhere."""
        chain = _chain(node)
        scope = self._scope_of.get(id(chain[0])) if chain is not None else None
        home = scope.find(chain[0].id) if scope is not None and chain is not None else None
        if home is None or chain is None:
            return ""
        binding = _decisive(home.names[chain[0].id])
        if binding is None or binding.kind != "project" or binding.module.startswith("."):
            return ""
        return ".".join([binding.module, *filter(None, [binding.name]), *chain[1]])

    def path(self, node: ast.expr) -> TensorFlowPath | None:
        reference = self._by_node.get(id(node))
        if reference is not None:
            return reference.path
        chain = _chain(node)
        if chain is None:
            return None
        root, attributes = chain
        scope = self._scope_of.get(id(root))
        found = self._name(scope, root.id) if scope else None
        path = self._attributes(found, attributes)
        return path if isinstance(path, TensorFlowPath) else None

    def target(self, node: ast.expr) -> tuple[str, str] | None:
        """The (module, qualified name) of the tree's function, class or method a reference names."""
        known = self._targets.get(id(node))
        if known is None:
            # The node is kept, so that no other one gets its id.
            known = self._targets[id(node)] = (node, self._target(node))
        return known[1]

    def _target(self, node: ast.expr) -> tuple[str, str] | None:
        chain = _chain(node)
        if chain is None:
            return None
        root, attributes = chain
        scope = self._scope_of.get(id(root))
        found = self._attributes(self._name(scope, root.id), attributes) if scope else None
        return found if isinstance(found, tuple) and found[1] else None

    def module_named(self, node: ast.expr) -> str | None:
        """The module of the tree that a reference names."""
        chain = _chain(node)
        scope = self._scope_of.get(id(chain[0])) if chain is not None else None
        if chain is None or scope is None:
            return None
        found = self._attributes(self._name(scope, chain[0].id), chain[1])
        return found[0] if isinstance(found, tuple) and not found[1] else None

    def imported(self, node: ast.ImportFrom, alias: ast.alias) -> tuple[str, str] | None:
        """The (module, qualified name) of the tree's definition that a ``from`` import names."""
        if self._index is None:
            return None
        module = "." * node.level + (node.module or "")
        found = self._index.follow(self.relpath, module, alias.name)
        return found if isinstance(found, tuple) and found[1] else None

    def module_of(self, node: ast.ImportFrom) -> str | None:
        """The module of the tree that a ``from`` import takes names of."""
        if self._index is None:
            return None
        return self._index.locate(self.relpath, "." * node.level + (node.module or ""))

    def is_member(self, node: ast.expr, module: str, name: str) -> bool:
        """Whether a name or attribute chain is that member of a module outside the tree."""
        chain = _chain(node)
        scope = self._scope_of.get(id(chain[0])) if chain is not None else None
        home = scope.find(chain[0].id) if scope is not None and chain is not None else None
        if home is None or chain is None or self.target(node) is not None:
            return False
        binding = _decisive(home.names[chain[0].id])
        if binding is None or binding.kind != "project" or binding.module != module:
            return False
        return [*filter(None, [binding.name]), *chain[1]] == [name]

    def is_own(self, binding: Binding) -> bool:
        """Whether what looks like a package split off from TensorFlow is part of the tree itself."""
        if self._index is None or binding.tf is None or binding.tf.via not in SPLIT_OFF:
            return False
        return self._index.locate(self.relpath, binding.tf.via) is not None

    def bound_path(self, name: str) -> TensorFlowPath | None:
        """Where a module-level name leads in TensorFlow, if it does."""
        found = self._name(self.module_scope, name)
        return found if isinstance(found, TensorFlowPath) else None

    def bound_target(self, name: str) -> tuple[str, str] | None:
        """The (module, qualified name) of the tree's definition that a module-level name is."""
        found = self._name(self.module_scope, name)
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
        scope = self._scope_of.get(id(name))
        home = scope.find(name.id) if scope else None
        if home is None or self.path(name) is not None or self.target(name) is not None:
            return False
        kinds = {binding.kind for binding in home.names[name.id]}
        return not kinds & {"import", "project", "def", "class"}

    def scope_of(self, root: ast.Name) -> Scope | None:
        return self._scope_of.get(id(root))

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
                chain = _chain(binding.node)
                if chain is None:
                    continue
                found = self._attributes(self._name(self.module_scope, chain[0].id), chain[1])
                if isinstance(found, TensorFlowPath):
                    return Export(tf=found)
        return None

    def _name(self, scope: Scope | None, name: str) -> TensorFlowPath | tuple[str, str] | None:
        home = scope.find(name) if scope else None
        if home is None:
            return self._star(name)
        binding = _decisive(home.names[name])
        return self._bound(home, name, binding) if binding else None

    def _star(self, name: str) -> TensorFlowPath | tuple[str, str] | None:
        if self._index is None:
            return None
        member = star_member(self.module_scope.stars, name)
        if member is not None:
            return member[1]
        for star in self.module_scope.stars:
            if star.tf is None:
                found = self._index.follow(self.relpath, star.module, name)
                if found is not None:
                    return found
        return None

    def _bound(
        self, home: Scope, name: str, binding: Binding
    ) -> TensorFlowPath | tuple[str, str] | None:
        if binding.kind == "import" and not self.is_own(binding):
            return binding.tf
        if binding.kind in ("import", "project"):
            if self._index is None:
                return None
            return self._index.follow(self.relpath, binding.module, binding.name)
        if binding.kind in ("def", "class"):
            qualname = f"{home.qualname}.{name}" if home.qualname else name
            return self.module, qualname
        if binding.kind == "alias" and binding.node is not None:
            key = (id(home), name)
            chain = _chain(binding.node)
            if chain is None or key in self._resolving:
                return None
            self._resolving.add(key)
            try:
                return self._attributes(self._name(home, chain[0].id), chain[1])
            finally:
                self._resolving.discard(key)
        return None

    def _attributes(
        self, found: TensorFlowPath | tuple[str, str] | None, attributes: list[str]
    ) -> TensorFlowPath | tuple[str, str] | None:
        for attribute in attributes:
            if isinstance(found, TensorFlowPath):
                found = found.attr(attribute)
            elif isinstance(found, tuple):
                module, member = found
                if member:
                    found = (module, f"{member}.{attribute}")
                elif self._index is not None:
                    found = self._index.member(module, attribute)
            else:
                return None
        return found

    # ------------------------------------------------------------ the walk
    def _walk(self, nodes: list[ast.stmt] | list[ast.expr] | list[ast.AST], scope: Scope) -> None:
        stack: list[tuple[ast.AST, ast.Call | None]] = [(n, None) for n in reversed(nodes)]
        while stack:
            node, call = stack.pop()
            if node.__class__ is ast.Constant:
                continue
            if isinstance(node, (ast.Attribute, ast.Name)):
                rest = self._reference(node, scope, call)
                if rest is not None:
                    stack.append((rest, None))
            elif isinstance(node, ast.Call):
                stack += [(k.value, None) for k in node.keywords[::-1]]
                stack += [(a, None) for a in node.args[::-1]]
                stack.append((node.func, node))
            elif isinstance(node, (*_FUNCTIONS, ast.Lambda)):
                outside: list[ast.AST] = list(getattr(node, "decorator_list", []))
                outside.extend(node.args.defaults)
                outside.extend(d for d in node.args.kw_defaults if d is not None)
                if isinstance(node, _FUNCTIONS):
                    every = [*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs]
                    outside.extend(a.annotation for a in every if a.annotation is not None)
                    if node.returns is not None:
                        outside.append(node.returns)
                self._walk(outside, scope)
                name = getattr(node, "name", "<lambda>")
                inner = Scope("function", scope, node, _qualify(scope, name))
                bind_parameters(inner, node.args)
                body: list[ast.AST] = (
                    list(node.body) if isinstance(node, _FUNCTIONS) else [node.body]
                )
                bind_statements(inner, body)
                self._walk(body, inner)
            elif isinstance(node, ast.ClassDef):
                self._walk([*node.decorator_list, *node.bases], scope)
                self._walk([k.value for k in node.keywords], scope)
                inner = Scope("class", scope, node, _qualify(scope, node.name))
                bind_statements(inner, node.body)
                self._walk(node.body, inner)
            elif isinstance(node, _COMPREHENSIONS):
                inner = Scope("comprehension", scope, node, scope.qualname)
                for generator in node.generators:
                    for target in walk(generator.target):
                        if isinstance(target, ast.Name):
                            inner.bind(target.id, Binding("other", target.lineno))
                self._walk(children(node), inner)
            else:
                stack += [(child, None) for child in children(node)[::-1]]

    def _reference(
        self, node: ast.Attribute | ast.Name, scope: Scope, call: ast.Call | None
    ) -> ast.AST | None:
        """Records a reference; returns the expression left to walk when the chain has no name root."""
        chain = _chain(node)
        if chain is None:
            inner: ast.expr = node
            while isinstance(inner, ast.Attribute):
                inner = inner.value
            return inner
        root, attributes = chain
        self._scope_of[id(root)] = scope
        home = scope.find(root.id)
        binding = _decisive(home.names[root.id]) if home else None
        if home is not None and binding is not None:
            base = self._bound(home, root.id, binding)
        else:
            base = self._star(root.id) if home is None else None
            member = star_member(self.module_scope.stars, root.id) if base is not None else None
            binding = member[0] if member else Binding("star", 0)
        if not isinstance(node.ctx, ast.Load):
            # Assigned to: no use of TensorFlow, but what it hangs on is (``tf.flags.FLAGS.x = 1``).
            if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Attribute):
                return node.value
            return None
        path = self._attributes(base, attributes)
        if isinstance(path, TensorFlowPath) and binding is not None:
            depth, shallow = 0, base
            while not isinstance(shallow, TensorFlowPath):
                depth += 1
                shallow = self._attributes(base, attributes[:depth])
            stem: ast.expr = node
            for _ in range(len(attributes) - depth):
                assert isinstance(stem, ast.Attribute)
                stem = stem.value
            reference = Reference(node, root, path, stem, shallow, scope, binding, call)
            self._by_node[id(node)] = reference
            self.references.append(reference)
        return None


_ABSENCE = {"ImportError", "ModuleNotFoundError", "AttributeError", "Exception", "BaseException"}


def _catches_absence(handler: ast.ExceptHandler) -> bool:
    caught = handler.type
    if caught is None:
        return True
    names = caught.elts if isinstance(caught, ast.Tuple) else [caught]
    return any(isinstance(n, ast.Name) and n.id in _ABSENCE for n in names)


def _qualify(scope: Scope, name: str) -> str:
    if scope.kind == "function":
        return f"{scope.qualname}.<locals>.{name}"
    return f"{scope.qualname}.{name}" if scope.qualname else name


def _chain(node: ast.expr) -> tuple[ast.Name, list[str]] | None:
    attributes: list[str] = []
    while isinstance(node, ast.Attribute):
        attributes.append(node.attr)
        node = node.value
    if isinstance(node, ast.Name):
        return node, attributes[::-1]
    return None


def _decisive(bindings: list[Binding]) -> Binding | None:
    """The binding that tells what a name is: an import wins over ``None`` fallbacks and later aliases.

    A name that is also bound to something unrelated in the same scope is not resolved.
    """
    if len(bindings) == 1:
        return bindings[0]
    imports = [b for b in bindings if b.kind == "import"]
    if imports:
        if any(b.kind == "other" for b in bindings):
            return None
        # A version switch: what works on TF 2 is what counts.
        return next((b for b in imports if b.tf is not None and b.tf.via == "v1"), imports[0])
    rest = [b for b in bindings if b.kind != "none"]
    kinds = {b.kind for b in rest}
    if kinds <= {"project"} or kinds <= {"def", "class"} or (len(rest) == 1):
        return rest[0] if rest else None
    projects = [b for b in rest if b.kind == "project"]
    if projects and kinds <= {"project", "def", "class", "alias"}:
        return projects[0]
    return None
