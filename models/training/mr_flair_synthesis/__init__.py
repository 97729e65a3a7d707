"""How the model that makes FLAIR from T1 and T2 is made, from simulated heads to the measured ONNX file."""
