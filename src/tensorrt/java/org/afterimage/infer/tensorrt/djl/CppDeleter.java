package org.afterimage.infer.tensorrt.djl;

import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.tensorrt.nvinfer.ICudaEngine;
import org.bytedeco.tensorrt.nvinfer.IExecutionContext;
import org.bytedeco.tensorrt.nvinfer.IHostMemory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * C++ {@code delete} for what TensorRT made. TensorRT 10 has no {@code destroy()}, and JavaCPP has a deallocator only for objects that it made
 * itself; so one empty object of each class is made, and its deallocator, which calls the virtual destructor, does for the others.
 */
final class CppDeleter {

    private static final Logger LOG = LoggerFactory.getLogger(CppDeleter.class);

    private final Pointer engine = new ICudaEngine();
    private final Pointer context = new IExecutionContext();
    private final Pointer memory = new IHostMemory();

    void delete(ICudaEngine object) {
        delete(object, engine);
    }

    void delete(IExecutionContext object) {
        delete(object, context);
    }

    void delete(IHostMemory object) {
        delete(object, memory);
    }

    private static void delete(Pointer object, Pointer sample) {
        if (object == null || object.isNull()) {
            return;
        }
        try {
            Method deallocatorOf = Pointer.class.getDeclaredMethod("deallocator");
            deallocatorOf.setAccessible(true);
            Object deallocator = deallocatorOf.invoke(sample);
            Method addressOf = deallocator.getClass().getDeclaredMethod("deallocatorAddress");
            addressOf.setAccessible(true);
            long address = (long) addressOf.invoke(deallocator);
            Constructor<?> constructor =
                    deallocator.getClass().getDeclaredConstructor(Pointer.class, long.class, long.class);
            constructor.setAccessible(true);
            Object own = constructor.newInstance(object, object.address(), address);
            Method deallocate = own.getClass().getDeclaredMethod("deallocate");
            deallocate.setAccessible(true);
            deallocate.invoke(own);
            object.setNull();
        } catch (ReflectiveOperationException e) {
            LOG.warn("memory of TensorRT is not given back: {}", e.toString());
        }
    }
}
