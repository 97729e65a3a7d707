/**
 * The configuration in force: what dicom-conf/ says is checked as a whole, taken over while the node runs, and kept with who, when and what
 * changed in the database. Files come in, settings and routes in force go out. It calls node, route and model, and the database by JDBC.
 */
package org.afterimage.configuration;
