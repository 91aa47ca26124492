/** What is known of models before they are tried. */
@NullMarked
package gateway.routing.prior;

import org.jspecify.annotations.NullMarked;
