package org.afterimage.receive;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import org.afterimage.dicom.net.AssociationObserver;
import org.afterimage.dicom.net.Rejection;
import org.junit.jupiter.api.Test;

class OpenAssociationsTest {
    private static final InetAddress PEER = InetAddress.getLoopbackAddress();

    private final List<Boolean> told = new ArrayList<>();
    private final List<String> logged = new ArrayList<>();
    private final OpenAssociations associations = new OpenAssociations(
            new AssociationObserver() {
                @Override
                public void closed(long id, String calling, String called, InetAddress peer, String reason) {
                    logged.add(id + " " + reason);
                }
            },
            told::add);

    @Test
    void theLastThatEndsLeavesTheNodeAlone() {
        associations.opened(1, "CT1", "AFTERIMAGE", PEER);
        associations.opened(2, "MR1", "AFTERIMAGE", PEER);
        associations.closed(1, "CT1", "AFTERIMAGE", PEER, "released");
        assertThat(told).containsExactly(false, false);
        associations.closed(2, "MR1", "AFTERIMAGE", PEER, "aborted");
        assertThat(told).containsExactly(false, false, true);
        assertThat(logged).containsExactly("1 released", "2 aborted");
    }

    @Test
    void aConnectionThatWasNeverAcceptedEndsNothing() {
        associations.opened(1, "CT1", "AFTERIMAGE", PEER);
        associations.rejected(2, "XX", "AFTERIMAGE", PEER, Rejection.CALLING_AE_TITLE_NOT_RECOGNIZED);
        associations.closed(2, "XX", "AFTERIMAGE", PEER, "rejected");
        associations.closed(3, "", "", PEER, "a probe");
        assertThat(told).containsExactly(false);
    }
}
