package org.afterimage.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ModelVersionTest {

    @Test
    void versionsAreOrderedByNumberAndNotByText() {
        List<String> ordered = Stream.of("0.10.0", "1.0", "0.9.12", "0.9.2", "1.0.0", "10.0.0", "9.9.9")
                .map(ModelVersion::new)
                .sorted()
                .map(ModelVersion::text)
                .toList();
        assertThat(ordered).containsExactly("0.9.2", "0.9.12", "0.10.0", "1.0", "1.0.0", "9.9.9", "10.0.0");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1.", ".1", "1.0-beta", "v1", "1..0", "1.2.3.4.5", "99999999999", "-1"})
    void whatIsNotNumbersWithDotsIsRefused(String text) {
        assertThatThrownBy(() -> new ModelVersion(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'" + text + "'");
    }
}
