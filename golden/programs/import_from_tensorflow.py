from tensorflow import variable_scope, get_variable, constant_initializer, Session, global_variables_initializer
from tensorflow import trainable_variables as tvars, AUTO_REUSE

def layer(name):
    with variable_scope(name, reuse=AUTO_REUSE, initializer=constant_initializer(2.5)):
        return get_variable('w', [2])

a, b, c = layer('x'), layer('y'), layer('x')
with Session() as sess:
    sess.run(global_variables_initializer())
    print(a is c, [v.name for v in tvars()], sess.run([a, b])[1])
