import tensorflow as tf
import tensorflow.contrib.eager as tfe
tf.enable_eager_execution()

def f(x, y):
    return x * x * y

g = tfe.gradients_function(f)
print([t.numpy() for t in g(3., 2.)])
g0 = tfe.gradients_function(f, params=[0])
print([t.numpy() for t in g0(3., 2.)])
vg = tfe.value_and_gradients_function(f, ['y'])
v, gr = vg(3., 2.)
print(v.numpy(), [t.numpy() for t in gr])
w = tfe.Variable(2.0, name='w')
ig = tfe.implicit_gradients(lambda x: w * w * x)
print([(a.numpy(), b.name) for a, b in ig(3.)])
iv = tfe.implicit_value_and_gradients(lambda: w * 3.)
v, gs = iv()
print(v.numpy(), gs[0][0].numpy())
print(tfe.num_gpus() >= 0, tfe.executing_eagerly(), tfe.in_eager_mode())
