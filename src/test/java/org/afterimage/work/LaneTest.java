package org.afterimage.work;

import static org.assertj.core.api.Assertions.assertThat;

import org.afterimage.route.Priority;
import org.junit.jupiter.api.Test;

class LaneTest {
    @Test
    void theQueuesNameOfALaneIsReadBack() {
        Lane lane = new Lane("MY PACS/1#A", 1, 3);
        assertThat(Lane.of(lane.instance())).isEqualTo(lane);
    }

    @Test
    void whatIsUrgentIsBeforeWhatIsNormalAndThatBeforeWhatCanWait() {
        assertThat(WorkOrder.number(Priority.NORMAL))
                .as("as jobs have it that no route ranked")
                .isZero();
        assertThat(WorkOrder.number(Priority.URGENT)).isPositive();
        assertThat(WorkOrder.number(Priority.OFF_PEAK)).isNegative();
    }
}
