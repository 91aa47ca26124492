/** What the wire formats have in common. Each dialect has a package of its own below this one. */
@NullMarked
package gateway.wire;

import org.jspecify.annotations.NullMarked;
