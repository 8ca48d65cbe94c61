import tensorflow as tf

with tf.device(tf.train.replica_device_setter(ps_tasks=2)):
    a = tf.get_variable('a', [1])
    b = tf.get_variable('b', [1])
    c = tf.add(a, b)
print(a.device, b.device, c.device)
cluster = tf.train.ClusterSpec({'ps': ['localhost:2222'], 'worker': ['localhost:2223']})
print(cluster.jobs, cluster.num_tasks('ps'), cluster.job_tasks('worker'))
