package gateway.sdk;

import org.jspecify.annotations.Nullable;

/**
 * What became of a case that was run by an SDK for Node.
 *
 * @param sdk its name
 * @param name what was tried
 * @param behind which dialect was asked: openai, anthropic, gemini or bedrock
 * @param problem the SDK's own words; null if all is well
 */
record NodeCase(
        String sdk, String name, String behind, @Nullable String problem) {}
