import keras

variable_scope = keras.name_scope
