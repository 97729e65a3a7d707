"""Held-out pairs as folders of DICOM files, for `./afterimage evaluate`: source, truth and masks of simulated patients."""
