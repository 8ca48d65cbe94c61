from gcn.inits import *
import tensorflow as tf
from migrate import compat_scope

# global unique layer ID dictionary for layer name assignment
_LAYER_UIDS = {}


def get_layer_uid(layer_name=''):
    """Helper function, assigns unique layer IDs."""
    if layer_name not in _LAYER_UIDS:
        _LAYER_UIDS[layer_name] = 1
        return 1
    else:
        _LAYER_UIDS[layer_name] += 1
        return _LAYER_UIDS[layer_name]


def dot(x, y, sparse=False):
    if sparse:
        return tf.sparse.sparse_dense_matmul(x, y)
    return tf.matmul(x, y)


class Layer(object):
    """Base layer: a name, variables in a dict, and a call under a name scope."""

    def __init__(self, **kwargs):
        allowed_kwargs = {'name', 'logging'}
        for kwarg in kwargs.keys():
            assert kwarg in allowed_kwargs, 'Invalid keyword argument: ' + kwarg
        name = kwargs.get('name')
        if not name:
            layer = self.__class__.__name__.lower()
            name = layer + '_' + str(get_layer_uid(layer))
        self.name = name
        self.vars = {}
        self.logging = kwargs.get('logging', False)

    def _call(self, inputs):
        return inputs

    def __call__(self, inputs):
        with compat_scope.name_scope(self.name):
            if self.logging:
                tf.compat.v1.summary.histogram(self.name + '/inputs', inputs)
            outputs = self._call(inputs)
            return outputs


class GraphConvolution(Layer):
    """Graph convolution layer."""

    def __init__(self, input_dim, output_dim, placeholders, dropout=0., act=tf.nn.relu, bias=False, **kwargs):
        super(GraphConvolution, self).__init__(**kwargs)
        self.dropout = placeholders['dropout'] if dropout else 0.
        self.act = act
        self.support = placeholders['support']
        self.bias = bias

        with compat_scope.variable_scope(self.name + '_vars'):
            for i in range(len(self.support)):
                self.vars['weights_' + str(i)] = glorot([input_dim, output_dim], name='weights_' + str(i))
            if self.bias:
                self.vars['bias'] = zeros([output_dim], name='bias')

    def _call(self, inputs):
        x = compat_scope.nn.dropout(inputs, 1 - self.dropout)
        supports = list()
        for i in range(len(self.support)):
            pre_sup = dot(x, self.vars['weights_' + str(i)])
            supports.append(dot(self.support[i], pre_sup, sparse=True))
        output = tf.add_n(supports)
        if self.bias:
            output += self.vars['bias']
        return self.act(output)
