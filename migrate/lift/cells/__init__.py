"""RNN cells and the functions that make them."""
