package org.afterimage.fault;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A point that ends the process when it is reached often enough. */
final class ArmedFault {
    private static final int EXIT_OF_SIGKILL = 137;

    private final String name;
    private final AtomicInteger passes;

    private ArmedFault(String name, int passes) {
        this.name = name;
        this.passes = new AtomicInteger(passes);
    }

    /**
     * Reads {@code POINT} or {@code POINT:N}.
     *
     * @throws IllegalArgumentException with one sentence if N is no number from 1
     */
    static Optional<ArmedFault> of(Optional<String> text) {
        return text.filter(named -> !named.isBlank()).map(named -> {
            String[] parts = named.strip().split(":", 2);
            int times = parts.length == 1 ? 1 : Integer.parseInt(parts[1]);
            if (times < 1) {
                throw new IllegalArgumentException(named + " must end with a number from 1.");
            }
            return new ArmedFault(parts[0], times);
        });
    }

    /** As it is armed; its point exists. */
    String name() {
        return FaultPoint.named(name).name();
    }

    void pass(FaultPoint point) {
        if (point.name().equals(name) && passes.decrementAndGet() == 0) {
            kill();
        }
    }

    /** SIGKILL, as the kernel sends it when memory runs out; a process may not send it to itself through the JDK. */
    private static void kill() {
        long pid = ProcessHandle.current().pid();
        System.err.println("fault point: SIGKILL");
        try {
            new ProcessBuilder("kill", "-KILL", Long.toString(pid)).start();
            TimeUnit.SECONDS.sleep(5);
        } catch (IOException | InterruptedException e) {
            System.err.println("fault point: no kill here, so the process halts");
        }
        Runtime.getRuntime().halt(EXIT_OF_SIGKILL);
    }
}
