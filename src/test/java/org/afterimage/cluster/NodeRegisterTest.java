package org.afterimage.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import org.afterimage.node.ConfigurationException;
import org.afterimage.node.NodeFolders;
import org.afterimage.testing.TestDatabase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who lives on a database, and who may join. Some of it takes seconds, since it is about who still says that he lives. */
class NodeRegisterTest {
    @TempDir
    private static Path databaseFolder;

    private static TestDatabase database;

    @TempDir
    private Path folder;

    private final List<NodeRegister> started = new ArrayList<>();

    @BeforeAll
    static void startDatabase() throws Exception {
        database = new TestDatabase(databaseFolder);
    }

    @AfterAll
    static void stopDatabase() throws Exception {
        database.close();
    }

    @BeforeEach
    void empty() throws Exception {
        database.execute("truncate node, shared_folder");
    }

    @AfterEach
    void stop() {
        started.forEach(node -> node.stop(null));
    }

    @Test
    void nodesKnowOneAnotherUntilTheyEnd() throws Exception {
        NodeRegister first = start("one", "data1", "shared");
        assertThat(first.isAlone()).isTrue();
        NodeRegister second = start("two", "data2", "shared");
        assertThat(first.others()).extracting(NodeRow::name).containsExactly("two");
        assertThat(second.others()).extracting(NodeRow::name).containsExactly("one");
        assertThat(first.lives(second.process())).isTrue();
        second.stop(null);
        assertThat(first.isAlone()).isTrue();
        assertThat(first.lives(second.process())).isFalse();
    }

    @Test
    void aNodeThatFallsSilentIsMissedAtOnceAndThenHasEndedUntilItIsRecovered() throws Exception {
        NodeRegister node = start("one", "data1", "shared");
        insert("well", "process-0", 0);
        assertThat(node.isOneMissing()).isFalse();
        node.recovered("process-0");
        insert("gone", "process-4", 4);
        assertThat(node.isOneMissing()).isTrue();
        assertThat(node.lives("process-4")).isTrue();
        assertThat(node.ended()).isEmpty();
        insert("gone", "process-11", 11);
        assertThat(node.lives("process-11")).isFalse();
        assertThat(node.ended()).containsExactly("process-11");
        node.recovered("process-11");
        node.recovered("process-4");
        assertThat(node.isOneMissing()).isFalse();
        insert("paused for long", "process-70", 70);
        assertThat(node.isOneMissing()).as("not waited for any longer").isFalse();
        assertThat(node.ended()).containsExactly("process-70");
    }

    @Test
    void theRunBeforeOnTheSameDataFolderHasEndedHoweverFreshItsRow() throws Exception {
        NodeRegister before = start("one", "data1", "shared");
        NodeRegister again = start("one", "data1", "shared");
        assertThat(again.isAlone()).isTrue();
        assertThat(again.lives(before.process())).isFalse();
        assertThat(again.ended()).containsExactly(before.process());
    }

    @Test
    void twoNodesOfOneNameAreRefusedAndOneThatWasJustKilledIsNot() throws Exception {
        start("one", "data1", "shared");
        assertThatThrownBy(() -> start("one", "data2", "shared"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("A node called one (process ")
                .hasMessageContaining("cluster.name in node.yaml");
        insert("killed", "process-8", 8);
        assertThat(start("killed", "data3", "shared").others())
                .extracting(NodeRow::name)
                .containsExactly("one");
    }

    @Test
    void anotherFolderThanThatOfTheDatabaseIsRefusedAndSoIsTheFolderOfAnotherDatabase() throws Exception {
        start("one", "data1", "shared");
        assertThatThrownBy(() -> start("two", "data2", "unmounted"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("The database works with the folder " + folder.resolve("shared"))
                .hasMessageContaining("delete from shared_folder");
        database.execute("truncate node, shared_folder");
        assertThatThrownBy(() -> start("two", "data2", "shared"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("holds the instances of another database")
                .hasMessageContaining(folder.resolve("shared/folder.id").toString());
        NodeRegister own = new NodeRegister(database.source(), "own", folders("data2", "shared"), "1.0", true);
        started.add(own);
        own.start(null);
        assertThat(database.ask("select id from shared_folder"))
                .isEqualTo(Files.readString(folder.resolve("shared/folder.id")).strip());
    }

    @Test
    void theSchemaIsNotChangedUnderANodeThatWorks() throws Exception {
        NodeRegister node = start("one", "data1", "shared");
        try (Connection connection = database.source().getConnection()) {
            assertThatThrownBy(() -> SchemaGuard.requireNobody(connection))
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessageContaining("one (process ")
                    .hasMessageContaining("Stop all nodes");
            node.stop(null);
            insert("killed", "process-1", 1);
            assertThatCode(() -> SchemaGuard.requireNobody(connection)).doesNotThrowAnyException();
        }
    }

    private NodeRegister start(String name, String data, String shared) throws Exception {
        NodeRegister node = new NodeRegister(database.source(), name, folders(data, shared), "1.0", false);
        node.start(null);
        started.add(node);
        return node;
    }

    private NodeFolders folders(String data, String shared) {
        return new NodeFolders(folder.resolve(data), folder.resolve(shared), folder.resolve("models"));
    }

    private static void insert(String name, String process, int secondsAgo) throws Exception {
        database.execute(
                "insert into node (process, name, host, pid, data_folder, version, started_at, renewed_at) values ('"
                        + process + "', '" + name + "', 'elsewhere', 1, '/data', '1.0', now(), now() - interval '"
                        + secondsAgo
                        + " seconds')");
    }
}
