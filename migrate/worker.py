"""The stages for one file, run by a worker that keeps what it parsed between the passes."""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath

from migrate.diagnostics import Diagnostic, Severity
from migrate.discover import SourceEntry
from migrate.model.extract import module_scopes
from migrate.model.layer_rules import LayerRules
from migrate.model.mode import mode_evidence
from migrate.outcomes import FileOutcome, Mode, ModeDecision, Status, Verdict
from migrate.program import LogFacts, Logging, Program, log_facts, program_facts
from migrate.program.logs import LogRules, log_rules
from migrate.program.rules import ProgramRules, program_rules
from migrate.read import SourceFile, Unreadable, parse, parse_text, read_source
from migrate.resolve import ModuleSummary, ModuleSymbols, TreeIndex
from migrate.resolve.passed_on import passed_on
from migrate.rewrite.edits import apply_edits
from migrate.rewrite.layout import layout_edits
from migrate.rewrite.moves import Moves
from migrate.rewrite.spacing import spacing_edits
from migrate.rulebook import Rulebook
from migrate.skips import Skips, skipped_lines
from migrate.tree import Decision, Facts
from migrate.upgrade import examine, upgrade
from migrate.upgrade.module import is_tf1, is_tf2
from migrate.upgrade.shim_name import SHIM, Mixed, rename_edits, shim_name

_TENSORFLOW = re.compile(rb"\btensorflow\b|\btf_slim\b")
# The same in UTF-16 or UTF-32, which is no Python source and must be said to be none.
_WIDE = re.compile(rb"t\0+e\0+n\0+s\0+o\0+r\0+f\0+l\0+o\0+w")
# May use tf.flags or tf.app.
_FLAGS = re.compile(rb"\bflags\b|\bapp\b")
# Sets up loggers of Python's, of which TensorFlow's is one.
_LOG_SETUP = re.compile(
    rb"\b(?:basicConfig|dictConfig|fileConfig|captureWarnings)\b|\blogging\.(?:disable|root)\b"
    rb"|\bgetLogger\(\s*(?:\)|['\"](?:tensorflow|absl)\b)"
)
# Worth a look at the syntax: print statements, old exceptions and the like of Python 2.
_PYTHON2 = re.compile(
    rb"^[ \t]*(?:print[ \t]+[^=(\s]|print[ \t]*>>|except[ \t]+[\w.()]+[ \t]*,|raise[ \t]+\w+[ \t]*,|exec[ \t]+['\"\w])",
    re.MULTILINE,
)


@dataclass(frozen=True)
class FirstPass:
    """What reading a file gave: its exports, whether it is already done with, what it names."""

    summary: ModuleSummary | None = None
    done: bool = False
    tensorflow: bool = False
    flags: bool = False
    log_setup: bool = False


@dataclass
class _File:
    """A file a worker holds between the passes."""

    source: SourceFile
    symbols: ModuleSymbols | None = None
    skips: Skips | None = None


