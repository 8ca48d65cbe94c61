"""References: each name of TensorFlow gets the answer the rulebook has for it."""

from __future__ import annotations

import ast
import dataclasses
import re

from migrate.answers import Answer, CallRule, Kind
from migrate.resolve import Reference, TensorFlowPath
from migrate.rewrite.edits import replace
from migrate.rulebook import Rulebook
from migrate.upgrade.bodies import bodies_may_create
from migrate.upgrade.calls import bind_arguments, call_edits
from migrate.upgrade.context import Context
from migrate.upgrade.names import Names
from migrate.upgrade.weights import are_weights

# Through tf.compat.v1 all of these mean what they meant in TF 1.
_FINE_IN_V1 = (Kind.SAME, Kind.RENAME, Kind.V1, Kind.CALL, Kind.REPLACE, Kind.NAMESPACE)


def public_path(rules: Rulebook, path: TensorFlowPath) -> TensorFlowPath:
    """``path`` under its public name when it is a private path that has one."""
    if not path.symbol.startswith(("tf.contrib.", "tf.python")) and ".python." not in path.symbol:
        return path
    public = rules.public_name(path.symbol)
    return TensorFlowPath(public, "private") if public else path


def target(rules: Rulebook, answer: Answer, via: str) -> str | None:
    """The dotted name that stands for the symbol used as a value; None to leave it.

    A call rule is decided at the call; anywhere else the TF 1 signature must be kept.
    """
    if via == "v2":
        return None
    if answer.call is not None and is_literal(answer.call.value):
        return answer.call.value
    if via == "v1" and answer.kind in _FINE_IN_V1 and _lives_in_v1(rules, answer.symbol):
        return None
    if answer.kind is Kind.CALL:
        assert answer.call is not None
        if answer.call.value or answer.fallback is None:
            return answer.call.value or v1_name(answer)
        return target(rules, answer.fallback, via)
    if answer.kind in (Kind.SAME, Kind.RENAME, Kind.V1, Kind.SCOPE, Kind.REPLACE):
        return answer.to
    return None


def _lives_in_v1(rules: Rulebook, symbol: str) -> bool:
    """Whether ``tf.compat.v1`` of TF 2 has the part of the API the symbol is in (not: contrib, estimator)."""
    area = ".".join(symbol.split(".")[:2])
    if area == symbol or not rules.is_namespace(area):
        return True
    target = rules.namespace_target(area)
    return target is not None and target.startswith("tf")


def is_literal(to: str) -> bool:
    """Whether a rule puts a literal in the symbol's place, not another name."""
    return bool(to) and not to[0].isidentifier()


def v1_name(answer: Answer) -> str:
    return f"tf.compat.v1.{answer.symbol.removeprefix('tf.')}"


def upgrade_reference(
    context: Context, names: Names, reference: Reference, bound: str | None
) -> bool:
    """Decides one reference.

    Args:
      context: the module.
      names: the module's names.
      reference: the attribute chain.
      bound: the dotted name its stem is bound to after migration; None when that is left as it is.

    Returns:
      Whether the reference still goes through its root name.
    """
    path = public_path(context.rules, reference.path)
    if path.via == "v2":
        return True
    if not _below_namespace(context, reference):
        return True  # the name stands for the symbol itself, and is rebound where it is imported or assigned
    answer = context.rules.answer(path.symbol)
    diagnose(context, reference, path, answer)
    if answer.kind is Kind.CALL and path.via != "v1":
        if reference.call is not None and _upgrade_call(context, names, reference, answer, path):
            return reference.base.is_root
        if answer.fallback is not None and answer.call is not None and not answer.call.value:
            diagnose(context, reference, path, answer.fallback)
    if answer.kind is Kind.NAMESPACE:
        if context.rules.only_in_tf2(path.symbol):
            return True
        to = context.rules.namespace_target(path.symbol)
        if to is None:
            context.report(reference.node, "TF101", f"{path.symbol} is gone from TensorFlow 2")
            return _stand_in(context, names, reference, path)
        if path.via == "v1" and to is not None and to.startswith("tf"):
            to = None
    else:
        to = target(context.rules, answer, path.via)
    if to is None:
        return True
    node = _prefix(reference.node, path.symbol.count(".") - answer.symbol.count("."))
    if node is None or (bound is not None and _follows(node, reference, bound, to)):
        return True
    if answer.imports and to == answer.to:
        text: str | None = names.imported(answer.imports, to)
    else:
        text = to if is_literal(to) else names.write(to, reference)
    if text is None or text == context.source(node):
        return True
    context.edit(replace(context.positions.start(node), context.positions.end(node), text))
    return text.startswith(f"{reference.root.id}.")


def _stand_in(context: Context, names: Names, reference: Reference, path: TensorFlowPath) -> bool:
    """Puts a stand-in, which raises when it is used, for a module of TensorFlow that is gone: ``tfe = tf.contrib.eager``."""
    if context.symbols.is_guarded(reference.node):
        return True
    shim = names.member("migrate", "compat_scope", reference.scope)
    span = context.positions.start(reference.node), context.positions.end(reference.node)
    context.edit(replace(*span, f'{shim}.missing("{path.symbol}")'))
    return False


