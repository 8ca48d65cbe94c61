from gcn.layers import *
import tensorflow as tf
from migrate import compat_scope

tf.compat.v1.disable_v2_behavior()

flags = tf.compat.v1.app.flags
flags.DEFINE_float('weight_decay', 5e-4, 'Weight for L2 loss on embedding matrix.')
flags.DEFINE_float('learning_rate', 0.05, 'Initial learning rate.')
FLAGS = flags.FLAGS


def masked_softmax_cross_entropy(preds, labels, mask):
    loss = tf.compat.v1.nn.softmax_cross_entropy_with_logits(logits=preds, labels=labels)
    mask = tf.cast(mask, dtype=tf.float32)
    mask /= tf.reduce_mean(mask)
    loss *= mask
    return tf.reduce_mean(loss)


class Model(object):
    def __init__(self, **kwargs):
        self.name = kwargs.get('name') or self.__class__.__name__.lower()
        self.vars = {}
        self.placeholders = {}
        self.layers = []
        self.activations = []
        self.inputs = None
        self.outputs = None
        self.loss = 0
        self.opt_op = None

    def _build(self):
        raise NotImplementedError

    def build(self):
        """ Wrapper for _build() """
        with compat_scope.variable_scope(self.name):
            self._build()

        # Build sequential layer model
        self.activations.append(self.inputs)
        for layer in self.layers:
            hidden = layer(self.activations[-1])
            self.activations.append(hidden)
        self.outputs = self.activations[-1]

        # Store model variables for easy access
        variables = compat_scope.get_collection(compat_scope.GraphKeys.GLOBAL_VARIABLES, scope=self.name)
        self.vars = {var.name: var for var in variables}
        self._loss()
        self.opt_op = self.optimizer.minimize(self.loss)


class GCN(Model):
    def __init__(self, placeholders, input_dim, **kwargs):
        super(GCN, self).__init__(**kwargs)
        self.inputs = placeholders['features']
        self.input_dim = input_dim
        self.output_dim = placeholders['labels'].get_shape().as_list()[1]
        self.placeholders = placeholders
        self.optimizer = tf.compat.v1.train.AdamOptimizer(learning_rate=FLAGS.learning_rate)
        self.build()

    def _loss(self):
        # Weight decay loss
        for var in self.layers[0].vars.values():
            self.loss += FLAGS.weight_decay * tf.nn.l2_loss(var)
        self.loss += masked_softmax_cross_entropy(self.outputs, self.placeholders['labels'],
                                                  self.placeholders['labels_mask'])

    def _build(self):
        self.layers.append(GraphConvolution(input_dim=self.input_dim, output_dim=6,
                                            placeholders=self.placeholders, act=tf.nn.relu, dropout=True))
        self.layers.append(GraphConvolution(input_dim=6, output_dim=self.output_dim, bias=True,
                                            placeholders=self.placeholders, act=lambda x: x))

    def predict(self):
        return tf.nn.softmax(self.outputs)


def make_placeholders():
    adjacency = tf.SparseTensor([[0, 0], [0, 1], [1, 0], [2, 3], [3, 2]], [1.0, 0.5, 0.5, 1.0, 1.0], [4, 4])
    identity = tf.SparseTensor([[i, i] for i in range(4)], tf.ones([4]), [4, 4])
    return {
        'support': [adjacency, identity],
        'features': tf.compat.v1.placeholder(tf.float32, shape=(4, 5), name='features'),
        'labels': tf.compat.v1.placeholder(tf.float32, shape=(None, 3), name='labels'),
        'labels_mask': tf.constant([1, 1, 0, 1]),
        'dropout': tf.compat.v1.placeholder_with_default(0., shape=()),
    }


def build():
    model = GCN(make_placeholders(), input_dim=5, name='gcn_model')
    return model.predict(), sorted(model.vars)
