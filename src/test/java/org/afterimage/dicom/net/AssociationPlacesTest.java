package org.afterimage.dicom.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;

class AssociationPlacesTest {

    private static final InetAddress MODALITY = host(1);
    private static final InetAddress PACS = host(2);
    private static final InetAddress SCANNER = host(3);

    private final AssociationPlaces<String> places = new AssociationPlaces<>(4, 3);

    @Test
    void aHostHasNoMoreAssociationsThanItsShareAndOthersHaveTheRest() {
        assertThat(associate("m1", MODALITY)).isTrue();
        assertThat(associate("m2", MODALITY)).isTrue();
        assertThat(associate("m3", MODALITY)).isTrue();
        assertThat(associate("m4", MODALITY)).isFalse();
        assertThat(associate("p1", PACS)).isTrue();
        assertThat(associate("p2", PACS)).isFalse();
    }

    @Test
    void anAssociationThatEndedLeavesItsPlaceToAnother() {
        associate("m1", MODALITY);
        associate("m2", MODALITY);
        associate("m3", MODALITY);
        places.leave("m2");
        assertThat(associate("m4", MODALITY)).isTrue();
        assertThat(associate("m5", MODALITY)).isFalse();
        assertThat(associate("p1", PACS)).isTrue();
        places.leave("p1");
        assertThat(associate("p2", PACS)).isTrue();
    }

    @Test
    void silentConnectionsTakeNoPlaceOfAnAssociation() {
        for (int i = 0; i < 10 * AssociationPlaces.NEGOTIATING; i++) {
            places.enter("silent" + i, MODALITY);
        }
        assertThat(associate("m1", MODALITY)).isTrue();
        assertThat(associate("p1", PACS)).isTrue();
    }

    @Test
    void theOldestOfTheHostThatHoldsMostLosesItsPlaceToTheNewcomer() {
        places.enter("p1", PACS);
        for (int i = 1; i < AssociationPlaces.NEGOTIATING; i++) {
            assertThat(places.enter("silent" + i, MODALITY)).isEmpty();
        }
        assertThat(places.enter("s1", SCANNER)).contains("silent1");
        assertThat(places.enter("silent64", MODALITY)).contains("silent2");
        assertThat(places.accept("silent2")).isFalse();
        assertThat(places.accept("p1")).isTrue();
        assertThat(places.enter("s2", SCANNER)).isEmpty();
    }

    @Test
    void amongHostsThatHoldEquallyManyTheOldestOfAllLosesItsPlace() {
        for (int i = 0; i < AssociationPlaces.NEGOTIATING; i++) {
            places.enter("c" + i, host(10 + i));
        }
        assertThat(places.enter("newcomer", PACS)).contains("c0");
    }

    @Test
    void aConnectionThatLeftBeforeItWasAcceptedFreesItsPlace() {
        for (int i = 0; i < AssociationPlaces.NEGOTIATING; i++) {
            places.enter("c" + i, MODALITY);
        }
        places.leave("c7");
        assertThat(places.enter("c64", MODALITY)).isEmpty();
        assertThat(places.accept("c7")).isFalse();
    }

    private boolean associate(String connection, InetAddress host) {
        places.enter(connection, host);
        boolean accepted = places.accept(connection);
        if (!accepted) {
            places.leave(connection);
        }
        return accepted;
    }

    private static InetAddress host(int number) {
        try {
            return InetAddress.getByAddress(new byte[] {10, 0, 0, (byte) number});
        } catch (UnknownHostException e) {
            throw new AssertionError(e);
        }
    }
}
