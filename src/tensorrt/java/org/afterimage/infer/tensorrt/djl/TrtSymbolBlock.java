package org.afterimage.infer.tensorrt.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractSymbolBlock;
import ai.djl.nn.ParameterList;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import java.util.ArrayList;
import java.util.List;

/** A session as a DJL block. Inputs and outputs go by name. */
final class TrtSymbolBlock extends AbstractSymbolBlock implements AutoCloseable {

    private final TrtSession session;

    TrtSymbolBlock(TrtSession session, TrtNDManager manager) {
        this.session = session;
        manager.attachInternal(NDManager.nextUid(), this);
    }

    @Override
    protected NDList forwardInternal(
            ParameterStore parameters, NDList inputs, boolean training, PairList<String, Object> params) {
        List<TrtSession.Input> named = new ArrayList<>();
        for (NDArray input : inputs) {
            if (input.getName() == null) {
                throw new IllegalArgumentException("each input must have a name, one of " + session.inputNames());
            }
            TrtNDArray array = (TrtNDArray) input;
            named.add(new TrtSession.Input(array.getName(), array.values(), array.getShape()));
        }
        TrtNDManager manager = (TrtNDManager) inputs.head().getManager();
        NDList outputs = new NDList();
        for (TrtSession.Output output : session.run(named)) {
            TrtNDArray array = new TrtNDArray(manager, output.values(), output.shape());
            array.setName(output.name());
            outputs.add(array);
        }
        return outputs;
    }

    @Override
    public PairList<String, Shape> describeInput() {
        PairList<String, Shape> inputs = new PairList<>();
        session.inputNames().forEach(name -> inputs.add(name, null));
        return inputs;
    }

    @Override
    public void removeLastBlock() {
        throw new UnsupportedOperationException("a plan can't be changed");
    }

    @Override
    public ParameterList getDirectParameters() {
        throw new UnsupportedOperationException("a plan does not show its weights");
    }

    @Override
    public void close() {
        session.close();
    }
}
