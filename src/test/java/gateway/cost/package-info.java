/** Tests of what calls cost, from the client to the ledger. */
@NullMarked
package gateway.cost;

import org.jspecify.annotations.NullMarked;
