/** The local engine as it is shipped: which scanners and classifiers look. */
@NullMarked
package gateway.guard.local;

import org.jspecify.annotations.NullMarked;
