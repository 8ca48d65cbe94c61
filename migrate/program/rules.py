"""What the rules say about `tf.flags`, `tf.app` and absl: the table `[absl]` of ``rules/program.toml``."""

from __future__ import annotations

from dataclasses import dataclass

from migrate.answers import Answer, read_answers
from migrate.resolve import TensorFlowPath
from migrate.rulebook import Rulebook


@dataclass(frozen=True)
class ProgramRules:
    """How a program on `tf.flags` and `tf.app` becomes one on absl.

    Attributes:
      flags: TF1's names of the flags module, all the same module.
      app: the module that holds `run`.
      run: the entry of a program.
      values: the name of the object that holds the flags' values, in the flags module.
      methods: attributes of it that need no command line to be parsed.
      private: attributes that only its inside has.
      keywords: names of parameters that only TF1's wrappers know, and absl's for them.
      wrapped: the functions of the flags module that know them.
      answers: what the symbols become.
    """

    flags: tuple[str, ...]
    app: str
    run: str
    values: str
    methods: frozenset[str]
    private: frozenset[str]
    keywords: dict[str, str]
    wrapped: frozenset[str]
    answers: dict[str, Answer]
    rules: Rulebook

    def path(self, path: TensorFlowPath) -> TensorFlowPath | None:
        """The path with one name for the flags module; None when it leads elsewhere."""
        symbol, via = path.symbol, path.via
        if symbol.startswith("tf.python."):
            public = self.rules.public_name(symbol)
            if public is None:
                return None
            symbol, via = public, "private"
        for module in self.flags:
            if symbol == module or symbol.startswith(module + "."):
                return TensorFlowPath(self.flags[0] + symbol[len(module) :], via)
        if symbol == self.app or symbol == self.run or symbol.startswith(self.run + "."):
            return TensorFlowPath(symbol, via)
        return None

    def flag(self, symbol: str) -> str | None:
        """The attribute of the flags' values that a symbol names; "" for the object itself, None for others."""
        prefix = f"{self.flags[0]}.{self.values}"
        if symbol == prefix:
            return ""
        if symbol.startswith(prefix + "."):
            return symbol[len(prefix) + 1 :].partition(".")[0]
        return None

    def renames(self, symbol: str) -> bool:
        """Whether the function has parameters that are called otherwise in absl."""
        module, _, name = symbol.rpartition(".")
        return module == self.flags[0] and name in self.wrapped


def program_rules(rules: Rulebook) -> ProgramRules:
    """Reads the table.

    Raises:
      UsageError: the file cannot be read.
    """
    table = rules.program
    return ProgramRules(
        *(tuple(table["flags"]), table["app"], table["run"], table["values"]),
        *(frozenset(table["methods"]), frozenset(table["private"])),
        *(dict(table["keywords"]), frozenset(table["wrapped"])),
        *(read_answers(table, rules.directory / "program.toml"), rules),
    )
