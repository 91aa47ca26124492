/** Tests of control data, and what every store of it must do. */
@NullMarked
package gateway.control;

import org.jspecify.annotations.NullMarked;
