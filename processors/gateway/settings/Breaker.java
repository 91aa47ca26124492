package gateway.settings;

import java.time.Duration;

/**
 * When a deployment's circuit breaker opens, and how it closes again.
 *
 * @param window how many of the last calls are looked at
 * @param minimumCalls below so many calls in the window it stays closed
 * @param failureRate percent of failures in the window that open it
 * @param open how long it stays open
 * @param halfOpenCalls trial calls after that
 */
public record Breaker(
        @Range(min = 1, max = 10_000) int window,
        @Range(min = 1, max = 10_000) int minimumCalls,
        @Range(min = 1, max = 100) double failureRate,
        Duration open,
        @Range(min = 1, max = 1_000) int halfOpenCalls) {}