@dataclass
class Worker:
    """Migrates files, one pass after the other."""

    rule_dirs: tuple[Path, ...] = ()
    _rules: Rulebook | None = None
    _layers: LayerRules | None = None
    _program_rules: ProgramRules | None = None
    _log_rules: LogRules | None = None
    _absl_rules: dict[tuple[bool, bool], Rulebook] = field(default_factory=dict)
    _files: dict[int, _File] = field(default_factory=dict)
    _outcomes: dict[int, FileOutcome] = field(default_factory=dict)
    _indexes: dict[str, TreeIndex] = field(default_factory=dict)
    _exporters: dict[str, frozenset[str]] = field(default_factory=dict)
    _programs: frozenset[str] = frozenset()
    _decisions: dict[str, dict[str, Decision]] = field(default_factory=dict)

    @property
    def rules(self) -> Rulebook:
        if self._rules is None:
            self._rules = Rulebook(extra=self.rule_dirs)
        return self._rules

    @property
    def layers(self) -> LayerRules:
        if self._layers is None:
            self._layers = self.rules.layers
        return self._layers

    @property
    def program_rules(self) -> ProgramRules:
        if self._program_rules is None:
            self._program_rules = program_rules(self.rules)
        return self._program_rules

    @property
    def log_rules(self) -> LogRules:
        if self._log_rules is None:
            self._log_rules = log_rules(self.rules)
        return self._log_rules

    def rules_for(self, program: Program | None, logging: Logging | None) -> Rulebook:
        """The rules for a module, of which its flags and its logging may go to absl."""
        key = program is not None and program.absl, logging is not None and logging.absl
        if key == (False, False):
            return self.rules
        if key not in self._absl_rules:
            answers = self.program_rules.answers if key[0] else {}
            answers = {**answers, **self.log_rules.answers} if key[1] else answers
            self._absl_rules[key] = self.rules.with_answers(answers)
        return self._absl_rules[key]

    # ------------------------------------------------------------ pass 1
    def read(self, key: int, entry: SourceEntry) -> FirstPass:
        """Reads a file; parses it when it holds TensorFlow, or Python 2."""
        first, raw = self._read(key, entry)
        setup = b"ogg" in raw and _LOG_SETUP.search(raw) is not None
        return replace(first, log_setup=True) if setup else first

    def _read(self, key: int, entry: SourceEntry) -> tuple[FirstPass, bytes]:
        done = FirstPass(done=True)
        if entry.error:
            self._outcomes[key] = FileOutcome(entry.out, Status.FAILED, entry.error)
            return done, b""
        if entry.skip:
            self._outcomes[key] = FileOutcome(entry.out, Status.SKIPPED, entry.skip)
            return done, b""
        try:
            raw = entry.path.read_bytes()
        except OSError as error:
            reason = f"cannot be read: {error.strerror or error}"
            self._outcomes[key] = FileOutcome(entry.out, Status.FAILED, reason)
            return done, b""
        named = _TENSORFLOW.search(raw) is not None or _WIDE.search(raw) is not None
        tensorflow = named and not _is_tensorflow_itself(entry)
        if not tensorflow and not _PYTHON2.search(raw):
            return FirstPass(passed_on(raw, entry.relpath)), raw
        source = self._parse(key, entry)
        if source is None or not (tensorflow or source.python2):
            # Files without TensorFlow concern us only when they can be converted from Python 2.
            if not tensorflow:
                self._outcomes.pop(key, None)
                return FirstPass(), raw
            return done, raw
        assert source.tree is not None
        self._files[key] = _File(source)
        if not tensorflow:
            symbols = ModuleSymbols(source.tree, entry.relpath)
            return FirstPass(symbols.summary()), raw
        symbols = ModuleSymbols(source.tree, entry.relpath)
        flags = _FLAGS.search(raw) is not None
        return FirstPass(symbols.summary(), tensorflow=True, flags=flags), raw

    def _parse(self, key: int, entry: SourceEntry) -> SourceFile | None:
        source = read_source(entry.path, entry.relpath)
        if not isinstance(source, Unreadable):
            source = parse(source)
        if isinstance(source, Unreadable):
            status = Status.SKIPPED if source.skipped else Status.FAILED
            self._outcomes[key] = FileOutcome(entry.out, status, source.reason)
            return None
        return source

    # ------------------------------------------------------------ pass 2
    def index(
        self,
        indexes: dict[str, TreeIndex],
        exporters: dict[str, frozenset[str]],
        programs: frozenset[str] = frozenset(),
    ) -> None:
        """Takes the index of each source root, its modules that re-export TensorFlow, and the roots that use flags."""
        self._indexes = indexes
        self._exporters = exporters
        self._programs = programs

    def resolve(self, key: int, entry: SourceEntry) -> Facts | None:
        """Resolves the names of a file; None when it turns out to hold no TensorFlow."""
        if key in self._outcomes:
            return None
        root = str(entry.root)
        file = self._files.get(key) or self._candidate(
            key, entry, self._exporters.get(root, frozenset())
        )
        if file is None:
            return None
        assert file.source.tree is not None
        file.skips = skipped_lines(file.source.text, file.source.tree)
        if file.skips.file:
            reason = "marked `# migrate: skip`"
            self._outcomes[key] = FileOutcome(entry.out, Status.SKIPPED, reason)
            if root not in self._programs:
                return None
        file.symbols = ModuleSymbols(file.source.tree, entry.relpath, self._indexes[root])
        program = None
        if root in self._programs:
            program = program_facts(
                *(file.symbols, file.skips, self.program_rules, self._indexes[root])
            )
        without = not file.symbols.references and not _imports_tensorflow(file.symbols)
        if without or file.skips.file:
            if not file.source.python2 and program is None:
                return None
            imports = file.symbols.summary().imports
            return Facts(
                *(entry.relpath, file.symbols.module, False, False, imports, ()),
                python2=file.source.python2 and not file.skips.file,
                program=program,
                outside=True,
            )
        return Facts(
            entry.relpath,
            file.symbols.module,
            is_tf1(file.symbols, self.rules),
            is_tf2(file.symbols, self.rules),
            file.symbols.summary().imports,
            mode_evidence(file.symbols),
            scopes=module_scopes(file.symbols, self.layers),
            program=program,
            logs=self._logs(file.source.text, file.symbols, file.skips),
        )

    def _logs(self, text: str, symbols: ModuleSymbols, skips: Skips) -> LogFacts | None:
        if "logging" not in text and "get_logger" not in text:
            return None
        return log_facts(symbols, skips, self.log_rules, self.rules)

    def _candidate(self, key: int, entry: SourceEntry, exporters: frozenset[str]) -> _File | None:
        """A file that names no TensorFlow itself, but may import it from a module of the project."""
        if not exporters or _is_tensorflow_itself(entry):
            return None
        try:
            raw = entry.path.read_bytes()
        except OSError:
            return None
        if b"import" not in raw or not any(name.encode() in raw for name in exporters):
            return None
        source = read_source(entry.path, entry.relpath)
        if not isinstance(source, Unreadable):
            source = parse(source)
        if isinstance(source, Unreadable):
            return None
        self._files[key] = file = _File(source)
        return file

    # ------------------------------------------------------------ pass 3
    def decide(self, decisions: dict[str, dict[str, Decision]]) -> None:
        """Takes what the whole tree says about each module, by root and path."""
        self._decisions = decisions

    def migrate(self, key: int, entry: SourceEntry) -> FileOutcome:
        """The outcome for a file."""
        if key in self._outcomes:
            return self._outcomes[key]
        file = self._files.get(key)
        decisions = self._decisions.get(str(entry.root), {})
        decision = decisions.get(entry.relpath)
        if decision is not None and decision.lift is not None:
            file = self._with_symbols(key, entry, file)
        if file is None:
            return FileOutcome(entry.out, Status.UNCHANGED)
        if file.source.python2 and (decision is None or not decision.tf1) and not _skipped(file):
            left = _left_alone(self.rules)
            return FileOutcome(entry.out, Status.UNCHANGED, diagnostics=(left,))
        if decision is None:
            return FileOutcome(entry.out, Status.UNCHANGED)
        source = file.source
        text = source.text
        diagnostics = _python2_diagnostics(source, self.rules)
        mode = ModeDecision(Mode.NONE)
        verdicts: tuple[Verdict, ...] = ()
        if file.symbols is not None and file.skips is not None:
            mode = decision.mode
            if not decision.tf1:
                diagnostics += examine(file.symbols, text, source.newline, self.rules, file.skips)
            else:
                program = decision.program
                rules = self.rules_for(program, decision.logging)
                verdicts = decision.verdicts
                symbols, skips = file.symbols, file.skips
                earlier: Moves | None = None
                lift = decision.lift
                if lift is not None:
                    for edits in filter(None, (*lift.first, lift.split, lift.edits)):
                        rewritten = apply_edits(text, edits)
                        earlier = Moves(text, rewritten, earlier)
                        text = rewritten.text
                        diagnostics = tuple(earlier.diagnostic(d) for d in diagnostics)
                        mode = replace(mode, line=earlier.line(mode.line))
                        if edits is lift.edits:
                            verdicts = tuple(earlier.verdict(v) for v in verdicts)
                    tree = parse_text(text)
                    if isinstance(tree, SyntaxError):
                        reason = f"internal error: the lifted text does not parse ({tree.msg}, line {tree.lineno})"
                        return FileOutcome(entry.out, Status.FAILED, reason)
                    before = parse_text(source.text)
                    shim = SHIM
                    if lift.needs_shim and not isinstance(before, SyntaxError):
                        try:
                            shim = shim_name(before, tree)
                        except Mixed as mixed:
                            reason = f"its own `{SHIM}` (line {mixed.line}) is what lifted code calls migrate.{SHIM}; rename it"
                            return FileOutcome(entry.out, Status.FAILED, reason)
                    if shim != SHIM:
                        lift = replace(lift, shim=shim)
                        rewritten = apply_edits(text, rename_edits(text, tree, shim))
                        earlier = Moves(text, rewritten, earlier)
                        text, tree = rewritten.text, ast.parse(rewritten.text)
                        diagnostics = tuple(earlier.diagnostic(d) for d in diagnostics)
                        mode = replace(mode, line=earlier.line(mode.line))
                        verdicts = tuple(earlier.verdict(v) for v in verdicts)
                    symbols = ModuleSymbols(tree, entry.relpath, self._indexes[str(entry.root)])
                    skips = skipped_lines(text, tree)
                upgraded = upgrade(
                    *(symbols, text, source.newline, rules, skips),
                    *(mode, decision.switch, program, lift, decision.logging),
                )
                rendered = apply_edits(text, upgraded.edits)
                moves = Moves(text, rendered, earlier)
                diagnostics = tuple(moves.diagnostic(d) for d in diagnostics + upgraded.diagnostics)
                mode = replace(mode, line=moves.line(mode.line))
                verdicts = tuple(moves.verdict(v) for v in verdicts)
                text = rendered.text
                if decision.lift is not None and not isinstance(parse_text(text), SyntaxError):
                    written = {one.class_name for one in decision.lift.lifted}
                    layout = layout_edits(text, written, source.newline)
                    written |= set(decision.lift.written)
                    spacing = spacing_edits(text, written, source.newline)
                    laid_out = apply_edits(text, (*spacing, *layout))
                    moves = Moves(text, laid_out, moves)
                    diagnostics = tuple(moves.diagnostic(d) for d in diagnostics)
                    mode = replace(mode, line=moves.line(mode.line))
                    verdicts = tuple(moves.verdict(v) for v in verdicts)
                    text = laid_out.text
        if text != source.text and isinstance(error := parse_text(text), SyntaxError):
            # Never write what does not parse: this is a bug of ours, and the user's file stays as it was.
            reason = f"internal error: the migrated text does not parse ({error.msg}, line {error.lineno})"
            return FileOutcome(entry.out, Status.FAILED, reason)
        after = source.encode(text)
        changed = after != source.raw
        return FileOutcome(
            entry.out,
            Status.CHANGED if changed else Status.UNCHANGED,
            before=source.raw,
            after=after if changed else None,
            mode=mode,
            verdicts=verdicts,
            diagnostics=tuple(sorted(diagnostics)),
        )

    def _with_symbols(self, key: int, entry: SourceEntry, file: _File | None) -> _File | None:
        """A file to be rewritten; that of a module without TensorFlow may not have been parsed yet."""
        if file is None:
            source = self._parse(key, entry)
            file = _File(source) if source is not None else None
        if file is not None and file.source.tree is not None:
            if file.symbols is None:
                index = self._indexes[str(entry.root)]
                file.symbols = ModuleSymbols(file.source.tree, entry.relpath, index)
            if file.skips is None:
                file.skips = skipped_lines(file.source.text, file.source.tree)
        return file


