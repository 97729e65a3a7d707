package org.afterimage.dicom.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.afterimage.testing.ProcessPeer;
import org.afterimage.testing.TestAuthority;
import org.afterimage.testing.TestAuthority.Holder;
import org.afterimage.testing.TestAuthority.Wanted;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Keys as openssl and keytool write them. */
class KeyReaderTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final TestAuthority AUTHORITY = TestAuthority.named("Authority");
    private static final Holder EC = AUTHORITY.issue(new Wanted("ec").ec());
    private static final Holder RSA = AUTHORITY.issue(new Wanted("rsa"));
    private static final String PASSWORD = "Sesam, ouvre-toi!";

    @TempDir
    private Path folder;

    @Test
    void plainPemKeysAreRead() throws Exception {
        for (Holder holder : List.of(EC, RSA)) {
            OwnKey own = read(pem(holder.writeKey(folder.resolve("key.pem")), holder, PasswordSource.NONE));
            assertThat(own.key()).isEqualTo(holder.key());
            assertThat(own.chain()).containsExactly(holder.certificate());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"aes-256-cbc", "aes-128-cbc"})
    void keysThatOpensslEncryptedAreRead(String cipher) throws Exception {
        Path encrypted = openssl("pkcs8", "-topk8", "-v2", cipher, "-passout", "pass:" + PASSWORD);
        assertThat(read(pem(encrypted, EC, passwordFile(PASSWORD + "\n"))).key())
                .isEqualTo(EC.key());
        assertThat(read(pem(encrypted, EC, passwordFile(PASSWORD))).key()).isEqualTo(EC.key());
    }

    @Test
    void aPasswordMayStandInTheEnvironment() throws Exception {
        Path encrypted = openssl("pkcs8", "-topk8", "-passout", "env:HOME");
        assertThat(read(pem(encrypted, EC, new PasswordSource.PasswordVariable("HOME")))
                        .key())
                .isEqualTo(EC.key());
        assertThatThrownBy(() -> read(pem(encrypted, EC, new PasswordSource.PasswordVariable("NO_SUCH_VARIABLE"))))
                .isInstanceOf(TlsFilesException.class)
                .hasMessageContaining("The environment variable NO_SUCH_VARIABLE")
                .hasMessageContaining("is not set");
    }

    @Test
    void aWrongOrMissingPasswordIsSaidAndNotRepeated() throws Exception {
        Path encrypted = openssl("pkcs8", "-topk8", "-passout", "pass:" + PASSWORD);
        assertThatThrownBy(() -> read(pem(encrypted, EC, passwordFile("wrong-secret"))))
                .hasMessage("The password for " + encrypted + " is wrong, or the file is broken.")
                .message()
                .doesNotContain("wrong-secret");
        assertThatThrownBy(() -> read(pem(encrypted, EC, PasswordSource.NONE)))
                .hasMessageContaining("is encrypted and no password is configured");
    }

    @Test
    void keysOfOpensslsOldFormAreRefusedWithTheCommandThatConvertsThem() {
        Path old = openssl("ec");
        assertThatThrownBy(() -> read(pem(old, EC, PasswordSource.NONE)))
                .hasMessageContaining("openssl pkcs8 -topk8 -in OLD -out NEW");
    }

    @Test
    void pkcs12FilesOfOpensslAndJavaAreRead() throws Exception {
        Path own = EC.writePkcs12(folder.resolve("java.p12"), PASSWORD);
        Path key = EC.writeKey(folder.resolve("key.pem"));
        Path certificate = EC.writeCertificates(folder.resolve("cert.pem"));
        Path openssl = folder.resolve("openssl.p12");
        run("pkcs12", "-export", "-inkey", key, "-in", certificate, "-out", openssl, "-passout", "pass:" + PASSWORD);
        for (Path file : List.of(own, openssl)) {
            OwnKey read = read(new KeyFiles.Pkcs12Key(file, passwordFile(PASSWORD)));
            assertThat(read.key()).isEqualTo(EC.key());
            assertThat(read.chain()).containsExactly(EC.certificate());
            assertThatThrownBy(() -> read(new KeyFiles.Pkcs12Key(file, passwordFile("wrong"))))
                    .hasMessageContaining("The password for " + file + " is wrong");
        }
    }

    @Test
    void brokenFilesAreNamed() throws Exception {
        Path key = EC.writeKey(folder.resolve("key.pem"));
        Path noise = Files.writeString(folder.resolve("noise"), "no key at all");
        Path cut = Files.writeString(
                folder.resolve("cut.pem"), "-----BEGIN PRIVATE KEY-----\nMIGHAgEA\n-----END PRIVATE KEY-----\n");
        assertThatThrownBy(() -> read(pem(noise, EC, PasswordSource.NONE)))
                .hasMessageContaining("noise holds no private key");
        assertThatThrownBy(() -> read(pem(cut, EC, PasswordSource.NONE))).hasMessageContaining("cut.pem is broken");
        assertThatThrownBy(() -> read(new KeyFiles.PemKey(key, noise, PasswordSource.NONE)))
                .hasMessageContaining("noise holds no certificate in PEM form");
        assertThatThrownBy(() -> read(new KeyFiles.Pkcs12Key(noise, passwordFile("x"))))
                .hasMessageContaining("noise is no PKCS#12 file");
        assertThatThrownBy(() -> read(pem(folder, EC, PasswordSource.NONE))).isInstanceOf(TlsFilesException.class);
        Path huge = Files.write(folder.resolve("huge"), new byte[(1 << 20) + 1]);
        assertThatThrownBy(() -> read(pem(huge, EC, PasswordSource.NONE)))
                .hasMessageContaining("is longer than 1048576");
    }

    @Test
    void aCertificateOfAnotherKeyIsRefused() {
        for (Holder other : List.of(RSA, AUTHORITY.issue(new Wanted("other").ec()))) {
            assertThatThrownBy(() -> read(pem(EC.writeKey(folder.resolve("key.pem")), other, PasswordSource.NONE)))
                    .hasMessageContaining("is not that of the private key");
        }
    }

    @Test
    void aShortKeyIsRefused() {
        Holder weak = AUTHORITY.issue(new Wanted("weak").rsa(1024));
        assertThatThrownBy(() -> read(pem(weak.writeKey(folder.resolve("key.pem")), weak, PasswordSource.NONE)))
                .hasMessageContaining("CN=weak")
                .hasMessageContaining("is too short; BCP 195 asks for RSA of 2048 bits");
    }

    @Test
    void aKeyThatEverybodyMayReadIsWarnedOf() throws Exception {
        Path key = EC.writeKey(folder.resolve("key.pem"));
        List<String> warnings = warningsOf(() -> read(pem(key, EC, PasswordSource.NONE)));
        assertThat(warnings).isEmpty();
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-r--r--"));
        assertThat(warningsOf(() -> read(pem(key, EC, PasswordSource.NONE))))
                .singleElement()
                .asString()
                .contains("can be read by every user of this machine");
    }

    private interface Work {
        void run() throws Exception;
    }

    private static List<String> warningsOf(Work work) throws Exception {
        List<String> warnings = new ArrayList<>();
        Handler handler = new Handler() {
            @Override
            public void publish(LogRecord logged) {
                warnings.add(logged.getMessage());
            }

            @Override
            public void flush() {
                // Nothing is held back.
            }

            @Override
            public void close() {
                // Nothing is open.
            }
        };
        Logger logger = Logger.getLogger(SmallFile.class.getName());
        logger.addHandler(handler);
        try {
            work.run();
        } finally {
            logger.removeHandler(handler);
        }
        return warnings;
    }

    private static OwnKey read(KeyFiles files) throws TlsFilesException {
        return KeyReader.read(files).orElseThrow();
    }

    private KeyFiles pem(Path key, Holder holder, PasswordSource password) {
        return new KeyFiles.PemKey(key, holder.writeCertificates(folder.resolve("cert.pem")), password);
    }

    private PasswordSource passwordFile(String content) {
        try {
            return new PasswordSource.PasswordFile(Files.writeString(folder.resolve("password"), content));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** Has openssl write the EC key anew. */
    private Path openssl(Object... command) {
        Path out = folder.resolve("openssl.pem");
        List<Object> arguments = new ArrayList<>(List.of(command));
        arguments.addAll(List.of("-in", EC.writeKey(folder.resolve("plain.pem")), "-out", out));
        run(arguments.toArray());
        return out;
    }

    private void run(Object... arguments) {
        ProcessPeer.Result result = ProcessPeer.run(folder, PATIENCE, "openssl", arguments);
        assertThat(result.exitStatus()).as(result.output()).isZero();
    }
}
