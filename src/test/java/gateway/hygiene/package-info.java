/** That nothing a client has sent, and nothing a provider has answered, is written anywhere. */
@NullMarked
package gateway.hygiene;

import org.jspecify.annotations.NullMarked;
