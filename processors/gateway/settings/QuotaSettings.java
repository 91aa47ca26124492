package gateway.settings;

import java.time.Duration;

/**
 * How budgets and rates are shared between replicas.
 *
 * @param lease a replica that is not heard of for so long loses what it has leased
 * @param reservation a call that has no end after so long is settled as the worst case
 * @param failOpenUsd what each replica may spend of each budget while the ledger cannot be reached
 */
public record QuotaSettings(Duration lease, Duration reservation, Usd failOpenUsd) {}
