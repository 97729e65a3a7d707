package org.afterimage.work;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.afterimage.infer.InferenceException;
import org.afterimage.synthesize.SynthesisException;
import org.jboss.logging.Logger;

/**
 * Runs each synthesis in a thread of its own, so that it can be given up. A thread can only be asked to end; one that does not is counted as
 * stuck, and while there is one this node makes no more pixels and says that it is not well.
 */
@ApplicationScoped
public class SynthesisThreads {
    private static final Logger LOG = Logger.getLogger(SynthesisThreads.class);
    private static final Duration GRACE = Duration.ofSeconds(10);

    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "synthesis");
        thread.setDaemon(true);
        return thread;
    });
    private final Map<Long, Run<?>> running = new ConcurrentHashMap<>();
    private final Set<Run<?>> stuck = ConcurrentHashMap.newKeySet();
    private final Duration grace;

    /** For the container. */
    @Inject
    public SynthesisThreads(MeterRegistry meters) {
        this(GRACE);
        Gauge.builder("afterimage.synthesis.stuck", stuck, Set::size)
                .description("Syntheses that went on after their time limit and could not be ended")
                .register(meters);
        Gauge.builder("afterimage.synthesis.running", running, Map::size)
                .description("Slots of this node that make pixels now")
                .register(meters);
    }

    SynthesisThreads(Duration grace) {
        this.grace = grace;
    }

    /** What is run. */
    @FunctionalInterface
    public interface Synthesis<T> {
        /** Makes it. */
        T make() throws SynthesisException, InferenceException, IOException, InterruptedException;
    }

    /** The node stops, which is nothing against the job. */
    static final class NodeStoppingException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        NodeStoppingException(InterruptedException cause) {
            super("The node stops.", cause);
        }
    }

    /** One run; {@code ended} also when nobody waits for its result any more. */
    private record Run<T>(FutureTask<T> task, CountDownLatch ended) {}

    /**
     * Runs a synthesis to its end or to its limit.
     *
     * @throws TimeLimitException when it took longer, or was called off
     */
    <T> T run(long jobId, Duration limit, Synthesis<T> synthesis)
            throws SynthesisException, InferenceException, IOException, TimeLimitException {
        CountDownLatch ended = new CountDownLatch(1);
        Run<T> run = new Run<>(new FutureTask<>(synthesis::make), ended);
        running.put(jobId, run);
        threads.execute(() -> {
            try {
                run.task().run();
            } finally {
                ended.countDown();
            }
        });
        try {
            return run.task().get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            end(run);
            throw new TimeLimitException(
                    "It took longer than " + limit.toSeconds() + " s, the time limit of the model.");
        } catch (CancellationException e) {
            end(run);
            throw new TimeLimitException("It was called off.");
        } catch (InterruptedException e) {
            run.task().cancel(true);
            Thread.currentThread().interrupt();
            throw new NodeStoppingException(e);
        } catch (ExecutionException e) {
            throw rethrown(e.getCause());
        } finally {
            running.remove(jobId);
        }
    }

    /** Asks the synthesis of a job to end, if this node runs it. */
    void cancel(long jobId) {
        Run<?> run = running.get(jobId);
        if (run != null) {
            run.task().cancel(true);
        }
    }

    /** How many threads can't be ended. */
    public int stuck() {
        stuck.removeIf(run -> run.ended().getCount() == 0);
        return stuck.size();
    }

    private void end(Run<?> run) {
        run.task().cancel(true);
        try {
            if (!run.ended().await(grace.toMillis(), TimeUnit.MILLISECONDS)) {
                stuck.add(run);
                LOG.error("a synthesis goes on after its time limit and can't be ended; this node makes no more"
                        + " pixels until it ends or the node is started anew");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static RuntimeException rethrown(Throwable failure)
            throws SynthesisException, InferenceException, IOException {
        if (failure instanceof SynthesisException synthesis) {
            throw synthesis;
        } else if (failure instanceof InferenceException inference) {
            throw inference;
        } else if (failure instanceof IOException io) {
            throw io;
        } else if (failure instanceof Error error) {
            throw new IllegalStateException(error.toString(), error);
        }
        return failure instanceof RuntimeException runtime ? runtime : new IllegalStateException(failure);
    }

    @PreDestroy
    void close() {
        threads.shutdownNow();
    }
}
