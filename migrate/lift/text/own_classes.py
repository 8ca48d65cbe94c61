"""The small classes, and functions, that lifted code needs beside Keras' own: layers with TF1's variable names or order.

Each is written once into a module that uses it. Their text is in ``rules/lift.toml``, under ``[classes]``.
"""

from __future__ import annotations

import ast
from collections.abc import Collection, Iterable, Iterator, Mapping

from migrate.lift.plans import Lifted, Refused
from migrate.lift.source.bodies import local_names
from migrate.lift.source.layer_table import LayerTable, function_symbol
from migrate.lift.source.source import LiftSource, loads
from migrate.lift.text.naming import camel
from migrate.nodes import walk
from migrate.rewrite.edits import Edit


def class_names(source: LiftSource, table: LayerTable) -> dict[str, str]:
    """What each class of the table is called in a module: its own name, unless the module has that.

    Nothing in a module that calls no layer of those: what is lifted may have such a name there.
    """
    found: dict[str, str] = {}
    if not uses_any(source, table):
        return found
    wished = {camel(name) for name in source.functions if "." not in name}
    for name, row in table.classes.items():
        other = row.get("or", "")
        chosen = other if other and name in wished and other not in source.names else name
        while chosen in source.names:
            chosen += "_"
        found[name] = chosen
    return found


def class_in(source: LiftSource, table: LayerTable, name: str, line: int) -> str:
    """The expression for a class in a module: Keras' own, or one of the table.

    Raises:
      Refused: its text needs TensorFlow, which the module has no name for.
    """
    if name.startswith("keras."):
        return name
    if "." in name:  # of a package of the project's
        root = name.partition(".")[0]
        if root in source.names and not _imports(source, root):
            raise Refused("TF316", f"`{name}` where `{root}` is something else", line)
        return name
    if "{tf}" in table.classes[name]["text"] and not tensorflow_name(source):
        raise Refused("TF316", f"`{name}` needs a module that imports tensorflow by name", line)
    return class_names(source, table)[name]


def _imports(source: LiftSource, name: str) -> bool:
    """Whether a module-level name is that of an imported package."""
    bindings = source.symbols.module_scope.names.get(name, [])
    return bool(bindings) and all(b.kind == "project" and not b.name for b in bindings)


def tensorflow_name(source: LiftSource) -> str:
    """The name a module has for TensorFlow, "" for none: that of its import, or one that another module's `*` gives it.

    A module without TensorFlow may have `tf`, which `lacks_tensorflow` tells.
    """
    for node in source.symbols.nodes:
        if isinstance(node, ast.Import):
            for alias in node.names:
                if alias.name in ("tensorflow", "tensorflow.compat.v1") and alias.asname:
                    return alias.asname
                if alias.name == "tensorflow":
                    return "tensorflow"
    if "name of tf" not in source.memo:
        names = (n for n in source.symbols.nodes if isinstance(n, ast.Name))
        found = (n.id for n in names if source.symbols.symbol(n) == "tf")
        free = "tf" if lacks_tensorflow(source) and "tf" not in source.names else ""
        source.memo["name of tf"] = next(found, free)
    return str(source.memo["name of tf"])


def lacks_tensorflow(source: LiftSource) -> bool:
    """Whether a module has nothing of TensorFlow, and imports it if lifted code needs it."""
    imported = (
        b.kind == "import" for found in source.symbols.module_scope.names.values() for b in found
    )
    return not source.symbols.references and not any(imported)


def texts(source: LiftSource, table: LayerTable, lifted: Iterable[str]) -> list[str]:
    """The classes that lifted code of a module uses, in the order of the table."""
    used = _used(lifted)
    names = class_names(source, table)
    found = []
    for name in _needed(table, names, used):
        chosen = names[name]
        row = table.classes[name]
        has = "normalized" in row and "normalizer" in used.get(chosen, ())
        text = row["normalized"] if has else row["text"]
        text = with_lines(text, used.get(chosen, ()))
        text = text.replace("{tf}", tensorflow_name(source))
        for other, called in names.items():
            text = text.replace(f"{{{other}}}", called)
        found.append(_called(text, name, chosen).strip())
    return found


def with_lines(text: str, given: Collection[str]) -> str:
    """A text with those of its lines that are there only where a call gives an argument."""
    lines = []
    for line in text.split("\n"):
        name, marked, rest = line.removeprefix("?").partition("|")
        if not line.startswith("?") or not marked:
            lines.append(line)
        elif (name.removeprefix("!") in given) is not name.startswith("!"):
            lines.append(rest)
    return "\n".join(lines)


