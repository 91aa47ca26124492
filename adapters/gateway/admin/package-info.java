/** The management port: health, metrics and what operators change at run time. */
@NullMarked
package gateway.admin;

import org.jspecify.annotations.NullMarked;
