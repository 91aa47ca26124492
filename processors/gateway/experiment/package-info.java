/** Experiments: which model of those that are compared a request goes to. */
@NullMarked
package gateway.experiment;

import org.jspecify.annotations.NullMarked;
