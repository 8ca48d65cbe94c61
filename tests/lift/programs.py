"""Random scoped TF1 programs, as source text: the patterns of scoped code, composed at random.

A program is one or two modules whose ``forward(x)`` takes a float tensor [batch, features]. The same seed gives the
same program. Not every program is legal TF1 (names may collide); those are left out when they are recorded.
Python 3.7 must be able to read this file.
"""

# ruff: noqa: UP031 - runs on Python 3.7, where TF 1.15.5 lives

import random

ACTIVATIONS = ["tf.nn.relu", "tf.tanh", "tf.sigmoid", "tf.nn.elu"]
INITIALIZERS = [
    "",
    ", initializer=tf.random_normal_initializer(stddev=0.02)",
    ", initializer=tf.zeros_initializer()",
    ", initializer=tf.constant_initializer(0.1)",
    ", initializer=tf.truncated_normal_initializer(0.0, 0.1)",
    ", initializer=tf.contrib.layers.xavier_initializer()",
]
WORDS = ["proj", "mix", "gate", "block", "cell", "tower", "stage", "unit"]
SCOPE_STYLES = ["constant", "parameter", "default", "or", "default_name", "none", "none"]


class Function:
    """What a caller has to know of a generated function."""

    def __init__(self, name, rng, level):
        self.name = name
        self.style = rng.choice(SCOPE_STYLES) if level < 3 else "none"
        self.scope_word = rng.choice(["scope", "name"])
        self.default = rng.choice(WORDS)
        self.units = rng.random() < 0.6
        self.flag = rng.random() < 0.3
        self.depth = rng.random() < 0.25
        self.hparams = rng.random() < 0.25
        self.reuse = self.style in ("constant", "parameter", "default") and rng.random() < 0.4
        self.returns = rng.choice(["tensor"] * 6 + ["tuple", "dict"])
        self.kind = rng.choice(
            ["leaf", "leaf", "layers"] if level == 0 else ["leaf", "composer", "composer"]
        )
        self.width = "x.shape[-1].value"

    def signature(self):
        """The parameters, in the order of the definition."""
        required, optional = ["x"], []
        if self.units:
            required.append("units")
        if self.hparams:
            required.append("hp")
        if self.style == "parameter":
            required.append(self.scope_word)
        if self.depth:
            optional.append("depth=2")
        if self.flag:
            optional.append("use_bias=True")
        if self.style == "default":
            optional.append('%s="%s"' % (self.scope_word, self.default))
        if self.style in ("or", "default_name"):
            optional.append("%s=None" % self.scope_word)
        if self.reuse:
            optional.append("reuse=None")
        return required + optional

    def heading(self):
        """The ``with`` line of the body, or an empty string."""
        reuse = ", reuse=reuse" if self.reuse else ""
        word = self.scope_word
        return {
            "constant": 'with tf.variable_scope("%s"%s):' % (self.default, reuse),
            "parameter": "with tf.variable_scope(%s%s):" % (word, reuse),
            "default": "with tf.variable_scope(%s%s):" % (word, reuse),
            "or": 'with tf.variable_scope(%s or "%s"):' % (word, self.default),
            "default_name": 'with tf.variable_scope(%s, default_name="%s", values=[x]):'
            % (word, self.default),
            "none": "",
        }[self.style]


