package gateway.oidc;

import java.io.IOException;

/** Fetches an issuer's public keys. */
@FunctionalInterface
interface KeySource {
    /**
     * The keys as a JSON Web Key Set; blocks.
     *
     * @throws IOException if they cannot be had now
     */
    String fetch() throws IOException;
}
