package org.afterimage.dicom.tls;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A block of a PEM file (RFC 7468).
 *
 * @param label what the block says it is, such as {@code CERTIFICATE}
 * @param der the decoded content
 */
record Pem(String label, byte[] der) {
    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN ([A-Z0-9 ]{1,64})-----([^-]*)-----END \\1-----", Pattern.DOTALL);

    /** Says whether the bytes are a PEM file at all. */
    static boolean isPem(byte[] file) {
        return text(file).contains("-----BEGIN ");
    }

    /**
     * Returns the blocks of a file; text around them is a comment.
     *
     * @throws IllegalArgumentException when a block is not base64
     */
    static List<Pem> blocks(byte[] file) {
        List<Pem> blocks = new ArrayList<>();
        Matcher matcher = BLOCK.matcher(text(file));
        while (matcher.find()) {
            // Keys of OpenSSL's old form have header lines, which no decoder here understands; its caller refuses them
            // by their label.
            String body = matcher.group(2).contains(":") ? "" : matcher.group(2);
            blocks.add(new Pem(matcher.group(1), Base64.getMimeDecoder().decode(body)));
        }
        return blocks;
    }

    private static String text(byte[] file) {
        return new String(file, StandardCharsets.ISO_8859_1);
    }
}
