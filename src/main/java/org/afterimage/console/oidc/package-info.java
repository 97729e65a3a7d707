/**
 * The way in by an OpenID Connect provider: what it is asked, and whether what comes back is its answer.
 * The settings of node.yaml and the query of a returning browser come in, a person's claims go out. It calls node alone.
 */
package org.afterimage.console.oidc;
