"""Random programs with settings, jumps and names as later code has them: ``arg_scope``, dicts of keywords, built names.

Grows the patterns of ``patterns.py``. Python 3.7 must be able to read this file.
"""

# ruff: noqa: UP031 - runs on Python 3.7, where TF 1.15.5 lives

import patterns
from patterns import ACTIVATIONS, WORDS, Unit

SLIM = "tf.contrib.slim"
SCOPED = [
    "activation_fn=tf.tanh",
    "activation_fn=None, biases_initializer=None",
    "normalizer_fn=tf.contrib.layers.layer_norm",
    "weights_initializer=tf.truncated_normal_initializer(stddev=0.3)",
    "activation_fn=tf.nn.elu, weights_regularizer=tf.contrib.layers.l2_regularizer(0.1)",
]
AROUND = [
    ["%(use)s"],
    ['with tf.name_scope("%(fresh)s"):', "    %(use)s"],
    ["with tf.variable_scope(%(label)s, custom_getter=halved):", "    %(use)s"],
    ["with tf.variable_scope(%(label)s, initializer=tf.ones_initializer()):", "    %(use)s"],
    ["with tf.variable_scope(tf.get_variable_scope(), reuse=tf.AUTO_REUSE):", "    %(use)s"],
    [
        "for turn in range(2):",
        '    with tf.variable_scope("%(fresh)s_%%d" %% turn):',
        "        %(use)s",
    ],
    [
        "with tf.variable_scope(%(label)s):",
        "    h = x",
        "    %(use)s",
        "    kept = x",
        "    x = h",
        "with tf.variable_scope(%(label)s, reuse=True):",
        "    %(use)s",
        "x = x + kept",
    ],
]
GETTER = ["def halved(getter, *args, **kwargs):", "    return 0.5 * getter(*args, **kwargs)"]


