print("ravel")
