/**
 * Engines that run networks, behind one small interface, so that no other room knows ONNX Runtime or DJL. In comes a model package
 * and then named float tensors; out go named float tensors, or an exception whose sentence says why not. Networks
 * and engines are tried first in a process of their own, so that a broken file, library or driver cannot end the node; which engine each model gets,
 * and why, is kept. This room calls model only.
 */
package org.afterimage.infer;
