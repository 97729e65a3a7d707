package org.afterimage.infer.tensorrt.djl;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.BaseNDManager;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.nio.Buffer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;

/** Arrays of float32 on the host: they are copied to the device and back within a run, through buffers that stay. */
class TrtNDManager extends BaseNDManager {

    private TrtNDManager(NDManager parent, Device device) {
        super(parent, device);
    }

    static TrtNDManager system() {
        return SystemHolder.MANAGER;
    }

    @Override
    public ByteBuffer allocateDirect(int capacity) {
        return ByteBuffer.allocateDirect(capacity).order(ByteOrder.nativeOrder());
    }

    @Override
    public NDArray from(NDArray array) {
        if (array == null || array instanceof TrtNDArray) {
            return array;
        }
        TrtNDArray copy = create(array.toByteBuffer().asFloatBuffer(), array.getShape(), array.getDataType());
        copy.setName(array.getName());
        return copy;
    }

    /** The buffer's values are not copied. */
    @Override
    public TrtNDArray create(Buffer data, Shape shape, DataType dataType) {
        if (dataType != DataType.FLOAT32 || !(data instanceof FloatBuffer values)) {
            throw new UnsupportedOperationException("networks take and give float32, not " + dataType);
        }
        if (values.remaining() != shape.size()) {
            throw new IllegalArgumentException(
                    "an array of shape " + shape + " has " + shape.size() + " values, not " + values.remaining());
        }
        return new TrtNDArray(this, values, shape);
    }

    @Override
    public TrtNDManager newSubManager(Device device) {
        TrtNDManager manager = new TrtNDManager(this, device);
        attachUncappedInternal(manager.uid, manager);
        return manager;
    }

    @Override
    public final Engine getEngine() {
        return Engine.getEngine(TrtEngine.NAME);
    }

    /** The root of all managers; it stays open. */
    private static final class SystemManager extends TrtNDManager implements SystemNDManager {
        SystemManager() {
            super(null, null);
        }

        @Override
        public void close() {
            // DJL's root managers live as long as the process
        }
    }

    private static final class SystemHolder {
        private static final TrtNDManager MANAGER = new SystemManager();
    }
}
