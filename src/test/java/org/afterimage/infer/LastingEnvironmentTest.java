package org.afterimage.infer;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LastingEnvironmentTest {
    private static final Path NETWORK = Path.of("models/ct-kernel-sharp-to-smooth/0.1.0/models/model.onnx");

    @TempDir
    private Path folder;

    @Test
    void aProcessThatEndsWhileNetworksAreLoadedEndsWell() throws Exception {
        for (int time = 0; time < 3; time++) { // without the reference two of three abort
            Process ending = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-XX:ErrorFile=" + folder.resolve("error.log"),
                            "-cp",
                            System.getProperty("java.class.path"),
                            Ending.class.getName(),
                            NETWORK.toString())
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("output").toFile())
                    .start();
            try {
                assertThat(ending.waitFor(60, TimeUnit.SECONDS)).isTrue();
                assertThat(ending.exitValue()).isZero();
            } finally {
                ending.destroyForcibly();
            }
        }
    }

    /** Loads networks on two threads and ends meanwhile. */
    static final class Ending {
        private Ending() {}

        public static void main(String[] args) throws Exception {
            OrtEnvironment environment = LastingEnvironment.get();
            for (int i = 0; i < 2; i++) {
                Thread loading = new Thread(() -> load(environment, args[0]));
                loading.setDaemon(true);
                loading.start();
            }
            // Another hook that takes its time, as those of a node do: the library's own is through before.
            Runtime.getRuntime().addShutdownHook(new Thread(() -> pause(300)));
            pause(900);
            System.exit(0);
        }

        private static void load(OrtEnvironment environment, String network) {
            while (true) {
                try (OrtSession session = environment.createSession(network, new OrtSession.SessionOptions())) {
                    session.getNumInputs();
                } catch (OrtException e) {
                    throw new IllegalStateException(e);
                }
            }
        }

        private static void pause(long millis) {
            try {
                Thread.sleep(millis);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
