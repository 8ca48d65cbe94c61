import tensorflow as tf
L=tf.layers
for l in [L.Dense(3,tf.nn.relu),L.Conv1D(2,3),L.Conv2D(4,(3,2)),L.Conv3D(1,2),L.Conv2DTranspose(3,4),L.Conv3DTranspose(3,4),L.SeparableConv1D(2,3),L.SeparableConv2D(2,3),L.MaxPooling1D(2,2),L.MaxPooling2D(2,2),L.MaxPooling3D(2,2),L.AveragePooling3D(2,1),L.Flatten(),L.Dropout(0.4),L.BatchNormalization(renorm=True, virtual_batch_size=None),L.BatchNormalization(beta_regularizer=tf.contrib.layers.l2_regularizer(.1))]:
    print(l.get_config())
d=L.Dense(3,lambda x:x, kernel_initializer=tf.truncated_normal_initializer(stddev=0.1),kernel_regularizer=tf.contrib.layers.l2_regularizer(.1)); d(tf.ones([1,2])); print(d.get_config())
print(L.Dense.from_config({'units':3,'name':'q'}).name, d.inbound_nodes, d.outbound_nodes, d.metrics, d.dynamic)
class My(L.Layer):
    def __init__(self, n, **k):
        super(My,self).__init__(**k); self.n=n
try: print(My(3).get_config())
except Exception as e: print(repr(e))
class My2(L.Layer): pass
print(My2(name='x', dtype=tf.float32).get_config())
try: d.input_shape
except Exception as e: print(repr(e))
try: d.output
except Exception as e: print(repr(e))
with tf.Session() as s:
    s.run(tf.global_variables_initializer())
    try: print(d.get_weights()[1])
    except Exception as e: print(repr(e))
    import numpy as np; d.set_weights([np.array([[1.,2,3],[1,2,3]]),np.array([0.,0,1])])
    print(d.get_weights())
