/** Replays requests whose outcome with every model is known, to tell what a router would have made of them. */
@NullMarked
package gateway.routing.replay;

import org.jspecify.annotations.NullMarked;
