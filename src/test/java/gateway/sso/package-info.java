/** The login at an identity provider, with one on loopback. */
@NullMarked
package gateway.sso;

import org.jspecify.annotations.NullMarked;
