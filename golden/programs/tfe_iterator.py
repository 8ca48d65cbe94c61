import tensorflow as tf
import tensorflow.contrib.eager as tfe
tf.enable_eager_execution()

ds = tf.data.Dataset.range(5).batch(2)
for b in tfe.Iterator(ds):
    print(b.numpy())
it = tfe.Iterator(ds.map(lambda x: x * 2))
print(it.next().numpy(), it.get_next().numpy())
