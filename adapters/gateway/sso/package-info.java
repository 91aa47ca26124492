/**
 * The login of administrators at an identity provider: where browsers are sent, what they bring back, and what a
 * person's claims let it do.
 */
@NullMarked
package gateway.sso;

import org.jspecify.annotations.NullMarked;