class Writer:
    """Writes one program."""

    def __init__(self, seed):
        self.main = "p%05d" % seed
        self.ops = self.main + "_ops"
        self.rng = random.Random(seed)
        self.step = self.rng.choice(["  ", "    "])
        # In a plain program a function makes variables or calls others, and knows the width of what it makes.
        self.plain = self.rng.random() < 0.6
        self.functions = []
        self.lines = []
        self.count = 0

    # ---------------------------------------------------------------- text

    def put(self, depth, text):
        self.lines.append(self.step * depth + text if text else "")

    def fresh(self, word):
        self.count += 1
        return "%s%d" % (word, self.count)

    # ------------------------------------------------------------- programs

    def program(self):
        """The modules of the program by name, the one with ``forward`` last."""
        levels = self.rng.randint(1, 3)
        split = self.rng.random() < 0.35
        modules = {}
        for level in range(levels):
            for _ in range(self.rng.randint(1, 2)):
                self.function(level)
            if split and level == 0:
                modules[self.ops] = self.module([])
                self.lines = []
        self.forward()
        used = ["import %s as ops" % self.ops] if split else []
        if split and self.rng.random() < 0.5:
            names = ", ".join(f.name for f in self.functions if f.name.startswith("ops."))
            used = ["from %s import %s" % (self.ops, names.replace("ops.", ""))]
            self.lines = [line.replace("ops.", "") for line in self.lines]
        modules[self.main] = self.module(used)
        return modules

    def module(self, imports):
        head = ["import tensorflow as tf", ""]
        if imports:
            head += [*imports, ""]
        text = "\n".join(head + self.lines).rstrip("\n") + "\n"
        if not imports and "def forward" not in text:  # seen from the other module
            for function in self.functions:
                function.name = "ops." + function.name
        return text

    def function(self, level):
        rng = self.rng
        function = Function("%s_%d" % (rng.choice(WORDS), len(self.functions)), rng, level)
        self.put(0, "")
        self.put(0, "def %s(%s):" % (function.name, ", ".join(function.signature())))
        if rng.random() < 0.4:
            self.put(1, '"""Takes [batch, features]."""')
        heading = function.heading()
        depth = 1
        if heading:
            self.put(1, heading)
            depth = 2
        if rng.random() < 0.3:
            self.put(depth, "# what goes in may have any width")
        taken = set()
        for _ in range(rng.randint(1, 3)):
            self.statement(function, depth, taken, 0)
        self.give_back(function, depth)
        self.put(0, "")
        self.functions.append(function)

    def give_back(self, function, depth):
        if function.returns == "tuple":
            self.put(depth, "return x, tf.reduce_mean(x, axis=-1)")
        elif function.returns == "dict":
            self.put(depth, 'return {"out": x, "norm": tf.reduce_sum(x * x)}')
        else:
            self.put(depth, "return x")

    def forward(self):
        rng = self.rng
        function = Function("forward", rng, 3)
        function.units = function.flag = function.depth = function.hparams = False
        self.put(0, "")
        if any(f.hparams for f in self.functions):
            self.put(0, "class HParams(object):")
            self.put(1, "def __init__(self, units, layers):")
            self.put(2, "self.units = units")
            self.put(2, "self.layers = layers")
            self.put(0, "")
            self.put(0, "")
        if rng.random() < 0.2:
            self.put(0, 'TABLE = {"first": "alpha", "second": "beta"}')
            self.put(0, "")
            self.put(0, "")
            function.table = True
        self.put(0, "def forward(x):")
        if any(f.hparams for f in self.functions):
            self.put(1, "hp = HParams(units=%d, layers=2)" % rng.randint(2, 4))
        function.hparams = True
        taken = set()
        for index in range(rng.randint(2, 4)):
            if getattr(function, "table", False) and index == 1:
                self.put(1, 'with tf.variable_scope(TABLE["first"]):')
                self.call(function, 2, taken)
            elif index == 0:
                self.call(function, 1, taken)
            else:
                self.statement(function, 1, taken, 0)
        self.put(1, "return x")

    # ----------------------------------------------------------- statements

    def statement(self, function, depth, taken, nesting):
        made = [self.variables] * 4 + [self.tied]
        called = [self.call, self.call, self.twice]
        kinds = made + [self.layer] * 3 + called
        blocks = [self.scope, self.scope, self.loop, self.loop, self.branch, self.shared]
        if self.plain:
            of_kind = {"leaf": made, "layers": [self.layer] * 4, "composer": [*called, self.layer]}
            kinds = list(of_kind[function.kind])
            if function.kind == "composer":
                blocks = [self.loop, self.scope]
        if nesting < 2:
            kinds += blocks
        self.rng.choice(kinds)(function, depth, taken, nesting)

    def known(self, function):
        """The width of ``x`` here, as a plain program writes it."""
        return function.width if self.plain else "x.shape[-1].value"

    def next_width(self, function, nesting):
        """The width of what is made here; a plain program keeps it where it cannot know whether this runs once."""
        if self.plain and nesting:
            return self.known(function)
        function.width = self.units_for(function)
        return function.width

    def units_for(self, function):
        """An expression for a number of units, known without running."""
        choices = [str(self.rng.randint(2, 5)), "x.shape[-1].value", "int(x.get_shape()[1])"]
        if self.plain:
            choices[1:] = [str(self.rng.randint(2, 5)), self.known(function)]
        if function.units:
            choices += ["units", "units", "units + 1"]
        if function.hparams and function.name != "forward":
            choices += ["hp.units"]
        return self.rng.choice(choices)

    def own(self, word, taken):
        """A name that this scope does not have yet."""
        name, number = word, 1
        while name in taken:
            number += 1
            name = "%s%d" % (word, number)
        taken.add(name)
        return name

    def variables(self, function, depth, taken, nesting=0):
        rng = self.rng
        w = self.own("w", taken)
        forms = [
            "[x.shape[-1].value, %s]",
            "shape=[x.get_shape().as_list()[1], %s]",
            "(int(x.shape[1]), %s)",
        ]
        form = rng.choice(forms)
        if self.plain and self.known(function) != "x.shape[-1].value":
            form = "[" + self.known(function) + ", %s]"
        initializer = rng.choice(INITIALIZERS)
        size = self.next_width(function, nesting)
        self.put(depth, '%s = tf.get_variable("%s", %s%s)' % (w, w, form % size, initializer))
        if not rng.random() < 0.5:
            self.put(depth, "x = tf.matmul(x, %s)" % w)
            return
        b = self.own("b", taken)
        size = self.known(function)
        if function.flag and rng.random() < 0.7:
            self.put(depth, "x = tf.matmul(x, %s)" % w)
            self.put(depth, "if use_bias:")
            self.put(depth + 1, 'x = x + tf.get_variable("%s", [%s])' % (b, size))
            return
        self.put(depth, "x = tf.matmul(x, %s)" % w)
        self.put(
            depth,
            'x = %s(x + tf.get_variable("%s", [%s], initializer=tf.zeros_initializer()))'
            % (rng.choice(ACTIVATIONS), b, size),
        )

    def layer(self, function, depth, taken, nesting=0):
        rng = self.rng
        kind = rng.choice(["dense"] * 4 + ["fully_connected", "layer_norm", "batch_norm"])
        name = self.own(rng.choice(["fc", "out"]), taken) if rng.random() < 0.5 else None
        if kind == "dense":
            extra = ", activation=%s" % rng.choice(ACTIVATIONS) if rng.random() < 0.5 else ""
            extra += ", use_bias=False" if rng.random() < 0.2 else ""
            extra += ', name="%s"' % name if name else ""
            self.put(
                depth, "x = tf.layers.dense(x, %s%s)" % (self.next_width(function, nesting), extra)
            )
        elif kind == "fully_connected":
            extra = ', scope="%s"' % name if name else ""
            extra += ", activation_fn=None" if rng.random() < 0.5 else ""
            text = "x = tf.contrib.layers.fully_connected(x, %s%s)"
            self.put(depth, text % (self.next_width(function, nesting), extra))
        elif kind == "layer_norm":
            extra = ', scope="%s"' % name if name else ""
            self.put(depth, "x = tf.contrib.layers.layer_norm(x%s)" % extra)
        else:
            extra = ', name="%s"' % name if name else ""
            self.put(depth, "x = tf.layers.batch_normalization(x%s, training=False)" % extra)

    def tied(self, function, depth, taken, nesting=0):
        t = self.own("table", taken)
        shape = "[%s, %d]" % (self.known(function), self.rng.randint(2, 4))
        self.put(depth, '%s = tf.get_variable("%s", %s)' % (t, t, shape))
        self.put(depth, "h = tf.nn.relu(tf.matmul(x, %s))" % t)
        self.put(depth, "x = tf.matmul(h, %s, transpose_b=True)" % t)

    def scope(self, function, depth, taken, nesting):
        name = self.own(self.rng.choice(["inner", "sub", "a/b"]), taken)
        self.put(depth, 'with tf.variable_scope("%s"):' % name)
        inside = set()
        for _ in range(self.rng.randint(1, 2)):
            self.statement(function, depth + 1, inside, nesting + 1)

    def loop(self, function, depth, taken, nesting):
        rng = self.rng
        word = self.own("layer", taken)
        i = self.fresh("i")
        times = ["range(2)", "range(3)", "range(1, 3)", "[3, 2]", "enumerate([2, 4])"]
        if function.depth:
            times += ["range(depth)"] * 4
        if function.hparams:
            times += ["range(2)"] if function.name == "forward" else ["range(hp.layers)"] * 2
        over = rng.choice(times)
        target, label = i, i
        if over.startswith("enumerate"):
            target = "%s, size" % i
        self.put(depth, "for %s in %s:" % (target, over))
        form = rng.choice(['"%s_%%d" %% %s', '"%s_{}".format(%s)', '"%s_" + str(%s)'])
        label = form % (word, i)
        how = rng.choice(["scope", "scope", "call", "inline"])
        callee = self.choose(
            function, lambda f: f.style in ("parameter", "default", "or", "default_name")
        )
        if how == "call" and callee:
            self.assign(function, depth + 1, callee, self.expression(function, callee, label, "x"))
        elif how == "inline":
            width = self.known(function)
            size = "size" if over.startswith("enumerate") and not self.plain else width
            self.put(depth + 1, "v = tf.get_variable(%s, [%s, %s])" % (label, width, size))
            self.put(depth + 1, "x = %s(tf.matmul(x, v))" % rng.choice(ACTIVATIONS))
        else:
            self.put(depth + 1, "with tf.variable_scope(%s):" % label)
            inside = set()
            for _ in range(rng.randint(1, 2)):
                self.statement(function, depth + 2, inside, nesting + 1)

    def branch(self, function, depth, taken, nesting):
        if function.flag:
            self.put(depth, self.rng.choice(["if use_bias:", "if not use_bias:"]))
        elif function.units:
            self.put(depth, "if units > 2:")
        else:
            self.put(depth, "if x.shape[-1].value > 3:")
        self.statement(function, depth + 1, taken, nesting + 1)
        if self.rng.random() < 0.5:
            self.put(depth, "else:")
            self.statement(function, depth + 1, taken, nesting + 1)

    def shared(self, function, depth, taken, nesting):
        """A scope that is entered twice, sharing or adding to itself."""
        name = self.own("shared", taken)
        w = '"w", [%s, %s]' % (self.known(function), self.known(function))
        self.put(depth, 'with tf.variable_scope("%s"):' % name)
        self.put(depth + 1, "y = tf.matmul(x, tf.get_variable(%s))" % w)
        how = self.rng.choice(["reuse=True", "reuse=tf.AUTO_REUSE"])
        self.put(depth, 'with tf.variable_scope("%s", %s):' % (name, how))
        self.put(depth + 1, "x = tf.tanh(y) + tf.matmul(x, tf.get_variable(%s))" % w)

    # ---------------------------------------------------------------- calls

    def choose(self, function, wanted):
        """A function that `function` can call: it has the settings to pass on."""
        found = [f for f in self.functions if wanted(f) and (function.hparams or not f.hparams)]
        return self.rng.choice(found) if found else None

    def call(self, function, depth, taken, nesting=0):
        callee = self.choose(function, lambda f: True)
        if callee is None:
            self.variables(function, depth, taken)
            return
        label = '"%s"' % self.own(self.rng.choice(WORDS), taken) if self.named(callee) else None
        self.assign(function, depth, callee, self.expression(function, callee, label, "x"))

    def named(self, callee):
        """Whether this call names the scope."""
        if callee.style == "parameter":
            return True
        return callee.style in ("default", "or", "default_name") and self.rng.random() < 0.5

    def twice(self, function, depth, taken, nesting=0):
        callee = self.choose(function, lambda f: f.reuse and f.style != "constant")
        if callee is None:
            self.layer(function, depth, taken)
            return
        label = '"%s"' % self.own("both", taken)
        units = self.rng.choice(["2", "3"])
        kept = self.rng.getstate()
        first = self.expression(function, callee, label, "x", units)
        self.rng.setstate(kept)  # the same settings
        again = self.expression(function, callee, label, "tf.nn.relu(x)", units)
        again = again[:-1] + ", reuse=True)"
        self.put(depth, "left = " + self.unpacked(callee, first))
        self.put(depth, "right = " + self.unpacked(callee, again) + "  # the same weights")
        self.put(depth, "x = left + right")
        function.width = "x.shape[-1].value"

    def unpacked(self, callee, expression):
        return expression + {"tuple": "[0]", "dict": '["out"]', "tensor": ""}[callee.returns]

    def assign(self, function, depth, callee, expression):
        function.width = "x.shape[-1].value"
        if callee.returns == "tuple":
            self.put(depth, "x, mean = " + expression)
            self.put(depth, "x = x + tf.expand_dims(mean, -1)")
        else:
            self.put(depth, "x = " + self.unpacked(callee, expression))

    def expression(self, function, callee, label, x, units=None):
        """A call of ``callee``; ``label`` is the source of its scope's name, None for the default."""
        rng = self.rng
        arguments = [x]
        if callee.units:
            size = units or self.units_for(function)
            arguments.append(size if rng.random() < 0.6 else "units=" + size)
        keyword = "=" in arguments[-1]
        if callee.hparams:
            arguments.append("hp=hp" if keyword or rng.random() < 0.5 else "hp")
            keyword = keyword or "=" in arguments[-1]
        if callee.style == "parameter":
            plain = not keyword and rng.random() < 0.6
            arguments.append(label if plain else "%s=%s" % (callee.scope_word, label))
        elif label:
            arguments.append("%s=%s" % (callee.scope_word, label))
        if callee.depth and rng.random() < 0.5:
            arguments.append("depth=%d" % rng.randint(0, 3))
        if callee.flag and rng.random() < 0.5:
            arguments.append("use_bias=%s" % rng.choice(["True", "False"]))
        return "%s(%s)" % (callee.name, ", ".join(arguments))


def generate(seed):
    """The modules of program number ``seed``, name -> source; ``pSEED`` has ``forward``."""
    return Writer(seed).program()
