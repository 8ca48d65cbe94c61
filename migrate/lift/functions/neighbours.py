"""Functions that stay on the shim and are called by one that becomes a layer: the layer hosts what they make.

h = tf.layers.conv2d(x, 8, 3, name="conv")          h = self.conv(x)
h = norm(h, scope="norm")  # stays                  with compat_scope.hosting(self, "norm"):
                                                        h = norm(h, scope="norm")

Their scopes are opened below the layer's, as TF1 opened them; `tf1_order` says between which parts of the layer they stand.
"""

from __future__ import annotations

import ast
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from migrate.lift.checks.handed_down import Setting
from migrate.lift.checks.hazards import READS
from migrate.lift.plans import Refused
from migrate.lift.source.bodies import bind, own_calls
from migrate.lift.source.sites import Site
from migrate.lift.source.source import FunctionNode, changed_by_call, parameters
from migrate.lift.source.view import View
from migrate.model.graph import Call, Expr, FunctionScopes, ScopeEntry
from migrate.model.naming import function_names
from migrate.model.tree import Key
from migrate.outcomes import Reason

# With these reasons a function is as well off in the `call` of a layer as on its own: it does what it did, under the same names.
# Others change something or look at more than they are given.
_HARMLESS = frozenset(
    [
        "TF303",
        "TF304",
        "TF305",
        "TF306",
        "TF307",
        "TF308",
        "TF310",
        "TF311",
        "TF313",
        "TF314",
        "TF316",
    ]
)
# They say what goes on in the whole graph, or note something there that others look for.
_LOOKS = READS | {
    f"tf.{name}"
    for name in (
        *("get_variable_scope", "add_to_collection", "add_to_collections", "make_template"),
        *("train.get_global_step", "train.get_or_create_global_step", "train.create_global_step"),
        *("losses.add_loss", "Variable", "placeholder", "Session", "Graph", "summary.FileWriter"),
        "GraphKeys.TRAINABLE_VARIABLES",
    )
}


@dataclass(frozen=True)
class Neighbour:
    """A call of a function that stays.

    Attributes:
      counted: the default names that TF1 counts for it in the scope that it is called in, ``{`` for what is not known.
      shares: it shares variables by AUTO_REUSE, with whatever else makes them.
      levels: the first levels of what it makes below that scope, with ``{`` where they are not known.
    """

    site: Site
    counted: frozenset[str]
    levels: frozenset[str]
    shares: bool = False


def host_neighbours(
    view: View,
    refused: Mapping[Key, Sequence[Reason]],
    settings: Mapping[Key, Sequence[Setting]],
) -> None:
    """Lets the layer host the functions that it calls and that stay, where the text shows that their names remain the same.

    Args:
      refused: why functions stay.
      settings: what functions get from the scopes that they are called in.
    """
    if not view.target.hosts or view.tree.graph.functions[view.key].kind != "function":
        return
    if view.key in view.tree.factories or view.key in view.tree.makers:
        return
    found = [s for s in view.sites if s.kind == "function" and s.callee not in view.lifted]
    if not found or len(view.sites) == len(found):
        return  # what makes nothing of its own is as well off beside what it calls
    hosted: list[Neighbour] = []
    for site in found:
        one = _neighbour(view, site, refused, settings)
        if isinstance(one, str):
            name = site.callee[1] if site.callee is not None else ""
            text = f"calls `{name}`, which stays on the shim" + (f" and {one}" if one else "")
            raise Refused("TF314", text, site.node.lineno)
        hosted.append(one)
    gone = {id(one.site.node) for one in hosted}
    view.found = replace(view.found, sites=[s for s in view.sites if id(s.node) not in gone])
    view.neighbours = {id(one.site.node): one for one in hosted}


