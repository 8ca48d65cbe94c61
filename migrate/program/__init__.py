"""The program around the model: its command line, and whether absl can take it over.

TF 1's `tf.flags` and `tf.app` wrap absl, with two differences: reading a flag parses the command line when nothing
has, and unknown flags are left in `argv`. `units` records what one module does with them, `decide` whether the
modules connected by imports get by without the first difference. `logs` does both for `tf.logging`, which is a logger of
TensorFlow's where absl has one of its own.
"""

from migrate.program.decide import Program, decide_programs
from migrate.program.facts import ProgramFacts
from migrate.program.logs import LogFacts, Logging, decide_logs, log_facts
from migrate.program.units import program_facts

__all__ = [
    "LogFacts",
    "Logging",
    "Program",
    "ProgramFacts",
    "decide_logs",
    "decide_programs",
    "log_facts",
    "program_facts",
]
