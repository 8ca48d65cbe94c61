"""Whether `tf.logging` of a tree can become `absl.logging`: what each module does with it, and the decision.

TF1's functions write to the logger of TensorFlow itself, whose level `set_verbosity` sets; absl has a logger of its own. So
a module goes to absl when it only writes messages, at levels that are named, and where a level is set, it is set for
both loggers. A tree whose levels cannot be followed stays on `tf.compat.v1.logging`.
"""

from __future__ import annotations

import ast
from collections.abc import Mapping
from dataclasses import dataclass

from migrate.answers import Answer, read_answers
from migrate.program.facts import Finding
from migrate.resolve import ModuleSymbols, Reference
from migrate.rulebook import Rulebook
from migrate.skips import Skips


@dataclass(frozen=True)
class LogRules:
    """How `tf.logging` becomes absl's: the table `[absl_logging]` of ``rules/program.toml``.

    Attributes:
      module: TF1's name of the module.
      messages: its functions that write a message.
      leveled: those of them whose first argument is a level.
      levels: its levels, and their names in Python.
      aborting: the levels at which absl ends the process.
      set_level: its function that sets the level of TensorFlow's logger.
      logger: the symbols that hand out TensorFlow's logger, or its level.
      answers: what the symbols become.
    """

    module: str
    messages: frozenset[str]
    leveled: frozenset[str]
    levels: dict[str, str]
    aborting: frozenset[str]
    set_level: str
    logger: frozenset[str]
    answers: dict[str, Answer]

    def name(self, symbol: str) -> str | None:
        """The name that a symbol has in the module; "" for the module itself, None for other symbols."""
        if symbol == self.module:
            return ""
        return symbol[len(self.module) + 1 :] if symbol.startswith(self.module + ".") else None

    def level(self, symbols: ModuleSymbols, node: ast.expr) -> str | None:
        """Python's name of the level that an expression names; None when it names none."""
        if isinstance(node, ast.Constant):
            return self.levels.get(node.value) if isinstance(node.value, str) else None
        path = symbols.path(node)
        return self.levels.get(self.name(path.symbol) or "") if path is not None else None


def log_rules(rules: Rulebook) -> LogRules:
    """Reads the table.

    Raises:
      UsageError: the file cannot be read.
    """
    table = rules.logging
    return LogRules(
        *(table["module"], frozenset(table["messages"]), frozenset(table["leveled"])),
        *(dict(table["levels"]), frozenset(table["aborting"]), table["set_level"]),
        *(frozenset(table["logger"]), read_answers(table, rules.directory / "program.toml")),
    )


@dataclass(frozen=True)
class LogFacts:
    """What one module does with `tf.logging`.

    Attributes:
      uses: it uses it by its TF1 name.
      messages: it writes messages.
      sets_level: it sets the level of TensorFlow's logger.
      direct: it writes nothing but ``tf.logging.…``, through no name of its own for the module.
      problem: what keeps the module on `tf.compat.v1`.
      level_problem: what keeps the whole tree there, since its levels cannot be followed.
    """

    uses: bool = False
    messages: bool = False
    sets_level: bool = False
    direct: bool = True
    problem: Finding | None = None
    level_problem: Finding | None = None


@dataclass(frozen=True)
class Logging:
    """The decision for a module that uses `tf.logging`.

    Attributes:
      absl: it goes to absl.
      level: what sets a level sets absl's.
      tensorflow: what sets a level sets that of TensorFlow's own logger, too.
      reason: why it stays, to be reported.
    """

    absl: bool
    level: bool = False
    tensorflow: bool = False
    reason: str = ""


def log_facts(symbols: ModuleSymbols, skips: Skips, rules: LogRules, book: Rulebook) -> LogFacts:
    """Looks at every reference to `tf.logging` in the module."""
    reader = _Reader(symbols, skips, rules)
    for reference in symbols.references:
        symbol = reference.path.symbol
        if symbol.startswith("tf.python."):
            symbol = book.public_name(symbol) or symbol
        reader.look(reference, symbol)
    return reader.facts()


