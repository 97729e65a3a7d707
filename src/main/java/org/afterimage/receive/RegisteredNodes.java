package org.afterimage.receive;

import java.io.IOException;
import java.util.List;
import org.afterimage.cluster.NodeRegister;
import org.afterimage.receive.journal.JournalFolders;

/**
 * Which processes live, as the database says: each journal is called as the process that has it.
 *
 * @param register of the nodes
 */
record RegisteredNodes(NodeRegister register) implements JournalFolders.Living {
    @Override
    public boolean lives(String name) throws IOException {
        return register.lives(name);
    }

    @Override
    public List<String> ended() throws IOException {
        return register.ended();
    }

    @Override
    public void recovered(String name) throws IOException {
        register.recovered(name);
    }
}
