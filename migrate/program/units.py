"""Reads one module: which flags it reads where, and what else its code may run.

The question is which code may run before `app.run` has parsed the command line, so what a piece of code may
call is taken widely: every function of the tree that it mentions, and for a method of an object unknown
every method of that name. Only what is handed to `tf.app.run` is left out.
"""

from __future__ import annotations

import ast

from migrate.nodes import children
from migrate.program.facts import IMPORT, Finding, ProgramFacts, Run, Target
from migrate.program.rules import ProgramRules
from migrate.program.walk import CodeWalk, Place
from migrate.resolve import ModuleSymbols, TensorFlowPath, TreeIndex
from migrate.skips import Skips

_RUNS_ANYTHING = frozenset({"exec", "eval", "globals", "__import__", "import_module", "runpy"})
_LOOKS_INSIDE = frozenset({"vars", "type", "dir", "isinstance"})
_PARSES_ARGV = frozenset({"parse_args", "parse_known_args", "getopt", "gnu_getopt"})


def program_facts(
    symbols: ModuleSymbols, skips: Skips, rules: ProgramRules, index: TreeIndex
) -> ProgramFacts:
    """What the module does with the command line."""
    reader = _Reader(symbols, skips, rules, index)
    reader.block(symbols.tree.body, Place(IMPORT))
    units = tuple(piece.unit(name) for name, piece in reader.pieces.items())
    return ProgramFacts(
        *(units, tuple(reader.runs), tuple(reader.problems)),
        *(reader.uses, reader.upgraded, reader.guard),
    )


