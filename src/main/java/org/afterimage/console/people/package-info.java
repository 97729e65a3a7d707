/**
 * Who may do what in the console and over REST: accounts with their passwords and roles, who is signed in, tokens, and what people changed.
 * Names, passwords and tokens come in, sessions and entries of the audit log go out. It calls no other room.
 */
package org.afterimage.console.people;