def _below_namespace(context: Context, reference: Reference) -> bool:
    """Whether the reference reaches its symbol through a module of TensorFlow."""
    base = reference.base
    if reference.binding.kind == "star" and reference.binding.tf is not None:
        return True  # nothing of its own binds the name
    if base.is_root or context.rules.is_private_module(base.symbol):
        return True
    if context.rules.is_namespace(base.symbol):
        return True
    gone = context.rules.answer(base.symbol).kind in (Kind.FLAG, Kind.MISSING)
    return gone and reference.path.symbol != base.symbol


def _keeps_op_names(context: Context, call: ast.Call) -> bool:
    """Whether the operations of a call keep TF1's names: in a graph program, and in its layers where they are named."""
    named = any(k.arg in ("name", None) for k in call.keywords)
    return context.graph and (named or not context.is_native(call))


def _upgrade_call(
    context: Context, names: Names, reference: Reference, answer: Answer, path: TensorFlowPath
) -> bool:
    rule, call = answer.call, reference.call
    assert rule is not None and call is not None
    if path.symbol != answer.symbol or (rule.eager_only and _keeps_op_names(context, call)):
        return False
    if rule.in_graphs and _keeps_op_names(context, call):
        new = names.write(rule.in_graphs, reference)
        if new is not None:
            start, end = context.positions.start(call.func), context.positions.end(call.func)
            context.edit(replace(start, end, new))
        return new is not None
    if rule.bodies and bodies_may_create(context, call, rule):
        return False
    if rule.weights and not are_weights(context, call, rule):
        return False
    behind = context.text[context.positions.end(call) :] if rule.unless_followed else ""
    if rule.unless_followed and re.match(rule.unless_followed, behind):
        return False
    if rule.template and "tf." in rule.template:
        root = names.write("tf", reference)
        if root is None:
            return False
        rule = _with_root(rule, root)
    if context.graph and rule.op_name:
        rule = _named(rule)
    new = names.write(answer.to, reference)
    if new is None:
        return False
    end = context.positions.end(reference.node)
    edits = call_edits(call, rule, new, end, context.positions, reference.scope.node)
    if edits is None:
        on_v1 = answer.fallback is None or answer.fallback.kind is Kind.V1
        if on_v1 and bind_arguments(call, rule.params) is None:
            context.report(
                *(reference.node, "TF103"),
                f"{answer.symbol}: the arguments cannot be followed here; kept on tf.compat.v1",
                severity="note",
            )
        return False
    for edit in edits:
        if edit.parts != (context.text[edit.start : edit.end],):
            context.edit(edit)
    return True


def _named(rule: CallRule) -> CallRule:
    """The rule with TF1's default op name."""
    name = f'"{rule.op_name}"'
    if rule.template:
        return dataclasses.replace(rule, template=f"{rule.template[:-1]}, name={name})")
    return dataclasses.replace(rule, add={**rule.add, "name": name})


def _with_root(rule: CallRule, root: str) -> CallRule:
    """The rule with ``tf`` in its template as this module calls it."""
    template = re.sub(r"(?<![\w.])tf\.", f"{root}.", rule.template)
    return dataclasses.replace(rule, template=template)


def _follows(node: ast.expr, reference: Reference, bound: str, to: str) -> bool:
    """Whether the chain up to ``node``, with its root bound to ``bound``, is ``to`` as it stands."""
    attributes: list[str] = []
    at = node
    while at is not reference.stem:
        if not isinstance(at, ast.Attribute):
            return False
        attributes.append(at.attr)
        at = at.value
    return ".".join([bound, *reversed(attributes)]) == to


def _prefix(node: ast.expr, drop: int) -> ast.expr | None:
    """The chain without its last ``drop`` attributes."""
    for _ in range(drop):
        if not isinstance(node, ast.Attribute):
            return None
        node = node.value
    return node


def diagnose(context: Context, reference: Reference, path: TensorFlowPath, answer: Answer) -> None:
    """Reports what there is to say about a reference."""
    node = reference.node
    symbol = path.symbol
    if answer.kind is Kind.UNKNOWN:
        if ".python." in symbol or symbol.startswith(("tf.python", "tf.core")):
            status = context.rules.private_status(symbol)
            if status is Kind.MISSING:
                context.report(node, "TF101", f"{symbol} is gone from TensorFlow 2")
            else:
                context.report(node, "TF102", f"{symbol} is private to TensorFlow")
        elif not context.rules.only_in_tf2(symbol):
            context.report(node, "TF100", f"{symbol} is not a symbol of TensorFlow 1.15")
    elif answer.kind is Kind.MISSING:
        code = answer.code or "TF101"
        context.report(node, code, f"{answer.symbol} is gone from TensorFlow 2", answer.advice)
    elif answer.kind is Kind.FLAG or (answer.code and path.via != "v1"):
        _say(context, node, answer)


def _say(context: Context, node: ast.expr, answer: Answer) -> None:
    """Reports the code a rule gives, in the words of the code's title."""
    code = answer.code or "TF101"
    if code == "TF100":  # a name of TF 0.x, of which only one thing is to be said
        text = f"{answer.symbol} is not a symbol of TensorFlow 1.15"
        text += (
            f": {answer.advice[0].lower()}{answer.advice[1:].rstrip('.')}" if answer.advice else ""
        )
    else:
        text = f"{answer.symbol}: {context.rules.diagnostic(code).get('title', '')}"
    context.report(node, code, text, answer.advice)
