import tensorflow
import tensorflow.contrib.slim as slim
import tensorflow.contrib.layers

x = tensorflow.ones([1, 4, 4, 3])
net = slim.conv2d(x, 6, [3, 3], scope='conv1')
net = tensorflow.contrib.layers.max_pool2d(net, 2)
net = slim.flatten(net)
net = slim.fully_connected(net, 5, scope='fc', activation_fn=None)
print(net.shape.as_list(), net.op.name)
for v in slim.get_model_variables():
    print(v.op.name, v.shape)
