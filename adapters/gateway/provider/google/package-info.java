/**
 * Credentials for Google's clouds: Vertex AI takes <a href="https://cloud.google.com/docs/authentication/rest">OAuth
 * access tokens</a> (read 2026-11), not API keys.
 */
@NullMarked
package gateway.provider.google;

import org.jspecify.annotations.NullMarked;
