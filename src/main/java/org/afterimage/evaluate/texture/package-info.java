/**
 * Grey-level texture as the Image Biomarker Standardisation Initiative defines it (Zwanenburg et al., Radiology 295:328, 2020; reference
 * manual, arXiv:1612.07003). In come intensities of a region and a discretisation; out go features by name, each with its IBSI
 * identifier. This room calls none.
 */
package org.afterimage.evaluate.texture;
