"""Random scope programs as plain data, and the interpreter that runs them on any TensorFlow.

A program is a list of statements (lists), so that it can be recorded beside what TF 1.15.5 did.
Python 3.7 must be able to read this file.
"""

# ruff: noqa: UP031 - runs on Python 3.7, where TF 1.15.5 lives

import random
import threading

from scope_programs import attempt, names

SCOPES = ["a", "b", "a/b", "A", "d", "d_1", ""]
DEFAULTS = ["d", "e", "a"]
VARIABLES = ["v", "w", "V", "d", "b/v"]
NAME_SCOPES = ["n", "a", "v", "d", "n/", "", None]
FILTERS = [None, "a", "a/", "d", ".*v"]
KEYS = ["mine", "losses", "trainable_variables", "local_variables", "model_variables"]
LAYERS = ["dense", "norm", "conv", "fully_connected", "repeat"]
# Statements that a trace or a tracked callable cannot do as one run of a script does.
SCRIPT_ONLY = {"thread"}


def generate(seed):
    """Programs of even numbers are of scopes and variables alone, those of odd numbers have everything."""
    rng = random.Random(seed)
    return _block(rng, 0, rng.randint(3, 7), seed % 2 == 1)


def uses(statements, kinds):
    """Whether a statement of one of these kinds is in the program."""
    return any(
        s[0] in kinds or (isinstance(s[-1], list) and uses(s[-1], kinds)) for s in statements
    )


def _block(rng, depth, size, rich):
    return [_statement(rng, depth, rich) for _ in range(size)]


def _statement(rng, depth, rich):
    kinds = ["get"] * 6 + ["var"] * 3 + ["list", "capture", "capture", "reuse", "template"]
    kinds += ["call", "call", "show"]
    if depth < 3:
        kinds += ["vs"] * 8 + ["default"] * 5 + ["jump"] * 4 + ["ns"] * 3
    if rich:
        kinds += (
            ["get_with"] * 6 + ["layer"] * 7 + ["layer_again"] * 3 + ["add", "collection", "step"]
        )
        kinds += ["local", "set", "set", "average", "op_scope", "variables_of", "again"]
        if depth < 2:
            kinds += ["thread"] + ["vs_with"] * 6
    kind = rng.choice(kinds)
    body = _block(rng, depth + 1, rng.randint(0, 4), rich) if kind in BLOCKS else None
    if kind in ("get", "var", "local", "average"):
        return [kind, rng.choice(VARIABLES)]
    if kind == "list":
        return [kind, rng.choice(FILTERS)]
    if kind == "template":
        made = [kind, rng.choice(DEFAULTS), rng.random() < 0.3]
        return made + [rng.choice([None, None, "u"])] if rich else made
    if kind == "call":
        return [kind, rng.randint(0, 5)]
    if kind == "jump":
        return [kind, rng.randint(0, 5), _options(rng), body]
    if kind == "vs":
        return [kind, rng.choice(SCOPES), _options(rng), body]
    if kind == "default":
        options = _options(rng)
        if options.get("reuse") in ("True", "AUTO") and rng.random() < 0.9:
            del options["reuse"]
        return [kind, rng.choice(DEFAULTS), options, body]
    if kind == "ns":
        return [kind, rng.choice(NAME_SCOPES), body]
    if kind == "vs_with":
        return [kind, rng.choice(SCOPES), dict(_options(rng), **_attributes(rng)), body]
    if kind == "get_with":
        return [kind, rng.choice(VARIABLES), _variable_options(rng)]
    if kind == "layer":
        return [kind, rng.choice(LAYERS), rng.choice([None, None, "d", "a"]), _layer_options(rng)]
    if kind in ("layer_again", "variables_of"):
        return [kind, rng.randint(0, 5)]
    if kind in ("add", "collection"):
        return [kind, rng.choice(KEYS), rng.choice(FILTERS)]
    if kind == "set":
        return [kind, rng.choice(["regularizer", "getter", "dtype", "partitioner", "initializer"])]
    if kind in ("thread", "op_scope"):
        return [kind, body] if kind == "thread" else [kind, rng.choice(DEFAULTS), body]
    if kind == "again":
        return [kind, rng.choice(SCOPES + [None]), body]
    return [kind]


BLOCKS = {"jump", "vs", "default", "ns", "vs_with", "thread", "op_scope", "again"}


def _options(rng):
    options = {}
    if rng.random() < 0.45:
        options["reuse"] = rng.choice(["True", "AUTO", "AUTO", "False"])
    if rng.random() < 0.15:
        options["auxiliary_name_scope"] = False
    return options


