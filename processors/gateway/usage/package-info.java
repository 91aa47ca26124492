/** What was used, by tenant, key, model and day, for reports. */
@NullMarked
package gateway.usage;

import org.jspecify.annotations.NullMarked;
