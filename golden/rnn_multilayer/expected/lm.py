import tensorflow as tf
from migrate import compat_scope


class Config(object):
    hidden_size = 4
    num_layers = 2
    keep_prob = 1.0
    vocab_size = 9
    init_scale = 0.1


class LanguageModel(object):

    def __init__(self, is_training, config, tokens):
        self._tokens = tokens
        self.batch_size = tf.compat.dimension_value(tokens.get_shape()[0])
        self.num_steps = tf.compat.dimension_value(tokens.get_shape()[1])
        size = config.hidden_size
        vocab_size = config.vocab_size

        def lstm_cell():
            return compat_scope.contrib.rnn.BasicLSTMCell(size, forget_bias=0.0, state_is_tuple=True,
                                                reuse=compat_scope.get_variable_scope().reuse)

        attn_cell = lstm_cell
        if is_training and config.keep_prob < 1:
            def attn_cell():
                return compat_scope.contrib.rnn.DropoutWrapper(lstm_cell(), output_keep_prob=config.keep_prob)
        cell = compat_scope.contrib.rnn.MultiRNNCell([attn_cell() for _ in range(config.num_layers)], state_is_tuple=True)
        self._initial_state = cell.zero_state(self.batch_size, tf.float32)

        with tf.device("/cpu:0"):
            embedding = compat_scope.get_variable("embedding", [vocab_size, size], dtype=tf.float32)
            inputs = tf.compat.v1.nn.embedding_lookup(embedding, tokens)

        outputs = []
        state = self._initial_state
        with compat_scope.variable_scope("RNN"):
            for time_step in range(self.num_steps):
                if time_step > 0:
                    compat_scope.get_variable_scope().reuse_variables()
                (cell_output, state) = cell(inputs[:, time_step, :], state)
                outputs.append(cell_output)

        output = tf.reshape(tf.concat(outputs, 1), [-1, size])
        softmax_w = compat_scope.get_variable("softmax_w", [size, vocab_size], dtype=tf.float32)
        softmax_b = compat_scope.get_variable("softmax_b", [vocab_size], dtype=tf.float32)
        self._logits = tf.matmul(output, softmax_w) + softmax_b
        self._final_state = state

    @property
    def logits(self):
        return self._logits

    @property
    def final_state(self):
        return self._final_state


def logits(tokens):
    config = Config()
    initializer = tf.compat.v1.random_uniform_initializer(-config.init_scale, config.init_scale)
    with compat_scope.variable_scope("Model", reuse=None, initializer=initializer):
        model = LanguageModel(is_training=False, config=config, tokens=tokens)
    return model.logits, model.final_state
