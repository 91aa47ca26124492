/** Programs that fit the models the program ships with, and that measure them. */
@NullMarked
package gateway.training;

import org.jspecify.annotations.NullMarked;
