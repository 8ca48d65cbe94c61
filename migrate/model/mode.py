"""Evidence for the mode of a module: whether it must stay a graph program or may run eagerly."""

from __future__ import annotations

import ast
import re
from collections.abc import Mapping

from migrate.model.graph_symbols import KINDS, graph_kind
from migrate.model.script import ScriptTrace
from migrate.model.types import Evidence, Symbols
from migrate.nodes import children
from migrate.outcomes import Mode

__all__ = ["KINDS", "mode_evidence"]

_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)
_SESSION_NAME = re.compile(r"_*(\w*_)?(sess|session)\d*_?", re.IGNORECASE)
_TRAINING = frozenset({"minimize", "apply_gradients", "compute_gradients"})
_TEST_SESSIONS = frozenset({"test_session", "cached_session"})
_MAX_TEXT = 60


def mode_evidence(
    symbols: Symbols, others: Mapping[str, Symbols] | None = None
) -> tuple[Evidence, ...]:
    """What says in which mode the TensorFlow code of one module runs, in source order.

    Strong evidence counts wherever it stands: the module uses what only a graph program has. Weak
    evidence is looked for only in code that runs at import or as a script (and in the functions that
    code calls): places where a tensor shows that it is symbolic. A module without any runs eagerly
    just as well. Weak evidence is not looked for where strong evidence has decided.

    Args:
      symbols: the module.
      others: the other modules of the tree by name, to know what their functions return. Optional;
        without them what those return is unknown, which errs towards the graph.
    """
    strong = _Strong(symbols)
    strong.visit_all(symbols.tree.body, runs=True)
    found = strong.found

    def report(node: ast.expr, kind: str, is_strong: bool) -> None:
        found.setdefault(
            (node.lineno, node.col_offset, kind),
            Evidence(node.lineno, node.col_offset, kind, _text(node), is_strong),
        )

    if strong.uses_tensorflow and not any(e.favours is Mode.GRAPH for e in found.values()):
        ScriptTrace(symbols, others or {}, report).run()
    return tuple(sorted(found.values()))


class _Strong:
    """Collects what can be told from single expressions."""

    def __init__(self, symbols: Symbols) -> None:
        # The resolver has every reference at hand; asking it about each name again would cost more.
        references = getattr(symbols, "references", None)
        self._known: dict[int, str] | None = None
        if references is not None:
            self._known = {id(r.node): r.path.symbol for r in references}
        self._symbols = symbols
        self.found: dict[tuple[int, int, str], Evidence] = {}
        self.uses_tensorflow = False
        self._taped = False

    def visit_all(self, body: list[ast.stmt], runs: bool) -> None:
        stack: list[tuple[ast.AST, bool]] = [(node, runs) for node in reversed(body)]
        training: list[tuple[ast.expr, bool]] = []
        while stack:
            node, runs = stack.pop()
            if isinstance(node, (ast.Name, ast.Attribute)):
                symbol = self._look_up(node)
                if symbol is not None:
                    self._symbol(node, symbol, runs)
                    continue
            elif isinstance(node, ast.Call):
                if self._call(node, runs):
                    training.append((node.func, runs))
            elif isinstance(node, _FUNCTIONS):
                runs = False
            stack.extend((child, runs) for child in children(node))
        if self.uses_tensorflow and not self._taped:
            for func, runs in training:
                self._add(func, "optimizer", _text(func), runs)
        if not self.uses_tensorflow:
            self.found.clear()

    def _look_up(self, node: ast.expr) -> str | None:
        return self._symbols.symbol(node) if self._known is None else self._known.get(id(node))

    def _add(self, node: ast.expr, kind: str, text: str, runs: bool) -> None:
        favours = Mode.EAGER if kind == "eager" else Mode.GRAPH
        evidence = Evidence(node.lineno, node.col_offset, kind, text, True, runs, favours)
        self.found.setdefault((node.lineno, node.col_offset, kind), evidence)

    def _symbol(self, node: ast.expr, symbol: str, runs: bool) -> None:
        self.uses_tensorflow = True
        if symbol == "tf.GradientTape":
            self._taped = True
        kind = graph_kind(symbol)
        if kind is not None:
            self._add(node, kind, symbol, runs)

    def _call(self, node: ast.Call, runs: bool) -> bool:
        """Records what the call itself says; returns whether it may be an optimizer's step."""
        feeds = [k for k in node.keywords if k.arg == "feed_dict"]
        if feeds:
            self._add(node, "feed_dict", _text(node.func), runs)
        func = node.func
        if not isinstance(func, ast.Attribute) or self._look_up(func) is not None:
            return False
        owner = func.value
        name = owner.attr if isinstance(owner, ast.Attribute) else getattr(owner, "id", "")
        if func.attr == "run" and _SESSION_NAME.fullmatch(name):
            self._add(func, "run", _text(func), runs)
        elif func.attr in _TEST_SESSIONS:
            self._add(func, "session", _text(func), runs)
        elif func.attr == "make_initializable_iterator":
            self._add(func, "iterator", _text(func), runs)
        elif func.attr == "eval" and any(k.arg == "session" for k in node.keywords):
            self._add(func, "eval", _text(func), runs)
        if func.attr not in _TRAINING or not (node.args or node.keywords):
            return False
        closure = any(isinstance(a, ast.Lambda) for a in node.args)
        return not closure and name != "optimize" and _imported_root(func) != "scipy"


def _imported_root(node: ast.expr) -> str:
    while isinstance(node, ast.Attribute):
        node = node.value
    return node.id if isinstance(node, ast.Name) else ""


def _text(node: ast.expr) -> str:
    text = " ".join(ast.unparse(node).split())
    return text if len(text) <= _MAX_TEXT else text[: _MAX_TEXT - 3] + "..."
