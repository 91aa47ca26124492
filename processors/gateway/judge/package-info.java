/** Has models judge answers: which are drawn, what the judge is asked, and what it said. */
@NullMarked
package gateway.judge;

import org.jspecify.annotations.NullMarked;
