"""Which statements of a function that builds a model amid a program make the model: the rest stays where it is."""

from __future__ import annotations

import ast
import builtins
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from migrate.lift.checks.hazards import READS
from migrate.lift.source.source import FunctionNode, LiftSource
from migrate.model.tree import TreeGraph
from migrate.nodes import walk

# What runs a program or is fed by it: no part of a layer.
_DRIVES = ("tf.Session", "tf.InteractiveSession", "tf.gradients", "tf.get_default_session")
_DRIVES_BELOW = ("tf.train.", "tf.summary.", "tf.placeholder", "tf.sparse_placeholder")
_SHOWS = frozenset(
    f"tf.summary.{name}" for name in ("scalar", "histogram", "image", "audio", "text")
)
# What a layer does with its variables.
_OPERATIONS = frozenset(
    f"tf.{name}"
    for name in (
        *("matmul", "tensordot", "einsum", "nn.conv1d", "nn.conv2d", "nn.conv2d_transpose"),
        *("nn.bias_add", "nn.xw_plus_b", "nn.embedding_lookup", "gather"),
    )
)
# What binds names in other ways, or leaves the method.
BLOCKS: tuple[type[ast.AST], ...] = (
    *(ast.Return, ast.Yield, ast.YieldFrom, ast.Await, ast.Global, ast.Nonlocal, ast.Lambda),
    *(ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Try, ast.While, ast.Delete),
    *(ast.Import, ast.ImportFrom, ast.AnnAssign, ast.NamedExpr, ast.Starred, ast.Match),
)
# Methods of lists, texts and shapes.
_PLAIN = frozenset(
    [
        *("append", "extend", "format", "get_shape", "as_list", "items", "keys", "values"),
        *("join", "get", "copy", "index", "startswith", "endswith", "split", "set_shape"),
    ]
)


@dataclass(frozen=True, eq=False)
class Block:
    """A run of statements that makes layers, and what stands before and after it.

    Attributes:
      in_scope: something is entered around it.
    """

    statements: list[ast.stmt]
    before: list[ast.AST]
    after: list[ast.AST]
    in_scope: bool = False


