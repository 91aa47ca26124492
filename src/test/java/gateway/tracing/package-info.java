@NullMarked
package gateway.tracing;

import org.jspecify.annotations.NullMarked;
