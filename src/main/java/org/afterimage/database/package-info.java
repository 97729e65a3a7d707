/**
 * A real PostgreSQL for a node that was given no database: unpacked from binaries on the class path, owned by this process, fsync on.
 * A data folder comes in, a JDBC address and credentials go out. It calls no other room.
 */
package org.afterimage.database;
