"""Names: how a new dotted name is written in this module, and which imports that needs."""

from __future__ import annotations

import ast

from migrate.answers import import_binding
from migrate.resolve import Binding, ModuleSymbols, Reference, Scope

_ROOT_IMPORT = "import tensorflow as tf"


class Names:
    """Chooses local names for imported things; remembers the import statements to add.

    Attributes:
      added: the import statements that the module lacks, in the order they were asked for.
      stood_in: imports of what TensorFlow 2 lacks; the stand-ins in their place need what ``added`` binds.
    """

    def __init__(self, symbols: ModuleSymbols) -> None:
        self._symbols = symbols
        self._chosen: dict[tuple[str, str], str] = {}
        self._taken: set[str] | None = None
        self.added: list[str] = []
        self.stood_in: list[ast.stmt] = []

    def write(self, to: str, reference: Reference) -> str | None:
        """The text for the dotted name ``to`` at the place of ``reference``; None when it cannot be written.

        ``to`` begins with ``tf.`` (TensorFlow 2's own names), ``migrate.compat_scope`` or another package.
        """
        if to == "tf" or to.startswith("tf."):
            rest = to[2:]
            if reference.base.is_root:
                return self._below_root(ast.unparse(reference.stem), reference.base.via, rest)
            name, via = self._module_root(reference.scope)
            return self._below_root(name, via, rest)
        if to.startswith("migrate.compat_scope"):
            return self.member("migrate", "compat_scope", reference.scope) + to[20:]
        module, _, name = to.rpartition(".")
        return self.member(module, name, reference.scope)

    def imported(self, statement: str, to: str) -> str:
        """The text for ``to``, by way of what a rule's own import statement binds; it is added unless it is there."""
        key = (statement, "")
        if key not in self._chosen:
            self._chosen[key] = self._choose_for(statement)
        return self._chosen[key] + to[len(import_binding(statement)[1]) :]

    def _choose_for(self, statement: str) -> str:
        node = ast.parse(statement).body[0]
        assert isinstance(node, (ast.Import, ast.ImportFrom))
        (alias,) = node.names
        bound = alias.asname or alias.name.partition(".")[0]
        for binding in self._symbols.module_scope.names.get(bound, ()):
            if binding.statement is not None and ast.dump(binding.statement) == ast.dump(node):
                return bound
        local = bound
        while local in self._bound_names():
            local = f"{local}_"
        if local != bound:
            alias.asname = local
        self.added.append(ast.unparse(node))
        return local

    def member(self, module: str, name: str, scope: Scope) -> str:
        """The local name of ``from module import name``, which is added unless it is there."""
        return self._chosen_name(f"from {module} import {name}", module, name, scope)

    def module(self, name: str, package: str = "", local: str = "") -> None:
        """Has the module import ``name`` under just that name, unless it does, or as ``local``."""
        if local not in ("", name):
            self._chosen[package, name] = local
            self.added.append(f"from {package} import {name} as {local}")
            return
        bindings = self._symbols.module_scope.names.get(name, [])
        if any(b.kind in ("import", "project") for b in bindings):
            return
        self._chosen[package or name, name if package else ""] = name
        self.added.append(f"from {package} import {name}" if package else f"import {name}")

    def tensorflow(self) -> None:
        """Has the module import TensorFlow, unless it does."""
        self.root(self._symbols.module_scope)

    def adopt(self, module: str, name: str, local: str) -> None:
        """Has ``from module import name`` bind ``local``, a name of the module whose old binding is removed."""
        self._chosen[module, name] = local
        suffix = f" as {local}" if local != name else ""
        self.added.append(f"from {module} import {name}{suffix}")

    def root(self, scope: Scope) -> str:
        """The local name of plain ``tensorflow`` as seen from ``scope``."""
        name, via = self._module_root(scope)
        return name if via == "root" else f"{name}.compat.v2"

    def _below_root(self, name: str, via: str, rest: str) -> str:
        if via == "v1":
            if rest.startswith(".compat.v1"):
                return name + rest[len(".compat.v1") :]
            return f"{name}.compat.v2{rest}"
        return name + rest

    def _module_root(self, scope: Scope) -> tuple[str, str]:
        seen: Scope | None = scope
        while seen is not None:
            for name, bindings in seen.names.items():
                first = bindings[0]
                if first.kind == "import" and first.tf is not None and first.tf.is_root:
                    if scope.find(name) is seen and seen.kind != "class":
                        return name, first.tf.via
            seen = seen.parent
        return self._chosen_name(_ROOT_IMPORT, "tensorflow", "", scope), "root"

    def _chosen_name(self, statement: str, module: str, name: str, scope: Scope) -> str:
        key = (module, name)
        if key not in self._chosen:
            self._chosen[key] = self._choose(statement, module, name)
        return self._chosen[key]

    def _choose(self, statement: str, module: str, name: str) -> str:
        for bound, bindings in self._symbols.module_scope.names.items():
            first: Binding = bindings[0]
            if (first.kind, first.module, first.name) == ("project", module, name) and name:
                if len(bindings) == 1:
                    return bound
        wanted = name or "tf"
        local = wanted
        while local in self._bound_names():
            local = f"{module.rpartition('.')[2]}_{wanted}" if local == wanted else f"{local}_"
        if local != wanted:
            statement = f"{statement} as {local}" if name else f"import {module} as {local}"
        self.added.append(statement)
        return local

    def _bound_names(self) -> set[str]:
        """Every name the module binds anywhere: a new module-level name must not be shadowed."""
        if self._taken is None:
            taken: set[str] = set(self._symbols.module_scope.names)
            for node in self._symbols.nodes:
                if isinstance(node, ast.Name) and not isinstance(node.ctx, ast.Load):
                    taken.add(node.id)
                elif isinstance(node, ast.arg):
                    taken.add(node.arg)
                elif isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
                    taken.add(node.name)
                elif isinstance(node, ast.alias):
                    taken.add(node.asname or node.name.partition(".")[0])
            self._taken = taken
        return self._taken