def _called(text: str, name: str, chosen: str) -> str:
    """The text of a class or function under another name."""
    return text.replace(f"class {name}(", f"class {chosen}(").replace(
        f"def {name}(", f"def {chosen}("
    )


def function_names(source: LiftSource, table: LayerTable) -> dict[int, str]:
    """The functions that calls of a module name, and the text that stands for them in lifted code.

    Where a call gives what the function of the table does not take, it stays TensorFlow's.
    """
    found: dict[int, str] = {}
    if not table.functions or not uses_any(source, table):
        return found
    names = class_names(source, table)
    for reference in source.symbols.references:
        row = table.functions.get(source.public(reference.path.symbol))
        call = reference.call
        if row is None or call is None or not tensorflow_name(source):
            continue
        if all(k.arg in row["parameters"] for k in call.keywords):
            found[id(call.func)] = names[row["to"]]
    return found


def _needed(table: LayerTable, names: Mapping[str, str], used: Mapping[str, object]) -> list[str]:
    """The classes that are used, and those which these need, in the order of the table."""
    wanted = {name for name, chosen in names.items() if chosen in used}
    waiting = list(wanted)
    while waiting:
        text = table.classes[waiting.pop()]["text"]
        more = {name for name in names if f"{{{name}}}" in text} - wanted
        wanted |= more
        waiting += more
    return [name for name in names if name in wanted]


def imports(source: LiftSource, table: LayerTable, lifted: Iterable[Lifted]) -> tuple[str, ...]:
    """The modules that the classes which lifted code of a module uses need beside TensorFlow and Keras."""
    texts = [one.text for one in lifted]
    needed = _needed(table, class_names(source, table), _used(texts))
    found = {m for name in needed for m in table.classes[name].get("imports", ())}
    found |= {name.rpartition(".")[0] for name in table.outside if any(name in t for t in texts)}
    return tuple(sorted(found))


def needs_tensorflow(source: LiftSource, table: LayerTable, lifted: Iterable[Lifted]) -> bool:
    """Whether what is written into a module names TensorFlow, of which it has nothing."""
    if not lacks_tensorflow(source) or tensorflow_name(source) != "tf":
        return False
    own = [one.text for one in lifted]
    return any("tf" in loads(ast.parse(text)) for text in (*own, *texts(source, table, own)))


def _used(lifted: Iterable[str]) -> dict[str, set[str]]:
    """What lifted code calls by names that are not its own, with the keywords it gives."""
    used: dict[str, set[str]] = {}
    for text in lifted:
        waiting: list[tuple[ast.AST, frozenset[str]]] = [(ast.parse(text), frozenset())]
        while waiting:
            node, own = waiting.pop()
            if isinstance(node, (ast.FunctionDef, ast.Lambda)):
                own |= local_names(node)
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                if node.func.id not in own:
                    given = used.setdefault(node.func.id, set())
                    given |= {k.arg for k in node.keywords if k.arg}
            waiting += [(child, own) for child in ast.iter_child_nodes(node)]
    return used


def written(source: LiftSource, table: LayerTable, lifted: Iterable[Lifted]) -> tuple[str, ...]:
    """The names of the classes that lifted code of a module uses."""
    used = _used(one.text for one in lifted)
    names = class_names(source, table)
    return tuple(names[name] for name in _needed(table, names, used))


def edits(source: LiftSource, table: LayerTable, lifted: Iterable[Lifted]) -> list[Edit]:
    """Writes the classes below the last thing of the module that uses them, or before what may need them earlier."""
    lifted = [one for one in lifted if one.key[1] in source.functions]
    made = texts(source, table, [one.text for one in lifted])
    if not made:
        return []
    place = _place(source, lifted, set(written(source, table, lifted)))
    body = source.tree.body
    if place < len(body):
        at = source.positions.line_start(_first_line(source, body[place]))
        return [Edit(at, at, ("".join(f"{text}\n\n\n" for text in made),))]
    at = source.positions.end(body[-1])
    end = source.text.find("\n", at)  # after a comment on the same line
    if end < 0:
        at = len(source.text)
        return [Edit(at, at, ("".join(f"\n\n\n{text}" for text in made),))]
    return [Edit(end + 1, end + 1, ("".join(f"\n\n{text}\n" for text in made),))]