def _neighbour(
    view: View,
    site: Site,
    refused: Mapping[Key, Sequence[Reason]],
    settings: Mapping[Key, Sequence[Setting]],
) -> Neighbour | str:
    """The call of a function that can be hosted, or why it cannot; "" where the function's own reason says it."""
    key = site.callee
    reasons = refused.get(key, ()) if key is not None else ()
    if key is None or not reasons or reasons[0].code not in _HARMLESS:
        return ""
    if site.settings or site.inside is not None:
        return "is called where no layer can host it"
    if not _says_no_reuse(view, key, site.node):
        return "is told whether to share variables"
    below: set[Key] = set()
    why = _why_not(view, key, below)
    if why:
        return why
    if any(settings.get(one) for one in below):
        return "gets settings of a scope around it"
    names = view.all_names.get(key)
    if names is None or not names.complete or not names.variables:
        return "makes variables of which not all names are known"
    given = _given(view, site)
    levels = {_known(v.name.partition("/")[0], given) for v in names.variables}
    counted, idle = _counts(view, key, given, set())
    shares = any(_shares(view.tree.graph.functions.get(one)) for one in below)
    return Neighbour(site, frozenset(counted), frozenset(levels | idle), shares)


def _given(view: View, site: Site) -> dict[str, str | None]:
    """The texts that a call gives for parameters, None where it gives nothing or what is not known."""
    function = view.tree.function(site.callee) if site.callee is not None else None
    if function is None or site.callee is None:
        return {}
    if any(isinstance(a, ast.Starred) for a in site.node.args):
        return {a.arg: None for a, _, _ in parameters(function)}
    given: dict[str, str | None] = {}
    bound = bind(site.node, function, site.callee)
    through = any(k.arg is None for k in site.node.keywords)
    for argument, default, _ in parameters(function):
        otherwise = None if through else default
        given[argument.arg] = _text(bound.get(argument.arg, otherwise), {})
    return given


def _known(level: str, given: Mapping[str, str | None]) -> str:
    """The first level of a name, where the call says it."""
    if level.startswith("{") and level.endswith("}"):
        return (given.get(level[1:-1]) or level).partition("/")[0]
    return level


def _says_no_reuse(view: View, key: Key, node: ast.Call) -> bool:
    said = [k for k in node.keywords if k.arg is not None and "reuse" in k.arg]
    through = any(k.arg is None for k in node.keywords)
    through = through or any(isinstance(a, ast.Starred) for a in node.args)
    if through and _takes_reuse(view, key):
        return False
    return all(isinstance(k.value, ast.Constant) and not k.value.value for k in said)


def _takes_reuse(view: View, key: Key) -> bool:
    """Whether what is passed through to a function may tell it to share variables."""
    function = view.tree.function(key)
    if function is None or function.args.kwarg is not None:
        return True
    return any("reuse" in argument.arg for argument, _, _ in parameters(function))


# ------------------------------------------------------------ what it does
def _why_not(view: View, key: Key, below: set[Key]) -> str:
    """What a function, or one that it calls, does apart from making variables under names of its own; "" for nothing.

    Args:
      below: is filled with the function and all that it calls.
    """
    graph, tree = view.tree.graph, view.tree
    waiting = [key]
    while waiting:
        one = waiting.pop()
        if one in below:
            continue
        below.add(one)
        function, node = graph.functions.get(one), tree.function(one)
        if node is None:
            return f"calls `{one[1]}`, of which the text is not there"
        if one in graph.creating and (
            one == view.key or function is None or function.kind != "function"
        ):
            return f"makes variables in `{one[1]}`"
        # What makes none may look at those that there are.
        why = _looks(view, one, node)
        if not why and function is not None:
            why = _does_more(view, one, function)
        if why:
            return why if one == key else f"calls `{one[1]}`, which {why}"
        if changed := _changed(view, one, node):
            return f"changes `{changed}`"
        if function is not None:
            for call, target in graph.callees(one):
                told = _takes_reuse(view, target) or not _passes_through(call)
                if target in graph.creating and told and not _passes_no_reuse(function, call):
                    return f"says whether `{target[1]}` shares variables"
                waiting.append(target)
        waiting += [target for _, target in tree.calls(one)]
    return ""


