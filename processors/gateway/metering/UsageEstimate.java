package gateway.metering;

import gateway.model.Request;
import gateway.model.Usage;

/** Estimates tokens where the provider did not tell them: a token for every four characters, rounded up. */
final class UsageEstimate {
    private static final int CHARACTERS_PER_TOKEN = 4;

    private UsageEstimate() {}

    /**
     * An estimate that is never zero.
     *
     * @param outputCharacters what the provider has sent so far
     */
    static Usage of(Request.Chat chat, long outputCharacters) {
        long input = chat.original() == null ? 1 : chat.original().json().length();
        return Usage.of(tokens(input), tokens(outputCharacters));
    }

    private static long tokens(long characters) {
        return Math.max(1, (characters + CHARACTERS_PER_TOKEN - 1) / CHARACTERS_PER_TOKEN);
    }
}
