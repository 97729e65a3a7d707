package org.afterimage.console.people;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** Comparing passwords costs time on purpose, and not everybody's. */
class PasswordsTest {
    private static final int FLOOD = 24;

    @Test
    void ofAFloodSomeAreLookedAtAndTheOthersAreToldAtOnceThatItIsBusy() throws Exception {
        Passwords passwords = new Passwords(10, 2);
        String hash = passwords.hash("Correct horse battery");
        ExecutorService browsers = Executors.newFixedThreadPool(FLOOD);
        try {
            CountDownLatch start = new CountDownLatch(FLOOD);
            List<Future<String>> all = new ArrayList<>();
            for (int i = 0; i < FLOOD; i++) {
                all.add(browsers.submit(() -> {
                    start.countDown();
                    start.await();
                    try {
                        return passwords.matches("Correct horse battery", hash) ? "right" : "wrong";
                    } catch (PasswordsBusyException e) {
                        return "busy " + e.getResponse().getStatus();
                    }
                }));
            }
            List<String> told = new ArrayList<>();
            for (Future<String> one : all) {
                told.add(one.get());
            }
            assertThat(told).contains("right", "busy 503").doesNotContain("wrong");
        } finally {
            browsers.shutdownNow();
        }
        assertThat(passwords.matches("Correct horse battery", hash))
                .as("when it is over")
                .isTrue();
    }
}