def _looks(view: View, key: Key, node: FunctionNode) -> str:
    """Whether a function looks at what exists, or notes something for others."""
    source = view.tree.sources[key[0]]
    parts = [p for s in node.body for p in ast.walk(s)]
    named = {  # the host's scope has TF1's name
        id(p.value.func)
        for p in parts
        if isinstance(p, ast.Attribute) and p.attr == "name" and isinstance(p.value, ast.Call)
    }
    for part in parts:
        if isinstance(part, (ast.Name, ast.Attribute)):
            symbol = source.symbol(part)
            if symbol in _LOOKS and not (symbol == "tf.get_variable_scope" and id(part) in named):
                return f"uses `{symbol}`"
    return ""


def _does_more(view: View, key: Key, function: FunctionScopes) -> str:
    """Whether a function shares something by itself, looks at more than it is given, or calls what is not known."""
    if function.driver:
        return f"drives the program ({function.driver[0]})"
    if function.decorators and key in view.tree.graph.creating:
        return "is decorated"
    said = [e.reuse for e in function.entries if not _is_auto(e.reuse)]
    said += [c.arg("reuse") for c in function.creations]
    defaults = {p.name: p.default for p in function.params}
    if function.reuse or any(not _is_off(one, defaults) for one in said):
        return "shares variables by itself"
    names = {p.name for p in function.params}
    for text, _ in function.opaque_calls:
        if text in names and view.tree.arguments.calls_no_creator(key, text):
            continue
        calls = _calls_of(view, key, text)
        if not calls or any(_may_create(view, call) for call in calls):
            return f"calls `{text}`, which may create variables"
    return ""


def _calls_of(view: View, key: Key, text: str) -> list[ast.Call]:
    """The calls of what a function calls so."""
    node = view.tree.function(key)
    calls = [] if node is None else own_calls(node.body)
    return [c for c in calls if ast.unparse(c.func) == text]


def _may_create(view: View, call: ast.Call) -> bool:
    values = view.tree.creating_values
    if isinstance(call.func, ast.Attribute) and values.may_be_method(call.func.attr, call):
        return True
    return values.may_be(call)


def _shares(function: FunctionScopes | None) -> bool:
    return function is not None and any(_is_auto(e.reuse) for e in function.entries)


def _is_auto(reuse: Expr | None) -> bool:
    return reuse is not None and any(
        text == reuse.text and symbol.endswith("AUTO_REUSE") for text, symbol in reuse.symbols
    )


def shared_by_others(view: View, one: Neighbour) -> str:
    """A function in which something else than this one makes variables that a neighbour shares, "" for none."""
    graph, names = view.tree.graph, dict(view.all_names)
    for caller in graph.creating:
        if caller != view.key:
            found = names.get(caller) or function_names(graph, caller)
            for group in found.shared if found.complete else ():
                keys = [{key for key, _ in v.within} for v in group]
                hosted = any(one.site.callee in k and view.key in k for k in keys)
                if hosted and any(view.key not in k for k in keys):
                    return caller[1] or caller[0]
            if not found.complete and view.key in _reached(view, caller):
                return caller[1] or caller[0]
    return ""


def _reached(view: View, key: Key) -> set[Key]:
    """What a function calls, itself or through others."""
    found: set[Key] = set()
    waiting = [key]
    while waiting:
        for _, target in view.tree.graph.callees(waiting.pop()):
            if target not in found:
                found.add(target)
                waiting.append(target)
    return found


def _is_off(reuse: Expr | None, defaults: Mapping[str, Expr | None]) -> bool:
    """Whether `reuse=` is not set: of a parameter, unless a caller does."""
    if reuse is None or reuse.text in ("None", "False"):
        return True
    default = defaults.get(reuse.text)
    return default is not None and default.text in ("None", "False")


def _passes_through(call: Call) -> bool:
    return any(name.startswith("*") for name, _ in call.args)


def _passes_no_reuse(function: FunctionScopes, call: Call) -> bool:
    """Whether a call sets no `reuse` of what it calls; it may hand its own on, which nobody sets."""
    defaults = {p.name: p.default for p in function.params}
    return all(
        not name.startswith("*") and ("reuse" not in name or _is_off(value, defaults))
        for name, value in call.args
    )


