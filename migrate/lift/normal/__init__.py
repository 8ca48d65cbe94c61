"""TF1 code put another way, the same in TF1, that can be lifted where the first way cannot."""
