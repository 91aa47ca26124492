/** The record of what was decided about each request, kept without content. */
@NullMarked
package gateway.decision;

import org.jspecify.annotations.NullMarked;
