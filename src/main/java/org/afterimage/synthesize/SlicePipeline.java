package org.afterimage.synthesize;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.afterimage.infer.BatchedModel;
import org.afterimage.infer.InferenceException;
import org.afterimage.infer.LoadedModel;
import org.afterimage.infer.Tensor;
import org.afterimage.model.ModelPackage;

/**
 * Slices on their way through a network: while it runs on some, the next are read and prepared and the last are composed and kept, each in a
 * thread of its own. No more slices wait before the network, and no more behind it, than it takes in one run, so that memory does not grow with
 * the series. Order is kept, and the answers are those that the slices would get one by one.
 *
 * @param <S> what is known of a slice before the network has answered
 */
final class SlicePipeline<S> {

    private final Reader<S> reader;
    private final Composer<S> composer;
    private final BatchedModel batched;

    /**
     * A slice that waits for the network.
     *
     * @param slice what its composing will need
     * @param input for the network
     */
    record Prepared<S>(S slice, Map<String, Tensor> input) {}

    /** Reads and prepares a slice. Called in the order of slices. */
    @FunctionalInterface
    interface Reader<S> {
        Prepared<S> read(int slice) throws SynthesisException, IOException;
    }

    /** Composes an image of a slice and the network's answer, and keeps it. Called in the order of slices. */
    @FunctionalInterface
    interface Composer<S> {
        SyntheticInstance compose(S slice, NetworkRun run) throws SynthesisException, IOException;
    }

    /**
     * What the network said to one slice.
     *
     * @param answer its tensors, of a batch of 1
     * @param nanos the slice's share of the run's time
     */
    record NetworkRun(Map<String, Tensor> answer, long nanos) {}

    SlicePipeline(ModelPackage model, LoadedModel network, Reader<S> reader, Composer<S> composer) {
        this.reader = reader;
        this.composer = composer;
        this.batched = new BatchedModel(network, model.manifest().model());
    }

    /**
     * Makes an image of each slice.
     *
     * @param slices how many there are
     * @return in the same order
     * @throws SynthesisException if a slice fails, or this thread is interrupted; then too the threads have ended
     * @throws IOException if a slice can't be read or kept
     */
    List<SyntheticInstance> run(int slices) throws SynthesisException, IOException {
        try (Stage ahead = new Stage("slice-reader");
                Stage behind = new Stage("slice-composer")) {
            return new Run(ahead, behind, slices).all();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SynthesisException("The synthesis was ended.", e);
        }
    }

    /** One series on its way. */
    private final class Run {
        private final Stage before;
        private final Stage after;
        private final int slices;
        private final Deque<Future<Prepared<S>>> waiting = new ArrayDeque<>();
        private final Deque<Future<SyntheticInstance>> leaving = new ArrayDeque<>();
        private final List<SyntheticInstance> images = new ArrayList<>();
        private int asked;

        Run(Stage before, Stage after, int slices) {
            this.before = before;
            this.after = after;
            this.slices = slices;
        }

        List<SyntheticInstance> all() throws SynthesisException, IOException, InterruptedException {
            int most = 1;
            readAhead(most);
            while (!waiting.isEmpty()) {
                List<Prepared<S>> batch = new ArrayList<>();
                batch.add(result(waiting.remove()));
                most = batched.most(batch.get(0).input());
                readAhead(most);
                while (batch.size() < most && joins(batch.get(0))) {
                    batch.add(result(waiting.remove()));
                    readAhead(most);
                }
                send(batch);
                collect(most);
            }
            collect(0);
            return images;
        }

        private void readAhead(int most) {
            while (asked < slices && waiting.size() < most) {
                int slice = asked++;
                waiting.add(before.submit(() -> reader.read(slice)));
            }
        }

        private boolean joins(Prepared<S> first) throws SynthesisException, IOException, InterruptedException {
            return !waiting.isEmpty()
                    && batched.together(first.input(), result(waiting.element()).input());
        }

        private void send(List<Prepared<S>> batch) throws SynthesisException {
            long start = System.nanoTime();
            List<Map<String, Tensor>> answers = answers(batch);
            long each = (System.nanoTime() - start) / batch.size();
            for (int i = 0; i < batch.size(); i++) {
                S slice = batch.get(i).slice();
                NetworkRun run = new NetworkRun(answers.get(i), each);
                leaving.add(after.submit(() -> composer.compose(slice, run)));
            }
        }

        private void collect(int most) throws SynthesisException, IOException, InterruptedException {
            while (leaving.size() > most) {
                images.add(result(leaving.remove()));
            }
        }
    }

    private List<Map<String, Tensor>> answers(List<Prepared<S>> batch) throws SynthesisException {
        try {
            return batched.run(batch.stream().map(Prepared::input).toList());
        } catch (InferenceException e) {
            throw new SynthesisException(e.getMessage(), e);
        }
    }

    private static <T> T result(Future<T> future) throws SynthesisException, IOException, InterruptedException {
        try {
            return future.get();
        } catch (ExecutionException e) {
            Throwable cause = e.getCause();
            if (cause instanceof SynthesisException failure) {
                throw failure;
            } else if (cause instanceof IOException failure) {
                throw failure;
            } else if (cause instanceof RuntimeException failure) {
                throw failure;
            } else if (cause instanceof Error failure) {
                throw failure;
            }
            throw new IllegalStateException(cause);
        }
    }

    /** A thread for one kind of work. Closing it drops what has not begun and waits for what has, which is one slice. */
    private static final class Stage implements AutoCloseable {
        private final ExecutorService queue;
        private final List<Thread> threads = new ArrayList<>();
        private final Deque<Future<?>> tasks = new ArrayDeque<>();

        Stage(String name) {
            this.queue = Executors.newSingleThreadExecutor(work -> {
                Thread made = new Thread(work, name);
                made.setDaemon(true);
                threads.add(made);
                return made;
            });
        }

        <T> Future<T> submit(Callable<T> work) {
            tasks.removeIf(Future::isDone);
            Future<T> future = queue.submit(work);
            tasks.add(future);
            return future;
        }

        @Override
        public void close() {
            tasks.forEach(task -> task.cancel(false)); // an interrupt would close the file under a reader
            queue.shutdown();
            boolean interrupted = false;
            for (Thread thread : threads) {
                while (thread.isAlive()) {
                    try {
                        thread.join();
                    } catch (InterruptedException e) {
                        interrupted = true;
                    }
                }
            }
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
