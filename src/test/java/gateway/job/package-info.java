/** Tests of jobs: a whole gateway, its queue and its stores. */
@NullMarked
package gateway.job;

import org.jspecify.annotations.NullMarked;
