package org.afterimage.testing;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.security.auth.x500.X500Principal;

/** A certificate authority that lives as long as a test, and the certificates that it issues (RFC 5280 4.1). */
public final class TestAuthority {
    private static final byte[] NULL = {5, 0};

    private final Holder own;

    private TestAuthority(Holder own) {
        this.own = own;
    }

    /** Makes an authority of that name with an EC key. */
    public static TestAuthority named(String commonName) {
        return new TestAuthority(make(new Wanted(commonName).ec(), null, true));
    }

    /** Issues a certificate. */
    public Holder issue(Wanted wanted) {
        return make(wanted, own, false);
    }

    /** Makes a certificate that nobody but its holder has signed. */
    public static Holder selfSigned(Wanted wanted) {
        return make(wanted, null, false);
    }

    /** The authority's certificate. */
    public X509Certificate certificate() {
        return own.certificate();
    }

    /** Writes the authority's certificate as PEM. */
    public Path writeTo(Path file) {
        return own.writeCertificates(file);
    }

    /** What a certificate is to say; without more, an RSA key and the names of this machine's loopback, valid for a day. */
    public record Wanted(
            String commonName,
            String algorithm,
            int bits,
            String digest,
            Instant from,
            Instant until,
            List<String> hosts) {
        public Wanted(String commonName) {
            this(
                    commonName,
                    "RSA",
                    2048,
                    "SHA256",
                    Instant.now().minus(Duration.ofDays(30)),
                    Instant.now().plus(Duration.ofDays(1)),
                    List.of("localhost", "127.0.0.1"));
        }

        /** An elliptic curve key of P-256. */
        public Wanted ec() {
            return new Wanted(commonName, "EC", 256, digest, from, until, hosts);
        }

        /** An RSA key of another length. */
        public Wanted rsa(int length) {
            return new Wanted(commonName, "RSA", length, digest, from, until, hosts);
        }

        /** Ended yesterday. */
        public Wanted expired() {
            return new Wanted(
                    commonName, algorithm, bits, digest, from, Instant.now().minus(Duration.ofDays(1)), hosts);
        }

        /** Begins tomorrow. */
        public Wanted notYetValid() {
            Instant tomorrow = Instant.now().plus(Duration.ofDays(1));
            return new Wanted(commonName, algorithm, bits, digest, tomorrow, tomorrow.plus(Duration.ofDays(1)), hosts);
        }

        /** Signed over another digest. */
        public Wanted digest(String other) {
            return new Wanted(commonName, algorithm, bits, other, from, until, hosts);
        }

        /** For other hosts. */
        public Wanted hosts(String... others) {
            return new Wanted(commonName, algorithm, bits, digest, from, until, List.of(others));
        }
    }