class _Reader:
    def __init__(self, symbols: ModuleSymbols, skips: Skips, rules: LogRules) -> None:
        self._symbols = symbols
        self._skips = skips
        self._rules = rules
        self._levels: set[int] = set()  # nodes that are the level of a call
        self._constants: list[Reference] = []
        self._uses = self._messages = self._sets_level = False
        self._direct = True
        self._problem: Finding | None = None
        self._level_problem: Finding | None = None

    def look(self, reference: Reference, symbol: str) -> None:
        rules, node, call = self._rules, reference.node, reference.call
        if symbol in rules.logger:
            self._tree(node, f"{symbol} is used")
            return
        name = rules.name(symbol)
        if name is None:
            return
        via = reference.path.via
        if via in ("v1", "v2"):
            if name == rules.set_level:
                self._tree(node, f"tf.compat.v1.logging.{name} is called")
            return
        self._uses = True
        if via != "root" or reference.binding.kind == "star":
            self._module(node, f"{symbol} is reached through a private path or a star")
        if self._skips.covers(node.lineno):
            self._module(node, "a line with tf.logging is marked to be skipped")
        if isinstance(node, ast.Attribute) and not isinstance(node.ctx, ast.Load):
            self._module(node, f"{symbol} is assigned to")
        self._direct = self._direct and reference.base.is_root
        if name == rules.set_level:
            self._sets_level = True
            self._set_level(node, call)
        elif name in rules.messages:
            self._messages = True
            if name in rules.leveled:
                self._leveled(node, call, symbol)
        elif name in rules.levels:
            self._constants.append(reference)
        elif name:
            self._module(node, f"absl has nothing that does what {symbol} does")
        elif not self._is_alias(node):
            self._module(node, f"{symbol} is handed on as a value")

    def _set_level(self, node: ast.expr, call: ast.Call | None) -> None:
        level = call.args[0] if call is not None and len(call.args) == 1 else None
        if call is None or level is None or call.keywords:
            self._tree(node, f"{self._rules.set_level} is not given one level")
        elif self._rules.level(self._symbols, level) is None:
            self._tree(node, f"{self._rules.set_level} is given a level that cannot be followed")
        elif id(call) not in self._statements():
            self._tree(node, f"{self._rules.set_level} is part of an expression")
        else:
            self._levels.add(id(level))

    def _leveled(self, node: ast.expr, call: ast.Call | None, symbol: str) -> None:
        if call is None:
            self._module(node, f"{symbol} is handed on as a value")
            return
        level = call.args[0] if call.args else None
        path = self._symbols.path(level) if level is not None else None
        name = self._rules.name(path.symbol) if path is not None else None
        if name not in self._rules.levels:
            self._module(node, f"the level of {symbol} is not one of tf.logging's")
        elif name in self._rules.aborting:
            self._module(node, f"absl ends the process at {name}")
        else:
            self._levels.add(id(level))

    def _is_alias(self, node: ast.expr) -> bool:
        """``logging = tf.logging``, or a name bound by an import."""
        return isinstance(node, ast.Name) or any(
            isinstance(n, ast.Assign)
            and n.value is node
            and all(isinstance(t, ast.Name) for t in n.targets)
            for n in self._symbols.nodes
        )

    def _statements(self) -> set[int]:
        return {id(n.value) for n in self._symbols.nodes if isinstance(n, ast.Expr)}

    def _module(self, node: ast.expr, text: str) -> None:
        self._problem = self._problem or Finding(node.lineno, text)

    def _tree(self, node: ast.expr, text: str) -> None:
        self._level_problem = self._level_problem or Finding(node.lineno, text)

    def facts(self) -> LogFacts:
        for reference in self._constants:
            if id(reference.node) not in self._levels:
                self._module(reference.node, f"{reference.path.symbol} is used as a number")
        problem, level_problem = self._problem, self._level_problem
        if self._sets_level and problem is not None and level_problem is None:
            level_problem = problem  # what stays sets the level of TensorFlow's logger alone
        return LogFacts(
            *(self._uses, self._messages, self._sets_level, self._direct, problem, level_problem)
        )


@dataclass(frozen=True)
class LogSource:
    """One module of a tree.

    Attributes:
      relpath: its path, for messages.
      facts: what it does with `tf.logging`.
      app_run: its flags go to absl, so that what runs it was started by absl's `app.run`.
    """

    relpath: str
    facts: LogFacts
    app_run: bool = False


def decide_logs(sources: Mapping[str, LogSource], setup: str = "") -> dict[str, Logging]:
    """The decision for each module that uses `tf.logging`, by its name.

    Args:
      sources: the modules of one tree.
      setup: a file of the tree that sets up Python's own loggers, which TensorFlow's is one of.
    """
    users = {name: s for name, s in sources.items() if s.facts.uses}
    blocked = f"{setup} sets up Python's loggers" if setup else ""
    for source in sources.values():
        if source.facts.level_problem is not None and not blocked:
            blocked = _at(source, source.facts.level_problem)
    going = [s for s in users.values() if s.facts.problem is None]
    messages = any(s.facts.messages for s in going)
    found = {}
    for name, source in users.items():
        facts = source.facts
        if blocked or facts.problem is not None:
            reason = _at(source, facts.problem) if facts.problem is not None else blocked
            found[name] = Logging(False, reason=reason)
            continue
        # Where absl's app.run has put its handler, the level of absl is that of all loggers without one of their own.
        level = messages or not facts.direct
        found[name] = Logging(True, level, tensorflow=not (source.app_run and level))
    return found


def _at(source: LogSource, finding: Finding) -> str:
    return f"{finding.text} ({source.relpath}, line {finding.line} before)"
