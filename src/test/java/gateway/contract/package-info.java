@NullMarked
package gateway.contract;

import org.jspecify.annotations.NullMarked;
