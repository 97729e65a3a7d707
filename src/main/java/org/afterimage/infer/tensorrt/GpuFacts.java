package org.afterimage.infer.tensorrt;

/**
 * What a plan depends on besides the network and its options.
 *
 * @param tensorRtVersion as {@code 10.6.0}
 * @param gpu name of the device
 * @param computeCapability as {@code 9.0}
 * @param driver version of the CUDA driver
 */
public record GpuFacts(String tensorRtVersion, String gpu, String computeCapability, String driver) {}
