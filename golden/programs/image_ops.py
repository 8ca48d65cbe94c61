import tensorflow as tf

x = tf.reshape(tf.range(48, dtype=tf.float32), [1, 4, 4, 3])
ts = [tf.image.resize_images(x, [2, 2]), tf.image.resize_bilinear(x, [8, 8]), tf.image.resize_nearest_neighbor(x, (2, 2), align_corners=True), tf.image.resize_images(x, (6, 6), tf.image.ResizeMethod.BICUBIC),
      tf.image.resize_image_with_crop_or_pad(x, 2, 6), tf.image.central_crop(x[0], 0.5), tf.image.flip_left_right(x[0]), tf.image.per_image_standardization(x[0]), tf.image.rgb_to_grayscale(x),
      tf.image.crop_and_resize(x, [[0., 0., 1., 1.]], box_ind=[0], crop_size=[2, 2]), tf.extract_image_patches(x, ksizes=[1, 2, 2, 1], strides=[1, 2, 2, 1], rates=[1, 1, 1, 1], padding='VALID'),
      tf.space_to_depth(x, 2), tf.image.adjust_brightness(x, 0.1), tf.image.convert_image_dtype(tf.constant([[[255]]], tf.uint8), tf.float32), tf.reverse(x, [1]), tf.image.total_variation(x), tf.batch_to_space(tf.ones([4, 1, 1, 1]), [[0, 0], [0, 0]], 2)]
for t in ts:
    print(t.shape.as_list())
with tf.Session() as s:
    for v in s.run(ts):
        print(['%.3f' % f for f in v.ravel()[:6]])
