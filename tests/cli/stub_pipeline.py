"""A pipeline with the real one's interface whose results the tests control by what the sources say.

``tf.OLD`` becomes ``tf.NEW``; ``tf.GONE`` is an error, ``tf.ODD`` a warning and ``tf.NOTED`` a note; ``def scoped``
is a shimmed function; ``BOOM`` makes the pipeline raise; ``SLOW`` makes it wait for an interrupt.
"""

from __future__ import annotations

import re
import sys
import time
from dataclasses import dataclass

from migrate.diagnostics import Diagnostic, Severity
from migrate.lines import Lines
from migrate.outcomes import (
    FileOutcome,
    Mode,
    ModeDecision,
    Reason,
    Status,
    Tier,
    VariableInfo,
    Verdict,
)
from migrate.read import Unreadable, parse, read_source

_REMARKS = {
    "tf.GONE": ("TF101", Severity.ERROR, "Replace it."),
    "tf.ODD": ("TF106", Severity.WARNING, "Compare."),
    "tf.NOTED": ("TF105", Severity.NOTE, ""),
}


@dataclass(frozen=True)
class RunResult:
    outcomes: list[FileOutcome]


def run(entries, config, jobs, progress) -> RunResult:
    assert jobs >= 1
    outcomes = []
    for done, entry in enumerate(entries):
        outcomes.append(_migrate(entry))
        progress(done + 1, len(entries))
    return RunResult(outcomes)


def _migrate(entry) -> FileOutcome:
    source = read_source(entry.path, entry.relpath)
    if not isinstance(source, Unreadable) and "tensorflow" not in source.text:
        return FileOutcome(entry.relpath, Status.UNCHANGED, before=source.raw)
    if not isinstance(source, Unreadable):
        source = parse(source)
    if isinstance(source, Unreadable):
        status = Status.SKIPPED if source.skipped else Status.FAILED
        return FileOutcome(entry.relpath, status, source.reason, before=source.raw)
    if "BOOM" in source.text:
        raise RuntimeError("the stub was told to")
    if "SLOW" in source.text:
        sys.stderr.write("slow\n")
        sys.stderr.flush()
        time.sleep(60)
    lines = Lines(source.text)
    diagnostics = []
    for match in re.finditer(r"tf\.[A-Z]+", source.text):
        if match.group() in _REMARKS:
            code, severity, advice = _REMARKS[match.group()]
            line, col = lines.line_col(match.start())
            diagnostics.append(Diagnostic(line, col, code, match.group(), advice, severity))
    verdicts = tuple(
        Verdict(
            *(match.group(1), "function", lines.line_col(match.start())[0], Tier.SHIMMED),
            reasons=(Reason("TF301", "lifting is not available", 2),),
            scopes=("scope/{name}",),
            variables=(VariableInfo("scope/{name}/w", "tf.get_variable", 3, "[2, 3]"),),
            calls=("other",),
            callers_write="scoped(x)",
        )
        for match in re.finditer(r"def (scoped\w*)", source.text)
    )
    after = source.encode(source.text.replace("tf.OLD", "tf.NEW"))
    changed = after != source.raw
    return FileOutcome(
        *(entry.relpath, Status.CHANGED if changed else Status.UNCHANGED),
        before=source.raw,
        after=after if changed else None,
        mode=ModeDecision(Mode.EAGER, "no sessions"),
        verdicts=verdicts,
        diagnostics=tuple(diagnostics),
    )


def install() -> None:
    """Puts this module in the place of `migrate.pipeline`."""
    import migrate

    sys.modules["migrate.pipeline"] = sys.modules[__name__]
    migrate.pipeline = sys.modules[__name__]


if __name__ == "__main__":
    install()
    from migrate.__main__ import main

    sys.exit(main())
