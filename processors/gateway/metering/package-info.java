/** Usage, cost and the single end of every call. */
@NullMarked
package gateway.metering;

import org.jspecify.annotations.NullMarked;
