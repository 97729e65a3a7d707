package org.afterimage.storage;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WatermarksTest {
    private static final Watermarks MARKS = new Watermarks(1000, 200, 600);

    @Test
    void roomIsShortBelowTheFirstWatermarkAndFullBelowTheSecond() {
        assertThat(MARKS.level(RoomLevel.AMPLE, 1000)).isEqualTo(RoomLevel.AMPLE);
        assertThat(MARKS.level(RoomLevel.AMPLE, 999)).isEqualTo(RoomLevel.SHORT);
        assertThat(MARKS.level(RoomLevel.SHORT, 200)).isEqualTo(RoomLevel.SHORT);
        assertThat(MARKS.level(RoomLevel.SHORT, 199)).isEqualTo(RoomLevel.FULL);
        assertThat(MARKS.level(RoomLevel.AMPLE, 0)).isEqualTo(RoomLevel.FULL);
    }

    @Test
    void whatWasFullStaysSoUntilThereIsClearlyMore() {
        assertThat(MARKS.level(RoomLevel.FULL, 599)).isEqualTo(RoomLevel.FULL);
        assertThat(MARKS.level(RoomLevel.FULL, 600)).isEqualTo(RoomLevel.SHORT);
        assertThat(MARKS.level(RoomLevel.FULL, 2000)).isEqualTo(RoomLevel.AMPLE);
    }

    @Test
    void whatWasShortStaysSoForATwentiethMore() {
        assertThat(MARKS.level(RoomLevel.SHORT, 1049)).isEqualTo(RoomLevel.SHORT);
        assertThat(MARKS.level(RoomLevel.SHORT, 1050)).isEqualTo(RoomLevel.AMPLE);
    }
}
