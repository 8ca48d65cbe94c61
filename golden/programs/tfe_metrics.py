import tensorflow as tf
import tensorflow.contrib.eager as tfe
tf.enable_eager_execution()

m = tfe.metrics.Mean('loss')
a = tfe.metrics.Accuracy('acc')
m(1.0); m(3.0)
a(tf.constant([1, 0, 1]), tf.constant([1, 1, 1]))
print(m.result().numpy(), '%.4f' % a.result().numpy())
