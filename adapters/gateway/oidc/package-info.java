/**
 * Tokens of an identity provider (OpenID Connect) in place of API keys. The issuer is called in the background alone; a
 * request costs a look-up, or one verification of a signature.
 */
@NullMarked
package gateway.oidc;

import org.jspecify.annotations.NullMarked;