class Writer(patterns.Writer):
    """Writes one program."""

    def __init__(self, seed):
        patterns.Writer.__init__(self, seed)
        self.main = "r%06d" % seed

    def kinds(self):
        own = [self.arg_scope, self.arg_scope_of, self.keywords, self.stored_keywords, self.jumps]
        own += [self.core, self.told, self.built_names, self.float_type, self.constants, self.slim]
        own += [self.methods, self.numbers, self.weights_dict, self.norm_flag, self.falls_back]
        return own * 3 + patterns.Writer.kinds(self)

    def connected(self, named):
        name = ', scope="%s"' % self.fresh("fc") if named else ""
        size = self.size()
        act = self.rng.choice(["", "", ", activation_fn=%s" % self.rng.choice(ACTIVATIONS)])
        return "x = tf.contrib.layers.fully_connected(x, %s%s%s)" % (size, act, name)

    def some(self, least=1, most=2):
        count = self.rng.randint(least, most)
        return [self.connected(self.rng.random() < 0.5) for _ in range(count)]

    # ------------------------------------------------------------- settings
    def arg_scope(self):
        name, rng = self.fresh(), self.rng
        functions = "[tf.contrib.layers.fully_connected]"
        lines = ["def %s(x, scope, act=tf.nn.relu):" % name, "    with tf.variable_scope(scope):"]
        given = rng.choice([*SCOPED, "activation_fn=act"])
        lines += ["        with tf.contrib.framework.arg_scope(%s, %s):" % (functions, given)]
        lines += ["            " + line for line in self.some()]
        if rng.random() < 0.4:
            inner = rng.choice(SCOPED)
            lines += [
                "            with tf.contrib.framework.arg_scope(%s, %s):" % (functions, inner)
            ]
            lines += ["                " + line for line in self.some(1, 1)]
        lines += ["        " + line for line in self.some(0, 1)]
        self.define(*lines, "        return x")
        extra = rng.choice(["", ", act=None", ", tf.tanh"])
        self.units.append(Unit(name, "%s({x}, {label}%s)" % (name, extra), True))

    def arg_scope_of(self):
        """A function that returns an arg_scope, and one that is called under it."""
        settings, inner, name, rng = self.fresh("settings"), self.fresh(), self.fresh(), self.rng
        lines = ["def %s(decay=0.1, act=tf.tanh):" % settings]
        lines += ["    with tf.contrib.framework.arg_scope("]
        lines += ["        [tf.contrib.layers.fully_connected],"]
        lines += ["        activation_fn=act,"]
        lines += ["        weights_regularizer=tf.contrib.layers.l2_regularizer(decay)) as kept:"]
        self.define(*lines, "        return kept")
        lines = ["def %s(x, scope=%s):" % (inner, rng.choice(["None", '"%s"' % rng.choice(WORDS)]))]
        lines += ['    with tf.variable_scope(scope, "%s", [x]):' % rng.choice(WORDS)]
        self.define(*lines, *("        " + line for line in self.some()), "        return x")
        lines = ["def %s(x, scope, act=None):" % name, "    with tf.variable_scope(scope):"]
        given = rng.choice(["", "decay=0.2", "act=act", "0.3, tf.nn.relu"])
        lines += ["        with tf.contrib.framework.arg_scope(%s(%s)):" % (settings, given)]
        lines += ["            x = %s(x)" % inner]
        if rng.random() < 0.5:
            lines += ["        x = %s(x, %s)" % (inner, rng.choice(['"own"', 'scope="own"']))]
        self.define(*lines, "        return x")
        self.units.append(Unit(name, name + "({x}, {label})", True))

    def slim(self):
        name, rng = self.fresh(), self.rng
        lines = ["def %s(x, scope):" % name, "    with tf.variable_scope(scope):"]
        call = rng.choice(
            [
                'SLIM.repeat(x, 2, SLIM.fully_connected, 3, scope="fc")',
                "SLIM.repeat(x, 2, SLIM.fully_connected, 3, activation_fn=None)",
                'SLIM.stack(x, SLIM.fully_connected, [4, 3], scope="fc")',
            ]
        ).replace("SLIM", SLIM)
        if rng.random() < 0.5:
            head = "with %s.arg_scope([%s.fully_connected], %s):"
            lines += [
                "        " + head % (SLIM, SLIM, rng.choice(SCOPED)),
                "            x = " + call,
            ]
        else:
            lines += ["        x = " + call]
        self.define(*lines, "        return x")
        self.units.append(Unit(name, name + "({x}, {label})", True))

    def keywords(self):
        name, rng = self.fresh(), self.rng
        lines = ["def %s(x, scope, units=3, bias=True):" % name]
        made = rng.choice(
            [
                "dict(activation=tf.tanh, use_bias=bias)",
                '{"activation": tf.nn.relu, "use_bias": bias}',
                '{"units": units, "use_bias": bias}',
            ]
        )
        lines += ["    given = " + made]
        if rng.random() < 0.4:
            lines += ['    given["kernel_initializer"] = tf.random_normal_initializer(stddev=0.2)']
        if rng.random() < 0.3:
            lines += [
                "    if not bias:",
                '        given["bias_initializer"] = None',
                '        given.pop("bias_initializer")',
            ]
        lines += ["    with tf.variable_scope(scope):"]
        size = "" if "units" in made else ", units"
        lines += ['        x = tf.layers.dense(x%s, name="one", **given)' % size]
        lines += ["        x = tf.layers.dense(x%s, **given)" % size]
        self.define(*lines, "        return x")
        extra = rng.choice(["", ", bias=False", ", units=2"])
        self.units.append(Unit(name, "%s({x}, {label}%s)" % (name, extra), True))

    def stored_keywords(self):
        name, rng = self.fresh("Holder").replace("_", ""), self.rng
        lines = ["class %s(object):" % name, "    def __init__(self, name, **options):"]
        lines += ["        self.name = name", "        self.options = options"]
        lines += ["", "    def __call__(self, x):", "        with tf.variable_scope(self.name):"]
        lines += ["            return tf.layers.dense(x, 3, **self.options)"]
        self.define(*lines)
        extra = rng.choice(["", ", use_bias=False", ", activation=tf.tanh"])
        self.units.append(Unit(name, "%s({label}%s)({x})" % (name, extra), True))

    # ---------------------------------------------------------------- jumps
    def jumps(self):
        name, rng = self.fresh(), self.rng
        lines = ["def %s(x, sizes, scope, last=2):" % name, "    with tf.variable_scope(scope):"]
        lines += ["        for i, size in enumerate(sizes):"]
        test, jump = rng.choice(
            [
                ("size == 0", "continue"),
                ("i == last", "break"),
                ("not size", "continue"),
                ("i >= last", "return x"),
            ]
        )
        before = ['x = x * tf.get_variable("g%d" % i, [x.shape[-1].value])'] * (rng.random() < 0.4)
        lines += ["            " + line for line in before]
        lines += ["            if %s:" % test, "                " + jump]
        label = rng.choice(
            [
                'name="fc_%d" % i',
                'name="fc_{}".format(size)' if rng.random() < 0.2 else 'name="l%d" % i',
            ]
        )
        label = "" if rng.random() < 0.3 else ", " + label
        lines += ["            x = tf.layers.dense(x, size%s)" % label]
        self.define(*lines, "        return tf.nn.relu(x)")
        form = "%s({x}, [3, 0, 4], {label})" if "size" in test else "%s({x}, [3, 2, 4], {label}, 1)"
        self.units.append(Unit(name, form % name, True))

    def falls_back(self):
        """Settings that are None or fall back."""
        name, rng = self.fresh(), self.rng
        lines = ["def %s(x, units=None, act=None, scope=None, init=None):" % name]
        lines += ["    units = units or x.shape[-1].value", "    if init is None:"]
        lines += ["        init = tf.random_normal_initializer(stddev=0.2)"]
        lines += ['    with tf.variable_scope(scope or "%s"):' % rng.choice(WORDS)]
        lines += ['        w = tf.get_variable("w", [x.shape[-1].value, units], initializer=init)']
        lines += ["        y = tf.matmul(x, w)"]
        lines += rng.choice(
            [
                ["        if act:", "            y = act(y)", "        return y"],
                ["        return y if act is None else act(y)"],
                ["        act = act or tf.identity", "        return act(y)"],
            ]
        )
        self.define(*lines)
        extra = rng.choice(
            ["", "units=2, ", "act=tf.tanh, ", "units=3, init=tf.ones_initializer(), "]
        )
        self.units.append(Unit(name, "%s({x}, %sscope={label})" % (name, extra), True))

    # ---------------------------------------------------------------- names
    def told(self):
        """Layers that are counted in the scope of whoever calls, twice."""
        inner, name, rng = self.fresh(), self.fresh(), self.rng
        lines = ["def %s(x, units=3):" % inner, "    x = tf.layers.dense(x, units)"]
        lines += rng.choice(
            [[], ["    x = tf.layers.dense(tf.nn.relu(x), units)"], ["    " + self.layer(True)]]
        )
        self.define(*lines, "    return x")
        lines = ["def %s(x, scope):" % name, "    with tf.variable_scope(scope):"]
        lines += [
            "        x = %s(x)" % inner,
            "        x = %s(x, units=%s)" % (inner, rng.choice("234")),
        ]
        lines += rng.choice(
            [
                [],
                ["        x = tf.layers.dense(x, 2)"],
                ['        with tf.variable_scope("deep"):', "            x = %s(x)" % inner],
            ]
        )
        self.define(*lines, "        return x")
        self.units.append(Unit(name, name + "({x}, {label})", True))
        if rng.random() < 0.4:
            self.units.append(Unit(inner, inner + "({x})", False))

    def built_names(self):
        name, rng = self.fresh(), self.rng
        slash = rng.choice(["/", "_", "/in/"])
        forms = ['name + "%sw"' % slash, '"%%s%sw" %% name' % slash, '"{}%sw".format(name)' % slash]
        forms += ['"net%s" + name' % slash, "name"]
        lines = ["def %s(x, name, units=3):" % name]
        lines += ["    w = tf.get_variable(%s, [x.shape[-1].value, units])" % rng.choice(forms)]
        if rng.random() < 0.6:
            bias = 'name + "%sb"' % slash
            lines += ["    return tf.matmul(x, w) + tf.get_variable(%s, [units])" % bias]
        else:
            lines += ["    return tf.matmul(x, w)"]
        self.define(*lines)
        extra = rng.choice(["", ", 2", ", units=4"])
        self.units.append(Unit(name, "%s({x}, {label}%s)" % (name, extra), True))
        if rng.random() < 0.5:
            outer = self.fresh()
            lines = ["def %s(x, scope):" % outer, "    with tf.variable_scope(scope):"]
            lines += ['        a = %s(x, "a")' % name, '        return a + %s(2.0 * x, "b")' % name]
            self.define(*lines)
            self.units.append(Unit(outer, outer + "({x}, {label})", True))

    def constants(self):
        name, units, word, rng = (
            self.fresh(),
            self.fresh("UNITS").upper(),
            self.fresh("NAME").upper(),
            self.rng,
        )
        self.define(
            "%s = %s" % (units, rng.choice(["3", "2 + 2", "[3, 2]"])),
            '%s = "%s"' % (word, rng.choice(WORDS)),
        )
        lines = [
            "def %s(x, sizes=%s, scope=%s):" % (name, units, word),
            "    with tf.variable_scope(scope):",
        ]
        lines += [
            "        for i, size in enumerate(sizes if isinstance(sizes, list) else [sizes]):"
        ]
        lines += [
            '            x = tf.layers.dense(x, size, name="%s_%%d" %% i)' % rng.choice(WORDS)
        ]
        self.define(*lines, "        return x")
        self.units.append(Unit(name, name + "({x}, scope={label})", True))

    # ---------------------------------------------------------------- types
    def float_type(self):
        name, rng = self.fresh(), self.rng
        lines = ["def %s(x, scope):" % name, "    with tf.variable_scope(scope):"]
        kind = rng.choice(["x.dtype", "tf.float64", "x.dtype.base_dtype"])
        lines += ['        w = tf.get_variable("w", [x.shape[-1].value, 3], dtype=%s)' % kind]
        lines += ["        return tf.matmul(x, tf.cast(w, x.dtype))"]
        self.define(*lines)
        wide = "tf.cast(%s(tf.cast({x}, tf.float64), {label}), tf.float32)" % name
        self.units.append(Unit(name, rng.choice([wide, name + "({x}, {label})"]), True))

    def norm_flag(self):
        name, rng = self.fresh(), self.rng
        lines = [
            "def %s(x, scope, training=False, norm=None):" % name,
            "    with tf.variable_scope(scope):",
        ]
        lines += ["        x = tf.layers.dense(x, 3)"]
        lines += ["        if norm == 'batch':"]
        lines += [
            "            x = tf.contrib.layers.batch_norm(x, is_training=training, scale=%s)"
            % rng.choice(["True", "False"])
        ]
        lines += [
            "        elif norm == 'layer':",
            "            x = tf.contrib.layers.layer_norm(x)",
        ]
        lines += ["        elif norm is not None:", "            raise ValueError(norm)"]
        self.define(*lines, "        return tf.nn.relu(x)")
        extra = rng.choice(["", ", norm='batch'", ", norm='layer'", ", True, 'batch'"])
        self.units.append(Unit(name, "%s({x}, {label}%s)" % (name, extra), True))

    def numbers(self):
        """A count that runs on in a loop."""
        name, rng = self.fresh(), self.rng
        lines = ["def %s(x, depth, scope):" % name, "    with tf.variable_scope(scope):"]
        lines += [
            "        size, n = 4, 0",
            "        while n < depth:" if rng.random() < 0.3 else "        for _ in range(depth):",
        ]
        lines += [
            '            x = tf.layers.dense(x, size, name="l%d" % n)',
            "            n += 1",
            "            size -= 1",
        ]
        self.define(*lines, "        return x + n")
        self.units.append(Unit(name, name + "({x}, 2, {label})", True))

    def weights_dict(self):
        name, rng = self.fresh(), self.rng
        lines = [
            "def %s(x, scope):" % name,
            "    with tf.variable_scope(scope):",
            "        weights = {",
        ]
        lines += ['            "h": tf.get_variable("h", [x.shape[-1].value, 4]),']
        lines += [
            '            "out": %s,'
            % rng.choice(
                ['tf.get_variable("out", [4, 3])', 'tf.Variable(tf.ones([4, 3]), name="out")']
            )
        ]
        lines += ["        }", '        x = tf.matmul(x, weights["h"])']
        self.define(*lines, '        return tf.matmul(tf.nn.relu(x), weights["out"])')
        self.units.append(Unit(name, name + "({x}, {label})", True))

    # -------------------------------------------------------------- classes
    def core(self):
        """A constructor that calls the steps of a model, with a loss."""
        name, rng = self.fresh("Task").replace("_", ""), self.rng
        lines = [
            "class %s(object):" % name,
            "    def __init__(self, x, units=3, scope=None, keep=1.0):",
        ]
        lines += ["        self.units = units", "        self.x = x", "        self.losses = []"]
        lines += ['        with tf.variable_scope(scope or "%s"):' % rng.choice(WORDS)]
        lines += ["            h = tf.layers.dense(self.x, self.units, activation=tf.tanh)"]
        lines += ["            if keep < 1.0:", "                h = tf.nn.dropout(h, keep)"]
        lines += (
            ["            h = self.hidden(h)"]
            if rng.random() < 0.5
            else ["            " + line.replace("x", "h") for line in ["x = tf.layers.dense(x, 2)"]]
        )
        lines += ["            self.out = h"]
        lines += [
            "        self.loss = tf.reduce_sum(tf.square(self.out))",
            "        self.total = self.out + 0.1 * self.loss",
        ]
        lines += ["", "    def hidden(self, h):", '        with tf.variable_scope("hidden"):']
        lines += [
            '            w = tf.get_variable("w", [h.shape[-1].value, self.units])',
            "            return tf.matmul(h, w)",
        ]
        self.define(*lines)
        form = rng.choice(
            [
                "%s({x}, scope={label}).out",
                "%s({x}, 4, {label}).total",
                "%s({x}, units=2, scope={label}).total",
            ]
        )
        self.units.append(Unit(name, form % name, True))

    def methods(self):
        """Methods that build parts with what the object holds, one of them twice."""
        name, rng = self.fresh("Parts").replace("_", ""), self.rng
        lines = ["class %s(object):" % name, "    def __init__(self, units, act=tf.tanh):"]
        lines += ["        self.units = units", "        self.act = act", ""]
        lines += [
            "    def encode(self, x, reuse=False):",
            '        with tf.variable_scope("enc", reuse=reuse):',
        ]
        lines += ["            return self.act(tf.layers.dense(x, self.units))", ""]
        lines += ["    def decode(self, x, size, scope):", "        with tf.variable_scope(scope):"]
        lines += ["            " + line for line in self.some(0, 1)]
        lines += ["            return tf.layers.dense(x, size)", ""]
        lines += ["    def run(self, x):", "        a = self.encode(x)"]
        lines += (
            ["        b = self.encode(2.0 * x, reuse=True)"]
            if rng.random() < 0.6
            else ["        b = a"]
        )
        lines += ['        return self.decode(a, 2, "one") + self.decode(b, 2, "two")']
        self.define(*lines)
        self.units.append(
            Unit(name, "%s(%s).run({x})" % (name, rng.choice(["3", "4, tf.nn.relu"])), False)
        )

    # -------------------------------------------------------------- forward
    def forward(self):
        rng = self.rng
        self.define(*GETTER)
        lines = ["def forward(x):"]
        for _ in range(rng.randint(2, 4)):
            uses = [u for u in self.use() if u.strip()]
            if len(uses) != 1:
                lines += ["    " + line for line in uses]
                continue
            given = {"use": uses[0], "fresh": self.fresh(), "label": '"%s"' % self.fresh()}
            lines += ["    " + line % given for line in rng.choice(AROUND)]
        self.define(*lines, "    return x")


def generate(seed):
    """The modules of program number ``seed``, name -> source."""
    return Writer(seed).program()
