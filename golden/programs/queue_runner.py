import tensorflow as tf

q = tf.FIFOQueue(10, [tf.int32], shapes=[[]])
enq = q.enqueue_many([[1, 2, 3, 4]])
deq = q.dequeue()
size = q.size()
fs = tf.train.slice_input_producer([tf.constant([1, 2, 3])], shuffle=False, num_epochs=1)
batch = tf.train.batch([fs[0]], 2, allow_smaller_final_batch=True)
print(q.name, deq.name, enq.name, batch.name, [v.name for v in tf.local_variables()])
with tf.Session() as sess:
    sess.run([tf.global_variables_initializer(), tf.local_variables_initializer()])
    sess.run(enq)
    print(sess.run([deq, size]) and sess.run(size))
    coord = tf.train.Coordinator()
    threads = tf.train.start_queue_runners(sess=sess, coord=coord)
    try:
        while not coord.should_stop():
            print(sess.run(batch).tolist())
    except tf.errors.OutOfRangeError:
        print('done')
    finally:
        coord.request_stop()
    coord.join(threads)
