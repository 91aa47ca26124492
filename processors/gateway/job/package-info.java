/** Requests that are answered later: what is written down of them, and what has become of them. */
@NullMarked
package gateway.job;

import org.jspecify.annotations.NullMarked;
