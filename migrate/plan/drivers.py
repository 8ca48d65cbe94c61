"""Which scoped functions drive the program rather than describe a model: they feed, train, save or test it."""

from __future__ import annotations

import re

from migrate.model.graph import Creation, FunctionScopes, within
from migrate.model.graph_symbols import RUNS
from migrate.model.tree import Key, TreeGraph

# Kinds of evidence (`migrate.model.graph_symbols.KINDS`) of code around a model.
_KINDS = frozenset(
    ["session", "run", "feed_dict", "eval", "placeholder", "saver", "optimizer", "estimator"]
    + ["initializer", "queue", "iterator", "summary"]
)
_SYMBOLS = re.compile(
    r"tf\.((python\.framework\.ops\.)?(Graph|reset_default_graph)|(train|contrib\.\w+)\.\w*Optimizer)"
)
_INTEGER = re.compile(r"\d+")


def drivers(graph: TreeGraph) -> frozenset[Key]:
    """The functions and classes of a tree that create no model variables themselves and drive the program.

    A function does when it uses what only a program needs, itself or through helpers that run a session, when it is a method of
    a test case or of an optimizer, or when all it calls that creates variables does; a model that it hands on to such a function is no matter.
    """
    own = {key for key in graph.creating if not _makes_model(graph, key)}
    running = _running(graph)
    found = {k for k in own if _drives(graph, k) or any(t in running for _, t in graph.callees(k))}
    while True:
        more = {key for key in own - found if _only_calls(graph, key, found)}
        if not more:
            break
        found |= more
    return frozenset(found | _classes(graph, found))


def _makes_model(graph: TreeGraph, key: Key) -> bool:
    """Whether the body itself makes variables that belong to a model: not a counter of steps, a test's or an optimizer's."""
    function = graph.functions[key]
    return not graph.no_model(key) and any(
        _is_model(graph, function, c) for c in function.creations
    )


def _is_model(graph: TreeGraph, function: FunctionScopes, creation: Creation) -> bool:
    rule = graph.rules.get(creation.symbol)
    if rule is None or not rule.creates:
        return False
    entries = within(function, creation.context.entry)
    if creation.kind == "variable" and any(e.reuse and e.reuse.text == "True" for e in entries):
        return False  # it only gets what is there
    first = creation.arg("initial_value")
    if creation.symbol == "tf.Variable" and first is not None and _INTEGER.fullmatch(first.text):
        return False  # it counts
    trainable = creation.arg("trainable")
    return creation.kind != "variable" or trainable is None or trainable.text != "False"


def _drives(graph: TreeGraph, key: Key) -> bool:
    function = graph.functions[key]
    if _KINDS & set(function.driver) or any(_SYMBOLS.fullmatch(s) for s, _ in function.symbols):
        return True
    return bool(graph.no_model(key))


def _running(graph: TreeGraph) -> set[Key]:
    """The functions that create no variables and run the program, themselves or through one another."""
    idle = {k for k, f in graph.functions.items() if k not in graph.creating and f.kind != "module"}
    found = {key for key in idle if RUNS & set(graph.functions[key].driver)}
    waiting = list(found)
    while waiting:
        more = idle.intersection(graph.callers.get(waiting.pop(), ())) - found
        found |= more
        waiting += more
    return found


def _only_calls(graph: TreeGraph, key: Key, found: set[Key]) -> bool:
    """Whether everything creating that a function calls or hands on, as a `model_fn`, is a driver."""
    function = graph.functions[key]
    if function.opaque_calls or function.creations:
        return False
    used = {target for _, target in graph.callees(key) if target in graph.creating}
    handed = {
        graph.resolve((module, qualname))
        for call, target in graph.callees(key)
        if target in found
        for _, argument in call.args
        for text, module, qualname in argument.targets
        if text == argument.text
    }
    values = _values(graph, key, function)
    return bool(used | values) and used | (values - handed) <= found


def _values(graph: TreeGraph, key: Key, function: FunctionScopes) -> set[Key]:
    """What creates variables and is used as a value."""
    inner = {q.replace(".<locals>", ""): (m, q) for m, q in graph.creating if m == key[0]}
    found = set()
    for module, qualname, _ in function.values:
        target = graph.resolve((module, qualname))
        if target is None and module == key[0]:
            target = inner.get(qualname)
        if target in graph.creating:
            found.add(target)
    return found


def _classes(graph: TreeGraph, found: set[Key]) -> set[Key]:
    """Classes of which every scoped method is a driver."""
    methods: dict[Key, list[Key]] = {}
    for key in graph.scoped:
        function = graph.functions[key]
        if function.kind == "method":
            methods.setdefault((key[0], function.owner), []).append(key)
    return {cls for cls in graph.scoped_classes if found.issuperset(methods.get(cls, ()))}
