/** The vocabulary of the gateway: what is asked, where it may go, what came back. Data only, immutable. */
@NullMarked
package gateway.model;

import org.jspecify.annotations.NullMarked;
