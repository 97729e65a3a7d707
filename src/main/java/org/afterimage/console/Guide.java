package org.afterimage.console;

import java.sql.SQLException;

/** What leads an administrator through the first start; as long as it is open, every page has a way back to it. */
public interface Guide {
    /** Whether there is something left to do in it. */
    boolean isOpen() throws SQLException;
}