def _place(source: LiftSource, lifted: Iterable[Lifted], names: set[str]) -> int:
    """The index of the statement of a module that classes of these names come before."""
    body = source.tree.body
    holders = {id(one): _holder(source, one) for one in lifted}
    users = [holders[id(one)] for one in lifted if names & _used([one.text]).keys()]
    first, last = min(map(body.index, users)), max(map(body.index, users))
    plain = all(isinstance(h, (ast.FunctionDef, ast.ClassDef)) for h in holders.values())
    if not plain or any(names & _needed_at_once(one.text) for one in lifted):
        return min(map(body.index, holders.values()))
    return next((i for i in range(first, last + 1) if _may_run(body[i])), last + 1)


def _holder(source: LiftSource, one: Lifted) -> ast.stmt:
    """The statement of the module that holds what is lifted."""
    top = one.key[1].partition(".")[0]
    found = [
        node
        for node in walk(source.tree)
        if isinstance(node, (ast.FunctionDef, ast.ClassDef)) and node.name == top
    ]
    return next(
        s for s in source.tree.body if any(part is node for part in walk(s) for node in found)
    )


def _first_line(source: LiftSource, node: ast.stmt) -> int:
    """The first line of a statement of the module, with its comments and those that head the section it begins."""
    decorators: list[ast.expr] = getattr(node, "decorator_list", [])
    first = line = min([node.lineno, *(d.lineno for d in decorators)])
    text = source.positions.lines.line
    while line > 1 and text(line - 1).startswith("#"):
        first = line = line - 1
    behind = max((s.end_lineno or 0 for s in source.tree.body if s.lineno < first), default=0)
    while behind and line - 1 > behind and (not text(line - 1).strip() or text(line - 1)[0] == "#"):
        line -= 1
        if text(line).startswith("#") and not text(line - 1).strip():
            first = line
    return first


def _may_run(node: ast.stmt) -> bool:
    """Whether a statement of a module may run more than it says: a call, or what another module does."""
    if isinstance(node, (ast.FunctionDef, ast.ClassDef)):
        return any(isinstance(n, ast.Call) for part in _at_once(node) for n in walk(part))
    if isinstance(node, (ast.Assign, ast.AnnAssign, ast.Pass)):
        return any(isinstance(n, ast.Call) for n in walk(node))
    return not (isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant))


def _needed_at_once(text: str) -> set[str]:
    """The names that the text of a definition reads when it is defined."""
    parts = (p for node in ast.parse(text).body for p in _at_once(node))
    return {n.id for part in parts for n in walk(part) if isinstance(n, ast.Name)}


def _at_once(node: ast.AST) -> Iterator[ast.AST]:
    """What is evaluated where something is defined: decorators, defaults, the statements of classes."""
    if isinstance(node, ast.FunctionDef):
        yield from node.decorator_list
        yield node.args
    elif isinstance(node, ast.ClassDef):
        yield from (*node.decorator_list, *node.bases, *node.keywords)
        for statement in node.body:
            yield from _at_once(statement)
    else:
        yield node


def uses_any(source: LiftSource, table: LayerTable) -> bool:
    """Whether a module calls layers that may need a class of the table."""
    return any(
        layer is not None and any("." not in to for to in _targets(layer))
        for layer in (table.get(s) for s in _symbols(source) | _objects(source))
    ) or not {*table.functions, *_regularizers(source, table)}.isdisjoint(_symbols(source))


def _regularizers(source: LiftSource, table: LayerTable) -> set[str]:
    """The calls that may need what a table has for regularizers."""
    if not table.regularizers:
        return set()
    slim = {s.replace("tf.contrib.layers.", "tf.contrib.slim.") for s in table.regularizers}
    found = {*table.regularizers, *slim}
    for reference in source.symbols.references:
        call = reference.call
        if call is not None and source.public(reference.path.symbol) == "tf.get_variable":
            if len(call.args) > 4 or any(k.arg == "regularizer" for k in call.keywords):
                return {*found, "tf.get_variable"}
    return found


def _targets(layer: object) -> list[str]:
    variants = [str(v["to"]) for v in getattr(layer, "variants", ())]
    last = [getattr(layer, "tensor_training", "")] if getattr(layer, "tensor_training", "") else []
    return [str(getattr(layer, "to", "keras.")), *variants, *last]


def _objects(source: LiftSource) -> set[str]:
    """The layer functions of TF1 whose layers a module makes objects of."""
    return {function_symbol(s) for s in _symbols(source) if s.startswith("tf.layers.")}


def _symbols(source: LiftSource) -> set[str]:
    return set(source.called_symbols)
