/** Examples of the vocabulary, for tests. */
@NullMarked
package gateway.model;

import org.jspecify.annotations.NullMarked;
