"""How code applies an exponential moving average to moments, and takes the moments or their averages."""

from __future__ import annotations

import ast
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from migrate.lift.source.source import FunctionNode, LiftSource
from migrate.nodes import walk


@dataclass(frozen=True)
class Choice:
    """What takes the moments in training, whose averages it moves, and the averages otherwise.

    Attributes:
      statement: ``mean, var = tf.cond(training, ..., ...)``.
      applied: a statement before it that applies the average already, in training; None where `statement` does.
      before: the statements of the block that only prepare it, in order.
    """

    statement: ast.Assign
    training: ast.expr
    applied: ast.stmt | None
    before: tuple[ast.stmt, ...]


@dataclass(frozen=True)
class Averaging:
    """The moving averages of two moments in a block of a function.

    Attributes:
      ema: the name of the object.
      values: those of the moments.
    """

    source: LiftSource
    node: FunctionNode
    block: Sequence[ast.stmt]
    ema: str
    values: tuple[str, str]

    def choice(self) -> Choice | None:
        """The choice, where nothing else is done with the averages; None if it is another form."""
        for statement in self.block:
            if isinstance(statement, ast.Assign) and len(statement.targets) == 1:
                branches = self._cond(statement.value)
                if branches is not None and self._is_pair(branches[2]):
                    return self._choice(statement, branches[0], branches[1])
        return None

    def _choice(self, statement: ast.Assign, training: ast.expr, name: ast.expr) -> Choice | None:
        update = self._function(name)
        if update is None or not update.body or self._uses(update.name) != 1:
            return None
        *first, last = update.body
        wait = last if isinstance(last, ast.With) and len(last.items) == 1 else None
        if wait is None or len(first) > 1 or not self._gives_moments(wait.body):
            return None
        waits = wait.items[0].context_expr
        if self.source.called(waits) != "tf.control_dependencies" or not isinstance(
            waits, ast.Call
        ):
            return None
        listed = waits.args[0] if len(waits.args) == 1 and not waits.keywords else None
        if not isinstance(listed, (ast.List, ast.Tuple)) or len(listed.elts) != 1:
            return None
        operation = listed.elts[0]
        before: list[ast.stmt] = [update]
        applied = None
        if first:
            if not self._names_apply(first[0], operation):
                return None
        elif not self._is_apply(operation):
            applied = self._applied(operation, training)
            if applied is None:
                return None
            before.insert(0, applied)
        around = [s for s in before if s not in self.block]
        return (
            None
            if around or self._uses(self.ema) != 3
            else Choice(statement, training, applied, tuple(before))
        )

    def _applied(self, operation: ast.expr, training: ast.expr) -> ast.stmt | None:
        """``operation = tf.cond(training, lambda: ema.apply([mean, var]), lambda: tf.no_op())``."""
        for statement in self.block:
            if not isinstance(statement, ast.Assign) or len(statement.targets) != 1:
                continue
            branches = self._cond(statement.value, given=True)
            target = statement.targets[0]
            if (
                branches is None
                or not isinstance(target, ast.Name)
                or not isinstance(operation, ast.Name)
            ):
                continue
            same = target.id == operation.id and ast.dump(branches[0]) == ast.dump(training)
            idle = (
                isinstance(branches[2], ast.Call) and self.source.called(branches[2]) == "tf.no_op"
            )
            idle = idle or self.source.symbol(branches[2]) == "tf.no_op"
            if same and idle and isinstance(training, ast.Name) and self._uses(target.id) == 1:
                if isinstance(branches[1], ast.Lambda) and self._is_apply(branches[1].body):
                    return statement
        return None

    def _cond(
        self, node: ast.expr, given: bool = False
    ) -> tuple[ast.expr, ast.expr, ast.expr] | None:
        """(what decides, the first function, what the second gives) of a `tf.cond`."""
        if self.source.called(node) != "tf.cond":
            return None
        found = keyword_bound(node, ("pred", "true_fn", "false_fn"))
        if found is None or set(found) != {"pred", "true_fn", "false_fn"}:
            return None
        other = found["false_fn"]
        if isinstance(other, ast.Lambda):
            other = other.body
        elif not given:
            return None
        return found["pred"], found["true_fn"], other

    def _function(self, name: ast.expr) -> ast.FunctionDef | None:
        """The function of the block with such a name, which takes nothing."""
        for statement in self.block:
            if isinstance(statement, ast.FunctionDef) and isinstance(name, ast.Name):
                plain = not ast.unparse(statement.args) and not statement.decorator_list
                if statement.name == name.id and plain:
                    return statement
        return None

    def _gives_moments(self, body: list[ast.stmt]) -> bool:
        value = body[0].value if len(body) == 1 and isinstance(body[0], ast.Return) else None
        return self._both(value, lambda call: self.source.called(call) == "tf.identity")

    def _is_pair(self, node: ast.expr) -> bool:
        """``(ema.average(mean), ema.average(var))``."""
        return self._both(node, lambda call: self._is_of_ema(call, "average"))

    def _both(self, node: ast.expr | None, of: Callable[[ast.Call], bool]) -> bool:
        if not isinstance(node, (ast.Tuple, ast.List)) or len(node.elts) != 2:
            return False
        for part, value in zip(node.elts, self.values, strict=True):
            if (
                not isinstance(part, ast.Call)
                or len(part.args) != 1
                or part.keywords
                or not of(part)
            ):
                return False
            if not isinstance(part.args[0], ast.Name) or part.args[0].id != value:
                return False
        return True

    def _names_apply(self, statement: ast.stmt, operation: ast.expr) -> bool:
        """``operation = ema.apply([mean, var])``."""
        if not isinstance(statement, ast.Assign) or len(statement.targets) != 1:
            return False
        same = ast.unparse(statement.targets[0]) == ast.unparse(operation)
        return same and isinstance(operation, ast.Name) and self._is_apply(statement.value)

    def _is_apply(self, node: ast.expr) -> bool:
        if not isinstance(node, ast.Call) or len(node.args) != 1 or node.keywords:
            return False
        listed = node.args[0]
        if not isinstance(listed, (ast.List, ast.Tuple)) or not self._is_of_ema(node, "apply"):
            return False
        return [ast.unparse(e) for e in listed.elts] == list(self.values)

    def _is_of_ema(self, node: ast.Call, method: str) -> bool:
        func = node.func
        return (
            isinstance(func, ast.Attribute)
            and func.attr == method
            and isinstance(func.value, ast.Name)
            and func.value.id == self.ema
        )

    def _uses(self, name: str) -> int:
        """How often a name is read in the function."""
        return sum(
            isinstance(n, ast.Name) and n.id == name and isinstance(n.ctx, ast.Load)
            for n in walk(self.node)
        )


def keyword_bound(node: ast.expr, parameters: Sequence[str]) -> dict[str, ast.expr] | None:
    """The arguments of a call by name; None if there are others."""
    if not isinstance(node, ast.Call) or len(node.args) > len(parameters):
        return None
    if any(isinstance(a, ast.Starred) for a in node.args):
        return None
    found = dict(zip(parameters, node.args, strict=False))
    for keyword in node.keywords:
        if keyword.arg is None or keyword.arg not in parameters or keyword.arg in found:
            return None
        found[keyword.arg] = keyword.value
    return found
