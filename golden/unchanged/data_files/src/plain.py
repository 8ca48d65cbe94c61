PATHS = ["README.md", "model.txt"]
