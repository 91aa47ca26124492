/** What operators see in a browser: the page, its live figures, the playground and the picture of the routes. */
@NullMarked
package gateway.dashboard;

import org.jspecify.annotations.NullMarked;
