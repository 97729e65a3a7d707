package org.afterimage.dicom.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The sub-items of user information, byte by byte as the tables of PS3.7 D.3.3 have them. */
class UserInformationItemTest {

    /** Maximum length 16,384, implementation class UID "1.2" and no version name: what precedes and follows the rest. */
    private static final String BEFORE = "51000004 00004000" + "52000003 312e32";

    private static final String VERSION = "55000000";

    private static final UserInformation PLAIN =
            new UserInformation(16384, "1.2", "", AsynchronousOperationsWindow.NOT_NEGOTIATED, List.of());

    @Test
    void withoutNegotiationsThereAreThreeSubItems() throws Exception {
        assertEncoding(PLAIN, BEFORE + VERSION);
    }

    @Test
    void theWindowIsTwoNumbersOfTwoBytes() throws Exception {
        UserInformation information =
                new UserInformation(16384, "1.2", "", new AsynchronousOperationsWindow(0x0102, 0x0304), List.of());
        assertEncoding(information, BEFORE + "53000004 0102 0304" + VERSION);
    }

    @Test
    void aRoleSelectionIsACountedUidAndTwoFlags() throws Exception {
        UserInformation information = new UserInformation(
                16384,
                "1.2",
                "",
                AsynchronousOperationsWindow.NOT_NEGOTIATED,
                List.of(new RoleSelection("1.9", false, true), new RoleSelection("2.7", true, false)));
        assertEncoding(information, BEFORE + "54000007 0003 312e39 00 01" + "54000007 0003 322e37 01 00" + VERSION);
    }

    @Test
    void anExtendedNegotiationIsACountedUidAndWhatIsLeft() throws Exception {
        UserInformation information =
                PLAIN.withExtendedNegotiations(List.of(new SopClassExtendedNegotiation("1.9", new byte[] {1, 0, 1})));
        assertEncoding(information, BEFORE + VERSION + "56000008 0003 312e39 010001");
    }

    @Test
    void aRelationalQueryIsTheFirstByteOfTheInformation() {
        SopClassExtendedNegotiation relational = SopClassExtendedNegotiation.relational("1.9");
        assertThat(relational.serviceClassApplicationInformation()).containsExactly(1);
        assertThat(PLAIN.withExtendedNegotiations(List.of(relational)).isRelational("1.9"))
                .isTrue();
        assertThat(PLAIN.withExtendedNegotiations(List.of(relational)).isRelational("1.8"))
                .isFalse();
        for (byte[] no : new byte[][] {{}, {0}, {0, 1}, {2}}) {
            assertThat(new SopClassExtendedNegotiation("1.9", no).isRelational())
                    .isFalse();
        }
    }

    @Test
    void aCommonExtendedNegotiationCountsItsListInBytes() throws Exception {
        UserInformation information = new UserInformation(
                16384,
                "1.2",
                "",
                AsynchronousOperationsWindow.NOT_NEGOTIATED,
                List.of(),
                List.of(),
                List.of(new SopClassCommonExtendedNegotiation("1.9", "1.4.2", List.of("1.1", "1.22"))),
                Optional.empty(),
                Optional.empty());
        assertEncoding(
                information,
                BEFORE + VERSION + "57000019" + "0003 312e39" + "0005 312e342e32" + "000b 0003 312e31 0004 312e3232");
    }

    @Test
    void aUserIdentityIsATypeAFlagAndTwoCountedFields() throws Exception {
        UserIdentity identity = UserIdentity.ofUsername("me", "pass", true);
        assertEncoding(
                PLAIN.withUserIdentity(Optional.of(identity)),
                BEFORE + VERSION + "5800000c 02 01 0002 6d65 0004 70617373");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 4, 5})
    void theOtherUserIdentitiesHaveAnEmptySecondField(int type) throws Exception {
        UserIdentity identity = UserIdentity.ofToken(type, new byte[] {7, 8}, false);
        assertEncoding(
                PLAIN.withUserIdentity(Optional.of(identity)),
                BEFORE + VERSION + "58000008 0" + type + " 00 0002 0708 0000");
    }

    @Test
    void theConfirmationOfAUserIsOneCountedField() throws Exception {
        UserIdentityAnswer answer = new UserIdentityAnswer(new byte[] {9, 9, 9});
        assertEncoding(PLAIN.withUserIdentityAnswer(Optional.of(answer)), BEFORE + VERSION + "59000005 0003 090909");
    }

    @Test
    void aSubItemThatEndsEarlyIsRefused() {
        for (String cut : List.of("5300000300010", "58000003020100", "5700000400033 12e", "540000060003312e3900")) {
            String even = cut.replace(" ", "");
            byte[] bytes = HexFormat.of().parseHex(even.length() % 2 == 0 ? even : even + "0");
            assertThatThrownBy(() -> UserInformationItem.decode(ByteBuffer.wrap(bytes)))
                    .isInstanceOfAny(BufferUnderflowException.class, IndexOutOfBoundsException.class);
        }
    }

    @Test
    void neitherNameNorPasscodeStandsInTheText() {
        UserIdentity identity = UserIdentity.ofUsername("me", "secret", false);
        assertThat(identity.toString()).doesNotContain("secret").doesNotContain("me,");
        assertThat(identity.username()).isEqualTo("me");
        assertThat(identity.secondaryField()).isEqualTo("secret".getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void aUserIdentityThatFitsNoSubItemIsRefused() {
        byte[] long1 = new byte[65_529];
        assertThat(UserIdentity.ofToken(UserIdentity.SAML, long1, false).primaryField())
                .hasSize(65_529);
        assertThatThrownBy(() -> UserIdentity.ofToken(UserIdentity.SAML, new byte[65_530], false))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> UserIdentity.ofToken(256, long1, false)).isInstanceOf(IllegalArgumentException.class);
    }

    private static void assertEncoding(UserInformation information, String hex) throws IOException {
        byte[] expected = HexFormat.of().parseHex(hex.replace(" ", ""));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        UserInformationItem.encode(new DataOutputStream(bytes), information);
        assertThat(HexFormat.of().formatHex(bytes.toByteArray()))
                .isEqualTo(HexFormat.of().formatHex(expected));
        assertThat(UserInformationItem.decode(ByteBuffer.wrap(expected))).isEqualTo(information);
        // The decoder takes copies: what it returned does not change with the buffer of the connection.
        UserInformation decoded = UserInformationItem.decode(ByteBuffer.wrap(expected));
        Arrays.fill(expected, (byte) 0);
        assertThat(decoded).isEqualTo(information);
    }
}
