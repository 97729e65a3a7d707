/**
 * The nodes that share one database and one folder of instances: what each is called, which of them live, and that nobody works beside them who
 * is not meant to. A name, folders and a database come in; who lives goes out. It calls node.
 */
package org.afterimage.cluster;
