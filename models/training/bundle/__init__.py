"""What every model package here has in common: the ONNX file, its digest in the manifest, and how it is run."""
