"""Random scope programs as plain data, and the interpreter that runs them on any TensorFlow.

A program is a list of statements (lists), so that it can be recorded beside what TF 1.15.5 did.
Python 3.7 must be able to read this file.
"""

# ruff: noqa: UP031 - runs on Python 3.7, where TF 1.15.5 lives

import random

from scope_programs import attempt, names

SCOPES = ["a", "b", "a/b", "A", "d", "d_1", ""]
DEFAULTS = ["d", "e", "a"]
VARIABLES = ["v", "w", "V", "d", "b/v"]
NAME_SCOPES = ["n", "a", "v", "d", "n/", "", None]
FILTERS = [None, "a", "a/", "d", ".*v"]


def generate(seed):
    rng = random.Random(seed)
    return _block(rng, 0, rng.randint(3, 7))


def _block(rng, depth, size):
    return [_statement(rng, depth) for _ in range(size)]


def _statement(rng, depth):
    kinds = ["get"] * 6 + ["var"] * 3 + ["list", "capture", "capture", "reuse", "template"]
    kinds += ["call", "call", "show"]
    if depth < 3:
        kinds += ["vs"] * 8 + ["default"] * 5 + ["jump"] * 4 + ["ns"] * 3
    kind = rng.choice(kinds)
    if kind in ("get", "var"):
        return [kind, rng.choice(VARIABLES)]
    if kind == "list":
        return [kind, rng.choice(FILTERS)]
    if kind == "template":
        return [kind, rng.choice(DEFAULTS), rng.random() < 0.3]
    if kind in ("jump", "call"):
        index = rng.randint(0, 5)
        if kind == "call":
            return [kind, index]
        return [kind, index, _options(rng), _block(rng, depth + 1, rng.randint(0, 4))]
    if kind == "vs":
        body = _block(rng, depth + 1, rng.randint(0, 4))
        return [kind, rng.choice(SCOPES), _options(rng), body]
    if kind == "default":
        body = _block(rng, depth + 1, rng.randint(0, 4))
        options = _options(rng)
        if options.get("reuse") in ("True", "AUTO") and rng.random() < 0.9:
            del options["reuse"]
        return [kind, rng.choice(DEFAULTS), options, body]
    if kind == "ns":
        return [kind, rng.choice(NAME_SCOPES), _block(rng, depth + 1, rng.randint(0, 3))]
    return [kind]


def _options(rng):
    options = {}
    if rng.random() < 0.45:
        options["reuse"] = rng.choice(["True", "AUTO", "AUTO", "False"])
    if rng.random() < 0.15:
        options["auxiliary_name_scope"] = False
    return options


class Interpreter:
    """Runs one program; errors of a statement are taken down and the next one runs."""

    def __init__(self, tf, out):
        self.tf = tf
        self.out = out
        self.scopes = [tf.get_variable_scope()]
        self.templates = []

    def block(self, statements):
        for statement in statements:
            try:
                getattr(self, "do_" + statement[0])(*statement[1:])
            except ValueError as error:
                self.out("ValueError: %s" % str(error).split("\n")[0].split(" Originally")[0])

    def do_get(self, name):
        self.out(names([self.tf.get_variable(name, [1])]))

    def do_var(self, name):
        self.out(names([self.tf.Variable(1.0, name=name)]))

    def do_list(self, scope):
        self.out(["list", names(self.tf.global_variables(scope))])

    def do_show(self):
        scope = self.tf.get_variable_scope()
        self.out([scope.name, str(scope.reuse), scope.original_name_scope])

    def do_capture(self):
        self.scopes.append(self.tf.get_variable_scope())

    def do_reuse(self):
        self.tf.get_variable_scope().reuse_variables()

    def do_template(self, name, now):
        def body():
            with self.tf.variable_scope(None, "d"):
                return self.tf.get_variable("w", [1])

        self.templates.append(self.tf.make_template(name, body, create_scope_now_=now))

    def do_call(self, index):
        if self.templates:
            self.out(names([self.templates[index % len(self.templates)]()]))

    def enter(self, scope, options, body):
        options = dict(options)
        if "reuse" in options:
            values = {"True": True, "False": False, "AUTO": self.tf.AUTO_REUSE}
            options["reuse"] = values[options["reuse"]]
        with self.tf.variable_scope(*scope, **options) as entered:
            self.out([entered.name, str(entered.reuse), entered.original_name_scope])
            self.block(body)

    def do_vs(self, name, options, body):
        self.enter([name], options, body)

    def do_default(self, name, options, body):
        self.enter([None, name], options, body)

    def do_jump(self, index, options, body):
        self.enter([self.scopes[index % len(self.scopes)]], options, body)

    def do_ns(self, name, body):
        with self.tf.name_scope(name) as full:
            self.out(full)
            self.block(body)


def run(tf, statements, out):
    Interpreter(tf, out).block(statements)
    out(["list", names(tf.global_variables())])


__all__ = ["attempt", "generate", "run"]
