/** Tests of the management port's stages. */
@NullMarked
package gateway.admin;

import org.jspecify.annotations.NullMarked;
