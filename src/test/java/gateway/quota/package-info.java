/** Tests of budgets and rates, and what every ledger must do. */
@NullMarked
package gateway.quota;

import org.jspecify.annotations.NullMarked;