def _imports_tensorflow(symbols: ModuleSymbols) -> bool:
    return any(
        binding.kind == "import"
        for bindings in symbols.module_scope.names.values()
        for binding in bindings
    ) or any(star.tf is not None for star in symbols.module_scope.stars)


def _is_tensorflow_itself(entry: SourceEntry) -> bool:
    """Files of an installed TensorFlow are not code that uses it."""
    parts = (*entry.root.resolve().parts, *PurePosixPath(entry.relpath).parts)
    installed = any(name in ("site-packages", "dist-packages") for name in parts)
    return installed and "tensorflow" in parts


def _skipped(file: _File) -> bool:
    return file.skips is not None and file.skips.file


def _left_alone(rules: Rulebook) -> Diagnostic:
    """Of Python 2 that no code for TensorFlow 1 imports."""
    text = "Python 2 without TensorFlow, which nothing that is migrated imports: left as it is"
    advice = str(rules.diagnostic("TF209").get("advice", ""))
    return Diagnostic(1, 1, "TF209", text, advice, Severity.NOTE)


def _python2_diagnostics(source: SourceFile, rules: Rulebook) -> tuple[Diagnostic, ...]:
    if not source.python2:
        return ()
    found = [
        Diagnostic(1, 1, "TF202", "converted from Python 2", severity=Severity.NOTE),
        *(
            Diagnostic(line, col, "TF203", "`/` divided integers in Python 2")
            for line, col in source.divisions
        ),
    ]
    return tuple(replace(d, advice=str(rules.diagnostic(d.code).get("advice", ""))) for d in found)
