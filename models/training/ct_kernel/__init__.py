"""How the CT kernel harmonisation model is made: a calibrated linear filter, from simulated pairs to the ONNX file."""
