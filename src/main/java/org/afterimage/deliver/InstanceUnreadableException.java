package org.afterimage.deliver;

import java.io.IOException;

/** A file of ours could not be read on its way: nothing that the destination could mend. */
final class InstanceUnreadableException extends IOException {
    private static final long serialVersionUID = 1L;

    InstanceUnreadableException(IOException cause) {
        super(cause.getMessage(), cause);
    }
}
