"""How the chest radiograph bone suppression model is made, from simulated data to the measured ONNX file."""
