"""Random programs made of larger patterns than those of ``programs.py``: classes, closures, factories, tables, templates.

A program is up to three modules of units, functions and classes that take a float tensor [batch, features] and give
one, and a ``forward(x)`` that uses some of them. Units use each other. The same seed gives the same program; programs
that TF 1 refuses are left out when they are recorded. Python 3.7 must be able to read this file.
"""

# ruff: noqa: UP031 - runs on Python 3.7, where TF 1.15.5 lives

import random
import re

WORDS = ["proj", "mix", "gate", "block", "cell", "tower", "stage", "unit", "head", "stem"]
ACTIVATIONS = ["tf.nn.relu", "tf.tanh", "tf.sigmoid", "None"]
WIDTHS = ["x.shape[-1].value", "int(x.get_shape()[-1])", "x.get_shape().as_list()[-1]"]
LAYERS = [
    "tf.layers.dense(x, {size}, activation={act}{name})",
    "tf.layers.dense(x, units={size}, use_bias=False{name})",
    "tf.layers.dense(x, {size}{name})",
    "tf.contrib.layers.fully_connected(x, {size}{scope})",
    "tf.contrib.layers.fully_connected(x, {size}, activation_fn={act}{scope})",
    "tf.contrib.layers.fully_connected(x, {size}, normalizer_fn=tf.contrib.layers.layer_norm{scope})",
    "tf.contrib.layers.layer_norm(x{scope})",
    "tf.layers.batch_normalization(x, training=False{name})",
    "tf.layers.dropout(x, 0.1, training=False)",
]


class Unit:
    """A function or class that others use.

    Attributes:
      names: its name, and what else its use names.
      form: how it is used, with ``{x}`` and, where `labelled`, ``{label}``, the source of a scope's name.
      labelled: whether each use names its scope; otherwise the scope is written in it, or there is none.
    """

    def __init__(self, name, form, labelled, *others):
        self.names = [name, *others]
        self.home = ""  # the module it is imported from
        self.form = form
        self.labelled = labelled


