package org.afterimage.node;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.afterimage.dicom.tls.ClientAuthentication;
import org.afterimage.dicom.tls.KeyFiles;
import org.afterimage.dicom.tls.PasswordSource;
import org.afterimage.dicom.tls.TlsVersion;

/** What the TLS fields of both configuration files have in common. */
final class TlsFields {
    private TlsFields() {}

    /** The versions of a field, both when it is not set. */
    static List<String> versions(String where, List<String> versions) {
        List<String> known =
                Arrays.stream(TlsVersion.values()).map(TlsVersion::number).toList();
        List<String> set = List.copyOf(Objects.requireNonNullElse(versions, known));
        if (set.isEmpty() || !known.containsAll(set)) {
            throw new IllegalArgumentException(
                    where + ".versions is " + set + "; BCP 195 allows " + String.join(" and ", known));
        }
        return set;
    }

    /** The versions that were checked. */
    static Set<TlsVersion> parsed(List<String> versions) {
        return versions.stream().map(TlsVersion::of).flatMap(Optional::stream).collect(Collectors.toUnmodifiableSet());
    }

    /** The demand on callers. */
    static ClientAuthentication clientAuthentication(String value) {
        return Arrays.stream(ClientAuthentication.values())
                .filter(choice -> choice.name().toLowerCase(Locale.ROOT).equals(value))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "dicom.tls.clientAuthentication is " + value + "; it is required, optional or none"));
    }

    /** Refuses a password that is given twice. */
    static void requireOnePassword(String where, String file, String variable) {
        if (!file.isEmpty() && !variable.isEmpty()) {
            throw new IllegalArgumentException(where + " names both a passwordFile and a passwordVariable");
        }
    }

    /** The files of a key, relative to a folder; a key without certificates is PKCS#12. */
    static KeyFiles key(Path folder, String key, String certificates, String passwordFile, String passwordVariable) {
        PasswordSource password = PasswordSource.NONE;
        if (!passwordFile.isEmpty()) {
            password = new PasswordSource.PasswordFile(folder.resolve(passwordFile));
        } else if (!passwordVariable.isEmpty()) {
            password = new PasswordSource.PasswordVariable(passwordVariable);
        }
        if (key.isEmpty()) {
            return KeyFiles.NONE;
        }
        return certificates.isEmpty()
                ? new KeyFiles.Pkcs12Key(folder.resolve(key), password)
                : new KeyFiles.PemKey(folder.resolve(key), folder.resolve(certificates), password);
    }

    /** The files of a list, relative to a folder. */
    static List<Path> files(Path folder, List<String> names) {
        return names.stream().map(folder::resolve).toList();
    }
}