def _changed(view: View, key: Key, node: FunctionNode) -> str:
    """What a function changes that is not its own: each call of the layer would do that again."""
    source = view.tree.sources[key[0]]
    own = {
        n.id
        for s in node.body
        for n in ast.walk(s)
        if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)
    }
    for part in (p for s in node.body for p in ast.walk(s)):
        if isinstance(part, (ast.Global, ast.Nonlocal)):
            return part.names[0]
        if isinstance(part, (ast.Yield, ast.YieldFrom, ast.Await)):
            return ast.unparse(part)
        changed = changed_by_call(part)
        if changed and changed not in own:
            return changed
        if isinstance(part, (ast.Attribute, ast.Subscript)) and not isinstance(part.ctx, ast.Load):
            root: ast.expr = part
            while isinstance(root, (ast.Attribute, ast.Subscript)):
                root = root.value
            if not isinstance(root, ast.Name) or root.id not in own:
                return ast.unparse(part)
        if isinstance(part, ast.Name) and part.id in source.rebound:
            return part.id
    return ""


# ------------------------------------------------------------ what TF1 counts
def _counts(
    view: View, key: Key, given: Mapping[str, str | None], above: set[Key]
) -> tuple[set[str], set[str]]:
    """The default names that TF1 counts for a function in the scope that it is called in, ``{`` for what is not known.

    Returns:
      Those of what makes variables, and those of what makes none.
    """
    graph, function = view.tree.graph, view.tree.graph.functions[key]
    if key in above:
        return {"{"}, set()
    making: set[str] = set()
    idle: set[str] = set()
    for entry in function.entries:
        if _is_outside(function, entry.context.entry) and _is_counted(entry, given):
            default = entry.default_name
            making.add((_read(default, given) if default is not None else None) or "{")
    for creation in function.creations:
        named = creation.name is not None and _is_named(creation.name, given)
        if named or creation.kind == "cell" or not _is_outside(function, creation.context.entry):
            continue
        rule = view.tree.rules.get(creation.symbol)
        (making if rule is None or rule.creates else idle).add(
            rule.default_name if rule is not None and rule.default_name else "{"
        )
    for call, target in graph.callees(key):
        if target in graph.creating and _is_outside(function, call.context.entry):
            theirs = graph.functions[target].params
            bound = graph.bind(call, graph.functions[target])
            through = _passes_through(call)
            defaults = {p.name: None if through else p.default for p in theirs}
            texts = {n: _read(bound.get(n, default), given) for n, default in defaults.items()}
            more, others = _counts(view, target, texts, above | {key})
            making |= more
            idle |= others
    return making, idle


def _is_outside(function: FunctionScopes, entry: int) -> bool:
    """Whether something stands in no scope of the function."""
    while entry >= 0:
        one = function.entries[entry]
        if one.kind == "variable_scope" and not one.jump:
            return False
        entry = one.context.entry
    return True


def _is_counted(entry: ScopeEntry, given: Mapping[str, str | None]) -> bool:
    if entry.kind != "variable_scope":
        return entry.kind == "template"
    if entry.jump or entry.name is None:
        return True
    return entry.default_name is not None and not _is_named(entry.name, given)


def _is_named(name: Expr, given: Mapping[str, str | None]) -> bool:
    """Whether a name is there: a text, or a parameter that a text is given for."""
    if name.text.isidentifier():
        return name.text not in given or given[name.text] is not None
    return name.text != "None"


def _read(value: Expr | None, given: Mapping[str, str | None]) -> str | None:
    return None if value is None else _text(ast.parse(value.text, mode="eval").body, given)


def _text(value: ast.expr | None, given: Mapping[str, str | None]) -> str | None:
    """The text that an expression gives, ``{`` where only the run knows it; None where it may give none."""
    if isinstance(value, ast.Name):
        return given.get(value.id)
    if isinstance(value, ast.Constant):
        return value.value if isinstance(value.value, str) else None
    return "{" if isinstance(value, (ast.JoinedStr, ast.BinOp)) else None
