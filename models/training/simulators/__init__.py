"""Procedural simulators whose image pairs train the reference models. No patient data is read or needed."""
