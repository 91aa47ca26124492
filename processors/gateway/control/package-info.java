/** What operators change at run time: registry, tenants and keys, where they are kept, and the snapshot in use. */
@NullMarked
package gateway.control;

import org.jspecify.annotations.NullMarked;
