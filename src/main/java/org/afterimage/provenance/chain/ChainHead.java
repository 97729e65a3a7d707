package org.afterimage.provenance.chain;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * How far the chain reaches.
 *
 * @param sequence of the last event; 0 when there is none
 * @param hash of the last event; 32 zero bytes when there is none
 */
@SuppressWarnings("ArrayRecordComponent") // never a key
record ChainHead(long sequence, byte[] hash) {
    private static final int SHA_256_BYTES = 32;

    /** Before the first event. */
    static ChainHead start() {
        return new ChainHead(0, new byte[SHA_256_BYTES]);
    }

    static ChainHead read(Connection connection) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(
                        "select sequence, hash from provenance_event order by sequence desc limit 1");
                ResultSet row = query.executeQuery()) {
            return row.next() ? new ChainHead(row.getLong(1), row.getBytes(2)) : start();
        }
    }
}
