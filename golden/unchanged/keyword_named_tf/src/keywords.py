def call(**kwargs):
    return kwargs


result = call(tf=1, get_variable=2)
print(result["tf"], {"tf.placeholder": 3})
