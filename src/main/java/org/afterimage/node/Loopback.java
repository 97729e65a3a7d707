package org.afterimage.node;

import java.util.Locale;
import java.util.regex.Pattern;

/** Addresses that stay on this machine, as configuration files write them. No name service is asked: it may change its mind. */
final class Loopback {
    private static final Pattern OF_127 = Pattern.compile("127\\.\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}");

    private Loopback() {}

    static boolean is(String host) {
        String name = host.toLowerCase(Locale.ROOT);
        return "localhost".equals(name)
                || "[::1]".equals(name)
                || "::1".equals(name)
                || OF_127.matcher(name).matches();
    }
}
