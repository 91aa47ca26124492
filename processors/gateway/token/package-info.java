/** How many tokens a request has before a provider says so, and how many an answer may have. */
@NullMarked
package gateway.token;

import org.jspecify.annotations.NullMarked;
