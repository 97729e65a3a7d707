package org.afterimage.dicom.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UidTest {

    @ParameterizedTest
    @ValueSource(strings = {"1.2.840.10008.1.1", "2.25.329800735698586629295641978511506172918", "0.0"})
    void uidsOfTheStandardsFormAreValid(String uid) {
        assertThat(Uid.isValid(uid)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ".",
                "1..2",
                "1.2.",
                ".1.2",
                "1.02",
                "1.2.3a",
                "1.2.3 ",
                "1.2\u0000",
                "../PWNED",
                "1.2/3",
                "1.\u0663"
            })
    void everythingElseIsNot(String uid) {
        assertThat(Uid.isValid(uid)).isFalse();
    }

    @Test
    void aUidHasAtMostSixtyFourCharacters() {
        assertThat(Uid.isValid("1.2." + "3".repeat(60))).isTrue();
        assertThat(Uid.isValid("1.2." + "3".repeat(61))).isFalse();
    }

    @Test
    void leadingZerosAreAgainstTheRulesAndTolerated() {
        assertThat(Uid.isValid("1.2.840.0113.20260107.083015")).isFalse();
        assertThat(Uid.isTolerable("1.2.840.0113.20260107.083015")).isTrue();
        for (String intolerable :
                List.of("", "../PWNED", "1..2", "1.2.", "1.2\u0000", "1.\u0663", "1." + "2".repeat(63))) {
            assertThat(Uid.isTolerable(intolerable)).isFalse();
        }
    }

    @Test
    void aHashGivesTheSameUidEveryTimeAndAnotherHashAnother() {
        String uid = Uid.fromHash(sha256("study"));

        assertThat(uid).isEqualTo(Uid.fromHash(sha256("study"))).isNotEqualTo(Uid.fromHash(sha256("series")));
        assertThat(Uid.isValid(uid)).isTrue();
    }

    @Test
    void aHashBecomesAUuidMarkedAsOneOfItsMakersOwnForm() {
        byte[] ones = new byte[32];
        Arrays.fill(ones, (byte) 0xFF);

        assertThat(Uid.fromHash(ones)).isEqualTo("2.25." + new BigInteger("FFFFFFFFFFFF8FFFBFFFFFFFFFFFFFFF", 16));
    }

    @Test
    void tooShortAHashIsRefused() {
        assertThatThrownBy(() -> Uid.fromHash(new byte[15])).isInstanceOf(IllegalArgumentException.class);
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
