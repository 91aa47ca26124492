/** Embeddings through a whole gateway. */
@NullMarked
package gateway.embedding;

import org.jspecify.annotations.NullMarked;
