package org.afterimage.infer.tensorrt.djl;

import ai.djl.engine.Engine;
import ai.djl.engine.EngineProvider;

/** Tells DJL of the engine. Nothing native is loaded until the engine is asked for. */
public final class TrtEngineProvider implements EngineProvider {
    @Override
    public String getEngineName() {
        return TrtEngine.NAME;
    }

    @Override
    public int getEngineRank() {
        return TrtEngine.RANK;
    }

    @Override
    public Engine getEngine() {
        return Holder.ENGINE;
    }

    private static final class Holder {
        private static final Engine ENGINE = new TrtEngine();
    }
}
