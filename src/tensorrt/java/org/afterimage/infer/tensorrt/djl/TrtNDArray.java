package org.afterimage.infer.tensorrt.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrayAdapter;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;

/** Values of float32 on the host with a shape. */
final class TrtNDArray extends NDArrayAdapter {

    private FloatBuffer values;

    TrtNDArray(TrtNDManager manager, FloatBuffer values, Shape shape) {
        super(manager, null, shape, DataType.FLOAT32, NDManager.nextUid());
        this.values = values;
        manager.attachInternal(uid, this);
    }

    /** The values, from the first. */
    FloatBuffer values() {
        if (isClosed) {
            throw new IllegalStateException("the array was closed");
        }
        return values.duplicate();
    }

    @Override
    public void intern(NDArray replaced) {
        values = ((TrtNDArray) replaced).values();
        shape = replaced.getShape();
        replaced.close();
    }

    @Override
    public void detach() {
        manager.detachInternal(uid);
        manager = TrtNDManager.system();
    }

    @Override
    public ByteBuffer toByteBuffer(boolean tryDirect) {
        FloatBuffer from = values();
        ByteBuffer bytes = ByteBuffer.allocate(from.remaining() * Float.BYTES).order(ByteOrder.nativeOrder());
        bytes.asFloatBuffer().put(from);
        return bytes;
    }

    @Override
    public void close() {
        values = null;
        super.close();
    }
}
