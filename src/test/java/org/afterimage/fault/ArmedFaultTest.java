package org.afterimage.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ArmedFaultTest {
    @Test
    void nothingIsArmedUnlessItIsNamed() {
        assertThat(ArmedFault.of(Optional.empty())).isEmpty();
        assertThat(ArmedFault.of(Optional.of(" "))).isEmpty();
        assertThat(FaultPoint.armed()).isEmpty();
        FaultPoint.IN_SYNTHESIS.reach(); // and this process goes on
    }

    @Test
    void aNameThatIsNoPointIsRefusedWithThoseThatAre() {
        ArmedFault unknown = ArmedFault.of(Optional.of("AT_LUNCH")).orElseThrow();
        assertThatThrownBy(unknown::name)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("AT_LUNCH is not a fault point")
                .hasMessageContaining("BETWEEN_INSTANCES");
        assertThatThrownBy(() -> ArmedFault.of(Optional.of("IN_SYNTHESIS:0")))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aProcessEndsBySigkillTheTimeThatWasNamed() throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-D" + FaultPoint.PROPERTY + "=IN_SYNTHESIS:3",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Passing.class.getName())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String printed = new String(process.getInputStream().readAllBytes());
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(printed.lines()).containsExactly("1", "2", "3");
        assertThat(process.exitValue()).isEqualTo(128 + 9);
    }

    /** Passes two points ten times. */
    static final class Passing {
        public static void main(String[] args) {
            for (int i = 1; i <= 10; i++) {
                System.out.println(i);
                System.out.flush();
                FaultPoint.BETWEEN_INSTANCES.reach();
                FaultPoint.IN_SYNTHESIS.reach();
            }
        }
    }
}
