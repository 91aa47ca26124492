@NullMarked
package gateway.token;

import org.jspecify.annotations.NullMarked;
