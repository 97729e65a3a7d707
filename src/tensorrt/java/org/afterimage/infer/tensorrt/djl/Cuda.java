package org.afterimage.infer.tensorrt.djl;

import static org.bytedeco.cuda.global.cudart.cudaDriverGetVersion;
import static org.bytedeco.cuda.global.cudart.cudaGetDeviceCount;
import static org.bytedeco.cuda.global.cudart.cudaGetDeviceProperties;
import static org.bytedeco.cuda.global.cudart.cudaGetErrorString;
import static org.bytedeco.cuda.global.cudart.cudaStreamCreateWithFlags;
import static org.bytedeco.cuda.global.cudart.cudaStreamDestroy;
import static org.bytedeco.cuda.global.cudart.cudaStreamNonBlocking;
import static org.bytedeco.cuda.global.cudart.cudaStreamSynchronize;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bytedeco.cuda.cudart.CUstream_st;
import org.bytedeco.cuda.cudart.cudaDeviceProp;

/** The CUDA runtime, its status codes turned into exceptions. */
final class Cuda {

    private static final int DEVICE = 0;
    private static final Path DRIVER = Path.of("/proc/driver/nvidia/version");
    /** NVIDIA's open modules name the processor before the version. */
    private static final Pattern DRIVER_VERSION = Pattern.compile("Kernel Module(?: for \\S+)?\\s+(\\d+(?:\\.\\d+)+)");

    private Cuda() {}

    /**
     * Throws what a call of CUDA reports.
     *
     * @param status what it returned
     * @param doing for the message, as {@code copying to the GPU}
     */
    static void check(int status, String doing) {
        if (status != 0) {
            throw new IllegalStateException("CUDA error " + status + " while " + doing + ": "
                    + cudaGetErrorString(status).getString());
        }
    }

    /** Refuses a machine without a GPU before TensorRT is touched, which would end the process. */
    static void requireDevice() {
        int[] count = new int[1];
        check(cudaGetDeviceCount(count), "counting GPUs");
        if (count[0] == 0) {
            throw new IllegalStateException("the driver shows no GPU");
        }
    }

    static String deviceName() {
        try (cudaDeviceProp properties = properties()) {
            return properties.name().getString();
        }
    }

    static String computeCapability() {
        try (cudaDeviceProp properties = properties()) {
            return properties.major() + "." + properties.minor();
        }
    }

    private static cudaDeviceProp properties() {
        cudaDeviceProp properties = new cudaDeviceProp();
        check(cudaGetDeviceProperties(properties, DEVICE), "asking for the GPU's properties");
        return properties;
    }

    /** The driver's own version where its module tells it, else the CUDA version that it supports. */
    static String driver() {
        try {
            Matcher version = DRIVER_VERSION.matcher(Files.readString(DRIVER));
            if (version.find()) {
                return version.group(1);
            }
        } catch (IOException e) {
            // Linux inside Windows has no such file
        }
        int[] version = new int[1];
        check(cudaDriverGetVersion(version), "asking for the driver's version");
        return "CUDA " + version[0] / 1000 + "." + version[0] % 1000 / 10;
    }

    /** A stream of its own, which waits for no other. */
    static CUstream_st newStream() {
        CUstream_st stream = new CUstream_st();
        check(cudaStreamCreateWithFlags(stream, cudaStreamNonBlocking), "making a stream");
        return stream;
    }

    static void await(CUstream_st stream) {
        check(cudaStreamSynchronize(stream), "waiting for the GPU");
    }

    static void destroy(CUstream_st stream) {
        check(cudaStreamDestroy(stream), "ending a stream");
    }
}
