"""Builders that are given the functions which build their parts."""
import tensorflow as tf

NETWORKS = {}


def mlp(sizes=(4,)):
    def network(x):
        for size in sizes:
            x = tf.layers.dense(x, size, tf.tanh)
        return x

    return network


NETWORKS["mlp"] = mlp


def shimmed(x, size):
    """Stays where it is: its name is that of a file."""
    with tf.variable_scope("data/part"):
        try:
            w = tf.get_variable("w", [x.shape[-1].value, size])
        except ValueError:
            w = tf.get_variable("w_again", [x.shape[-1].value, size])
        return tf.matmul(x, w)


def q_function(network, hidden=(5, 4), dueling=True, norm=False, **network_kwargs):
    """A maker of functions that give the values of actions."""
    if isinstance(network, str):
        network = NETWORKS[network](**network_kwargs)

    def build(x, num_actions, scope, reuse=False):
        with tf.variable_scope(scope, reuse=reuse):
            latent = network(x)
            latent = tf.nn.relu(latent)
            with tf.variable_scope("action_value"):
                action_scores = latent
                for size in hidden:
                    action_scores = tf.layers.dense(action_scores, size)
                    if norm:
                        action_scores = tf.contrib.layers.layer_norm(action_scores)
                    action_scores = tf.nn.relu(action_scores)
                action_scores = tf.layers.dense(action_scores, num_actions)
            if not dueling:
                return action_scores
            with tf.variable_scope("state_value"):
                state_score = tf.layers.dense(latent, 1)
            return state_score + action_scores - tf.reduce_mean(action_scores, 1, keepdims=True)

    return build


def residual(fn, x, scope="residual"):
    """x + fn(x)."""
    with tf.variable_scope(scope):
        return x + fn(x, x.shape[-1].value)


def deep(fn, x, depth):
    with tf.variable_scope("deep"):
        for i in range(depth):
            with tf.variable_scope("layer_%d" % i):
                x = fn(x, 3)  # whatever it makes
        return tf.layers.dense(x, 2, name="last")


def counted(x):
    return tf.layers.dense(x, 3, tf.tanh)


def stacked(fn, x, depth, last):
    """TF 1 goes on counting what `fn` makes, from turn to turn."""
    with tf.variable_scope("stacked"):
        for _ in range(depth):
            x = tf.nn.relu(x)
            x = fn(x)
        y = last(x, 2)
        x = fn(x)
        return x, y


def after(fn, x):
    """Its own layer comes first."""
    with tf.variable_scope("after"):
        x = tf.layers.dense(x, 3, name="first")
        return fn(x, 3)


def beside(fn, x):
    """TF 1 counts its layer and those of what is called."""
    with tf.variable_scope("beside"):
        x = fn(x)
        return tf.layers.dense(x, 3)


def anywhere(fn, x):
    return fn(x, 2) * 2.0


def copied(fn, x):
    """What is called has its own way of sharing."""
    with tf.variable_scope("copied"):
        with tf.variable_scope("inner", reuse=tf.AUTO_REUSE):
            a = fn(x)
        with tf.variable_scope("inner", reuse=tf.AUTO_REUSE):
            return a + fn(2.0 * x)


def forward(x):
    outputs = []
    for network in ("mlp", mlp([3, 2]), lambda h: shimmed(h, 4)):
        q_values = q_function(network, dueling=not callable(network), norm=callable(network))
        with tf.variable_scope("agent_%d" % len(outputs)):
            q = q_values(x, 2, "q")
            outputs.append(q + q_values(x + 1.0, 2, scope="q", reuse=True))
            outputs.append(q_values(x, 2, scope="target"))
    outputs.append(residual(shimmed, x))
    outputs.append(residual(lambda h, n: mlp([n])(h), x, scope="other"))
    outputs.append(deep(shimmed, x, 2))
    context = tf.reduce_mean(x, 0, keepdims=True)
    outputs += stacked(counted, x, 2, lambda h, n: shimmed(h + context, n))
    outputs.append(after(shimmed, x) + beside(mlp([3]), x))
    outputs.append(anywhere(shimmed, x) + copied(mlp([2]), x))
    return outputs
