from tensorflow import *

x = constant([1.0, 2.0], name='x')
with variable_scope('s'):
    w = get_variable('w', [2], initializer=ones_initializer())
y = multiply(x, w, name='y')
with Session() as sess:
    sess.run(global_variables_initializer())
    import sys
    sys.stdout.write('%s %s %s\n' % (y.name, sess.run(y).tolist(), w.name))