@dataclass(eq=False)
class Blocks:
    """Finds the blocks of one function.

    Attributes:
      me: what it calls its object; "" for a function.
      methods: what its class computes when it is read.
    """

    source: LiftSource
    graph: TreeGraph
    function: FunctionNode
    me: str
    methods: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self._around = set(_scopes_read_elsewhere(self.function))
        self._around |= {id(n) for n in getter_scopes(self.source, self.function)}

    def find(self) -> list[Block]:
        """The blocks of the function: one, or several of which each has a scope to itself."""
        found = self._below(self.function.body, [], [], False)
        if found is None or any(b.statements == self.function.body for b in found):
            return []
        if len(found) > 1 and not all(b.in_scope or _is_scope(self.source, b) for b in found):
            return []
        if (
            len(found) > 1 or not self.me
        ):  # calls of what other functions make say enough as they are
            return found if all(self._makes_itself(b.statements) for b in found) else []
        return found

    def _makes_itself(self, statements: list[ast.stmt]) -> bool:
        """Whether statements call TensorFlow to make variables, and not just functions that do."""
        for part in (n for s in statements for n in walk(s) if isinstance(n, ast.Call)):
            rule = self.graph.rules.get(self.source.called(part))
            if rule is not None and rule.creates:
                return True
        return False

    def _below(
        self,
        body: list[ast.stmt],
        before: list[ast.AST],
        after: list[ast.AST],
        in_scope: bool,
    ) -> list[Block] | None:
        """The blocks in a body; None if something that makes layers is in none."""
        found: list[Block] = []
        for run in self._runs(body):
            first, last = body.index(run[0]), body.index(run[-1])
            if not self._blocks(run[0]) or self._gives(run[0], body):
                if self._is_model(run):
                    gives = isinstance(run[-1], ast.Return)
                    rest = [] if gives else [*body[last + 1 :], *after]
                    found.append(Block(run, [*before, *body[:first]], rest, in_scope))
                continue
            statement = run[0]
            made = list(self._made(statement, objects=False))
            if not any(made) and not (made and computes(self.source, [statement])):
                continue
            if not isinstance(statement, ast.With):
                return None
            below = self._below(
                statement.body,
                [*before, *body[:first], *statement.items],
                [*body[last + 1 :], *after],
                True,
            )
            if below is None:
                return None
            found += below
        return found

    def _runs(self, body: list[ast.stmt]) -> list[list[ast.stmt]]:
        """What must stay, alone, and the statements between, from the first that makes variables to the last."""
        runs: list[list[ast.stmt]] = [[]]
        for statement in body:
            if self._blocks(statement) and not self._gives(statement, body):
                runs += [[statement], []]
            else:
                runs[-1].append(statement)
        found = []
        for run in runs:
            making = [i for i, s in enumerate(run) if list(self._made(s))]
            if making:
                last = last_use(self.source, self.graph, run, making, lambda _: True)
                found.append(run[making[0] : last + 1])
        return found

    def _gives(self, statement: ast.stmt, body: list[ast.stmt]) -> bool:
        """Whether a statement at the end gives what it makes itself: the function gives it, too."""
        if not isinstance(statement, ast.Return) or statement.value is None:
            return False
        last = statement is body[-1] and any(self._made(statement))
        return last and not self._blocks(ast.Expr(statement.value))

    def _is_model(self, run: list[ast.stmt]) -> bool:
        """Whether statements make layers, or do with variables what layers do; variables alone are no model."""
        if any(any(self._made(s)) for s in run):
            return True
        return computes(self.source, run)

    def _made(self, statement: ast.stmt, objects: bool = True) -> Iterator[bool]:
        """For each call that makes variables, whether that is a layer or a function of the tree.

        Args:
          objects: also for calls of classes.
        """
        for part in walk(statement):
            if isinstance(part, ast.Call) and not counts_steps(self.source, part):
                rule = self.graph.rules.get(self.source.called(part))
                target = self.source.symbols.target(part.func)
                if rule is not None and rule.creates:
                    yield rule.kind != "variable"
                elif target is not None and (objects or target not in self.graph.classes):
                    if self.graph.resolve(target) in self.graph.creating:
                        yield True

    def _blocks(self, statement: ast.stmt) -> bool:
        """Whether a statement must stay in the function."""
        if id(statement) in self._around:
            return True
        parents = {id(c): p for p in walk(statement) for c in ast.iter_child_nodes(p)}
        shown = summaries(self.source, statement)
        for part in walk(statement):
            if isinstance(part, BLOCKS):
                return True
            if id(part) in shown:
                continue
            if isinstance(part, ast.Name) and part.id == self.me:
                above = parents.get(id(part))
                if not isinstance(above, ast.Attribute) or above.attr in self.methods:
                    return True
            if isinstance(part, ast.Call):
                if drives(self.source, part) or counts_steps(self.source, part):
                    return True
                if self.source.called(part) in READS:
                    return True
                target = self.source.symbols.target(part.func)
                if target is not None and target in self.graph.classes:
                    # An object of a class of the tree.
                    return self.graph.resolve(target) in self.graph.creating
        return False


def last_use(
    source: LiftSource,
    graph: TreeGraph,
    body: list[ast.stmt],
    making: list[int],
    plain: Callable[[ast.stmt], bool],
) -> int:
    """The last statement that makes something, or the last one after it that computes with a weight of the run.

    Args:
      making: the statements of the body that make something.
      plain: whether a statement may stand in the run.
    """
    weights: set[str] = set()
    for statement in body[making[0] : making[-1] + 1]:
        for part in walk(statement):
            value = part.value if isinstance(part, ast.Assign) else None
            rule = graph.rules.get(source.called(value)) if isinstance(value, ast.Call) else None
            if isinstance(part, ast.Assign) and rule is not None and rule.kind == "variable":
                weights |= {ast.unparse(t) for t in part.targets}
    last = making[-1]
    for index in range(last + 1, len(body)):
        if not plain(body[index]):
            break
        for part in walk(body[index]):
            if isinstance(part, ast.Call) and source.called(part) == "tf.nn.l2_loss":
                break  # a penalty is the program's
            if isinstance(part, (ast.Name, ast.Attribute)) and ast.unparse(part) in weights:
                last = index
    return last


def computes(source: LiftSource, run: list[ast.stmt]) -> bool:
    """Whether statements that make variables do with them what layers do."""
    called = {source.called(n) for s in run for n in walk(s) if isinstance(n, ast.Call)}
    made = bool(called & {"tf.Variable", "tf.get_variable"})
    return made and bool(called & _OPERATIONS)


