/** Support for tests that talk to programs of others. Every room's tests may use it; it calls no room. */
package org.afterimage.testing;