    /** A key with its certificate. */
    public record Holder(PrivateKey key, X509Certificate certificate) {
        /** Writes the private key as PEM that only the owner may read. */
        public Path writeKey(Path file) {
            write(file, pem("PRIVATE KEY", key.getEncoded()));
            try {
                Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
                return file;
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        }

        /** Writes the certificate as PEM. */
        public Path writeCertificates(Path file) {
            try {
                return write(file, pem("CERTIFICATE", certificate.getEncoded()));
            } catch (GeneralSecurityException e) {
                throw new AssertionError(e);
            }
        }

        /** Writes both as PKCS#12. */
        public Path writePkcs12(Path file, String password) {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            try {
                KeyStore store = KeyStore.getInstance("PKCS12");
                store.load(null, null);
                store.setKeyEntry("key", key, password.toCharArray(), new Certificate[] {certificate});
                store.store(out, password.toCharArray());
                return Files.write(file, out.toByteArray());
            } catch (GeneralSecurityException | IOException e) {
                throw new AssertionError(e);
            }
        }

        private static Path write(Path file, String text) {
            try {
                return Files.writeString(file, text);
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        }

        private static String pem(String label, byte[] der) {
            String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
            return "-----BEGIN " + label + "-----\n" + body + "\n-----END " + label + "-----\n";
        }
    }

    private static Holder make(Wanted wanted, Holder issuer, boolean authority) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(wanted.algorithm());
            generator.initialize(wanted.bits());
            KeyPair pair = generator.generateKeyPair();
            X500Principal subject = new X500Principal("CN=" + wanted.commonName() + ", O=Afterimage Test");
            X500Principal signer =
                    issuer == null ? subject : issuer.certificate().getSubjectX500Principal();
            PrivateKey signing = issuer == null ? pair.getPrivate() : issuer.key();
            boolean ec = signing.getAlgorithm().equals("EC");
            byte[] scheme = scheme(wanted.digest(), ec);
            byte[] toBeSigned = sequence(
                    tagged(0xA0, tagged(2, new byte[] {2})),
                    tagged(
                            2,
                            new BigInteger(64, new SecureRandom())
                                    .add(BigInteger.ONE)
                                    .toByteArray()),
                    scheme,
                    signer.getEncoded(),
                    sequence(time(wanted.from()), time(wanted.until())),
                    subject.getEncoded(),
                    pair.getPublic().getEncoded(),
                    tagged(0xA3, sequence(extensions(wanted, authority))));
            Signature signature = Signature.getInstance(wanted.digest() + (ec ? "withECDSA" : "withRSA"));
            signature.initSign(signing);
            signature.update(toBeSigned);
            byte[] der = sequence(toBeSigned, scheme, bits(0, signature.sign()));
            X509Certificate certificate = (X509Certificate)
                    CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(der));
            return new Holder(pair.getPrivate(), certificate);
        } catch (GeneralSecurityException | IOException e) {
            throw new AssertionError(e);
        }
    }

    private static byte[] scheme(String digest, boolean ec) {
        if (ec) {
            return sequence(oid(1, 2, 840, 10045, 4, digest.equals("SHA1") ? new int[] {1} : new int[] {3, 2}));
        }
        return sequence(oid(1, 2, 840, 113549, 1, new int[] {1, digest.equals("SHA1") ? 5 : 11}), NULL);
    }

    private static byte[][] extensions(Wanted wanted, boolean authority) throws IOException {
        List<byte[]> extensions = new ArrayList<>();
        if (authority) {
            byte[] yes = tagged(1, new byte[] {(byte) 0xFF});
            extensions.add(sequence(oid(2, 5, 29, 19, 0, null), yes, tagged(4, sequence(yes))));
            // keyCertSign and cRLSign
            extensions.add(sequence(oid(2, 5, 29, 15, 0, null), yes, tagged(4, bits(1, new byte[] {6}))));
        } else {
            List<byte[]> names = new ArrayList<>();
            for (String host : wanted.hosts()) {
                boolean address = Character.isDigit(host.charAt(0));
                names.add(
                        address
                                ? tagged(0x87, InetAddress.getByName(host).getAddress())
                                : tagged(0x82, host.getBytes(StandardCharsets.US_ASCII)));
            }
            extensions.add(sequence(oid(2, 5, 29, 17, 0, null), tagged(4, sequence(names.toArray(byte[][]::new)))));
        }
        return extensions.toArray(byte[][]::new);
    }

    private static byte[] time(Instant instant) {
        String text = DateTimeFormatter.ofPattern("yyyyMMddHHmmss'Z'")
                .withZone(ZoneOffset.UTC)
                .format(instant);
        return tagged(0x18, text.getBytes(StandardCharsets.US_ASCII));
    }

    /** An object identifier; one that ends at its fourth number has no more of them. */
    private static byte[] oid(int first, int second, int third, int fourth, int fifth, int[] more) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(40 * first + second);
        base128(out, third);
        base128(out, fourth);
        if (more != null) {
            base128(out, fifth);
            for (int number : more) {
                base128(out, number);
            }
        }
        return tagged(6, out.toByteArray());
    }

    private static void base128(ByteArrayOutputStream out, int number) {
        for (int shift = 28; shift > 0; shift -= 7) {
            if (number >>> shift != 0) {
                out.write(0x80 | number >>> shift & 0x7F);
            }
        }
        out.write(number & 0x7F);
    }

    private static byte[] bits(int unused, byte[] content) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(unused);
        out.writeBytes(content);
        return tagged(3, out.toByteArray());
    }

    private static byte[] sequence(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return tagged(0x30, out.toByteArray());
    }

    private static byte[] tagged(int tag, byte[] content) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(tag);
        if (content.length >= 0x80) {
            byte[] length = BigInteger.valueOf(content.length).toByteArray();
            int skip = length[0] == 0 ? 1 : 0;
            out.write(0x80 | length.length - skip);
            out.write(length, skip, length.length - skip);
        } else {
            out.write(content.length);
        }
        out.writeBytes(content);
        return out.toByteArray();
    }
}
