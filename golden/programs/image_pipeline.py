import tensorflow as tf

img = tf.placeholder(tf.uint8, [None, None, 3], name='img')
x = tf.image.convert_image_dtype(img, tf.float32)
x = tf.image.resize_images(x, [8, 8], method=tf.image.ResizeMethod.BILINEAR)
x = tf.image.random_flip_left_right(x, seed=1)
x = tf.random_crop(x, [4, 4, 3], seed=2)
x = tf.subtract(x, 0.5)
x = tf.image.random_brightness(x, 0.1, seed=3)
b = tf.expand_dims(x, 0)
r = tf.image.resize_image_with_crop_or_pad(b, 6, 6)
e = tf.image.encode_png(img)
dec = tf.image.decode_image(e, channels=3)
j = tf.image.decode_png(e)
print(b.name, r.name, r.shape, e.name, dec.shape, j.shape, x.name)
with tf.Session() as sess:
    import numpy as np
    v = sess.run([r, j], {img: np.full((10, 10, 3), 128, np.uint8)})
    print(v[0].shape, v[1].shape, v[1].max())
