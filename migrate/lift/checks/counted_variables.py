"""`tf.Variable`s get a number where their name is taken, and follow name scopes, which get one, too.

with tf.name_scope("a"): w = tf.Variable(1.0)      a/Variable
with tf.name_scope("a"): v = tf.Variable(1.0)      a_1/Variable

A function that makes some may be called more than once where the text says what they are called each time.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

from migrate.lift.binding.times import TreeTimes
from migrate.lift.checks.scoped_turns import turns_apart
from migrate.lift.checks.taken_names import levels_named, taken_before
from migrate.lift.plans import Refused
from migrate.lift.source.bodies import bind
from migrate.lift.source.view import View
from migrate.model.graph import Creation
from migrate.model.naming import FunctionNames
from migrate.model.reach import above
from migrate.model.tree import Key, TreeGraph
from migrate.nodes import children, walk

_LOOPS = (ast.For, ast.While, ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)


def check_variables(view: View) -> None:
    """Refuses a function whose `tf.Variable`s have names that its text and its callers' do not tell.

    Raises:
      Refused: they do not.
    """
    _check_name_scopes(view)
    made = [s for s in view.sites if s.kind == "weight" and s.symbol == "tf.Variable"]
    if made and runs_again(view):
        line = made[0].node.lineno
        raise Refused("TF307", "`tf.Variable` gets another name in each call", line)
    for site in made:
        if any(_told_by_objects(view, scope.reuse) for scope in site.scopes):
            text = "`tf.Variable` gets another name where an object says that its scope is shared"
            raise Refused("TF307", text, site.node.lineno)


def _told_by_objects(view: View, reuse: ast.expr | None) -> bool:
    """Whether what says that a scope is shared comes from an attribute, which changes from call to call."""
    calls = view.tree.all_calls_of(view.key) or ()
    names = [n.id for n in walk(reuse) if isinstance(n, ast.Name)] if reuse is not None else []
    given = [bind(call, view.node, view.key).get(name) for _, call in calls for name in names]
    return any(isinstance(value, ast.Attribute) for value in given)


def runs_again(view: View) -> bool:
    """Whether a function may run more than once, and its callers do not tell what its `tf.Variable`s are called each time."""
    return _called_again(view) or _run_again(view)


def check_handed_on(tree: TreeTimes, key: Key) -> None:
    """A function that is used as a value runs where nobody knows the name scopes, nor how often.

    Raises:
      Refused: it makes `tf.Variable`s, itself or through others.
    """
    found = named_where_it_runs(tree.graph, key)
    if found is not None:
        text = f"`{key[1]}` is handed on, and `tf.Variable` is named where it runs"
        here = found[1] if found[0][0] == key[0] else tree.graph.functions[key]
        raise Refused("TF307", text, here.span.line)


def named_where_it_runs(graph: TreeGraph, key: Key) -> tuple[Key, Creation] | None:
    """A ``tf.Variable`` that a function makes, itself or through others, with the one that does."""
    found: set[Key] = set()
    waiting = [key]
    while waiting:
        one = waiting.pop()
        if one not in found and one in graph.functions:
            found.add(one)
            waiting += [target for _, target in graph.callees(one)]
            for creation in graph.functions[one].creations:
                if creation.symbol == "tf.Variable":
                    return one, creation
    return None


def _check_name_scopes(view: View) -> None:
    """What a function makes must not stand in a name scope of its callers: its layer knows nothing of that.

    Raises:
      Refused: it does, or a scope of theirs is opened again.
    """
    for caller, names in view.all_names.items():
        for variable in names.runs if caller != view.key else ():
            mine = [number for key, number in variable.within if key == view.key]
            if not mine or variable.creation.symbol != "tf.Variable":
                continue
            if variable.numbered or mine[0] in variable.apart:
                text = f"`tf.Variable` is called `{variable.name}` by `{caller[1]}`"
                raise Refused("TF307", text, view.node.lineno)
        if caller != view.key:
            _check_operations(view, caller, names)
    made = view.names.variables if view.names is not None else ()
    if any(v.creation.symbol == "tf.Variable" for v in made):
        for caller in view.tree.graph.callers.get(view.key, ()):
            if caller not in view.all_names and _in_name_scope(view, caller):
                text = f"`tf.Variable` is made in a name scope of `{caller[1] or caller[0]}`"
                raise Refused("TF307", text, view.node.lineno)


def _check_operations(view: View, caller: Key, names: FunctionNames) -> None:
    """No operation of a caller may take the name of a scope in which this function makes something.

    Raises:
      Refused: one does.
    """
    made: dict[str, int] = {}
    for variable in names.runs:
        mine = any(key == view.key for key, _ in variable.within)
        for level in levels_named(variable) if mine else ():
            made[level] = max(made.get(level, 0), variable.line)
    known = caller[0] in view.tree.sources
    found = taken_before(view.tree, caller, _body(view, caller), made) if known else None
    if found is not None:
        text = f"`tf.Variable` is made after an operation called `{found[0]}` in `{caller[1]}`"
        raise Refused("TF307", text, view.node.lineno)


def _in_name_scope(view: View, caller: Key) -> bool:
    """Whether a function that gets no names of its own calls this one in a name scope."""
    graph = view.tree.graph
    function = graph.functions[caller]
    for call, target in graph.callees(caller):
        entry = call.context.entry if target == view.key else -1
        while entry >= 0:
            if function.entries[entry].kind == "name_scope":
                return True
            entry = function.entries[entry].context.entry
    return False


def _called_again(view: View) -> bool:
    """Whether the tree runs a function more than once, and its callers do not tell what it makes each time."""
    calls = view.tree.all_calls_of(view.key)
    if calls is None:
        return True
    again = len(calls) > 1
    for caller in {caller for caller, _ in calls}:
        mine = [call for where, call in calls if where == caller]
        body = _body(view, caller)
        loops = [call for call in mine if _in_loop(view, caller, call)]
        if not all(turns_apart(view, caller, body, call) for call in loops):
            return True
        names = view.all_names.get(caller)
        if again and (names is None or not _told(view, names, len(mine))):
            return True
    return again and _driven_again(view)


def _told(view: View, names: FunctionNames, calls: int) -> bool:
    """Whether a caller's names have all runs of a function, in scopes of which none got a number."""
    runs: dict[int, list[str]] = {}
    for variable in names.runs:
        for key, number in variable.within:
            if key == view.key and variable.creation.symbol == "tf.Variable":
                if variable.numbered:
                    return False
                runs.setdefault(number, []).append(variable.name)
    met = [name for run in runs.values() for name in run]
    return names.complete and len(runs) >= calls and len(met) == len(set(met))


