"""The verdict on every scoped function and class of a tree."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

from migrate.lift.plans import PART, Lifted, TreePlan
from migrate.model.graph import FunctionScopes
from migrate.model.naming import FunctionNames, NamedVariable, function_names
from migrate.model.repeated_scope import written_out
from migrate.model.tree import Key, TreeGraph
from migrate.outcomes import Reason, Tier, VariableInfo, Verdict
from migrate.plan.drivers import drivers

_OUTER = re.compile(r"`[\w.<>]+\.<locals>\.(?=\w+`)")  # of an inner function
_MAX_REASONS = 12
_MAX_VARIABLES = 60
_STAYS = "it keeps its TF 1 structure on migrate.compat_scope"


def verdicts(
    graph: TreeGraph,
    has_answer: Callable[[str], bool],
    flagged_lines: Mapping[str, frozenset[int]] | None = None,
    names: Mapping[Key, FunctionNames] | None = None,
    plan: TreePlan | None = None,
) -> dict[str, tuple[Verdict, ...]]:
    """The verdicts by module, in source order.

    Every function that makes variables, itself or through what it calls, gets one, and so does a
    class with such a method. Drivers (code that runs sessions) get one only if they make variables
    themselves. A function that opens variable scopes and makes none gets one that says so.

    Args:
      graph: the scope graph of the tree.
      has_answer: whether the migrated code has something for a TF1 symbol; a function that uses one
        without is flagged.
      flagged_lines: lines by module that have a diagnostic of severity error, whatever the symbol;
        a scoped function with such a line of its own is flagged.
      names: the TF1 names of the scoped functions, when they are known already.
      plan: what is lifted, and why the rest is not.
    """
    plan = plan or TreePlan()
    lifted = plan.lifted()
    found: dict[str, list[Verdict]] = {}
    flagged: set[Key] = set()
    driving = drivers(graph)
    if names is None:
        names = {key: function_names(graph, key) for key in graph.scoped}
    became: dict[Key, list[Key]] = {}
    hosted = {m: f for f, m in plan.moved.items() if f not in lifted}  # by what a layer hosts
    for function, method in plan.moved.items():
        if function in lifted:
            became.setdefault(method, []).append(function)
    passing = {key: became[to][0] for key, to in plan.passing.items() if to in became}
    left = {key for key in (*became, *hosted) if key in graph.functions} - set(graph.scoped)
    repeating = graph.repeating
    repeated = sorted(repeating.keys() - {*graph.scoped, *left})
    for key in (
        *graph.scoped,
        *sorted(left),
        *repeated,
    ):  # those drive the program and nothing more, now
        if key in plan.moved:
            continue  # the verdict is on its method
        lines = (flagged_lines or {}).get(key[0], frozenset())
        of_key = names[key] if key in names else function_names(graph, key)
        verdict = _verdict(graph, key, of_key, has_answer, lines)
        if key in became:
            of = [(_verdict(graph, k, names[k], has_answer, lines), k) for k in became[key]]
            named = replace(of[0][0], qualname=key[1], kind=verdict.kind, line=verdict.line)
            verdict = _lifted(named, lifted[became[key][0]])
            if len(of) > 1:
                verdict = _together(verdict, of, [lifted[k].class_name for k in became[key]])
            if key[1].endswith(".__call__"):  # why it is not the whole class
                stays = (replace(r, line=verdict.line) for r in plan.refused.get(key, ()))
                verdict = replace(verdict, reasons=(*verdict.reasons, *stays))
        elif key in hosted:
            of_hosted = names.get(hosted[key]) or function_names(graph, hosted[key])
            verdict = _hosted(
                plan,
                verdict,
                _verdict(graph, hosted[key], of_hosted, has_answer, lines),
                hosted[key],
            )
        elif key in lifted:
            verdict = _lifted(verdict, lifted[key])
        elif key in plan.hosted:
            reason = Reason("TF300", f"is a function in `{plan.hosted[key]}`", verdict.line)
            verdict = replace(verdict, tier=Tier.LIFTED, reasons=(reason,))
        elif key in plan.emptied:
            shown = ", ".join(f"`{name}`" for name in plan.emptied[key])
            inner = any(q.startswith(f"{key[1]}.<locals>.") for m, q in names if m == key[0])
            text = f"what it defines became {shown}" if inner else f"what it gives calls {shown}"
            reason = Reason("TF300", text, verdict.line)
            verdict = replace(verdict, tier=Tier.LIFTED, reasons=(reason,))
        elif key in passing:
            text = f"what it leaves to another method became `{lifted[passing[key]].class_name}`"
            reason = Reason("TF300", text, verdict.line)
            verdict = replace(verdict, tier=Tier.LIFTED, reasons=(reason,))
        elif key in plan.refused:
            refused = (replace(r, line=r.line or verdict.line) for r in plan.refused[key])
            reasons = dict.fromkeys((*refused, *verdict.reasons))
            verdict = replace(verdict, reasons=tuple(reasons)[:_MAX_REASONS])
        elif key in repeating and verdict.tier is Tier.SHIMMED:
            verdict = replace(verdict, reasons=(_repeated(graph, key), *verdict.reasons))
        if verdict.tier is Tier.FLAGGED:
            flagged.add((key[0], graph.functions[key].owner))
        if key in driving and verdict.tier is not Tier.LIFTED:
            verdict = replace(verdict, is_driver=True)
        if key in plan.pieces:
            kind = "part" if PART in plan.pieces[key] else verdict.kind
            verdict = replace(verdict, qualname=plan.pieces[key], kind=kind)
        names_before = [q for _, q in plan.formerly.get(key, ((key[0], verdict.qualname),))]
        found.setdefault(key[0], []).extend(replace(verdict, qualname=q) for q in names_before)
    for key in graph.scoped_classes:
        verdict = _class_verdict(graph, key, names, key in flagged)
        methods = _methods(graph, key, names)
        rest = [k for k in methods if k not in became and k not in passing]
        if key in lifted:
            verdict = _lifted(verdict, lifted[key])
        elif methods and not rest:
            made = [f for k in methods if k in became for f in became[k]]
            shown = ", ".join(f"`{lifted[f].class_name}`" for f in made)
            reason = Reason("TF300", f"its methods became {shown}", verdict.line)
            verdict = replace(verdict, tier=Tier.LIFTED, reasons=(reason,))
        elif key in driving or driving.issuperset(rest):
            verdict = replace(verdict, is_driver=True)
        found.setdefault(key[0], []).append(verdict)
    for key, classes in plan.inherited.items():
        one = next(v for v in found[key[0]] if v.qualname == classes[0])
        shown = ", ".join(f"`{name}`" for name in classes)
        reason = Reason("TF300", f"what it has is in {shown}", one.line)
        found[key[0]].append(replace(one, qualname=key[1], reasons=(reason,), callers_write=""))
    rows = {(module, v.qualname): v for module, of in found.items() for v in of}
    for key in _openers(graph, plan, rows):
        names_of = names[key] if key in names else function_names(graph, key)
        lines = (flagged_lines or {}).get(key[0], frozenset())
        verdict = _verdict(graph, key, names_of, has_answer, lines)
        why = (_opens(graph.functions[key]), *verdict.reasons)
        verdict = replace(verdict, reasons=why[:_MAX_REASONS], only_opens=True)
        found.setdefault(key[0], []).append(verdict)
    order = {"module": 0, "class": 1}
    called = {k: names[0] for k, names in plan.formerly.items() if names}
    return {
        module: tuple(
            _as_written(_calling(v, module, plan.pieces), plan.moved, called)
            for v in sorted(rows, key=lambda v: (v.line, order.get(v.kind, 2), v.qualname))
        )
        for module, rows in found.items()
    }


def _openers(graph: TreeGraph, plan: TreePlan, verdicts: Mapping[Key, Verdict]) -> Iterator[Key]:
    """The functions that open variable scopes and have no verdict, since nothing shows that they make variables."""
    made = {*plan.moved, *plan.pieces, *plan.formerly, *plan.lifted(), *plan.hosted, *verdicts}
    lifted = {key for key, one in verdicts.items() if one.tier is Tier.LIFTED}
    for key, function in sorted(graph.functions.items()):
        if key in made or function.kind not in ("function", "method"):
            continue
        around = key[1].rpartition(".<locals>.")[0], function.owner
        if any((key[0], name) in lifted for name in around):
            continue  # it went with what it stands in
        if any(entry.kind == "variable_scope" for entry in function.entries):
            yield key


def _opens(function: FunctionScopes) -> Reason:
    """What such a function does with its scopes."""
    for text, line in function.opaque_calls:
        return Reason(
            "TF305", f"calls `{text}`, and nothing shows whether that creates variables", line
        )
    entry = next(one for one in function.entries if one.kind == "variable_scope")
    text = "nothing shows that it makes variables: its scopes name operations, or what it calls as a value"
    return Reason("TF313", text, entry.span.line)


def _calling(verdict: Verdict, module: str, pieces: Mapping[Key, str]) -> Verdict:
    """The verdict with what it calls as that is called in the files."""
    return replace(verdict, calls=tuple(pieces.get((module, c), c) for c in verdict.calls))


def _hosted(plan: TreePlan, verdict: Verdict, of: Verdict, function: Key) -> Verdict:
    """The verdict on a method that a layer hosts as a function.

    Args:
      of: that on the function.
    """
    refused = (replace(r, line=r.line or of.line) for r in plan.refused.get(function, ()))
    reasons = tuple(dict.fromkeys((*refused, *of.reasons)))[:_MAX_REASONS]
    return replace(
        of, qualname=verdict.qualname, kind=verdict.kind, line=verdict.line, reasons=reasons
    )


def _as_written(verdict: Verdict, moved: Mapping[Key, Key], called: Mapping[Key, Key]) -> Verdict:
    """The verdict with the functions behind its reasons as they are called in the files."""

    def written(key: Key) -> Key:
        key = moved.get(key, key)
        return called.get(key, key)

    reasons = (
        replace(
            r,
            message=_OUTER.sub("`", r.message),
            behind=r.behind and written(r.behind),
            beside=tuple(map(written, r.beside)),
        )
        for r in verdict.reasons
    )
    return replace(verdict, reasons=tuple(reasons))


def _verdict(
    graph: TreeGraph,
    key: Key,
    names: FunctionNames,
    has_answer: Callable[[str], bool],
    lines: frozenset[int],
) -> Verdict:
    function = graph.functions[key]
    unanswered = _unanswered(graph, function, has_answer)
    if not unanswered:
        unanswered = [
            Reason("TF312", f"line {line} has no faithful rewrite", line)
            for line in sorted(lines)
            if _owns(graph, key, line)
        ]
    tier = Tier.FLAGGED if unanswered else Tier.SHIMMED
    reasons = [*unanswered]
    if tier is Tier.SHIMMED:
        reasons.append(Reason("TF301", _STAYS, function.span.line))
    return Verdict(
        qualname=key[1] or "<module>",
        kind=function.kind,
        line=function.span.line,
        tier=tier,
        reasons=tuple(reasons[:_MAX_REASONS]),
        scopes=names.scopes,
        variables=tuple(_info(v) for v in names.variables[:_MAX_VARIABLES]),
        calls=_calls(graph, key),
        callers_write=_signature(function),
    )


def _lifted(verdict: Verdict, lifted: Lifted) -> Verdict:
    """The verdict on a function that became a layer."""
    names = lifted.names("name")
    if lifted.makes_cells and ".<locals>." in verdict.qualname:
        text = "makes the cells in the constructor of the layer around it"
        return replace(verdict, tier=Tier.LIFTED, reasons=(Reason("TF300", text, verdict.line),))
    called = ", ".join(f"`{name}`" for name in lifted.hosts)
    hosted = f", which hosts what {called} creates" if called else ""
    return replace(
        verdict,
        tier=Tier.LIFTED,
        reasons=(Reason("TF300", f"became `{lifted.class_name}`{hosted}", verdict.line),),
        callers_write=lifted.callers_write,
        class_name=lifted.class_name,
        init_params=tuple(name for name, _ in lifted.settings),
        call_params=lifted.names("call"),
        name_param=names[0] if names else None,
    )


def _repeated(graph: TreeGraph, key: Key) -> Reason:
    """Why a function stays whose variables are those of a function that it gives to `slim.repeat`."""
    call = graph.repeating[key]
    rule = graph.rules.get(call.symbol)
    given = call.arg(rule.repeats) if rule is not None else None
    shown = f" `{given.text}`" if given is not None else " what it is given"
    own = call in graph.functions[key].creations
    text = f"`{call.symbol.rpartition('.')[2]}` calls{shown}"
    if not own:
        text = f"calls a function in which {text}"
    return Reason("TF305", text, call.span.line if own else graph.functions[key].span.line)


def _together(verdict: Verdict, of: list[tuple[Verdict, Key]], classes: list[str]) -> Verdict:
    """The verdict on a method of which several parts became layers; its parameters are those of the first."""
    shown = ", ".join(f"`{name}`" for name in classes)
    return replace(
        verdict,
        reasons=(Reason("TF300", f"its parts became {shown}", verdict.line),),
        scopes=tuple(dict.fromkeys(s for one, _ in of for s in one.scopes)),
        variables=tuple(v for one, _ in of for v in one.variables)[:_MAX_VARIABLES],
        calls=tuple(dict.fromkeys(c for one, _ in of for c in one.calls)),
    )


def _methods(graph: TreeGraph, cls: Key, names: Mapping[Key, FunctionNames]) -> list[Key]:
    """The scoped methods of a class."""
    owned = ((k, graph.functions[k]) for k in names if k[0] == cls[0])
    return [k for k, f in owned if f.owner == cls[1] and f.kind == "method"]


def _class_verdict(
    graph: TreeGraph, key: Key, names: Mapping[Key, FunctionNames], flagged: bool
) -> Verdict:
    cls = graph.classes[key]
    methods = _methods(graph, key, names)
    shown = ", ".join(f"`{k[1].rpartition('.')[2]}`" for k in methods)
    code, text = ("TF312", "") if flagged else ("TF301", f"{_STAYS}; ")
    start = graph.method(key, "__init__")
    return Verdict(
        qualname=key[1],
        kind="class",
        line=cls.span.line,
        tier=Tier.FLAGGED if flagged else Tier.SHIMMED,
        reasons=(Reason(code, f"{text}makes variables in {shown}", cls.span.line),),
        scopes=tuple(dict.fromkeys(s for k in methods for s in names[k].scopes)),
        calls=tuple(k[1] for k in methods),
        callers_write=_signature(graph.functions[start]) if start else f"{key[1]}(...)",
    )


def _unanswered(
    graph: TreeGraph, function: FunctionScopes, has_answer: Callable[[str], bool]
) -> list[Reason]:
    reasons = []
    for symbol, line in function.symbols:
        if has_answer(symbol):
            continue
        rule = graph.rules.get(symbol)
        code = "TF308" if rule is not None and rule.creates else "TF312"
        reasons.append(Reason(code, f"`{symbol}` has no answer in TF 2", line))
    return reasons


def _owns(graph: TreeGraph, key: Key, line: int) -> bool:
    """Whether a line belongs to this function and not to one defined inside it."""
    if graph.functions[key].kind == "module":
        return False
    span = graph.functions[key].span
    if not span.line <= line <= span.end_line:
        return False
    inside = f"{key[1]}."
    return not any(
        q.startswith(inside) and f.span.line <= line <= f.span.end_line
        for (m, q), f in graph.functions.items()
        if m == key[0]
    )


def _info(variable: NamedVariable) -> VariableInfo:
    creation = variable.creation

    def text(parameter: str) -> str | None:
        argument = creation.arg(parameter)
        return argument.text if argument is not None else None

    trainable = text("trainable")
    if variable.rule_variable is not None and not variable.rule_variable.trainable:
        trainable = "False"
    return VariableInfo(
        name=written_out(variable.name),
        kind=creation.symbol,
        line=variable.line,
        shape=text("shape") if creation.kind == "variable" else None,
        dtype=text("dtype"),
        trainable=trainable,
    )


def _calls(graph: TreeGraph, key: Key) -> tuple[str, ...]:
    names: dict[str, None] = {}
    for _, target in graph.callees(key):
        if target in graph.creating:
            module, qualname = target
            names[qualname if module == key[0] else f"{module}.{qualname}"] = None
    return tuple(names)


def _signature(function: FunctionScopes) -> str:
    """How the function is called, which in this tier is how it always was."""
    if function.kind in ("module", "class"):
        return ""
    marks = {"vararg": "*", "kwarg": "**"}
    parameters = []
    starred = False
    for parameter in function.params:
        if parameter.kind == "keyword" and not starred:
            parameters.append("*")
        starred = starred or parameter.kind in ("vararg", "keyword")
        text = marks.get(parameter.kind, "") + parameter.name
        if parameter.default is not None:
            text += f"={parameter.default.text}"
        parameters.append(text)
    name = function.qualname.rpartition(".<locals>.")[2]
    if function.kind == "method":
        cls, _, method = name.rpartition(".")
        static = any(d.text == "staticmethod" for d in function.decorators)
        parameters = parameters if static else parameters[1:]
        name = {"__init__": cls, "__call__": f"{cls}(...)"}.get(method, f"{cls}(...).{method}")
    return f"{name}({', '.join(parameters)})"
