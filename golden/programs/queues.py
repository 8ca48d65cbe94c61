import tensorflow as tf

q = tf.FIFOQueue(10, [tf.int32], shapes=[[]], name='q')
enq = q.enqueue_many([[1, 2, 3, 4]])
deq = q.dequeue()
size = q.size()
x = tf.train.slice_input_producer([tf.constant([10, 20, 30])], shuffle=False, num_epochs=1)
b = tf.train.batch(x, 2, allow_smaller_final_batch=True)
names = tf.train.string_input_producer(['a', 'b'], shuffle=False, num_epochs=1).dequeue()
print(deq.name, b.name, names.name)
with tf.Session() as sess:
    sess.run([tf.global_variables_initializer(), tf.local_variables_initializer()])
    sess.run(enq)
    print(sess.run(deq), sess.run(size))
    coord = tf.train.Coordinator()
    threads = tf.train.start_queue_runners(sess=sess, coord=coord)
    try:
        while not coord.should_stop():
            print(sess.run(b))
    except tf.errors.OutOfRangeError:
        print('done')
    finally:
        coord.request_stop()
    coord.join(threads)
