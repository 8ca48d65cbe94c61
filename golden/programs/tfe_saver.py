import os, tempfile
import tensorflow as tf
import tensorflow.contrib.eager as tfe
tf.enable_eager_execution()

v = tfe.Variable([1., 2.], name='v')
w = tfe.Variable(3., name='w')
d = tempfile.mkdtemp()
s = tfe.Saver([v, w])
p = s.save(os.path.join(d, 'ck'), global_step=3)
v.assign([0., 0.])
s.restore(p)
print(v.numpy().tolist(), w.numpy(), os.path.basename(p))
print(tf.train.list_variables(p))
