/**
 * What the project relies on in its providers' APIs: the fields that it reads, knows and writes, what an answer holds
 * beside them, and how an official document differs.
 */
@NullMarked
package gateway.contract;

import org.jspecify.annotations.NullMarked;
