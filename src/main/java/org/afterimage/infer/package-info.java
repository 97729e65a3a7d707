/**
 * Engines that run networks, behind one small interface, so that no other room knows ONNX Runtime or DJL. In comes a model package
 * and then named float tensors; out go named float tensors, or an exception whose sentence says why not. This room calls model only.
 */
package org.afterimage.infer;
