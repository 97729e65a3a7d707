/**
 * The DJL engine named {@code TensorRT}: NVIDIA TensorRT 10 through JavaCPP. In come ONNX networks with the options of
 * {@link org.afterimage.infer.tensorrt}; out go DJL models that run on the first GPU. It is compiled in the Maven profile {@code tensorrt} only,
 * and found by DJL's service loader. CUDA's and TensorRT's errors are exceptions here; what ends the process all the same is why the node tries
 * an engine in another one first.
 */
package org.afterimage.infer.tensorrt.djl;