def _attributes(rng):
    names = ["regularizer", "getter", "dtype", "partitioner", "initializer", "constraint"]
    return {"attributes": sorted(rng.sample(names, rng.randint(1, 2)))}


def _variable_options(rng):
    options = {}
    if rng.random() < 0.3:
        options["shape"] = rng.choice([[1], [2], [], None])
    if rng.random() < 0.3:
        options["dtype"] = rng.choice(["float32", "int32", "float64", "bool"])
    if rng.random() < 0.3:
        options["value"] = rng.choice(["ones", "constant", "list", "none"])
    if rng.random() < 0.2:
        options["trainable"] = False
    if rng.random() < 0.2:
        options["collections"] = rng.choice([["mine"], ["mine", "variables"], "mine"])
    if rng.random() < 0.2:
        options["attributes"] = [rng.choice(["regularizer", "getter", "partitioner"])]
    return options


def _layer_options(rng):
    options = {}
    if rng.random() < 0.3:
        options["reuse"] = rng.choice(["True", "AUTO", "False"])
    if rng.random() < 0.2:
        options["regularizer"] = True
    if rng.random() < 0.15:
        options["trainable"] = False
    if rng.random() < 0.15:
        options["units"] = 3
    return options


class Interpreter:
    """Runs one program; errors of a statement are taken down and the next one runs."""

    def __init__(self, tf, out):
        self.tf = tf
        self.out = out
        self.scopes = [tf.get_variable_scope()]
        self.templates = []
        self.layers = []

    def block(self, statements):
        for statement in statements:
            try:
                getattr(self, "do_" + statement[0])(*statement[1:])
            except (ValueError, TypeError) as error:
                text = str(error).split("\n")[0].split(" Originally")[0]
                text = text.split(" for '")[0]  # how operations are quoted depends on the version
                if "Expected bool" in text or "Cannot convert 2" in text:
                    text = "a number is no bool"  # as that does
                self.out("%s: %s" % (type(error).__name__, text))

    def found(self, variable):
        """Takes down a variable: its parts, the dtype and the shape."""
        parts = list(variable) if hasattr(variable, "_get_partitions") else [variable]
        shapes = [[v.dtype.base_dtype.name] + v.shape.as_list() for v in parts]
        self.out([names([variable]), names(parts), shapes])

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

    def do_template(self, name, now, unique=None):
        def body():
            with self.tf.variable_scope(None, "d"):
                return self.tf.get_variable("w", [1])

        made = self.tf.make_template(name, body, create_scope_now_=now, unique_name_=unique)
        self.templates.append(made)

    def do_call(self, index):
        if self.templates:
            self.out(names([self.templates[index % len(self.templates)]()]))

    def enter(self, scope, options, body):
        options = self.reuse_of(options)
        options.update(self.attributes(options.pop("attributes", [])))
        with self.tf.variable_scope(*scope, **options) as entered:
            self.out([entered.name, str(entered.reuse), entered.original_name_scope])
            self.block(body)

    def reuse_of(self, options):
        options = dict(options)
        if "reuse" in options:
            values = {"True": True, "False": False, "AUTO": self.tf.AUTO_REUSE}
            options["reuse"] = values[options["reuse"]]
        return options

    def attributes(self, wanted):
        tf = self.tf

        def getter(getter, name, *args, **kwargs):
            return getter(name + "_g", *args, **kwargs)

        values = {
            "regularizer": ("regularizer", lambda v: tf.reduce_sum(tf.cast(v, tf.float32))),
            "getter": ("custom_getter", getter),
            "dtype": ("dtype", tf.float64),
            "partitioner": ("partitioner", tf.fixed_size_partitioner(2)),
            "initializer": ("initializer", tf.constant_initializer(2)),
            "constraint": ("constraint", tf.identity),
        }
        return dict(values[name] for name in wanted)

    def do_vs(self, name, options, body):
        self.enter([name], options, body)

    do_vs_with = do_vs

    def do_default(self, name, options, body):
        self.enter([None, name], options, body)

    def do_jump(self, index, options, body):
        self.enter([self.scopes[index % len(self.scopes)]], options, body)

    def do_ns(self, name, body):
        with self.tf.name_scope(name) as full:
            self.out(full)
            self.block(body)

    def do_op_scope(self, name, body):
        with self.tf.variable_op_scope([], None, name) as entered:
            self.out([entered.name, entered.original_name_scope])
            self.block(body)

    def do_again(self, name, body):
        scope = self.tf.variable_scope(name, "d")
        for _ in range(2):
            with scope as entered:
                self.out([entered.name, entered.original_name_scope])
                self.block(body)

    def do_get_with(self, name, options):
        tf, options = self.tf, dict(options)
        options.update(self.attributes(options.pop("attributes", [])))
        shape = options.pop("shape", [2])
        value = options.pop("value", None)
        if "dtype" in options:
            options["dtype"] = getattr(tf, options["dtype"])
        if value == "ones":
            options["initializer"] = tf.ones_initializer()
        elif value is not None:
            options["initializer"] = {"constant": 3.0, "list": [1.0, 2.0], "none": None}[value]
        self.found(tf.get_variable(name, shape, **options))

    def do_local(self, name):
        self.out(names([self.tf.get_local_variable(name, [1])]))

    def do_set(self, what):
        (attribute,) = self.attributes([what]).items()
        getattr(self.tf.get_variable_scope(), "set_" + attribute[0])(attribute[1])

    def do_step(self):
        self.out(names([self.tf.train.get_or_create_global_step()]))

    def do_average(self, name):
        average = self.tf.train.ExponentialMovingAverage(0.5)
        variable = self.tf.get_variable(name, [1])
        if hasattr(variable, "_get_partitions"):
            return  # TF1's averages do not take them
        average.apply([variable])
        self.out([average.average_name(variable)] + names([average.average(variable)]))

    def do_add(self, key, scope):
        for variable in self.tf.global_variables(scope)[:2]:
            self.tf.add_to_collection(key, variable)

    def do_collection(self, key, scope):
        found = self.tf.get_collection(key, scope)
        losses = self.tf.get_collection(self.tf.GraphKeys.REGULARIZATION_LOSSES)
        self.out([key, names(v for v in found if hasattr(v, "get_shape")), len(losses)])

    def do_layer(self, kind, name, options):
        tf, options = self.tf, self.reuse_of(options)
        units, reuse = options.pop("units", 2), options.pop("reuse", None)
        if options.pop("regularizer", False):
            key = {"norm": "gamma", "fully_connected": "weights", "repeat": "weights"}.get(kind)
            options[(key or "kernel") + "_regularizer"] = lambda v: tf.reduce_sum(v)
        before = len(tf.global_variables())
        x = tf.ones([2, 2])
        if kind in ("fully_connected", "repeat"):
            layers = tf.contrib.layers
            if "weights_regularizer" in options and kind == "repeat":
                del options["weights_regularizer"]
            if kind == "repeat":
                options.pop("trainable", None)
                layers.repeat(x, 2, layers.linear, units, scope=name)
            else:
                layers.fully_connected(x, units, scope=name, reuse=reuse, **options)
        else:
            x = tf.ones([2, 3, 2]) if kind == "conv" else x
            options.update(name=name, _reuse=reuse)
            make = {
                "dense": lambda: tf.layers.Dense(units, **options),
                "conv": lambda: tf.layers.Conv1D(units, 2, **options),
                "norm": lambda: tf.layers.BatchNormalization(**options),
            }
            layer = make[kind]()
            self.layers.append((layer, x))
            layer(x)
            self.out([layer.name, layer.scope_name])
        self.out([names(tf.global_variables()[before:]), len(tf.trainable_variables())])

    def do_layer_again(self, index):
        if self.layers:
            layer, x = self.layers[index % len(self.layers)]
            layer(x)
            self.out([names(layer.variables), names(layer.trainable_variables), len(layer.losses)])

    def do_variables_of(self, index):
        scope = self.scopes[index % len(self.scopes)]
        self.out([names(scope.global_variables()), names(scope.trainable_variables())])

    def do_thread(self, body):
        problems = []
        graph = self.tf.get_default_graph()

        def work():
            try:
                with graph.as_default():
                    self.block(body)
            except Exception as error:
                problems.append(repr(error))

        thread = threading.Thread(target=work)
        thread.start()
        thread.join()
        self.out(problems)


def run(tf, statements, out):
    interpreter = Interpreter(tf, out)
    interpreter.block(statements)
    out(["list", names(tf.global_variables())])
    for key in (tf.GraphKeys.TRAINABLE_VARIABLES, tf.GraphKeys.MOVING_AVERAGE_VARIABLES):
        out([key, names(tf.get_collection(key))])
    out(len(tf.get_collection(tf.GraphKeys.REGULARIZATION_LOSSES)))


__all__ = ["attempt", "generate", "run", "uses"]