class Writer:
    """Writes one program."""

    def __init__(self, seed):
        self.main = "q%06d" % seed
        self.rng = random.Random(seed)
        self.step = self.rng.choice(["  ", "    "])
        self.lines = []
        self.units = []
        self.count = 0

    def program(self):
        """The modules of the program by name, the one with ``forward`` last."""
        modules = {}
        for level in range(self.rng.randint(1, 3)):
            for _ in range(self.rng.randint(1, 2)):
                self.rng.choice(self.kinds())()
            if self.rng.random() < 0.4 and level < 2:
                name = "%s_m%d" % (self.main, level)
                modules[name] = self.module(modules)
                self.lines = []
                for unit in self.units:
                    unit.home = unit.home or name
        self.forward()
        modules[self.main] = self.module(modules)
        return modules

    def module(self, others):
        head = ["import collections", "import functools", "", "import tensorflow as tf"]
        text = "\n".join(self.lines)
        head = [h for h in head if not h.startswith("import c") or "collections." in text]
        head = [h for h in head if not h.startswith("import f") or "functools." in text]
        imports = []
        for name in others:
            here = [n for u in self.units if u.home == name for n in u.names]
            used = [n for n in here if re.search(r"\b%s\b" % n, text)]
            if used and self.rng.random() < 0.5:
                imports.append("from %s import %s" % (name, ", ".join(used)))
            elif used:
                imports.append("import %s as lib%s" % (name, name[-1]))
                for one in used:
                    text = re.sub(r"\b%s\b" % one, "lib%s.%s" % (name[-1], one), text)
        return "\n".join([*head, *imports, "", "", text.strip("\n")]).lstrip("\n") + "\n"

    # ---------------------------------------------------------------- text
    def put(self, depth, *lines):
        for line in lines:
            inner = len(line) - len(line.lstrip(" "))
            self.lines.append((self.step * (depth + inner // 4) + line.lstrip(" ")) if line else "")

    def fresh(self, word=None):
        self.count += 1
        return "%s_%d" % (word or self.rng.choice(WORDS), self.count)

    def size(self):
        return self.rng.choice([*WIDTHS, "3", "4", "2"])

    def layer(self, named, units=None):
        """An assignment to ``x`` of one layer."""
        rng = self.rng
        name = '"%s"' % self.fresh("fc") if named else ""
        text = rng.choice(LAYERS).format(
            size=units or self.size(),
            act=rng.choice(ACTIVATIONS),
            name=", name=%s" % name if name else "",
            scope=", scope=%s" % name if name else "",
        )
        return "x = " + text

    def weight(self):
        """Assignments to ``x`` with a weight of its own."""
        rng, w = self.rng, self.fresh("w")
        size, width = rng.choice(["3", "4", rng.choice(WIDTHS)]), rng.choice(WIDTHS)
        form = rng.choice(["[%s, %s]", "shape=[%s, %s]", "(%s, %s)"]) % (width, size)
        extra = rng.choice(["", ", initializer=tf.zeros_initializer()", ", dtype=tf.float32", ""])
        lines = [
            '%s = tf.get_variable("%s", %s%s)' % (w, w, form, extra),
            "x = tf.matmul(x, %s)" % w,
        ]
        if rng.random() < 0.3:
            b = self.fresh("b")
            lines.append('x += tf.get_variable("%s", [x.shape[-1].value])' % b)
        return lines

    def use(self, label=None, x="x"):
        """Lines that put the result of a unit into ``x``: a layer or a weight where there is none yet."""
        if not self.units or self.rng.random() < 0.25:
            return (
                [self.layer(self.rng.random() < 0.5)] if self.rng.random() < 0.5 else self.weight()
            )
        unit = self.rng.choice(self.units)
        label = label or '"%s"' % self.fresh()
        text = "x = " + unit.form.format(x=x, label=label)
        if unit.labelled or self.rng.random() < 0.5:
            return [text]
        return ["with tf.variable_scope(%s):" % label, "    " + text]

    def steps(self, least=1, most=2):
        return [line for _ in range(self.rng.randint(least, most)) for line in self.use()]

    def define(self, *lines):
        self.put(0, "", "", *lines)

    # ---------------------------------------------------------------- units
    def kinds(self):
        return [
            *(
                self.named_function,
                self.default_function,
                self.counted_function,
                self.plain_function,
            ),
            *(self.model_class, self.class_pair, self.builder, self.settings, self.closure),
            *(self.partial, self.table, self.template, self.reentry, self.returns, self.early),
            *(
                self.layers_in_loop,
                self.tied,
                self.flags,
                self.passes_on,
                self.shared,
                self.factory,
            ),
        ]

    def named_function(self):
        name = self.fresh()
        where = self.rng.choice(["scope", "name"])
        lines = ["def %s(x, units, %s, reuse=None):" % (name, where)]
        lines += ['    """Takes [batch, features]."""'] if self.rng.random() < 0.4 else []
        lines += ["    with tf.variable_scope(%s, reuse=reuse):" % where]
        lines += ["        " + line for line in [self.layer(False, "units"), *self.steps(0, 1)]]
        self.define(*lines, "        return x")
        units = self.rng.choice(["3", "units=4", "2"])
        keyword = "%s=" % where if "=" in units or self.rng.random() < 0.5 else ""
        self.units.append(Unit(name, "%s({x}, %s, %s{label})" % (name, units, keyword), True))

    def default_function(self):
        name, word = self.fresh(), self.rng.choice(WORDS)
        lines = ['def %s(x, scope="%s", act=tf.nn.relu):' % (name, word)]
        lines += ["    with tf.variable_scope(scope):"]
        lines += ["        " + line for line in self.steps()]
        self.define(*lines, "        return act(x) if act is not None else x")
        extra = self.rng.choice(["", ", act=None", ", act=tf.tanh"])
        self.units.append(Unit(name, "%s({x}, {label}%s)" % (name, extra), True))

    def counted_function(self):
        name, word = self.fresh(), self.rng.choice(WORDS)
        lines = ["def %s(x, scope=None):" % name]
        lines += ['    with tf.variable_scope(scope, "%s", [x]):' % word]
        lines += ["        " + line for line in self.steps()]
        self.define(*lines, "        return x")
        form = self.rng.choice(["%s({x})", "%s({x}, scope={label})"]) % name
        self.units.append(Unit(name, form, "{label}" in form))

    def plain_function(self):
        name = self.fresh()
        self.define("def %s(x):" % name, *("    " + line for line in self.steps()), "    return x")
        self.units.append(Unit(name, name + "({x})", False))

    def model_class(self):
        rng, name = self.rng, self.fresh().title().replace("_", "")
        reuse = rng.choice(["", ", reuse=tf.AUTO_REUSE", ", reuse=self.reuse"])
        lines = ["class %s(object):" % name]
        lines += ['    """A model."""', ""] if rng.random() < 0.4 else []
        lines += ["    def __init__(self, units, name, depth=2):", "        self.units = units"]
        lines += ["        self.name = name", "        self.depth = depth"]
        lines += ["        self.reuse = False"] if "self.reuse" in reuse else []
        lines += ["", "    def __call__(self, x):"]
        lines += ["        with tf.variable_scope(self.name%s):" % reuse]
        lines += [
            "            " + line for line in [self.layer(True, "self.units"), *self.steps(0, 1)]
        ]
        lines += ["            for i in range(self.depth):"]
        lines += ['                x = tf.layers.dense(x, 3, name="l%d" % i)']
        lines += ["        self.reuse = True"] if "self.reuse" in reuse else []
        self.define(*lines, "        return x")
        self.units.append(Unit(name, "%s(%s, {label})({x})" % (name, rng.choice("34")), True))
        if reuse:
            self.twice(name, "%s(3, {label})" % name)

    def twice(self, of, made):
        """A function that makes an object and calls it twice."""
        name = self.fresh("pair")
        lines = ["def %s(x, scope):" % name, "    one = %s" % made.format(label="scope")]
        self.define(*lines, "    return one(x) + one(tf.nn.relu(x))")
        self.units.append(Unit(name, name + "({x}, {label})", True))

    def class_pair(self):
        base, derived = self.fresh("Base").replace("_", ""), self.fresh("Deep").replace("_", "")
        lines = [
            "class %s(object):" % base,
            "    def __init__(self, name):",
            "        self.name = name",
            "",
        ]
        lines += ["    def body(self, x):", "        return x", "", "    def __call__(self, x):"]
        lines += ["        with tf.variable_scope(self.name):", "            x = self.body(x)"]
        self.define(*lines, "            return tf.layers.dense(x, 3)")
        lines = ["class %s(%s):" % (derived, base), "    def body(self, x):"]
        self.define(*lines, *("        " + line for line in self.steps()), "        return x")
        self.units.append(Unit(derived, derived + "({label})({x})", True))

    def builder(self):
        rng, name, word = self.rng, self.fresh("Net").replace("_", ""), self.rng.choice(WORDS)
        lines = ["class %s(object):" % name, "    def __init__(self, x, units, is_training=False):"]
        lines += ["        self.units = units", '        with tf.variable_scope("%s"):' % word]
        lines += ["            " + line for line in self.steps()]
        lines += ["            self.hidden = x", "            " + self.layer(False, "units")]
        lines += ["            self.out = tf.layers.dropout(x, 0.5, training=is_training)"]
        lines += ["", "    def get_out(self):"]
        self.define(*lines, "        return self.out")
        form = rng.choice(["%s({x}, 3).out", "%s({x}, units=4).get_out()"]) % name
        self.units.append(Unit(name, form, False))

    def settings(self):
        name, config = self.fresh(), self.fresh("Config").replace("_", "")
        lines = [
            "class %s(object):" % config,
            "    def __init__(self, units=3, layers=2, bias=True):",
        ]
        lines += [
            "        self.units = units",
            "        self.layers = layers",
            "        self.bias = bias",
        ]
        self.define(*lines)
        lines = ["def %s(x, hp, scope):" % name, "    with tf.variable_scope(scope):"]
        lines += [
            "        for i in range(hp.layers):",
            '            with tf.variable_scope("l%d" % i):',
        ]
        lines += [
            "                " + line for line in [self.layer(False, "hp.units"), *self.steps(0, 1)]
        ]
        lines += [
            "        if hp.bias:",
            '            x += tf.get_variable("b", [x.shape[-1].value])',
        ]
        self.define(*lines, "        return x")
        given = self.rng.choice(["", "layers=1", "units=2, bias=False"])
        form = "%s({x}, %s(%s), {label})" % (name, config, given)
        self.units.append(Unit(name, form, True, config))

    def closure(self):
        name = self.fresh()
        lines = ["def %s(x, units, scope):" % name, ""]
        lines += ["    def step(h, i):", '        with tf.variable_scope("step_%d" % i):']
        lines += ["            return tf.layers.dense(h, units, activation=tf.tanh)", ""]
        lines += ["    with tf.variable_scope(scope):"]
        lines += self.rng.choice(
            [
                ["        for i in range(2):", "            x = step(x, i)"],
                ["        x = step(step(x, 0), 1)"],
            ]
        )
        self.define(*lines, "        return x")
        self.units.append(Unit(name, name + "({x}, 3, {label})", True))

    def partial(self):
        inner, name = self.fresh(), self.fresh()
        lines = ["def %s(x, units, name, act=None):" % inner, "    with tf.variable_scope(name):"]
        lines += ["        " + line for line in [self.layer(False, "units"), *self.steps(0, 1)]]
        self.define(*lines, "        return x if act is None else act(x)")
        if self.rng.random() < 0.5:
            self.define("%s = functools.partial(%s, units=3)" % (name, inner))
            self.units.append(Unit(name, name + "({x}, name={label})", True))
            return
        lines = ["def %s(x, scope):" % name]
        lines += ["    layer = functools.partial(%s, units=4, act=tf.nn.relu)" % inner]
        lines += ["    with tf.variable_scope(scope):"]
        self.define(*lines, '        return layer(layer(x, name="one"), name="two")')
        self.units.append(Unit(name, name + "({x}, {label})", True))

    def table(self):
        one, two, name = self.fresh(), self.fresh(), self.fresh()
        for inner in (one, two):
            lines = ["def %s(x):" % inner, '    with tf.variable_scope("%s"):' % inner]
            self.define(
                *lines, *("        " + line for line in self.steps(1, 1)), "        return x"
            )
        self.define('%s_KINDS = {"a": %s, "b": %s}' % (name.upper(), one, two))
        lines = ["def %s(x, kinds, scope):" % name, "    with tf.variable_scope(scope):"]
        lines += [
            "        for i, kind in enumerate(kinds):",
            '            with tf.variable_scope("k%d" % i):',
        ]
        self.define(
            *lines, "                x = %s_KINDS[kind](x)" % name.upper(), "        return x"
        )
        self.units.append(Unit(name, name + '({x}, ["b", "a"], {label})', True))

    def template(self):
        body, name = self.fresh(), self.fresh()
        lines = ["def %s(x, units):" % body]
        lines += ["    " + line for line in [self.layer(True, "units"), *self.weight()]]
        self.define(*lines, "    return x")
        lines = [
            "def %s(x, scope):" % name,
            "    shared = tf.make_template(scope, %s, units=3)" % body,
        ]
        self.define(*lines, "    return shared(x) + shared(2.0 * x)")
        self.units.append(Unit(name, name + "({x}, {label})", True))

    def reentry(self):
        name = self.fresh()
        lines = ["def %s(x, scope):" % name, "    with tf.variable_scope(scope) as inner:"]
        lines += ["        h = " + 'tf.layers.dense(x, 3, name="fc")']
        lines += self.rng.choice(
            [
                ["    with tf.variable_scope(inner, reuse=True):"],
                ["        inner.reuse_variables()"],
                ["        with tf.variable_scope(tf.get_variable_scope(), reuse=True):"],
                ["    with tf.variable_scope(scope, reuse=True):"],
            ]
        )
        deep = "            " if "get_variable_scope" in lines[-1] else "        "
        lines += [deep + 'y = tf.layers.dense(2.0 * x, 3, name="fc")']
        self.define(*lines, "    return h + y")
        self.units.append(Unit(name, name + "({x}, {label})", True))

    def returns(self):
        name, how = self.fresh(), self.rng.choice(["dict", "tuple", "named", "list"])
        if how == "named":
            self.define(
                '%sOut = collections.namedtuple("Out", "out hidden")'
                % name.title().replace("_", "")
            )
        lines = ["def %s(x, scope):" % name, "    with tf.variable_scope(scope):"]
        lines += ["        " + line for line in self.steps(1, 1)] + ["        h = x"]
        lines += ["        " + self.layer(True)]
        ending, taken = {
            "dict": ('return {"out": x, "hidden": h}', '["out"]'),
            "tuple": ("return x, h", "[0]"),
            "named": ("return %sOut(x, hidden=h)" % name.title().replace("_", ""), ".out"),
            "list": ("return [h, x]", "[-1]"),
        }[how]
        self.define(*lines, "        " + ending)
        self.units.append(Unit(name, name + "({x}, {label})" + taken, True))

    def early(self):
        name = self.fresh()
        lines = ["def %s(x, depth, scope, last=None):" % name, "    with tf.variable_scope(scope):"]
        lines += ["        if depth == 0:", "            return x"]
        lines += ["        " + line for line in self.steps(1, 1)]
        lines += [
            "        if last is None:",
            "            return x",
            "        " + self.layer(True, "last"),
        ]
        self.define(*lines, "        return x")
        given = self.rng.choice(
            ["0, {label}", "1, {label}", "2, {label}, last=3", "1, scope={label}, last=2"]
        )
        self.units.append(Unit(name, "%s({x}, %s)" % (name, given), True))

    def layers_in_loop(self):
        name = self.fresh()
        over = self.rng.choice(
            ["range(depth)", "[3, 4][:depth]", "enumerate([4, 3])", "zip([2, 3], 'ab')"]
        )
        target = "i, size" if over.startswith("enumerate") else "i"
        target = "size, word" if over.startswith("zip") else target
        lines = ["def %s(x, depth, scope):" % name, "    with tf.variable_scope(scope):"]
        lines += ["        for %s in %s:" % (target, over)]
        inner = [self.layer(False, "size" if "size" in target else "3")]
        if self.rng.random() < 0.4:
            inner += ["x = tf.nn.relu(x)", self.layer(False)]
        if self.rng.random() < 0.3:
            label = '"in_%s" % word' if "word" in target else '"in_%d" % i'
            inner = ["with tf.variable_scope(%s):" % label, *("    " + line for line in inner)]
        lines += ["            " + line for line in inner]
        self.define(*lines, "        return " + self.rng.choice(["x", "tf.layers.dense(x, 3)"]))
        self.units.append(Unit(name, name + "({x}, 2, {label})", True))

    def tied(self):
        name = self.fresh()
        lines = ["def %s(x, width, scope):" % name, "    with tf.variable_scope(scope):"]
        lines += ['        table = tf.get_variable("table", [x.shape[-1].value, width])']
        lines += ["        h = tf.matmul(x, table)"]
        lines += ["        h = tf.tanh(h + tf.get_variable('bias', [width]))"] * (
            self.rng.random() < 0.5
        )
        self.define(*lines, "        return tf.matmul(h, table, transpose_b=True)")
        self.units.append(Unit(name, name + "({x}, 4, {label})", True))

    def flags(self):
        name = self.fresh()
        lines = ["def %s(x, is_training, norm=True, keep_prob=1.0, scope=None):" % name]
        lines += ['    with tf.variable_scope(scope or "%s"):' % self.rng.choice(WORDS)]
        lines += ["        " + self.layer(True), "        if norm:"]
        lines += ["            x = tf.layers.batch_normalization(x, training=is_training)"]
        lines += ["        if is_training:", "            x = tf.nn.dropout(x, keep_prob)"]
        lines += ["        x = tf.layers.dropout(x, 0.2, training=is_training)"]
        self.define(*lines, "        return x")
        given = self.rng.choice(
            ["False, scope={label}", "is_training=False, norm=False, scope={label}"]
        )
        self.units.append(Unit(name, "%s({x}, %s)" % (name, given), True))

    def passes_on(self):
        inner, name = self.fresh(), self.fresh()
        lines = ["def %s(x, units=3, name=None, act=None, use_bias=True):" % inner]
        lines += ['    with tf.variable_scope(name or "inner"):']
        lines += ["        x = tf.layers.dense(x, units, activation=act, use_bias=use_bias)"]
        self.define(*lines, "        return x")
        lines = ["def %s(x, scope, **kwargs):" % name, "    with tf.variable_scope(scope):"]
        self.define(*lines, "        return tf.nn.relu(%s(x, **kwargs))" % inner)
        given = self.rng.choice(["", ", units=4", ', use_bias=False, name="own"', ", act=tf.tanh"])
        self.units.append(Unit(name, "%s({x}, {label}%s)" % (name, given), True))

    def shared(self):
        name = self.fresh()
        lines = [
            "def %s(x, scope, reuse=False):" % name,
            "    with tf.variable_scope(scope, reuse=reuse):",
        ]
        lines += ["        " + line for line in [*self.weight(), self.layer(True, "3")]]
        self.define(*lines, "        return x")
        outer = self.fresh()
        lines = ["def %s(x, scope):" % outer, "    a = %s(x, scope)" % name]
        lines += self.rng.choice(
            [
                ["    b = %s(2.0 * x, scope, reuse=True)" % name],
                [
                    "    with tf.variable_scope(tf.get_variable_scope(), reuse=True):",
                    "        b = %s(2.0 * x, scope, True)" % name,
                ],
            ]
        )
        self.define(*lines, "    return a + b")
        self.units.append(Unit(outer, outer + "({x}, {label})", True))

    def factory(self):
        make, name = self.fresh("make"), self.fresh()
        lines = ["def %s(name, shape, stddev=0.1):" % make]
        lines += ["    initializer = tf.truncated_normal_initializer(stddev=stddev)"]
        self.define(*lines, "    return tf.get_variable(name, shape, initializer=initializer)")
        lines = ["def %s(x, units, scope):" % name, "    with tf.variable_scope(scope):"]
        lines += ['        w = %s("w", [x.shape[-1].value, units])' % make]
        lines += ['        b = %s("b", [units], 0.2)' % make]
        self.define(*lines, "        return tf.matmul(x, w) + b")
        self.units.append(Unit(name, name + "({x}, 3, {label})", True))

    # -------------------------------------------------------------- forward
    def forward(self):
        lines = ["def forward(x):"]
        for _ in range(self.rng.randint(2, 4)):
            lines += ["    " + line for line in self.use()]
        self.define(*lines, "    return x")


def generate(seed):
    """The modules of program number ``seed``, name -> source."""
    return Writer(seed).program()
