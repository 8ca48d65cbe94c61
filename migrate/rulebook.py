"""The rulebook: what each TF1 symbol becomes, read from ``rules/`` as it is asked for.

Two kinds of files: ``rules/api/*.toml`` (generated, one per TF1 namespace, read when a symbol of that
namespace is met) and ``rules/*.toml`` (curated by hand, read at once, overriding the generated answers). A
user's own rule directories override both. ``rules/private/*.toml`` give the public names of private paths.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable
from copy import copy
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from migrate import user_layers, user_rules
from migrate.answers import Answer, Kind, read_answers
from migrate.errors import UsageError

if TYPE_CHECKING:
    from migrate.model.layer_rules import LayerRules

# Files of rules/ that hold other knowledge than answers for symbols.
_OTHER = ("diagnostics", "lift", "lift_module", "operations", "refused", "shared", "variables")
_NOT_ANSWERS = tuple(f"{name}.toml" for name in _OTHER)


def rules_dir() -> Path:
    """Where the rules lie: inside the installed package, or beside it in a checkout."""
    package = Path(__file__).resolve().parent
    for candidate in (package / "_rules", package.parent / "rules"):
        if candidate.is_dir():
            return candidate
    raise UsageError(f"{package}: the rules are missing from this installation; reinstall it")


def load_toml(path: Path) -> dict[str, Any]:
    """Reads a TOML file.

    Raises:
      UsageError: it cannot be read or is not TOML; the message names it.
    """
    if sys.version_info >= (3, 11):
        import tomllib
    else:
        import tomli as tomllib
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise UsageError(f"{path}: {error.strerror or error}") from error
    except ValueError as error:
        raise UsageError(f"{path}: not valid TOML: {error}") from error


class Rulebook:
    """Answers for symbols.

    Args:
      directory: where ``api/`` and the curated files lie; the shipped rules by default.
      extra: the user's own directories of curated files, later ones winning.
    """

    def __init__(self, directory: Path | None = None, extra: Iterable[Path] = ()) -> None:
        self.directory = directory or rules_dir()
        self._extra = tuple(extra)
        self._answers: dict[str, Answer] = {}
        self._namespaces: dict[str, dict[str, Answer] | None] = {}
        self._private: dict[str, dict[str, Any]] = {}
        self._over: dict[str, Answer] = {}

    def with_answers(self, answers: dict[str, Answer]) -> Rulebook:
        """The same rulebook with other answers for some symbols and all that is below them."""
        other = copy(self)
        other._answers, other._over = {}, answers
        other._curated = {**self._curated, **answers}
        return other

    # ------------------------------------------------------------ questions
    def answer(self, symbol: str) -> Answer:
        """The answer for the longest known prefix of ``symbol``.

        ``Answer.symbol`` tells how much of it was known: attributes of an object (``tf.app.flags.FLAGS.lr``)
        and members of a class hang on behind it. UNKNOWN when the longest prefix is a namespace.
        """
        found = self._answers.get(symbol)
        if found is None:
            found = self._answers[symbol] = self._stable(self._find(symbol))
        return found

    def _stable(self, found: Answer) -> Answer:
        """Keeps a symbol on tf.compat.v1 when its new name means something else in TF 1.

        Migrated code that is migrated again must stay as it is, whatever else its module still holds.
        """
        if found.kind is Kind.RENAME and self._find(found.to).kind in (
            Kind.V1,
            Kind.CALL,
            Kind.SCOPE,
        ):
            if found.to.startswith("tf.compat."):
                return found
            return Answer(found.symbol, Kind.V1, f"tf.compat.v1.{found.symbol.removeprefix('tf.')}")
        moved = found.call is not None and found.call.to not in ("", found.symbol)
        if moved and found.to.startswith("tf.") and not found.to.startswith("tf.compat."):
            if self._find(found.to).kind in (Kind.V1, Kind.SCOPE):
                return Answer(
                    found.symbol, Kind.V1, f"tf.compat.v1.{found.symbol.removeprefix('tf.')}"
                )
        return found

    def is_namespace(self, symbol: str) -> bool:
        return self._api(symbol) is not None or self.answer(symbol).kind is Kind.NAMESPACE

    def members(self, namespace: str) -> dict[str, Answer]:
        """The answers of a namespace's members, by full symbol, curated ones first."""
        prefix = namespace + "."
        curated = {s: a for s, a in self._curated.items() if s.startswith(prefix)}
        return {**(self._api(namespace) or {}), **curated}

    def namespace_target(self, namespace: str) -> str | None:
        """What a name bound to a whole namespace should be bound to; None when nothing there is left.

        The same for every module of a tree, so that a namespace imported from another module fits.
        """
        if namespace == "tf" or self.only_in_tf2(namespace):
            return namespace
        curated = self._curated.get(namespace)
        if curated is not None and curated.to:
            return curated.to
        kinds = {a.kind for a in self.members(namespace).values()}
        tail = namespace.removeprefix("tf.")
        if Kind.SAME in kinds and not namespace.startswith("tf.contrib."):
            return namespace
        if Kind.SCOPE in kinds:
            return f"migrate.compat_scope.{tail}"
        if namespace.startswith("tf.contrib."):
            return None
        if kinds & {Kind.V1, Kind.RENAME, Kind.CALL}:
            return f"tf.compat.v1.{tail}"
        return None

    def public_name(self, symbol: str) -> str | None:
        """The public name of a private path (``tf.python.layers.core.Dense`` is ``tf.layers.Dense``).

        Of a module that is gone: the namespace that has all its public names.
        """
        home = self._home(symbol)
        if home:
            return home
        parts = symbol.split(".")
        for size in range(len(parts) - 1, 1, -1):
            members = self._private_module(".".join(parts[:size]))
            if members is not None:
                public = members.get(parts[size])
                if public is None:
                    return None
                return ".".join([public, *parts[size + 1 :]])
        return None

    def private_status(self, symbol: str) -> Kind:
        """Whether a private path is still there on TF 2: PRIVATE, or MISSING."""
        parts = symbol.split(".")
        for size in range(len(parts), 1, -1):
            table = self._private_table(".".join(parts[:size]))
            if table is not None:
                if table.get("gone"):
                    return Kind.MISSING
                if size < len(parts) and parts[size] in table.get("missing", ()):
                    return Kind.MISSING
                return Kind.PRIVATE
        return Kind.PRIVATE

    def has_answer(self, symbol: str) -> bool:
        """Whether the migrated code has something in the symbol's place."""
        gone = (Kind.MISSING, Kind.FLAG, Kind.UNKNOWN)
        if symbol in self.wrappers:
            return True
        public = self.public_name(symbol)
        if public is None and self._private_part(symbol):
            return self.private_status(symbol) is Kind.PRIVATE
        symbol = public or symbol
        return self.answer(symbol).kind not in gone or self.only_in_tf2(symbol)

    def _private_part(self, symbol: str) -> bool:
        parts = symbol.split(".")
        return any(self._private_table(".".join(parts[:n])) for n in range(len(parts), 1, -1))

    def is_private_module(self, symbol: str) -> bool:
        """Whether ``symbol`` is a module that is not part of the public API."""
        return self._private_table(symbol) is not None

    def in_both(self, symbol: str) -> bool:
        """Whether plain TF 2 has the name too, so that it does not tell TF 1 code from TF 2 code."""
        return symbol in self._shared["symbols"]

    def only_in_tf2(self, symbol: str) -> bool:
        """Whether the name, or what it hangs on, came with TF 2."""
        later = self._shared["only_tf2"]
        while symbol != "tf" and symbol:
            if symbol in later:
                return True
            symbol = symbol.rpartition(".")[0]
        return False

    def diagnostic(self, code: str) -> dict[str, Any]:
        """The entry of a diagnostic code: title, severity, advice, explanation."""
        entry: dict[str, Any] = self.diagnostics.get(code, {})
        return entry

    @cached_property
    def diagnostics(self) -> dict[str, Any]:
        return load_toml(self.directory / "diagnostics.toml")

    @cached_property
    def program(self) -> dict[str, Any]:
        """How programs on flags go to absl: `migrate.program.rules` reads it."""
        table: dict[str, Any] = load_toml(self.directory / "program.toml")["absl"]
        return table

    @cached_property
    def logging(self) -> dict[str, Any]:
        """How logging goes to absl: `migrate.program.logs` reads it."""
        table: dict[str, Any] = load_toml(self.directory / "program.toml")["absl_logging"]
        return table

    @cached_property
    def refused(self) -> dict[str, Any]:
        """The calls that TF 1.15 itself refused: `migrate.upgrade.refused` reads it."""
        table: dict[str, Any] = load_toml(self.directory / "refused.toml")["refused"]
        return table

    @cached_property
    def _shared(self) -> dict[str, frozenset[str]]:
        listings = load_toml(self.directory / "shared.toml")
        return {name: frozenset(symbols) for name, symbols in listings.items()}

    # ------------------------------------------------------------ look-up
    def _find(self, symbol: str) -> Answer:
        parts = symbol.split(".")
        for size in range(len(parts), 0, -1) if self._over else ():
            if (over := self._over.get(".".join(parts[:size]))) is not None:
                return over
        for size in range(len(parts), 0, -1):
            prefix = ".".join(parts[:size])
            curated = self._curated.get(prefix)
            if curated is not None:
                rest = symbol[len(prefix) :]
                if rest and curated.kind is Kind.REPLACE and curated.symbol == prefix:
                    return curated
                if curated.kind is Kind.CALL and size > 1:
                    generated = self._api(".".join(parts[: size - 1])) or {}
                    return replace(curated, fallback=generated.get(prefix))
                return curated
            if size > 1:
                namespace = ".".join(parts[: size - 1])
                api = self._api(namespace)
                if api is not None and prefix in api:
                    return api[prefix]
            if self._api(prefix) is not None:
                kind = Kind.NAMESPACE if size == len(parts) else Kind.UNKNOWN
                return Answer(prefix, kind)
        return Answer(parts[0], Kind.UNKNOWN)

    @cached_property
    def _curated(self) -> dict[str, Answer]:
        found: dict[str, Answer] = {}
        for path in sorted(self.directory.glob("*.toml")):
            if path.name not in _NOT_ANSWERS:
                found.update(read_answers(load_toml(path), path))
        for path, data in self._users:
            found.update(read_answers(data, path))
        return found

    @cached_property
    def _users(self) -> list[tuple[Path, dict[str, Any]]]:
        """What the user's own files hold."""
        found = []
        for directory in self._extra:
            if not directory.is_dir():
                raise UsageError(f"{directory}: no such rule directory")
            for path in sorted(directory.glob("*.toml")):
                data = load_toml(path)
                user_rules.check(data, path, self._codes)
                found.append((path, data))
        return found

    @cached_property
    def wrappers(self) -> dict[str, Any]:
        """The user's own layer wrappers, by symbol."""
        return {s: row for _, data in self._users for s, row in data.get("layer", {}).items()}

    @cached_property
    def layers(self) -> LayerRules:
        """What calls make variables, the user's wrappers among them."""
        from migrate.model.layer_rules import LayerRules

        made, _ = user_layers.tables(self.wrappers)
        found = LayerRules(load_toml(self.directory / "variables.toml"), made)
        for symbol, row in made.items():
            if "like" in row and found.get(row["like"]) is None:
                path = next(p for p, data in self._users if symbol in data.get("layer", {}))
                raise UsageError(
                    f"{path}: layer {symbol!r}: `like` names {row['like']}, of which no rule says what it makes"
                )
        return found

    @cached_property
    def _codes(self) -> frozenset[str]:
        return frozenset(load_toml(self.directory / "diagnostics.toml"))

    def _api(self, namespace: str) -> dict[str, Answer] | None:
        if namespace not in self._namespaces:
            self._namespaces[namespace] = self._load_namespace(namespace)
        return self._namespaces[namespace]

    def _load_namespace(self, namespace: str) -> dict[str, Answer] | None:
        path = self.directory / "api" / f"{namespace}.toml"
        if path.is_file():
            return read_answers(load_toml(path), path)
        # A small namespace may be written in its parent's file ("rnn_cell.GRUCell" in tf.nn).
        parent, _, _ = namespace.rpartition(".")
        if not parent:
            return None
        above = self._api(parent)
        prefix = namespace + "."
        inside = {s: a for s, a in (above or {}).items() if s.startswith(prefix)}
        return inside or None

    def _private_table(self, module: str) -> dict[str, Any] | None:
        parts = module.split(".")
        for size in (4, 3, 2):
            stem = ".".join(parts[:size])
            if size > len(parts):
                continue
            if stem not in self._private:
                path = self.directory / "private" / f"{stem}.toml"
                self._private[stem] = load_toml(path) if path.is_file() else {}
            if module in self._private[stem]:
                table: dict[str, Any] = self._private[stem][module]
                if "same_as" in table:  # another path to the same module
                    return self._private_table(table["same_as"])
                return table
        return None

    def _home(self, module: str) -> str:
        """The public namespace that has all the public names of a private module that is gone, "" for none."""
        table = self._private_table(module)
        if table is None or not table.get("gone") or "alias" in table:
            return ""
        homes = [k for k, names in table.items() if k.startswith("tf") and isinstance(names, list)]
        return homes[0] if len(homes) == 1 else ""

    def _private_module(self, module: str) -> dict[str, str] | None:
        table = self._private_table(module)
        if table is None:
            return None
        members: dict[str, str] = {}
        for key, value in table.items():
            if key == "alias":
                members.update(value)
            elif isinstance(value, list) and key.startswith("tf"):
                members.update((name, f"{key}.{name}") for name in value)
        return members
