/**
 * Who may do what in the console: accounts with their passwords and roles, who is signed in, and what people changed.
 * Names and passwords come in, sessions and entries of the audit log go out. It calls no other room.
 */
package org.afterimage.console.people;
