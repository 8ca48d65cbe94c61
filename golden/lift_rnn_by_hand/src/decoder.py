import tensorflow as tf


def unrolled(x, units, steps):
    """A cell that is called step by step."""
    with tf.variable_scope("unrolled"):
        cell = tf.nn.rnn_cell.BasicLSTMCell(units)
        state = cell.zero_state(tf.shape(x)[0], tf.float32)
        outputs = []
        for t in range(steps):
            output, state = cell(x[:, t], state)
            outputs.append(output)
        return tf.stack(outputs, 1), state


def attend(memory, query):
    scores = tf.reduce_sum(memory * query[:, tf.newaxis], 2)
    return tf.reduce_sum(memory * tf.nn.softmax(scores)[:, :, tf.newaxis], 1)


def captions(features, steps, units):
    # the state starts with what is seen
    with tf.variable_scope("start"):
        c = tf.layers.dense(tf.reduce_mean(features, 1), units, tf.tanh, name="c")
        h = tf.layers.dense(tf.reduce_mean(features, 1), units, tf.tanh, name="h")
    lstm_cell = tf.nn.rnn_cell.BasicLSTMCell(num_units=units)
    words = []
    for t in range(steps):
        context = attend(features, h)
        with tf.variable_scope("lstm", reuse=(t != 0)):
            _, (c, h) = lstm_cell(inputs=tf.concat([features[:, t], context], 1), state=[c, h])
        words.append(h)
    return tf.stack(words, 1)


def stacked(x, units, depth):
    with tf.variable_scope("stacked"):
        layers = [tf.nn.rnn_cell.GRUCell(units) for _ in range(depth)]
        cell = tf.nn.rnn_cell.MultiRNNCell(layers)
        scale = tf.get_variable("scale", [units], initializer=tf.ones_initializer())
        output, states = cell(x[:, 0] * tf.reduce_mean(scale), cell.zero_state(tf.shape(x)[0], tf.float32))
        output, states = cell(x[:, 1], states)
        return output * scale, states


def forward(x):
    outputs, state = unrolled(x, 4, 3)
    with tf.variable_scope("captions"):
        words = captions(outputs, 3, 4)
    top, states = stacked(x, 3, 2)
    return {"outputs": outputs, "c": state.c, "h": state.h, "words": words, "top": top, "bottom": states[0]}