def _in_loop(view: View, caller: Key, call: ast.Call) -> bool:
    body = _body(view, caller)
    loops = [n for s in body for n in walk(s) if isinstance(n, _LOOPS)]
    return any(n is call for loop in loops for n in walk(loop))


def _body(view: View, key: Key) -> list[ast.stmt]:
    function = view.tree.function(key)
    return function.body if function is not None else view.tree.sources[key[0]].tree.body


def _driven_again(view: View) -> bool:
    """Whether what has no names of its own, such as a program with a session, runs a function more than once."""
    running = above(view.tree.graph, view.key)
    for key in running - view.all_names.keys():
        if key[0] not in view.tree.sources:
            return True
        if not key[1]:
            continue  # `_run_again` looks at what a module itself runs
        calls = [call for call, target in view.tree.calls(key) if target in running]
        if len(calls) > 1 or any(_in_loop(view, key, call) for call in calls):
            return True
    return False


def _run_again(view: View) -> bool:
    """Whether the own code of a module runs a function several times, through whatever it calls."""
    running = above(view.tree.graph, view.key)
    for module, qualname in running:
        source = view.tree.sources.get(module)
        if qualname or source is None:
            continue
        calls = {id(call) for call, target in view.tree.calls((module, "")) if target in running}
        found = [n for s in source.tree.body for n in _script_calls(s) if id(n) in calls]
        loops = [s for s in walk(source.tree) if isinstance(s, (ast.For, ast.While, ast.ListComp))]
        if len(found) > 1 or any(n is call for s in loops for n in walk(s) for call in found):
            return True
    return False


def _script_calls(node: ast.AST) -> Iterator[ast.Call]:
    """The calls that run with a module."""
    if isinstance(node, ast.Call):
        yield node
    if not isinstance(node, (ast.FunctionDef, ast.Lambda)):
        for child in children(node):
            yield from _script_calls(child)
