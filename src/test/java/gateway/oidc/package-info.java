/** Tests of tokens in place of keys. */
@NullMarked
package gateway.oidc;

import org.jspecify.annotations.NullMarked;
