/** The steps by which clients send jobs, look after them and take them back; what stands of them is {@code job}'s. */
@NullMarked
package gateway.api.job;

import org.jspecify.annotations.NullMarked;
