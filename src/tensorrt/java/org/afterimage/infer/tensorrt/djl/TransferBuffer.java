package org.afterimage.infer.tensorrt.djl;

import static org.bytedeco.cuda.global.cudart.cudaFree;
import static org.bytedeco.cuda.global.cudart.cudaFreeHost;
import static org.bytedeco.cuda.global.cudart.cudaMalloc;
import static org.bytedeco.cuda.global.cudart.cudaMallocHost;
import static org.bytedeco.cuda.global.cudart.cudaMemcpyAsync;
import static org.bytedeco.cuda.global.cudart.cudaMemcpyDeviceToHost;
import static org.bytedeco.cuda.global.cudart.cudaMemcpyHostToDevice;

import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import org.bytedeco.cuda.cudart.CUstream_st;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;

/**
 * Memory for one tensor on the device, and as much page-locked memory on the host, over which copies run beside the processor. Both are kept from
 * run to run and grow to the largest tensor that came.
 */
final class TransferBuffer implements AutoCloseable {

    private BytePointer host = none();
    private BytePointer device = none();
    private long bytes;

    /** Makes room for so many values; what was in it is lost. */
    void require(long values) {
        long wanted = Math.multiplyExact(values, Float.BYTES);
        if (wanted <= bytes) {
            return;
        }
        close();
        Cuda.check(cudaMallocHost((Pointer) host, wanted), "taking " + wanted + " bytes of page-locked memory");
        Cuda.check(cudaMalloc((Pointer) device, wanted), "taking " + wanted + " bytes on the GPU");
        host.capacity(wanted);
        bytes = wanted;
    }

    /** The device's side. */
    Pointer device() {
        return device;
    }

    /** Begins to copy values to the device. */
    void upload(FloatBuffer values, CUstream_st stream) {
        long length = (long) values.remaining() * Float.BYTES;
        hostValues().put(values);
        Cuda.check(cudaMemcpyAsync(device, host, length, cudaMemcpyHostToDevice, stream), "copying to the GPU");
    }

    /** Begins to copy values from the device; they can be read once the stream was waited for. */
    void download(long values, CUstream_st stream) {
        Cuda.check(
                cudaMemcpyAsync(host, device, values * Float.BYTES, cudaMemcpyDeviceToHost, stream),
                "copying from the GPU");
    }

    /** A copy of what was downloaded. */
    FloatBuffer read(int values) {
        float[] copy = new float[values];
        hostValues().get(copy);
        return FloatBuffer.wrap(copy);
    }

    private FloatBuffer hostValues() {
        return host.asByteBuffer().order(ByteOrder.nativeOrder()).asFloatBuffer();
    }

    private static BytePointer none() {
        return new BytePointer((Pointer) null);
    }

    @Override
    public void close() {
        BytePointer oldHost = host;
        BytePointer oldDevice = device;
        host = none();
        device = none();
        bytes = 0;
        if (!oldHost.isNull()) {
            Cuda.check(cudaFreeHost(oldHost), "giving page-locked memory back");
        }
        if (!oldDevice.isNull()) {
            Cuda.check(cudaFree(oldDevice), "giving memory of the GPU back");
        }
    }
}
