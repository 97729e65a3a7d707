"""Turns simulated pixels into complete DICOM instances (PS3.3), one module a kind of object."""
