package gateway.provider.http;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a provider lets us in.
 *
 * @param id the provider's id
 * @param authHeader the header that carries the credential
 * @param credential what that header shows; null where the provider wants none
 * @param headers further fixed headers
 * @param project the cloud project, where paths name one; null for the others
 * @param address {@code host:port} that takes the place of the real socket address, over plain HTTP; null for the real
 *     one
 */
public record ProviderAccess(
        String id,
        String authHeader,
        @Nullable Credential credential,
        Map<String, String> headers,
        @Nullable String project,
        @Nullable Address address) {
    public ProviderAccess {
        headers = Map.copyOf(headers);
    }

    /**
     * A socket address.
     *
     * @param host name or IP address
     * @param port 1 to 65535
     */
    public record Address(String host, int port) {
        /** Reads {@code host:port}. */
        public static Address of(String text) {
            int colon = text.lastIndexOf(':');
            return new Address(text.substring(0, colon), Integer.parseInt(text, colon + 1, text.length(), 10));
        }
    }

    /** Shows no content. */
    @Override
    public String toString() {
        return "ProviderAccess[" + id + ", headers=" + headers.keySet() + "]";
    }
}
