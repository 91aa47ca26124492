package gateway.usage;

import java.time.LocalDate;

/**
 * Whose usage, of what, and on which day.
 *
 * @param day of the tenant's time zone, on which the request was received
 * @param tenant its id
 * @param team the part of the tenant that the key belongs to; empty = none
 * @param key the key's id; never the key itself
 * @param model what served, or was asked for; empty where the client's word is none of ours
 */
public record UsageKey(LocalDate day, String tenant, String team, String key, String model) {}