def counts_steps(source: LiftSource, call: ast.Call) -> bool:
    """Whether a call makes a number that is no weight, as training counts its steps."""
    symbol = source.called(call)
    if symbol.endswith("get_or_create_global_step"):
        return True
    if symbol not in ("tf.Variable", "tf.get_variable"):
        return False
    given = {k.arg: k.value for k in call.keywords}
    trainable = given.get("trainable")
    fixed = isinstance(trainable, ast.Constant) and trainable.value is False
    if symbol == "tf.Variable":
        value = call.args[0] if call.args else given.get("initial_value")
        number = value.value if isinstance(value, ast.Constant) else None
        return type(number) is int or (fixed and type(number) is float)
    shape = call.args[1] if len(call.args) > 1 else given.get("shape")
    return fixed and isinstance(shape, (ast.List, ast.Tuple)) and not shape.elts


def drives(source: LiftSource, call: ast.Call) -> bool:
    """Whether a call runs a program, feeds it or asks Python about the method."""
    symbol = source.called(call)
    if symbol in _DRIVES or symbol.startswith(_DRIVES_BELOW):
        return True
    return isinstance(call.func, ast.Name) and call.func.id in ("super", "locals", "vars")


def summaries(source: LiftSource, statement: ast.stmt) -> set[int]:
    """The ids of calls of a statement that only show what is computed there; nobody takes what they give."""
    calls = (n.value for n in walk(statement) if isinstance(n, ast.Expr))
    return {id(c) for c in calls if isinstance(c, ast.Call) and source.called(c) in _SHOWS}


def _is_scope(source: LiftSource, block: Block) -> bool:
    """Whether a block is one scope."""
    only = block.statements[0]
    return (
        len(block.statements) == 1
        and isinstance(only, ast.With)
        and source.called(only.items[0].context_expr) == "tf.variable_scope"
    )


def _scopes_read_elsewhere(function: FunctionNode) -> Iterator[int]:
    """The `with` statements whose name for what they enter is read outside them."""
    for node in walk(function):
        if isinstance(node, ast.With):
            inside = {id(n) for n in walk(node)}
            names = {
                item.optional_vars.id
                for item in node.items
                if isinstance(item.optional_vars, ast.Name)
            }
            for part in walk(function):
                if isinstance(part, ast.Name) and part.id in names and id(part) not in inside:
                    if isinstance(part.ctx, ast.Load):
                        yield id(node)
                        break


def named_scopes(function: FunctionNode) -> set[str]:
    """The names that `with` statements of a function give to what they enter."""
    return {
        n.id
        for node in walk(function)
        if isinstance(node, ast.withitem) and node.optional_vars is not None
        for n in walk(node.optional_vars)
        if isinstance(n, ast.Name)
    }


def asks_objects(source: LiftSource, statement: ast.stmt) -> bool:
    """Whether a statement calls a method of an object, or a function that is not known."""
    for part in walk(statement):
        if isinstance(part, ast.Call) and not source.called(part):
            known = source.symbols.target(part.func) is not None
            builtin = isinstance(part.func, ast.Name) and hasattr(builtins, part.func.id)
            plain = isinstance(part.func, ast.Attribute) and part.func.attr in _PLAIN
            if not known and not builtin and not plain:
                return True
    return False


def asks_for_reuse(statements: list[ast.stmt]) -> bool:
    """Whether `reuse`, which callers of a layer give for its scope, is more to the statements than that."""
    nodes = [n for s in statements for n in walk(s)]
    fine = {id(n.value) for n in nodes if isinstance(n, ast.keyword) and n.arg == "reuse"}
    return any(isinstance(n, ast.Name) and n.id == "reuse" and id(n) not in fine for n in nodes)


def makes_objects(source: LiftSource, graph: TreeGraph, method: FunctionNode) -> bool:
    """Whether a method makes objects whose constructors make variables, which stay where they are made."""
    for part in walk(method):
        target = source.symbols.target(part.func) if isinstance(part, ast.Call) else None
        if (
            target in graph.classes
            and target is not None
            and graph.resolve(target) in graph.creating
        ):
            return True
    return False


def getter_scopes(source: LiftSource, function: FunctionNode) -> list[ast.With]:
    """The scopes of a function with a getter of their own: a layer in them takes it as what TF1 made there did."""
    return [
        node
        for node in walk(function)
        if isinstance(node, ast.With)
        for item in node.items
        if isinstance(item.context_expr, ast.Call)
        and source.called(item.context_expr) == "tf.variable_scope"
        and any(k.arg == "custom_getter" for k in item.context_expr.keywords)
    ]


def looks_around(source: LiftSource, function: FunctionNode) -> bool:
    """Whether a function looks at what exists in the graph, as `tf.get_collection` does."""
    return any(isinstance(n, ast.Call) and source.called(n) in READS for n in walk(function))
