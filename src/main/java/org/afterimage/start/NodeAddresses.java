package org.afterimage.start;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.List;
import java.util.stream.Stream;

/** The addresses by which other machines can reach this one. */
final class NodeAddresses {
    private NodeAddresses() {}

    /** The IPv4 addresses of the interfaces that are up, but for loopback. */
    static List<String> ofThisMachine() {
        try {
            return NetworkInterface.networkInterfaces()
                    .filter(NodeAddresses::isUp)
                    .flatMap(NetworkInterface::inetAddresses)
                    .filter(address -> address instanceof Inet4Address && !address.isLoopbackAddress())
                    .map(InetAddress::getHostAddress)
                    .distinct()
                    .sorted()
                    .toList();
        } catch (SocketException e) {
            return List.of(); // a machine without interfaces can be reached by nobody
        }
    }

    /** Where a listener on an address is reached from elsewhere: itself, or each address of this machine. */
    static List<String> reaching(InetAddress bound) {
        if (!bound.isAnyLocalAddress()) {
            return List.of(bound.getHostAddress());
        }
        List<String> all = ofThisMachine();
        return all.isEmpty() ? List.of(InetAddress.getLoopbackAddress().getHostAddress()) : all;
    }

    /** What a listener can be bound to. */
    static List<String> choices(String now) {
        return Stream.concat(Stream.of("127.0.0.1", "0.0.0.0", now), ofThisMachine().stream())
                .distinct()
                .toList();
    }

    private static boolean isUp(NetworkInterface one) {
        try {
            return one.isUp();
        } catch (SocketException e) {
            return false;
        }
    }
}
