package gateway.settings;

import java.time.Duration;

/**
 * How long replies are kept for requests that name a key of their own and are sent again.
 *
 * @param kept a repeated request is given the first one's reply for so long
 * @param lease a request whose process is not heard of for so long may be tried again
 * @param maxReply a longer reply is not kept
 */
public record IdempotencySettings(
        Duration kept,
        Duration lease,
        @Range(min = 1024, max = 64 << 20) Bytes maxReply) {}
