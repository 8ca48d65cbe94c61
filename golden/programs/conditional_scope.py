import contextlib
import tensorflow as tf

def layer(x, name=None, share=False):
    ctx = tf.variable_scope(name, reuse=share) if name else tf.variable_scope(tf.get_variable_scope())
    with ctx as s:
        return tf.layers.dense(x, 2, name='d'), s.name

@contextlib.contextmanager
def scoped(name):
    with tf.variable_scope(name) as s:
        yield s

a, n1 = layer(tf.ones([1, 2]), 'one')
b, n2 = layer(a, 'one', True)
with scoped('ctx') as s:
    c, n3 = layer(b)
    with scoped('inner'):
        d, n4 = layer(c)
with contextlib.ExitStack() as st:
    st.enter_context(tf.variable_scope('stack'))
    e = tf.get_variable('e', [1])
print(n1, n2, n3, n4, a.name, b.name, c.name, d.name, e.name, s.name)
vs = tf.variable_scope('manual')
vs.__enter__()
g = tf.get_variable('g', [1])
vs.__exit__(None, None, None)
print(g.name, tf.get_variable_scope().name == '', [v.name for v in tf.global_variables()])