class _Reader(CodeWalk):
    def __init__(
        self, symbols: ModuleSymbols, skips: Skips, rules: ProgramRules, index: TreeIndex
    ) -> None:
        super().__init__(symbols)
        self._skips = skips
        self._rules = rules
        self._index = index
        self.runs: list[Run] = []
        self.problems: list[Finding] = []
        self.uses = self.upgraded = False

    # ------------------------------------------------------------ expressions
    def expression(self, node: ast.AST, place: Place) -> bool:
        if isinstance(node, ast.Assign) and self._is_alias(node, place):
            self._seen(node.value)
        elif isinstance(node, ast.AugAssign) and isinstance(node.target, ast.Attribute):
            self._updated(node.target, place)
            self.node(node.value, place)
        elif isinstance(node, ast.Call):
            self._call(node, place)
        elif isinstance(node, (ast.Name, ast.Attribute)):
            self._name(node, place)
        elif isinstance(node, ast.ImportFrom) and node.module == "sys":
            if any(a.name == "argv" for a in node.names):
                self._argv(node, place, "sys.argv is used")
        else:
            return isinstance(node, ast.Subscript) and _is_program_name(node)
        return True

    def _call(self, node: ast.Call, place: Place) -> None:
        func = node.func
        path = self._program_path(func) if isinstance(func, (ast.Name, ast.Attribute)) else None
        if path is not None and path.symbol == self._rules.run:
            self._seen(func)
            self._run(node, place)
            return
        if path is not None and self._rules.flag(path.symbol) == "":
            self._seen(func)  # FLAGS(argv) parses
            self.block([*node.args, *node.keywords], place)
            return
        if path is not None and self._rules.renames(path.symbol):
            if any(k.arg is None for k in node.keywords):
                text = f"the arguments of {path.symbol} cannot be followed"
                self.problems.append(Finding(node.lineno, text))
            self._seen(func)
            self.block([*node.args, *node.keywords], place)
            return
        name = getattr(func, "attr", getattr(func, "id", ""))
        if isinstance(func, ast.Name) and name in _LOOKS_INSIDE:
            for argument in node.args:
                inner = self._program_path(argument)
                if inner is not None and self._rules.flag(inner.symbol) == "":
                    self.problems.append(Finding(node.lineno, f"{name}() looks inside FLAGS"))
        if name in _PARSES_ARGV:
            self._argv(node, place, f"{name}() reads the command line")
        if name in ("getattr", "attrgetter", "methodcaller"):
            texts = [a.value for a in node.args if isinstance(a, ast.Constant)]
            self._attributes(node, place, [t for t in texts if isinstance(t, str)])
        if name in _RUNS_ANYTHING:
            self._read(node, place, f"{name}() may run anything")
        self.block(children(node), place)

    def _name(self, node: ast.Name | ast.Attribute, place: Place) -> None:
        names: list[str] = []
        root: ast.expr = node
        while isinstance(root, ast.Attribute):
            names.append(root.attr)
            root = root.value
        if isinstance(root, ast.Name):
            self._chain(node, place, root, names)
            return
        self._attributes(node, place, names)
        self.node(root, place)

    def _chain(
        self, node: ast.Name | ast.Attribute, place: Place, root: ast.Name, names: list[str]
    ) -> None:
        """A dotted name: ``names`` are the attributes behind its root, the last one first."""
        scope = self._symbols.scope_of(root)
        home = scope.find(root.id) if scope else None
        bindings = home.names[root.id] if home is not None else ()
        if any(b.kind != "other" for b in bindings) or self._symbols.module_scope.stars:
            path = self._symbols.path(node)
            if path is not None:
                own = self._rules.path(path)
                if own is not None:
                    stored = isinstance(node, ast.Attribute) and not isinstance(node.ctx, ast.Load)
                    self._program_name(node, own, place, stored)
                return
            target = self._symbols.target(node)
            if target is not None:
                self.piece(place.unit).targets.add(target)
                return
        inside = [b for b in bindings if b.kind == "project" and self._index.may_hold(b.module)]
        if not names:
            self._attributes(node, place, [b.name for b in inside if b.name])
            return
        if root.id == "sys" and names[-1] == "argv":
            self._argv(node, place, "sys.argv is used")
        if inside or not bindings or any(b.kind != "project" for b in bindings):
            self._attributes(node, place, names)

    def _attributes(self, node: ast.expr, place: Place, names: list[str]) -> None:
        self.piece(place.unit).attributes.update(names)
        for name in names:
            if name in self._rules.private:
                self.problems.append(Finding(node.lineno, f"{name} is private to absl"))
            if name == self._rules.values:  # of a flags module that went through a variable
                self._read(node, place, f"{name} is used")

    # ------------------------------------------------------------ flags
    def _program_path(self, node: ast.expr) -> TensorFlowPath | None:
        """Where a name leads in `tf.flags` and `tf.app`; None when it leads elsewhere."""
        path = self._symbols.path(node)
        return self._rules.path(path) if path is not None else None

    def _seen(self, node: ast.expr) -> None:
        """Notes that the module uses flags here."""
        path = self._program_path(node)
        if path is None:
            return
        self.uses = True
        if path.via in ("v1", "v2"):
            self.upgraded = True
        elif path.via != "root":
            text = f"{path.symbol} is reached through a private path"
            self.problems.append(Finding(node.lineno, text))
        if self._skips.covers(node.lineno):
            self.problems.append(Finding(node.lineno, "a line with flags is marked to be skipped"))

    def _is_alias(self, node: ast.Assign, place: Place) -> bool:
        """``FLAGS = tf.flags.FLAGS``, ``flags = tf.app.flags``: names the object and reads nothing."""
        path = self._program_path(node.value)
        if path is None or self._rules.flag(path.symbol) or path.symbol == self._rules.run:
            return False
        # A name that is also bound to something else, or in a class, would not be known when it is read.
        return not place.owner and all(
            isinstance(t, ast.Name) and self._program_path(t) == path for t in node.targets
        )

    def _program_name(
        self, node: ast.Name | ast.Attribute, path: TensorFlowPath, place: Place, stored: bool
    ) -> None:
        self._seen(node)
        flag = self._rules.flag(path.symbol)
        if stored:
            if not flag:
                text = f"{ast.unparse(node)} is assigned to"
                self.problems.append(Finding(node.lineno, text))
        elif path.symbol == self._rules.run or self._rules.renames(path.symbol):
            text = f"{path.symbol} is handed on as a value"
            self.problems.append(Finding(node.lineno, text))
        elif flag is None:
            return
        elif flag.startswith("_"):
            text = f"{ast.unparse(node)} is private to absl"
            self.problems.append(Finding(node.lineno, text))
        elif flag not in self._rules.methods:
            what = f"FLAGS.{flag} is read" if flag else "FLAGS is handed on"
            self._read(node, place, what)

    def _read(self, node: ast.expr, place: Place, text: str) -> None:
        piece = self.piece(place.unit)
        piece.reads = piece.reads or Finding(node.lineno, text)

    def _argv(self, node: ast.expr | ast.stmt, place: Place, text: str) -> None:
        piece = self.piece(place.unit)
        piece.argv = piece.argv or Finding(node.lineno, text)

    def _updated(self, node: ast.Attribute, place: Place) -> None:
        """``FLAGS.x += 1`` reads as well as it assigns."""
        path = self._program_path(node)
        if path is not None and (flag := self._rules.flag(path.symbol)):
            self._read(node, place, f"FLAGS.{flag} is read")
        self._name(node, place)

    # ------------------------------------------------------------ app.run
    def _run(self, node: ast.Call, place: Place) -> None:
        values = [*node.args, *(k.value for k in node.keywords)]
        main: Target | None = None
        problem = ""
        if len(values) > 1 or any(k.arg not in ("main",) for k in node.keywords):
            problem = "app.run is given an argv"
        elif values:
            main = self._symbols.target(values[0])
            if main is None:
                problem = "what app.run is given cannot be followed"
        else:
            bindings = self._symbols.module_scope.names.get("main", [])
            if [b.kind for b in bindings] == ["def"] and place.unit == IMPORT:
                main = (self._symbols.module, "main")
            else:
                problem = "app.run is to find a main that is not a function of this module"
        for value in values[1:]:
            self.node(value, place)
        self.runs.append(Run(node.lineno, main, place.unit, place.guarded, problem))


def _is_program_name(node: ast.Subscript) -> bool:
    """``sys.argv[0]``, the path of the script."""
    value, index = node.value, node.slice
    return (
        isinstance(value, ast.Attribute)
        and value.attr == "argv"
        and isinstance(index, ast.Constant)
        and index.value == 0
    )
