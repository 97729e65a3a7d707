package org.afterimage.console;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.afterimage.cluster.NodeRegister;
import org.afterimage.configuration.ActiveConfiguration;
import org.afterimage.model.ModelCatalogue;
import org.afterimage.receive.DicomListening;
import org.afterimage.storage.DiskRoom;
import org.afterimage.work.LoadedModels;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** What the node runs on: disks, database, engine, models, the other nodes. */
@ApplicationScoped
public class MachineState {
    private final DiskRoom room;
    private final LoadedModels loaded;
    private final ModelCatalogue catalogue;
    private final DicomListening listening;
    private final NodeRegister register;
    private final ActiveConfiguration configuration;
    private final boolean ownDatabase;

    /** For the container. */
    public MachineState(
            DiskRoom room,
            LoadedModels loaded,
            ModelCatalogue catalogue,
            DicomListening listening,
            NodeRegister register,
            ActiveConfiguration configuration,
            @ConfigProperty(name = "afterimage.database.own", defaultValue = "false") boolean ownDatabase) {
        this.room = room;
        this.loaded = loaded;
        this.catalogue = catalogue;
        this.listening = listening;
        this.register = register;
        this.configuration = configuration;
        this.ownDatabase = ownDatabase;
    }

    Overview.Machine read(Connection connection, double databaseMillis) throws SQLException {
        return new Overview.Machine(
                room.level(),
                room.disks().stream().map(Overview.Disk::of).toList(),
                databaseMillis,
                databaseBytes(connection),
                ownDatabase,
                loaded.engines(),
                catalogue.packages().size(),
                catalogue.refused().size(),
                listening.isOpen(),
                listening.port(),
                register.all(),
                configuration.refused());
    }

    private static long databaseBytes(Connection connection) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("select pg_database_size(current_database())");
                ResultSet row = query.executeQuery()) {
            row.next();
            return row.getLong(1);
        }
    }
}
