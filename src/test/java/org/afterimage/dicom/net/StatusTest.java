package org.afterimage.dicom.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class StatusTest {

    @Test
    void everyStatusIsOfOneKind() {
        assertThat(Status.SUCCESS.isSuccess()).isTrue();
        for (int code : new int[] {0x0001, 0x0107, 0x0116, 0xB000, 0xB006, 0xB007}) {
            assertThat(Status.of(code).isWarning()).isTrue();
            assertThat(Status.of(code).isFailure()).isFalse();
        }
        for (int code : new int[] {0x0110, 0x0117, 0x0122, 0x0211, 0xA700, 0xA900, 0xC000, 0xCFFF}) {
            assertThat(Status.of(code).isFailure()).isTrue();
            assertThat(Status.of(code).isWarning()).isFalse();
        }
        assertThat(Status.of(0xFF00).isFailure()).isFalse();
        assertThat(Status.of(0xFE00).isFailure()).isFalse();
    }

    @Test
    void aStatusReadsAsInTheStandard() {
        assertThat(Status.OUT_OF_RESOURCES.withComment("disk full")).hasToString("A700H (disk full)");
        assertThat(Status.SUCCESS).hasToString("0000H");
    }

    @Test
    void aCodeOfMoreThanSixteenBitsIsRefused() {
        assertThatThrownBy(() -> Status.of(0x10000)).isInstanceOf(IllegalArgumentException.class);
    }
}
