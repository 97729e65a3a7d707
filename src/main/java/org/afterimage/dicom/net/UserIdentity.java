package org.afterimage.dicom.net;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;

/**
 * Who the user of the requesting application is: the user identity sub-item of A-ASSOCIATE-RQ (PS3.7 D.3.3.7.1). The
 * fields may be secrets, so {@link #toString} shows neither of them.
 *
 * @param type one of the constants; a peer may send others
 * @param positiveResponseRequested whether the acceptor is to confirm that it knows the user
 * @param primaryField user name in UTF-8, Kerberos service ticket, SAML assertion or JSON web token, by type
 * @param secondaryField passcode in UTF-8 for {@link #USERNAME_AND_PASSCODE}, empty for the others
 */
@SuppressWarnings("ArrayRecordComponent")
public record UserIdentity(int type, boolean positiveResponseRequested, byte[] primaryField, byte[] secondaryField) {

    /** A user name. */
    public static final int USERNAME = 1;

    /** A user name and a passcode. */
    public static final int USERNAME_AND_PASSCODE = 2;

    /** A Kerberos service ticket. */
    public static final int KERBEROS = 3;

    /** A SAML assertion. */
    public static final int SAML = 4;

    /** A JSON web token. */
    public static final int JWT = 5;

    private static final int LONGEST_FIELD = 0xFFFF;

    /**
     * Takes copies of the fields.
     *
     * @throws IllegalArgumentException when a field does not fit the sub-item
     */
    public UserIdentity {
        if (type < 0 || type > 0xFF) {
            throw new IllegalArgumentException("A user identity type is one byte, not " + type + ".");
        }
        if (primaryField.length + secondaryField.length > LONGEST_FIELD - 6) {
            throw new IllegalArgumentException("A user identity of " + (primaryField.length + secondaryField.length)
                    + " bytes does not fit an association request.");
        }
        primaryField = primaryField.clone();
        secondaryField = secondaryField.clone();
    }

    /** Returns the identity of a user by name alone. */
    public static UserIdentity ofUsername(String username, boolean positiveResponseRequested) {
        return new UserIdentity(USERNAME, positiveResponseRequested, utf8(username), new byte[0]);
    }

    /** Returns the identity of a user by name and passcode; send it over TLS only. */
    public static UserIdentity ofUsername(String username, String passcode, boolean positiveResponseRequested) {
        return new UserIdentity(USERNAME_AND_PASSCODE, positiveResponseRequested, utf8(username), utf8(passcode));
    }

    /** Returns an identity that is opaque to this room: {@link #KERBEROS}, {@link #SAML} or {@link #JWT}. */
    public static UserIdentity ofToken(int type, byte[] token, boolean positiveResponseRequested) {
        return new UserIdentity(type, positiveResponseRequested, token, new byte[0]);
    }

    /** Returns a copy of the primary field. */
    @Override
    public byte[] primaryField() {
        return primaryField.clone();
    }

    /** Returns a copy of the secondary field. */
    @Override
    public byte[] secondaryField() {
        return secondaryField.clone();
    }

    /** Returns the user name; text without meaning when the type is none with a name. */
    public String username() {
        return new String(primaryField, StandardCharsets.UTF_8);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof UserIdentity that
                && type == that.type
                && positiveResponseRequested == that.positiveResponseRequested
                && Arrays.equals(primaryField, that.primaryField)
                && Arrays.equals(secondaryField, that.secondaryField);
    }

    @Override
    public int hashCode() {
        return Objects.hash(
                type, positiveResponseRequested, Arrays.hashCode(primaryField), Arrays.hashCode(secondaryField));
    }

    @Override
    public String toString() {
        return "UserIdentity[type=" + type + ", positiveResponseRequested=" + positiveResponseRequested + "]";
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
