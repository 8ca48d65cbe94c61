# ---
# jupyter:
#   jupytext:
#     formats: ipynb,py:percent
# ---

# %% [markdown]
# # How it was in TF1
# ```python
# with tf.variable_scope("net", reuse=tf.AUTO_REUSE):
#     x = tf.layers.dense(x, 4)
# sess.run(tf.global_variables_initializer())
# ```

# %%
import matplotlib.pyplot as plt
import numpy as np
import tensorflow as tf

# %% One layer
layer = tf.keras.layers.Dense(4, name="net")
xs = np.linspace(-1, 1, 20, dtype=np.float32)[:, None]
ys = layer(xs)

# %%
plt.plot(xs, ys.numpy());  # a semicolon keeps the notebook quiet
plt.title("tf.layers.dense → keras.layers.Dense")

# %%
ys[:3]
