package org.afterimage.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.afterimage.synthesize.SynthesisException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SynthesisThreadsTest {
    private static final Duration SHORT = Duration.ofMillis(100);
    private static final Duration LONG = Duration.ofSeconds(30);

    private final SynthesisThreads threads = new SynthesisThreads(SHORT);
    private volatile boolean released;

    @AfterEach
    void release() {
        released = true;
        threads.close();
    }

    @Test
    void whatComesInTimeIsReturned() throws Exception {
        assertThat(threads.<String>run(1, LONG, () -> "made")).isEqualTo("made");
    }

    @Test
    void aFailureIsThrownAsItWas() {
        assertThatThrownBy(() -> threads.run(1, LONG, () -> {
                    throw new SynthesisException("no slices");
                }))
                .isInstanceOf(SynthesisException.class)
                .hasMessage("no slices");
        assertThatThrownBy(() -> threads.run(1, LONG, () -> {
                    throw new IOException("no file");
                }))
                .isInstanceOf(IOException.class)
                .hasMessage("no file");
    }

    @Test
    void aSynthesisThatHangsIsGivenUpAtItsLimitAndEndsWhenInterrupted() {
        assertThatThrownBy(() -> threads.run(1, SHORT, () -> {
                    new CountDownLatch(1).await(LONG.toSeconds(), TimeUnit.SECONDS);
                    return "never";
                }))
                .isInstanceOf(TimeLimitException.class)
                .hasMessageContaining("time limit");
        assertThat(threads.stuck()).isZero();
    }

    @Test
    void oneThatCannotBeEndedCountsAsStuckUntilItEnds() throws Exception {
        assertThatThrownBy(() -> threads.run(1, SHORT, () -> {
                    while (!released) {
                        LockSupport.parkNanos(1_000_000); // deaf to interruption, as native code is
                    }
                    return "late";
                }))
                .isInstanceOf(TimeLimitException.class);
        assertThat(threads.stuck()).isEqualTo(1);
        released = true;
        long deadline = System.nanoTime() + LONG.toNanos();
        while (threads.stuck() > 0 && System.nanoTime() < deadline) {
            Thread.sleep(5);
        }
        assertThat(threads.stuck()).isZero();
    }

    @Test
    void aJobThatIsCalledOffEndsAtOnceAndOthersGoOn() throws Exception {
        CountDownLatch begun = new CountDownLatch(2);
        CompletableFuture<Throwable> calledOff = begin(1, begun);
        CompletableFuture<Throwable> other = begin(2, begun);
        assertThat(begun.await(LONG.toSeconds(), TimeUnit.SECONDS)).isTrue();
        threads.cancel(1);
        assertThat(calledOff.get(LONG.toSeconds(), TimeUnit.SECONDS))
                .isInstanceOf(TimeLimitException.class)
                .hasMessage("It was called off.");
        assertThat(other).isNotDone();
        threads.cancel(2);
        other.get(LONG.toSeconds(), TimeUnit.SECONDS);
    }

    private CompletableFuture<Throwable> begin(long jobId, CountDownLatch begun) {
        return CompletableFuture.supplyAsync(() -> {
            try {
                threads.run(jobId, LONG, () -> {
                    begun.countDown();
                    new CountDownLatch(1).await();
                    return "never";
                });
                return new AssertionError("it ended");
            } catch (Exception e) {
                return e;
            }
        });
    }
}
