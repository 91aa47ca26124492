package gateway.settings;

import java.time.Duration;

/**
 * How many answers a process keeps in its memory, to be given again where tenants want that.
 *
 * @param total bytes of all of them together; the ones that are used least make room
 * @param maxAnswer a longer answer is not kept
 * @param alike answers to questions that differ in nothing but the last word of the user, among which one to a like
 *     question is looked for; the oldest makes room
 * @param embedWithin so long a request waits for the vector of its question by an embedding model; then it is asked
 * @param sharedWithin so long a request waits for the store that replicas share; then it is asked
 * @param waitForSame so long at most a request waits for the answer to the same one that is being asked; 0 = it does
 *     not
 */
public record CacheSettings(
        @Range(min = 1024) Bytes total,
        @Range(min = 1024, max = 64 << 20) Bytes maxAnswer,
        @Range(min = 1, max = 100_000) int alike,
        Duration embedWithin,
        Duration sharedWithin,
        Duration waitForSame) {}
