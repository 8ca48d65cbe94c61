import numpy as np
import pytest

tf = pytest.importorskip("tensorflow")


@pytest.mark.parametrize("units", [1, 2])
def test_dense(units):
    layer = tf.keras.layers.Dense(units)
    assert layer(np.ones([2, 3], np.float32)).shape == (2, units)
