/** Real SDKs against a whole gateway, with each dialect behind it. */
@NullMarked
package gateway.sdk;

import org.jspecify.annotations.NullMarked;
